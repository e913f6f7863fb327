import { asKept } from './digest.ts';
import { type Erased, type Erases, type Salts, sealOf } from './parts.ts';

/** Who did something in Slack: ids from the verified payload, never an e-mail address. */
export type Actor = { readonly enterprise: string | null; readonly team: string | null; readonly user: string };

/** What can be on record. Every state a proposal can take has the action that brought it there. */
export type AuditAction =
  /** The check that a proposal was made from. */
  | 'checked'
  | 'proposed'
  /** One approval; `stands.state` tells whether it was enough. */
  | 'approved'
  /** A click that changed nothing, since the clicker may not decide. */
  | 'turned-away'
  | 'reminded'
  | 'denied'
  | 'cancelled'
  | 'superseded'
  | 'expired'
  | 'claimed'
  | 'put-off'
  | 'applied'
  | 'already-present'
  | 'stale'
  | 'refused'
  | 'failed'
  | 'unknown'
  /** Parts of older records, named in `erases`; it is about no proposal. */
  | 'erased';

/** What happened, before it has its place in the chain. `actor` is null where migcheck itself acted. */
export type AuditEntry = {
  /** 1 has no `stands` and no `change`; from 3 on what is personal can be erased under the same hash (parts.ts). */
  readonly schema: 1 | 2 | 3;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly action: AuditAction;
  readonly actor: Actor | null;
  readonly jobId: string;
  readonly proposalId: string;
  /** Of how many people it is, where it is a plan; the plan, where it is a row of one. */
  readonly people?: number;
  readonly plan?: string;
  /** How the proposal stood after this; absent where it was not moved. */
  readonly stands?: Standing;
  /** What was to be done with the value; adding it, in records that do not say so. */
  readonly change?: 'add' | 'remove';
  readonly recipient: { readonly dn: string; readonly identity: string; readonly name: string };
  readonly attribute: string;
  readonly value: string;
  readonly before: readonly string[];
  readonly after?: readonly string[];
  /** The LDAP result of the write, where there was one. */
  readonly ldap?: { readonly code: number; readonly name: string };
  /** A person's reason, or what was different; plain text. */
  readonly detail?: string;
  readonly salts?: Salts;
  readonly erases?: Erases;
};

/** A proposal's state and version, with the digest of all else that its row held then. */
export type Standing = { readonly state: string; readonly version: number; readonly digest: string };

/** An entry in its place: `hash` covers everything else (parts.ts), `previous` is the hash of the one before. */
export type AuditRecord = AuditEntry & {
  readonly erased?: Erased;
  readonly chain: string;
  /** 1, 2, 3, … without a gap. */
  readonly number: number;
  readonly previous: string;
  readonly hash: string;
};

/** What the first record of a chain names as the one before it. */
export const CHAIN_START = '0'.repeat(64);

type Last = Pick<AuditRecord, 'number' | 'hash'>;

/** Puts an entry behind `last` (or at the start of the chain). */
export function chainRecord(chain: string, last: Last | undefined, entry: AuditEntry): AuditRecord {
  const place = { chain, number: (last?.number ?? 0) + 1, previous: last?.hash ?? CHAIN_START };
  const unsealed = { ...asKept(entry), ...place };
  return { ...unsealed, hash: sealOf(unsealed) };
}

/** What is wrong with a chain: a record is not there, was changed, does not follow, or is of another chain. */
export type ChainFault = 'missing' | 'altered' | 'unlinked' | 'other-chain';

/** `at` is the number at which the chain is first not as it was written. */
export type ChainVerdict =
  | { readonly ok: true; readonly count: number }
  | { readonly ok: false; readonly at: number; readonly why: ChainFault };

/**
 * Follows a chain from its first record, in the order of their numbers. Records missing at the end cannot be seen from
 * the records alone: compare `count`, or the last hash, with one noted elsewhere.
 */
export function verifyChain(records: Iterable<AuditRecord>): ChainVerdict {
  let last: AuditRecord | undefined;
  for (const record of records) {
    const why = faultOf(record, last);
    if (why) return { ok: false, at: (last?.number ?? 0) + 1, why };
    last = record;
  }
  return { ok: true, count: last?.number ?? 0 };
}

function faultOf(record: AuditRecord, last: AuditRecord | undefined): ChainFault | undefined {
  const { hash, ...unsealed } = record;
  if (last && record.chain !== last.chain) return 'other-chain';
  if (record.number !== (last?.number ?? 0) + 1) return 'missing';
  if (sealOf(unsealed) !== hash) return 'altered';
  return record.previous === (last?.hash ?? CHAIN_START) ? undefined : 'unlinked';
}
