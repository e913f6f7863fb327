import { createHash } from 'node:crypto';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { AuditRecord } from '../../migration/audit.ts';
import type { Proposal } from '../../migration/proposal.ts';
import type { StoredCheck } from '../../ports.ts';

/** One row as DynamoDB has it. */
export type Row = Record<string, AttributeValue>;

/** The keys of the proposals table. An address is the same in any case, so its lock is as well. */
export const keyOf = {
  proposal: (id: string): Row => ({ pk: { S: `proposal#${id}` } }),
  check: (id: string): Row => ({ pk: { S: `check#${id}` } }),
  done: (key: string): Row => ({ pk: { S: `done#${key}` } }),
  taken: (key: string): Row => ({ pk: { S: `taken#${key}` } }),
  lock: (address: string): Row => ({ pk: { S: `lock#${address.toLowerCase()}` } }),
};

/** The one partition of the index `due`; proposals that nothing is due for do not have it, and are not in the index. */
export const DUE = 'due';

/** Seconds since 1970, the only unit that DynamoDB's time to live knows. */
export const epochSeconds = (at: string): number => Math.floor(Date.parse(at) / 1000);

/**
 * What a move writes of a proposal. The card is not in the body: it is placed by itself, and a move that was decided
 * before that must not take it away. `mark` is the call that wrote this version.
 */
export function proposalAttributes({ card: _, ...proposal }: Proposal, mark: string): Row {
  const { schema, state, version, dueAt } = proposal;
  const due = dueAt === undefined ? {} : { due: DUE, dueAt };
  return marshall({ schema, state, version, mark, body: JSON.stringify(proposal), ...due });
}

export function proposalOf(row: Row): Proposal {
  const { pk, schema, body, card } = unmarshall(row);
  if (schema !== 1) throw new Error(`${pk} has schema ${schema}, and this version reads schema 1`);
  const proposal: Proposal = JSON.parse(body);
  return card ? { ...proposal, card } : proposal;
}

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

export const recordRow = (record: AuditRecord): Row =>
  marshall({ ...record, recipientKey: recipientKey(record.recipient.dn) });

export function recordOf(row: Row): AuditRecord {
  const { recipientKey: _, ...record } = unmarshall(row);
  return record as AuditRecord;
}
