import type { Actor, AuditAction, AuditEntry, Standing } from './audit.ts';
import { digestOf } from './digest.ts';
import type { Fix } from './fix.ts';

/** docs/adr/003: open → approved → applying → one of the ends; unknown → applied or failed. */
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
  | 'cancelled'
  | 'superseded'
  | 'expired';

/** A message in Slack. */
export type Place = { readonly channel: string; readonly ts: string };

/** One person's yes. */
export type Approval = {
  readonly by: Actor;
  readonly at: string;
  readonly jobId: string;
  readonly ownProposal: boolean;
};

/** What ended the waiting: the approval that was enough, a denial, or that it was taken back. */
export type FinalDecision = Approval & {
  readonly verdict: 'approve' | 'deny' | 'cancel';
  readonly reason?: string;
};

/** Why the fix is right: the rule's sentence, its articles, what of it is inference, and the address's origin. */
export type Because = {
  readonly says: string;
  readonly articles: readonly string[];
  readonly inferences: readonly string[];
  readonly sourceFrom: string;
  /** What speaks against it: other addresses that the directory shows, say. */
  readonly careful: readonly string[];
};

/** What an attempt came to. */
export type Outcome = {
  readonly at: string;
  readonly after?: readonly string[];
  readonly ldap?: { readonly code: number; readonly name: string };
  readonly detail?: string;
  /** The write was interrupted; that the change is there is taken for ours. */
  readonly presumed?: true;
  /** Who holds the same address as well, seen after the write. */
  readonly duplicates?: readonly string[];
  /** What went wrong has nothing to do with this person: the plan that it belongs to goes no further. */
  readonly stops?: true;
};

/**
 * Of whom a plan is: how many, on how many pages. The digest of the whole list is the plan's identity. `of`: what it is
 * the plan of, of which there is one at a time that has not ended.
 */
export type People = { readonly count: number; readonly pages: number; readonly of?: string };

/** Somebody of a plan who did not get what was planned, and why. */
export type Trouble = { readonly name: string; readonly state: ProposalState; readonly detail: string };

/** How far a plan has come: pages on which all have ended, what became of those people, and the first troubles. */
export type Progress = {
  readonly pages: number;
  readonly tally: Readonly<Partial<Record<ProposalState, number>>>;
  readonly troubles: readonly Trouble[];
};

/**
 * A fix that waits for, or has had, another person's approval. A plan is a proposal whose object is a list of people;
 * each of them becomes a proposal of its own, a row of the plan, in the moment in which it is taken up (docs/adr/016).
 */
export type Proposal = {
  /** 1 knew one approval, one card and no undo. */
  readonly schema: 1 | 2;
  readonly id: string;
  readonly state: ProposalState;
  /** Counts the moves, from 1; a move is written only over the version it was decided on. */
  readonly version: number;
  readonly fix: Fix;
  readonly recipientName: string;
  /** The recipient's proxy addresses as approved, `TYPE:address`, sorted. */
  readonly before: readonly string[];
  /** SHA-256 over identity, `before` and the change: what exactly was approved. */
  readonly digest: string;
  readonly because: Because;
  /** The check that it was made from; an undo has none. */
  readonly checkId?: string;
  /** The proposal for the same recipient that was the newest before this one. */
  readonly follows?: string;
  /** The proposal whose change this one takes back. */
  readonly undoes?: string;
  /** Only a plan has people, and only a row of one has a plan. */
  readonly people?: People;
  readonly plan?: string;
  /** The proposal for the same recipient in whose place this one came, or that came in the place of this one. */
  readonly supersedes?: string;
  readonly supersededBy?: string;
  readonly askedBy: Actor;
  readonly askedAt: string;
  /** Where the question was asked, and where the proposal stands. */
  readonly askedIn: string;
  readonly channel: string;
  /** How many people have to approve, and why more than the standard. */
  readonly needs: { readonly approvals: number; readonly because: readonly string[] };
  readonly approvals: readonly Approval[];
  readonly expiresAt: string;
  /** When those who are to decide are reminded; absent once they were. */
  readonly remindAt?: string;
  /** When the sweep has to look at this proposal next; absent once nothing is to be done. */
  readonly dueAt?: string;
  readonly decision?: FinalDecision;
  readonly attempts: number;
  /** When a worker took it up for writing; it had seen the directory as approved right before. */
  readonly claimedAt?: string;
  readonly outcome?: Outcome;
  /** Every message that shows it. Kept beside the rest, since Slack says it after the fact. */
  readonly cards: readonly Place[];
  /** The proposal by which it was taken back since. Kept beside the rest: the change itself did happen. */
  readonly undoneBy?: string;
  /** The version that everybody has been told, and the one whose note is in the thread. Kept beside the rest. */
  readonly told: { readonly version: number; readonly noted: number };
  /** Of a plan. Kept beside the rest: what became of each person is on the record of its row. */
  readonly progress?: Progress;
};

/** The states from which nothing more happens. */
export const ENDED: ReadonlySet<ProposalState> = new Set([
  'applied',
  'already-present',
  'stale',
  'refused',
  'failed',
  'denied',
  'cancelled',
  'superseded',
  'expired',
]);

/** Still to be told, to somebody at least. A row is told with its plan. */
export const isUntold = ({ told, version, plan }: Proposal): boolean => plan === undefined && told.version < version;

/** When the last thing happened to it that somebody may want to hear of. */
export function newsSince({ askedAt, approvals, decision, outcome, state, expiresAt }: Proposal): string {
  const moments = [askedAt, ...approvals.map(({ at }) => at), decision?.at ?? '', outcome?.at ?? ''];
  return [...moments, state === 'expired' && !decision ? expiresAt : ''].sort().at(-1) ?? askedAt;
}

/** An approval is good for `applyWithin` ms; a directory that stays away longer has to be decided about again. */
export const approvalIsOver = ({ state, decision }: Proposal, now: string, applyWithin: number): boolean =>
  state === 'approved' && Date.parse(now) - Date.parse(decision?.at ?? now) > applyWithin;

/** What time alone has made due. `tell`: it stands as it should, and somebody has not been told. */
export type DueStep = 'expire' | 'remind' | 'apply' | 'tell' | 'nothing';

/** After every moment that is written. */
const NEVER = '9999-12-31T23:59:59.999Z';

/** The one thing that the sweep has to do about this proposal at `now`. */
export function dueStep(proposal: Proposal, now: string, applyWithin: number): DueStep {
  const { state, expiresAt, remindAt = NEVER, dueAt = NEVER } = proposal;
  if (state === 'open' && now >= expiresAt) return 'expire';
  if (state === 'open' && now >= remindAt) return 'remind';
  if (approvalIsOver(proposal, now, applyWithin)) return 'expire';
  if (state !== 'open' && now >= dueAt) return 'apply';
  return isUntold(proposal) ? 'tell' : 'nothing';
}

/** The same proposal one move further. */
export const moved = (proposal: Proposal, state: ProposalState, change: Partial<Proposal> = {}): Proposal => ({
  ...proposal,
  ...change,
  schema: 2,
  state,
  version: proposal.version + 1,
});

/** A proposal that has ended: nothing is due any more. */
export function ended(proposal: Proposal, state: ProposalState, change: Partial<Proposal> = {}): Proposal {
  const { dueAt: _, remindAt: __, ...rest } = proposal;
  return moved(rest, state, change);
}

/** The open proposal after its reminder: what is due next is its expiry. */
export function reminded(proposal: Proposal): Proposal {
  const { remindAt: _, ...rest } = proposal;
  return moved(rest, 'open', { dueAt: proposal.expiresAt });
}

/** How it stands now: what a record says of it, and what its row is held against. */
export function standingOf(proposal: Proposal): Standing {
  const { cards: _, told: __, undoneBy: ___, progress: ____, ...kept } = proposal;
  return { state: proposal.state, version: proposal.version, digest: digestOf(kept) };
}

export type Happened = {
  readonly action: AuditAction;
  /** Null where migcheck itself acted. */
  readonly actor: Actor | null;
  readonly jobId: string;
  readonly at: string;
  readonly detail?: string;
};

/** A record about a proposal that was not moved by it. */
export function noteFor(proposal: Proposal, { detail, ...happened }: Happened): AuditEntry {
  const { id, fix, recipientName, before, people, plan } = proposal;
  return {
    schema: 2,
    ...happened,
    proposalId: id,
    ...(people ? { people: people.count } : {}),
    ...(plan ? { plan } : {}),
    recipient: { dn: fix.dn, identity: fix.identity, name: recipientName },
    change: fix.change,
    attribute: fix.attribute,
    value: fix.value,
    before,
    ...(detail ? { detail } : {}),
  };
}

/** The record that belongs to a move of this proposal. */
export function entryFor(proposal: Proposal, happened: Happened): AuditEntry {
  const { outcome } = proposal;
  const detail = happened.detail ?? outcome?.detail;
  return {
    ...noteFor(proposal, { ...happened, ...(detail ? { detail } : {}) }),
    stands: standingOf(proposal),
    ...(outcome?.after ? { after: outcome.after } : {}),
    ...(outcome?.ldap ? { ldap: outcome.ldap } : {}),
  };
}
