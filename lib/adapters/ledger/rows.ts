import { createHash } from 'node:crypto';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { Actor, AuditRecord } from '../../migration/audit.ts';
import { normalDn } from '../../migration/dn.ts';
import type { OnList } from '../../migration/people.ts';
import type { Place, Proposal } from '../../migration/proposal.ts';
import type { KeptPage } from '../../migration/verify/plans.ts';
import type { StoredCheck } from '../../ports.ts';

/** One row as DynamoDB has it. */
export type Row = Record<string, AttributeValue>;

/** The keys of the proposals table. An address is the same in any case, so its lock is as well. */
export const keyOf = {
  proposal: (id: string): Row => ({ pk: { S: `proposal#${id}` } }),
  /** Points to the newest proposal for a recipient. */
  recipient: (dn: string): Row => ({ pk: { S: `recipient#${digest(normalDn(dn))}` } }),
  check: (id: string): Row => ({ pk: { S: `check#${id}` } }),
  done: (key: string): Row => ({ pk: { S: `done#${key}` } }),
  taken: (key: string): Row => ({ pk: { S: `taken#${key}` } }),
  /** One person's questions in one minute. */
  rate: (person: string, minute: string): Row => ({ pk: { S: `rate#${person}#${minute}` } }),
  /** One page of the people of a plan. */
  people: (list: string, page: number): Row => ({ pk: { S: `people#${list}#${page}` } }),
  lock: (address: string): Row => ({ pk: { S: `lock#${address.toLowerCase()}` } }),
  wave: (id: string): Row => ({ pk: { S: `wave#${id}` } }),
  /** One piece of what is kept beside a wave. */
  piece: (of: string, number: number): Row => ({ pk: { S: `${of}#${number}` } }),
  /** Points to the newest wave under a key. */
  newestWave: (key: string): Row => ({ pk: { S: `wave-newest#${digest(key)}` } }),
};

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The one partition of the index `due`; proposals that nothing is due for do not have it, and are not in the index. */
export const DUE = 'due';

/** Puts a proposal into the index. */
export const dueAttributes = (dueAt: string) => ({ due: DUE, dueAt });

/** Seconds since 1970, the only unit that DynamoDB's time to live knows. */
export const epochSeconds = (at: string): number => Math.floor(Date.parse(at) / 1000);

/** Milliseconds that a move may take to be told by whoever made it, before the sweep has it told. */
const TOLD_WITHIN = 60_000;

const earlier = (a: string, b: string): string => (a < b ? a : b);

/**
 * What a move writes of a proposal: all but what is kept beside it (its cards, what was told), which is written by
 * itself. It is due soon, whatever it says, since it has to be told. `mark` is the call that wrote this version.
 */
export function proposalAttributes(proposal: Proposal, { mark, at }: { mark: string; at: string }): Row {
  const { cards: _, told: __, undoneBy: ___, progress: ____, ...kept } = proposal;
  const { schema, state, version, plan } = kept;
  const due = plan === undefined ? dueToBeTold(kept, at) : dueByItself(kept);
  return marshall({ schema, state, version, mark, movedAt: at, body: JSON.stringify(kept), ...due });
}

function dueToBeTold({ dueAt }: Pick<Proposal, 'dueAt'>, at: string) {
  const toldBy = new Date(Date.parse(at) + TOLD_WITHIN).toISOString();
  return dueAttributes(dueAt === undefined ? toldBy : earlier(dueAt, toldBy));
}

/** A row is told with its plan; in the index it is while it may have been interrupted. */
const dueByItself = ({ dueAt }: Pick<Proposal, 'dueAt'>) => (dueAt === undefined ? {} : dueAttributes(dueAt));

/** Every message that shows the proposal, oldest first; the first version knew one. */
export function cardsOf(row: Row): readonly Place[] {
  const { card, cards = [] } = unmarshall(row);
  return card ? [card, ...cards.filter(({ ts }: Place) => ts !== card.ts)] : cards;
}

/** What the first version had no word for. */
const ASSUMED = { approvals: [], needs: { approvals: 1, because: [] } } as const;

export function proposalOf(row: Row): Proposal {
  const { pk, schema, body, told = 0, noted = 0, undoneBy, progress } = unmarshall(row);
  if (schema !== 1 && schema !== 2) throw new Error(`${pk} has schema ${schema}, and this version reads 1 and 2`);
  const kept = JSON.parse(body);
  const beside = {
    cards: cardsOf(row),
    told: { version: told, noted },
    ...(undoneBy ? { undoneBy } : {}),
    ...(progress ? { progress } : {}),
  };
  // What ended under the first version was told then.
  if (schema === 2) return { ...kept, ...beside };
  return { ...ASSUMED, ...kept, fix: { change: 'add', ...kept.fix }, ...beside, told: allTold(kept.version) };
}

const allTold = (version: number): Proposal['told'] => ({ version, noted: version });

/** The people on one page of a list. */
export const peopleIn = (row: Row): readonly OnList[] => JSON.parse(row.people?.S ?? '');

export const pageRow = ({ list, page, people }: KeptPage): Row => ({
  ...keyOf.people(list, page),
  people: { S: JSON.stringify(people) },
});

export const checkAttributes = ({ schema, at, body }: StoredCheck): Row =>
  marshall({ schema, at, body: JSON.stringify(body ?? null) });

export function checkOf(id: string, row: Row): StoredCheck {
  const { schema, at, body } = unmarshall(row);
  if (schema !== 1) throw new Error(`Check ${id} has schema ${schema}, and this version reads schema 1`);
  return { id, schema, at, body: JSON.parse(body) };
}

/** DynamoDB allows a key 2,048 bytes. A longer name (there is no limit in LDAP) stands by its hash. */
export function recipientKey(dn: string): string {
  const key = dn.toLowerCase();
  return Buffer.byteLength(key) <= 2048 ? key : createHash('sha256').update(key).digest('hex');
}

/** A person's key in the index of who did something. */
export const actorKey = ({ enterprise, team, user }: Actor): string => `${team ?? enterprise ?? ''}:${user}`;

export const recordRow = (record: AuditRecord): Row =>
  marshall({
    ...record,
    recipientKey: recipientKey(record.recipient.dn),
    ...(record.actor ? { actorKey: actorKey(record.actor) } : {}),
  });

export function recordOf(row: Row): AuditRecord {
  const { recipientKey: _, actorKey: __, ...record } = unmarshall(row);
  return record as AuditRecord;
}
