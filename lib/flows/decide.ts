import { proposalCard, proposalNote } from '../cards/proposal-card.ts';
import { refusedCard, sentence } from '../cards/replies.ts';
import { SlackRefused } from '../errors.ts';
import type { JobOf } from '../job.ts';
import { applyJob } from '../job.ts';
import { type Approvers, decide, entryFor, type Proposal, type Verdict } from '../migration/proposal.ts';
import type { Chat, Clock, Ledger, Queue } from '../ports.ts';

export type DecidePolicy = {
  /** Slack user ids (U…, W…) and user group ids (S…). Empty: nobody. */
  readonly approvers: readonly string[];
  readonly selfApproval: boolean;
};

type Deps = { chat: Chat; ledger: Ledger; queue: Queue; clock: Clock; policy: DecidePolicy };

/** Who may approve, read now. A group that cannot be read means that nobody may: it fails closed. */
async function approversNow({ chat, policy }: Pick<Deps, 'chat' | 'policy'>): Promise<Approvers> {
  const groups = policy.approvers.filter((id) => id.startsWith('S'));
  try {
    const members = await Promise.all(groups.map((group) => chat.groupMembers(group)));
    return { users: [...policy.approvers.filter((id) => !id.startsWith('S')), ...members.flat()] };
  } catch (error) {
    if (error instanceof SlackRefused) return 'unreadable';
    throw error;
  }
}

const verdictOf = (job: JobOf<'decide'>, at: string): Verdict => ({
  verdict: job.verdict,
  by: job.by,
  at,
  jobId: job.id,
  ...(job.reason ? { reason: job.reason } : {}),
});

/** What the record says of a decision beside who made it. */
function detailOf({ decision }: Proposal): { detail?: string } {
  if (decision?.reason) return { detail: decision.reason };
  if (decision?.verdict !== 'approve' || !decision.ownProposal) return {};
  return { detail: 'The requester approved their own proposal (SELF_APPROVAL=allowed).' };
}

/** Shows the decision on the card, and a denial in the thread, where it names the requester. */
async function show(proposal: Proposal, { chat, ledger }: Pick<Deps, 'chat' | 'ledger'>): Promise<void> {
  if (!proposal.card) return;
  await chat.update(proposal.card, proposalCard(proposal));
  // What happened while Slack took its time must not be overwritten by what was so before.
  const now = await ledger.proposal(proposal.id);
  if (now && now.version > proposal.version) await chat.update(proposal.card, proposalCard(now));
  if (proposal.state === 'denied')
    await chat.post(proposal.card.channel, proposalNote(proposal), { threadTs: proposal.card.ts });
}

/**
 * What follows a decision; safe to repeat. The card is shown before the change is queued, so that "approved" never
 * overwrites "applied"; but a Slack that is down keeps no approved change from being applied.
 */
async function carryOn(proposal: Proposal, { chat, ledger, queue }: Deps, jobId: string): Promise<void> {
  const key = `${jobId}:shown`;
  const showing = (await ledger.isDone(key))
    ? undefined
    : await show(proposal, { chat, ledger }).catch((error: Error) => error);
  if (proposal.state === 'approved') await queue.send(...applyJob(proposal, 'decided'));
  // A card that Slack refuses to change, deleted maybe, is posted anew with the outcome.
  if (showing && !(showing instanceof SlackRefused)) throw showing;
  await ledger.markDone(key);
}

/** Approve or deny, whichever way the click came in: read, decide, write with its record, then act and tell. */
export async function decideProposal(job: JobOf<'decide'>, deps: Deps): Promise<void> {
  const { chat, ledger, clock } = deps;
  const to = { user: job.by.user, replyTo: job.replyTo };
  const proposal = await ledger.proposal(job.proposalId);
  if (!proposal) return chat.answer(to, sentence('That proposal does not exist any more.'));
  const at = clock.now();
  const decision = decide(proposal, verdictOf(job, at), {
    approvers: await approversNow(deps),
    selfApproval: deps.policy.selfApproval,
  });
  switch (decision.kind) {
    case 'refused':
      return chat.answer(to, refusedCard(decision.why, proposal));
    case 'repeated':
      return carryOn(proposal, deps, job.id);
    case 'decided': {
      const { next } = decision;
      const action = next.state === 'approved' ? 'approved' : 'denied';
      const entry = entryFor(next, {
        action,
        actor: job.by,
        jobId: job.id,
        at,
        ...detailOf(next),
      });
      const written = await ledger.move(next, entry);
      // Somebody moved it between our look and our write: look once more, and say who was first.
      return written === 'moved' ? carryOn(next, deps, job.id) : decideProposal(job, deps);
    }
    default:
      return decision satisfies never;
  }
}
