import { refusedCard, sentence } from '../cards/replies.ts';
import { announceJob, applyJob, type JobOf } from '../job.ts';
import type { AuditAction } from '../migration/audit.ts';
import {
  type Approvers,
  type Decision,
  decide,
  OWN_APPROVAL,
  TURNED_AWAY,
  type Verdict,
  type WhyNot,
} from '../migration/decide.ts';
import { entryFor, isUntold, noteFor, type Proposal } from '../migration/proposal.ts';
import type { Chat, Clock, Ledger, Queue } from '../ports.ts';

export type DecidePolicy = {
  /** Slack user ids (U…, W…) and user group ids (S…). Empty: nobody. */
  readonly approvers: readonly string[];
  readonly selfApproval: boolean;
};

type Deps = { chat: Chat; ledger: Ledger; queue: Queue; clock: Clock; policy: DecidePolicy };
type Decide = JobOf<'decide'>;
type Decided = Extract<Decision, { kind: 'decided' }>;

/** Who may approve, read now. A group that cannot be read means that nobody may: it fails closed. */
async function approversNow({ chat, policy }: Pick<Deps, 'chat' | 'policy'>): Promise<Approvers> {
  const users = await chat.members(policy.approvers);
  return users === 'unreadable' ? users : { users };
}

const verdictOf = (job: Decide, at: string): Verdict => ({
  verdict: job.verdict,
  by: job.by,
  at,
  jobId: job.id,
  ...(job.reason ? { reason: job.reason } : {}),
});

const ACTION = { approve: 'approved', deny: 'denied', cancel: 'cancelled' } as const satisfies Record<
  Decide['verdict'],
  AuditAction
>;

/** What the record says of a decision beside who made it. */
function detailOf({ next, lapsed }: Decided, job: Decide): { detail?: string } {
  if (job.verdict !== 'approve') return job.reason ? { detail: job.reason } : {};
  const own = next.approvals.some(({ jobId, ownProposal }) => jobId === job.id && ownProposal);
  const said = [
    ...(next.needs.approvals > 1 ? [`${next.approvals.length} of ${next.needs.approvals}.`] : []),
    ...lapsed.map(({ by }) => `The approval of ${by.user} counts no more: not among the approvers now.`),
    ...(own ? [OWN_APPROVAL] : []),
  ];
  return said.length > 0 ? { detail: said.join(' ') } : {};
}

/** What follows a decision; safe to repeat. The change is queued first: a Slack that is down keeps it from nothing. */
async function carryOn(proposal: Proposal, { queue }: Deps, jobId: string): Promise<void> {
  if (proposal.state === 'approved') await queue.send(...applyJob(proposal, 'decided'));
  if (isUntold(proposal)) await queue.send('talk', announceJob(proposal, jobId));
}

/** Whoever may not decide is told why, and it stands on record that they tried. */
async function turnAway(why: WhyNot, proposal: Proposal, job: Decide, { chat, ledger, clock }: Deps): Promise<void> {
  if (TURNED_AWAY.has(why)) {
    const happened = { action: 'turned-away', actor: job.by, jobId: job.id, at: clock.now() } as const;
    await ledger.record(noteFor(proposal, { ...happened, detail: `${job.verdict}: ${why}` }), job.id);
  }
  await chat.answer({ user: job.by.user, replyTo: job.replyTo }, refusedCard(why, proposal));
}

/** A card that Slack posted without telling us is known from the first click on it, and from then on kept like the rest. */
async function knowCard(proposal: Proposal, job: Decide, { queue }: Deps): Promise<void> {
  const { schema, id, by, replyTo, ts } = job;
  const isKnown = proposal.cards.some((place) => place.channel === replyTo.channel && place.ts === ts);
  if (!ts || isKnown) return;
  const refresh = { schema, id: `${id}:card`, by, replyTo, admitted: true, proposalId: proposal.id, ts };
  await queue.send('talk', { kind: 'refresh', ...refresh });
}

/** Approve, deny or cancel, whichever way it came in: read, decide, write with its record, then act and tell. */
export async function decideProposal(job: Decide, deps: Deps): Promise<void> {
  const { chat, ledger, clock } = deps;
  const proposal = await ledger.proposal(job.proposalId);
  if (!proposal)
    return chat.answer({ user: job.by.user, replyTo: job.replyTo }, sentence('That proposal does not exist any more.'));
  await knowCard(proposal, job, deps);
  const at = clock.now();
  const policy = { approvers: await approversNow(deps), selfApproval: deps.policy.selfApproval };
  const decision = decide(proposal, verdictOf(job, at), policy);
  switch (decision.kind) {
    case 'refused':
      return turnAway(decision.why, proposal, job, deps);
    case 'repeated':
      return carryOn(proposal, deps, job.id);
    case 'decided': {
      const happened = { action: ACTION[job.verdict], actor: job.by, jobId: job.id, at, ...detailOf(decision, job) };
      const written = await ledger.move(decision.next, entryFor(decision.next, happened));
      // Somebody moved it between our look and our write: look once more, and say who was first.
      return written === 'moved' ? carryOn(decision.next, deps, job.id) : decideProposal(job, deps);
    }
    default:
      return decision satisfies never;
  }
}
