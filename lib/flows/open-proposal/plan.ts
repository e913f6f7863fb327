import { sentence } from '../../cards/replies.ts';
import { announceJob, type JobOf } from '../../job.ts';
import { draftsOn } from '../../migration/people.ts';
import { entryFor, noteFor, type Proposal } from '../../migration/proposal.ts';
import type { Chat, Clock, Ledger, Queue } from '../../ports.ts';
import { planOf } from '../../wave/plan/plan.ts';
import { channelTrouble, type ProposePolicy, tooFew, WAITS } from './place.ts';

type Deps = { chat: Chat; ledger: Ledger; queue: Queue; clock: Clock; policy: ProposePolicy };
type Open = JobOf<'open-plan'>;

async function peopleOf({ list, pages }: Open, ledger: Ledger) {
  const all = Array.from({ length: pages }, (_, page) => ledger.people(list, page));
  return (await Promise.all(all)).flatMap(draftsOn);
}

/** Writes the plan with the check that it was made from. */
async function write(job: Open, channel: string, { ledger, clock, policy }: Deps): Promise<Proposal> {
  const now = clock.now();
  const people = await peopleOf(job, ledger);
  const { list, pages, undoes } = job;
  const plan = planOf(
    { list, people, pages, ...(undoes ? { undoes } : {}) },
    {
      ...{ id: job.proposalId, askedBy: job.by, askedIn: job.replyTo.channel, channel, now },
      ttl: policy.proposalTtl,
      needs: policy.needs,
    },
  );
  const happened = { actor: job.by, jobId: job.id } as const;
  const seenAt = people.map(({ seen }) => seen.at).sort()[0] ?? now;
  const entries = [
    noteFor(plan, { ...happened, action: 'checked', at: seenAt, detail: plan.recipientName }),
    entryFor(plan, { ...happened, action: 'proposed', at: now }),
  ];
  const outcome = await ledger.open({ proposal: plan, entries, live: undefined });
  // Ours is the only plan of this name: whatever is there was written by this very job.
  return outcome === 'opened' ? plan : ((await ledger.proposal(plan.id)) ?? plan);
}

/** Puts a list of people before those who decide, in the channel where that is done. */
export async function openPlan(job: Open, deps: Deps): Promise<void> {
  const { chat, queue, policy } = deps;
  const say = (text: string) => chat.answer({ user: job.by.user, replyTo: job.replyTo }, sentence(text));
  const channel = policy.approvalChannel ?? job.replyTo.channel;
  const trouble = await channelTrouble(channel, deps);
  if (trouble) return say(trouble);
  const plan = await write(job, channel, deps);
  await queue.send('talk', announceJob(plan, job.id));
  const where = channel === job.replyTo.channel ? 'in this channel' : 'in the approval channel';
  const leftOut = job.leftOut ? ` ${job.leftOut}` : '';
  return say(`A plan for ${plan.recipientName} is proposed ${where}. ${WAITS}${leftOut}${await tooFew(plan, deps)}`);
}
