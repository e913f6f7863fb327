import type { Actor, AuditAction, AuditEntry } from './audit.ts';
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
  /** Why the fix is right: the rule's sentence, its articles, what of it is inference, and the address's origin. */
  readonly because: {
    readonly says: string;
    readonly articles: readonly string[];
    readonly inferences: readonly string[];
    readonly sourceFrom: string;
    /** What speaks against the address: other addresses that the directory shows. */
    readonly careful: readonly string[];
  };
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
  /** When a worker last took it up for writing. */
  readonly claimedAt?: string;
  readonly outcome?: {
    readonly at: string;
    readonly after?: readonly string[];
    readonly ldap?: { readonly code: number; readonly name: string };
    readonly detail?: string;
  };
};

/** The states from which nothing more happens. */
export const ENDED: ReadonlySet<ProposalState> = new Set([
  'applied',
  'already-present',
  'stale',
  'refused',
  'failed',
  'denied',
  'expired',
]);

/** Who may approve, as read now. `unreadable`: a user group could not be read, so nobody may. */
export type Approvers = { readonly users: readonly string[] } | 'unreadable';

export type Verdict = {
  readonly verdict: 'approve' | 'deny';
  readonly by: Actor;
  readonly at: string;
  readonly jobId: string;
  readonly reason?: string;
};

export type Policy = { readonly approvers: Approvers; readonly selfApproval: boolean };

export type WhyNot =
  | 'already-decided'
  | 'expired'
  | 'another-workspace'
  | 'nobody-may'
  | 'approvers-unreadable'
  | 'not-an-approver'
  | 'own-proposal'
  | 'no-reason';

export type Decision =
  | { readonly kind: 'decided'; readonly next: Proposal }
  /** The same click delivered again: it decided this proposal before. */
  | { readonly kind: 'repeated' }
  | { readonly kind: 'refused'; readonly why: WhyNot };

/** Slack's user id alone: where a payload names the organisation differently, it is still the same person. */
const samePerson = (a: Actor, b: Actor): boolean => a.user === b.user;

/** Where a team is named, one payload may leave its organisation out; an organisation's own id stands alone. */
function sameWorkspace(a: Actor, b: Actor): boolean {
  if (a.team !== b.team) return false;
  if (a.enterprise === b.enterprise) return true;
  return a.team !== null && (a.enterprise === null || b.enterprise === null);
}

function whyNot(proposal: Proposal, verdict: Verdict, { approvers, selfApproval }: Policy): WhyNot | undefined {
  if (proposal.state !== 'open') return proposal.state === 'expired' ? 'expired' : 'already-decided';
  if (verdict.at >= proposal.expiresAt) return 'expired';
  if (!sameWorkspace(verdict.by, proposal.askedBy)) return 'another-workspace';
  if (approvers === 'unreadable') return 'approvers-unreadable';
  if (approvers.users.length === 0) return 'nobody-may';
  const own = samePerson(verdict.by, proposal.askedBy);
  if (verdict.verdict === 'approve' && own && !selfApproval) return 'own-proposal';
  if (!approvers.users.includes(verdict.by.user)) return 'not-an-approver';
  return verdict.verdict === 'deny' && !verdict.reason?.trim() ? 'no-reason' : undefined;
}

/** The one decision, for every way in: may this person decide this proposal now, and what becomes of it? */
export function decide(proposal: Proposal, verdict: Verdict, policy: Policy): Decision {
  if (proposal.decision?.jobId === verdict.jobId) return { kind: 'repeated' };
  const why = whyNot(proposal, verdict, policy);
  if (why) return { kind: 'refused', why };
  const approved = verdict.verdict === 'approve';
  const { dueAt: _, ...rest } = proposal;
  const decided = { ...rest, decision: { ...verdict, ownProposal: samePerson(verdict.by, proposal.askedBy) } };
  const next: Proposal = approved
    ? { ...moved(decided, 'approved'), dueAt: new Date(Date.parse(verdict.at) + SWEPT_AFTER).toISOString() }
    : moved(decided, 'denied');
  return { kind: 'decided', next };
}

/** Milliseconds after which the sweep looks for an approved proposal that nobody has taken up. */
const SWEPT_AFTER = 60_000;

/** An approval is good for `applyWithin` ms; a directory that stays away longer has to be decided about again. */
export const approvalIsOver = ({ state, decision }: Proposal, now: string, applyWithin: number): boolean =>
  state === 'approved' && Date.parse(now) - Date.parse(decision?.at ?? now) > applyWithin;

/** The same proposal one move further. */
export const moved = (proposal: Proposal, state: ProposalState, change: Partial<Proposal> = {}): Proposal => ({
  ...proposal,
  ...change,
  state,
  version: proposal.version + 1,
});

/** A proposal that has ended: nothing is due any more. */
export function ended(proposal: Proposal, state: ProposalState, outcome?: Proposal['outcome']): Proposal {
  const { dueAt: _, ...rest } = proposal;
  return moved(rest, state, outcome ? { outcome } : {});
}

export type Happened = {
  readonly action: AuditAction;
  /** Null where migcheck itself acted. */
  readonly actor: Actor | null;
  readonly jobId: string;
  readonly at: string;
  readonly detail?: string;
};

/** The record that belongs to a move of this proposal. */
export function entryFor(proposal: Proposal, { action, actor, jobId, at, detail }: Happened): AuditEntry {
  const { fix, recipientName, before, outcome } = proposal;
  const said = detail ?? outcome?.detail;
  return {
    schema: 1,
    at,
    action,
    actor,
    jobId,
    proposalId: proposal.id,
    recipient: { dn: fix.dn, identity: fix.identity, name: recipientName },
    attribute: fix.attribute,
    value: fix.value,
    before,
    ...(outcome?.after ? { after: outcome.after } : {}),
    ...(outcome?.ldap ? { ldap: outcome.ldap } : {}),
    ...(said ? { detail: said } : {}),
  };
}
