import type { Actor } from './audit.ts';
import { type Approval, ended, type FinalDecision, moved, type Proposal } from './proposal.ts';

/** Who may approve, as read now. `unreadable`: a user group could not be read, so nobody may. */
export type Approvers = { readonly users: readonly string[] } | 'unreadable';

export type Verdict = {
  readonly verdict: FinalDecision['verdict'];
  readonly by: Actor;
  readonly at: string;
  readonly jobId: string;
  readonly reason?: string;
};

export type Policy = { readonly approvers: Approvers; readonly selfApproval: boolean };

export type WhyNot =
  | 'already-decided'
  | 'already-approved'
  | 'too-late'
  | 'expired'
  | 'another-workspace'
  | 'nobody-may'
  | 'approvers-unreadable'
  | 'not-an-approver'
  | 'own-proposal'
  | 'no-reason';

/** The refusals of people who may not decide; they stand on record. The others only came too late. */
export const TURNED_AWAY: ReadonlySet<WhyNot> = new Set([
  'another-workspace',
  'nobody-may',
  'approvers-unreadable',
  'not-an-approver',
  'own-proposal',
]);

export type Decision =
  /** `lapsed`: approvals given before by people who may not approve any more. */
  | { readonly kind: 'decided'; readonly next: Proposal; readonly lapsed: readonly Approval[] }
  /** The same click delivered again: it decided this proposal before. */
  | { readonly kind: 'repeated' }
  | { readonly kind: 'refused'; readonly why: WhyNot };

/** What the record of such an approval says; `audit verify` looks for it. */
export const OWN_APPROVAL = 'The requester approved their own proposal (SELF_APPROVAL=allowed).';

/** Slack's user id alone: where a payload names the organisation differently, it is still the same person. */
const samePerson = (a: Actor, b: Actor): boolean => a.user === b.user;

/** Where a team is named, one payload may leave its organisation out; an organisation's own id stands alone. */
function sameWorkspace(a: Actor, b: Actor): boolean {
  if (a.team !== b.team) return false;
  if (a.enterprise === b.enterprise) return true;
  return a.team !== null && (a.enterprise === null || b.enterprise === null);
}

/** Whether the proposal can still be decided so, whoever asks. */
function whyNotNow({ state, expiresAt, people }: Proposal, { verdict, at }: Verdict): WhyNot | undefined {
  if (state === 'open') return at >= expiresAt ? 'expired' : undefined;
  if (state === 'approved' && verdict === 'cancel') return undefined;
  // Nobody is taken up after that.
  if (state === 'applying' && verdict === 'cancel' && people) return undefined;
  if (state === 'expired') return 'expired';
  return verdict === 'cancel' && (state === 'applying' || state === 'unknown') ? 'too-late' : 'already-decided';
}

/** Whether this person may decide so. Cancelling is the requester's too. */
function whyNotThey(proposal: Proposal, { verdict, by }: Verdict, { approvers, selfApproval }: Policy) {
  if (!sameWorkspace(by, proposal.askedBy)) return 'another-workspace';
  const own = samePerson(by, proposal.askedBy);
  if (verdict === 'cancel' && own) return undefined;
  if (approvers === 'unreadable') return 'approvers-unreadable';
  if (approvers.users.length === 0) return 'nobody-may';
  if (verdict === 'approve' && own && !selfApproval) return 'own-proposal';
  return approvers.users.includes(by.user) ? undefined : 'not-an-approver';
}

function whyNot(proposal: Proposal, verdict: Verdict, policy: Policy): WhyNot | undefined {
  const why = whyNotNow(proposal, verdict) ?? whyNotThey(proposal, verdict, policy);
  if (why) return why;
  if (verdict.verdict !== 'approve') return verdict.reason?.trim() ? undefined : 'no-reason';
  return proposal.approvals.some(({ by }) => samePerson(by, verdict.by)) ? 'already-approved' : undefined;
}

/** Milliseconds after which the sweep looks for an approved proposal that nobody has taken up. */
const SWEPT_AFTER = 60_000;

const approvalOf = ({ by, at, jobId }: Verdict, proposal: Proposal): Approval => ({
  by,
  at,
  jobId,
  ownProposal: samePerson(by, proposal.askedBy),
});

/** One more yes: enough, or one of several. Whoever was an approver then and is none now counts no more. */
function approved(proposal: Proposal, verdict: Verdict, { approvers }: Policy): Decision {
  // Stryker disable next-line all: an approval is refused before where the approvers cannot be read (whyNotThey)
  const users = approvers === 'unreadable' ? [] : approvers.users;
  const lapsed = proposal.approvals.filter(({ by }) => !users.includes(by.user));
  const approval = approvalOf(verdict, proposal);
  const approvals = [...proposal.approvals.filter((one) => !lapsed.includes(one)), approval];
  if (approvals.length < proposal.needs.approvals)
    return { kind: 'decided', next: moved(proposal, 'open', { approvals }), lapsed };
  const { remindAt: _, ...rest } = proposal;
  const dueAt = new Date(Date.parse(verdict.at) + SWEPT_AFTER).toISOString();
  const decision = { ...approval, verdict: verdict.verdict };
  return { kind: 'decided', next: moved(rest, 'approved', { approvals, decision, dueAt }), lapsed };
}

/** The one decision, for every way in: may this person decide this proposal now, and what becomes of it? */
export function decide(proposal: Proposal, verdict: Verdict, policy: Policy): Decision {
  const before = [proposal.decision, ...proposal.approvals];
  if (before.some((one) => one?.jobId === verdict.jobId)) return { kind: 'repeated' };
  const why = whyNot(proposal, verdict, policy);
  if (why) return { kind: 'refused', why };
  if (verdict.verdict === 'approve') return approved(proposal, verdict, policy);
  return { kind: 'decided', next: takenBack(proposal, verdict), lapsed: [] };
}

/** Denied or cancelled. That an attempt was put off, and would be made again, is no word about it any more. */
function takenBack(proposal: Proposal, verdict: Verdict): Proposal {
  const { outcome: _, ...rest } = proposal;
  const decision = { ...approvalOf(verdict, proposal), verdict: verdict.verdict, reason: verdict.reason ?? '' };
  return ended(rest, verdict.verdict === 'deny' ? 'denied' : 'cancelled', { decision });
}

/** True for an open proposal that this person's approval would bring further now. */
export const waitsFor = (proposal: Proposal, { by, at }: { by: Actor; at: string }, policy: Policy): boolean =>
  decide(proposal, { verdict: 'approve', by, at, jobId: '' }, policy).kind === 'decided';
