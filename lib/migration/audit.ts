import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/** Who did something in Slack: ids from the verified payload, never an e-mail address. */
export type Actor = { readonly enterprise: string | null; readonly team: string | null; readonly user: string };

/** What can be on record. Every state a proposal can take has the action that brought it there. */
export type AuditAction =
  | 'proposed'
  | 'approved'
  | 'denied'
  | 'expired'
  | 'attempted'
  | 'put-off'
  | 'applied'
  | 'already-present'
  | 'stale'
  | 'refused'
  | 'failed'
  | 'unknown';

/** What happened, before it has its place in the chain. `actor` is null where migcheck itself acted. */
export type AuditEntry = {
  readonly schema: 1;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly action: AuditAction;
  readonly actor: Actor | null;
  readonly jobId: string;
  readonly proposalId: string;
  readonly recipient: { readonly dn: string; readonly identity: string; readonly name: string };
  readonly attribute: string;
  readonly value: string;
  readonly before: readonly string[];
  readonly after?: readonly string[];
  /** The LDAP result of the write, where there was one. */
  readonly ldap?: { readonly code: number; readonly name: string };
  /** A person's reason, or what was different; plain text. */
  readonly detail?: string;
};

/** An entry in its place: `hash` covers everything else in the record, `previous` is the hash of the one before. */
export type AuditRecord = AuditEntry & {
  readonly chain: string;
  /** 1, 2, 3, … without a gap. */
  readonly number: number;
  readonly previous: string;
  readonly hash: string;
};

/** What the first record of a chain names as the one before it. */
export const CHAIN_START = '0'.repeat(64);

/** SHA-256, in hex, over RFC 8785 canonical JSON. */
export const digestOf = (value: unknown): string =>
  createHash('sha256')
    .update(canonicalize(JSON.parse(JSON.stringify(value))) ?? '')
    .digest('hex');

/** Puts an entry behind `last` (or at the start of the chain). */
export function chainRecord(chain: string, last: AuditRecord | undefined, entry: AuditEntry): AuditRecord {
  const unsealed = { ...entry, chain, number: (last?.number ?? 0) + 1, previous: last?.hash ?? CHAIN_START };
  return { ...unsealed, hash: digestOf(unsealed) };
}
