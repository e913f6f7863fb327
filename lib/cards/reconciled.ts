import type { Fix } from '../migration/fix.ts';
import type { Proposal } from '../migration/proposal.ts';
import type { Standing } from '../migration/reconcile.ts';
import { visible } from './visible.ts';

/** One change, and how it stands. */
type Compared = { readonly proposal: Proposal; readonly stands: Standing };

type Outcome = {
  readonly changes: readonly Compared[];
  readonly unreadable: readonly string[];
  readonly seesHidden: boolean;
};

const DONE: Record<Fix['change'], string> = { add: 'added', remove: 'taken away' };

const SAYS: Record<Standing, (proposal: Proposal) => string> = {
  'as-recorded': () => 'as recorded',
  gone: () => 'the value or its object is gone',
  back: () => 'the value is there again',
  'another-object': () => 'another object stands at this name',
  'other-case': () => 'the value is there in other letters',
  'done-though-failed': ({ fix }) => `the record says that it failed, and the value is ${DONE[fix.change]}`,
  unsettled: ({ state }) => `the record says ${state}; the sweep settles that`,
  'not-visible': () => 'cannot be seen by the reading account',
};

const HIDDEN =
  'Hidden recipients cannot be seen: the bind name (LDAP_BIND_DN) does not end in cn=Admin. What is not found may be hidden.';

function lineOf({ proposal, stands }: Compared): string {
  const { fix, id, outcome } = proposal;
  const when = outcome?.at ?? proposal.askedAt;
  return visible(`${stands}: ${fix.dn}, ${fix.value}, ${SAYS[stands](proposal)} (proposal ${id}, ${when})`);
}

const rowsLeftOut = (unreadable: readonly string[]): readonly string[] =>
  unreadable.length === 0
    ? []
    : [visible(`Rows that cannot be read: ${unreadable.join(', ')}. See: migcheck audit verify`)];

/** What was compared, for a terminal: what is not as recorded, and how many are. */
export function reconciledText({ changes, unreadable, seesHidden }: Outcome): string {
  const other = changes.filter(({ stands }) => stands !== 'as-recorded');
  const counted = `${changes.length} ${changes.length === 1 ? 'change' : 'changes'} compared, ${changes.length - other.length} as recorded.`;
  return [...other.map(lineOf), ...rowsLeftOut(unreadable), ...(seesHidden ? [] : [HIDDEN]), counted].join('\n');
}

/** The same for machines, all changes among it. */
export const reconciledDocument = ({ changes, unreadable, seesHidden }: Outcome) => ({
  changes: changes.map(({ proposal: { fix, id, state, outcome }, stands }) => ({
    stands,
    dn: fix.dn,
    attribute: fix.attribute,
    value: fix.value,
    change: fix.change,
    state,
    proposal: id,
    at: outcome?.at ?? null,
  })),
  unreadable,
  seesHidden,
});
