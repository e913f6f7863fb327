import {
  isPrimary,
  MIGRATE_TEMPLATE,
  type MsAddress,
  proxyText,
  sameText,
  writeMsAddress,
} from '../migration/address.ts';
import type { Examination } from '../migration/examination.ts';
import { type Fix, fixOf, type NoFix } from '../migration/fix.ts';
import type { Recipient, RecipientKind } from '../migration/recipient.ts';
import type { DiagnosisKind, RuleName } from '../migration/rules.ts';
import type { Finding } from './findings.ts';
import type { Member } from './list.ts';
import { written } from './multi-value.ts';

/** The fix of one person, and what a directory import has to say to add it. */
export type WaveFix = Fix & {
  readonly directoryName: string;
  /** The secondary addresses the mailbox has, `TYPE:address`. */
  readonly secondaries: readonly string[];
};

/** What will become of one person of a wave; a hundred thousand of these are kept, so they hold little. */
export type Verdict = {
  readonly line: number;
  readonly name: string;
  readonly kind: DiagnosisKind;
  readonly found: 'yes' | 'no' | 'unclear';
  /** One rule; two, before SP1 and from SP1 on, where they differ. */
  readonly rules: readonly RuleName[];
  /** `MS:NET/PO/USER`. */
  readonly source?: string;
  /** The distinguished name of the one mailbox it is about. */
  readonly mailbox?: string;
  readonly others: readonly { readonly dn: string; readonly kind: RecipientKind }[];
  readonly fix?: WaveFix;
  readonly noFix?: NoFix;
};

/**
 * The one recipient to whom a name and an address lead: nobody else bears on what becomes of them. What is read of it is
 * as of this moment; the next question turns it to another.
 */
export type Lone = Pick<Recipient, 'dn' | 'dialect' | 'identity'> & {
  /** The address that was given. */
  readonly source: MsAddress;
  /** Whoever has the same number is judged alike, whatever they are called. */
  readonly likeness: number;
  readonly directoryName: string;
  /** The secondary addresses, `TYPE:address`. */
  readonly secondaries: readonly string[];
};

const NOBODY: Verdict['others'] = [];

/** What an examination says of a member of the wave. */
export function verdictOn({ line, name }: Member, { diagnosis, source, offer }: Examination): Verdict {
  const { kind, found, outcomes, mailbox, others } = diagnosis;
  const beside = others.length > 0 ? others.map((other) => ({ dn: other.dn, kind: other.kind })) : NOBODY;
  const verdict: Building = { line, name, kind, found, rules: rulesIn(outcomes), others: beside };
  if (source.kind === 'known') verdict.source = proxyText({ type: 'MS', address: writeMsAddress(source.address) });
  if (mailbox) verdict.mailbox = mailbox.dn;
  if (offer.fix && mailbox) verdict.fix = waveFix(offer.fix, heldBy(mailbox));
  if (!offer.fix) verdict.noFix = offer.why;
  return verdict;
}

/** The same verdict on somebody who is like the one it was about. */
export function likewise(known: Verdict, { line, name }: Member, lone: Lone): Verdict {
  const { kind, found, rules, fix, noFix } = known;
  const { dn } = lone;
  const source = proxyText({ type: 'MS', address: writeMsAddress(lone.source) });
  const others = known.others.length > 0 ? known.others.map((other) => ({ dn, kind: other.kind })) : NOBODY;
  if (fix) {
    const own = waveFix(fixOf(lone, lone.source, MIGRATE_TEMPLATE), lone);
    return { line, name, kind, found, rules, others, source, mailbox: dn, fix: own };
  }
  const verdict: Building = { line, name, kind, found, rules, others, source };
  if (known.mailbox !== undefined) verdict.mailbox = dn;
  if (noFix) verdict.noFix = noFix;
  return verdict;
}

type Building = { -readonly [Key in keyof Verdict]: Verdict[Key] };

/** By the outcomes, which are the same for everybody to whom the same rules apply. */
const rulesKnown = new WeakMap<Examination['diagnosis']['outcomes'], Verdict['rules']>();

function rulesIn(outcomes: Examination['diagnosis']['outcomes']): Verdict['rules'] {
  const known = rulesKnown.get(outcomes);
  if (known) return known;
  const rules = [...new Set(outcomes.map(({ rule }) => rule))];
  rulesKnown.set(outcomes, rules);
  return rules;
}

type Importable = Pick<WaveFix, 'directoryName' | 'secondaries'>;

const heldBy = (mailbox: Recipient): Importable => ({
  directoryName: mailbox.directoryName ?? mailbox.alias ?? '',
  secondaries: mailbox.proxies.filter((proxy) => !isPrimary(proxy)).map(proxyText),
});

function waveFix(
  { change, dn, identity, dialect, attribute, value, written, source }: Fix,
  { directoryName, secondaries }: Importable,
): WaveFix {
  return { change, dn, identity, dialect, attribute, value, written, source, directoryName, secondaries };
}

/** Of whoever it is about, what the list may be at odds with. */
type Standing = {
  readonly isAnybody: boolean;
  readonly directoryName: string | undefined;
  readonly aliasDiffers: boolean;
};

export const standingOf = ({ diagnosis, recipients }: Examination): Standing => ({
  isAnybody: recipients.length > 0,
  directoryName: diagnosis.mailbox?.directoryName,
  aliasDiffers: diagnosis.aliasDiffers,
});

const NOTHING: readonly Finding[] = [];

/** Nobody is created. */
const KEPT = { column: 'Mode', cell: '' };

/** What the list has the wizard do with somebody who is there already, or is not (Q186742, Q146304). */
export function planFindings(
  { line, plan }: Member,
  { isAnybody, directoryName, aliasDiffers }: Standing,
): readonly Finding[] {
  if (!plan) return NOTHING;
  if (directoryName === undefined)
    return plan.creates || isAnybody || plan.commonName === ''
      ? NOTHING
      : [{ line, what: 'common-name', detail: plan.commonName }];
  const isNamed = sameText(plan.commonName, directoryName);
  if (plan.creates && !aliasDiffers && isNamed) return NOTHING;
  if (!plan.creates && isNamed) return NOTHING;
  const commonName = { column: 'Common-Name', cell: written(directoryName) };
  return plan.creates
    ? [{ line, what: 'create-of-existing', detail: directoryName, mends: [KEPT, commonName] }]
    : [{ line, what: 'common-name', detail: plan.commonName, mends: [commonName] }];
}
