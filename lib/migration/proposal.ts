import type { Actor } from './audit.ts';
import type { Fix } from './fix.ts';

/** See docs/architecture: open → approved → applying → one of the ends; unknown → applied or failed. */
export type ProposalState =
  | 'open'
  | 'approved'
  | 'applying'
  | 'applied'
  | 'already-present'
  | 'stale'
  | 'refused'
  | 'failed'
  | 'unknown'
  | 'denied'
  | 'expired';

/** A fix that waits for, or has had, another person's approval. */
export type Proposal = {
  readonly schema: 1;
  readonly id: string;
  readonly state: ProposalState;
  /** Counts the moves, from 1; a move is written only over the version it was decided on. */
  readonly version: number;
  readonly fix: Fix;
  readonly recipientName: string;
  /** The recipient's proxy addresses as approved, `TYPE:address`, sorted. */
  readonly before: readonly string[];
  /** SHA-256 over identity, `before` and value: what exactly was approved. */
  readonly digest: string;
  /** Why the fix is right: the diagnosis' kind and articles. */
  readonly because: { readonly kind: string; readonly articles: readonly string[]; readonly sourceFrom: string };
  readonly checkId: string;
  readonly askedBy: Actor;
  readonly askedAt: string;
  /** Where the question was asked, and where the proposal stands. */
  readonly askedIn: string;
  readonly channel: string;
  /** The proposal's message, once posted. */
  readonly card?: { readonly channel: string; readonly ts: string };
  readonly expiresAt: string;
  /** When the sweep has to look at this proposal next; absent once nothing is to be done. */
  readonly dueAt?: string;
  readonly decision?: {
    readonly verdict: 'approve' | 'deny';
    readonly by: Actor;
    readonly at: string;
    readonly jobId: string;
    readonly reason?: string;
    readonly ownProposal: boolean;
  };
  readonly attempts: number;
  readonly outcome?: {
    readonly at: string;
    readonly after?: readonly string[];
    readonly ldap?: { readonly code: number; readonly name: string };
    readonly detail?: string;
  };
};
