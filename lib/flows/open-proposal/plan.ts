import { planStandsCard } from '../../cards/plan-stands.ts';
import { sentence } from '../../cards/replies.ts';
import { announceJob, type JobOf } from '../../job.ts';
import { waitsFor } from '../../migration/decide.ts';
import { digestOf } from '../../migration/digest.ts';
import type { Draft } from '../../migration/draft.ts';
import { draftsOn } from '../../migration/people.ts';
import { ENDED, entryFor, noteFor, type Proposal } from '../../migration/proposal.ts';
import type { Chat, Clock, Ledger, Queue } from '../../ports.ts';
import { planOf } from '../../wave/plan/plan.ts';
import { inPool } from '../../wave/plan/pool.ts';
import { channelTrouble, type ProposePolicy, tooFew, WAITS } from './place.ts';
import { superseded } from './superseded.ts';

type Deps = { chat: Chat; ledger: Ledger; queue: Queue; clock: Clock; policy: ProposePolicy };
type Open = JobOf<'open-plan'>;
type Listed = Pick<Open, 'list' | 'pages'>;

/** So many pages are read beside each other. */
const AT_ONCE = 16;

async function peopleOf({ list, pages }: Listed, ledger: Ledger): Promise<readonly Draft[]> {
  const numbers = Array.from({ length: pages }, (_, page) => page);
  return (await inPool(numbers, AT_ONCE, (page) => ledger.people(list, page))).flatMap(draftsOn);
}

/**
 * The same changes of the same people, each of whom stands as before and where they stood: in Active Directory somebody
 * who was moved is the same object. Lists themselves are salted, and never the same.
 */
const contents = (people: readonly Draft[]): string =>
  digestOf(people.map(({ digest, fix }) => digestOf([digest, fix])).sort());

async function isOfTheSame({ fix, people }: Proposal, others: readonly Draft[], ledger: Ledger): Promise<boolean> {
  if (people?.count !== others.length) return false;
  const own = await peopleOf({ list: fix.identity, pages: people.pages }, ledger);
  return contents(own) === contents(others);
}

type Asked = { readonly job: Open; readonly people: readonly Draft[]; readonly newest: Proposal | undefined };

/** What becomes of a new list beside the newest plan of the same. */
async function besides({ job, people, newest }: Asked, { ledger, clock }: Deps) {
  if (!newest || ENDED.has(newest.state)) return 'new';
  if (newest.id === job.proposalId) return 'mine';
  const canStillBeDecided = newest.state !== 'open' || clock.now() < newest.expiresAt;
  if (canStillBeDecided && (await isOfTheSame(newest, people, ledger))) return 'same';
  return newest.state === 'open' ? 'supersedes' : 'busy';
}

type Writing = Asked & { readonly channel: string; readonly ends: Proposal | undefined };

/** Writes the plan with the check that it was made from, and the end of the one whose place it takes. */
async function write({ job, people, newest, channel, ends }: Writing, { ledger, clock, policy }: Deps) {
  const now = clock.now();
  const { list, pages, of, undoes } = job;
  const made = planOf(
    { list, people, pages, of, ...(undoes ? { undoes } : {}) },
    {
      ...{ id: job.proposalId, askedBy: job.by, askedIn: job.replyTo.channel, channel, now },
      ttl: policy.proposalTtl,
      needs: policy.needs,
    },
  );
  const follows = newest ? { follows: newest.id } : {};
  const plan = { ...made, ...follows, ...(ends ? { supersedes: ends.id } : {}) };
  const old = ends && superseded(ends, plan, job.id);
  const happened = { actor: job.by, jobId: job.id } as const;
  const seenAt = people.map(({ seen }) => seen.at).sort()[0] ?? now;
  const entries = [
    noteFor(plan, { ...happened, action: 'checked', at: seenAt, detail: plan.recipientName }),
    ...(old ? [old.entry] : []),
    entryFor(plan, { ...happened, action: 'proposed', at: now }),
  ];
  const superseding = old ? { superseded: old.next } : {};
  const outcome = await ledger.open({ proposal: plan, entries, live: newest?.id, ...superseding });
  return { outcome, plan, old: old?.next };
}

/** Which plan stands, where, and who may decide about it. */
async function standsSo(plan: Proposal, { chat, clock, policy }: Deps) {
  const [place] = plan.cards;
  const users = await chat.members(policy.approvers);
  const known = users === 'unreadable' ? [] : users;
  const deciding = { approvers: { users: known }, selfApproval: policy.selfApproval };
  const may = known.filter((user) => waitsFor(plan, { by: { ...plan.askedBy, user }, at: clock.now() }, deciding));
  return planStandsCard(plan, place && (await chat.permalink(place)), may);
}

const BUSY =
  'Another plan for these people is approved and under way, and the directory has changed since. Wait for its outcome, then check again.';

/** Puts a list of people before those who decide, in the channel where that is done; one live plan for each wave. */
export async function openPlan(job: Open, deps: Deps): Promise<void> {
  const { chat, ledger, queue, policy } = deps;
  const to = { user: job.by.user, replyTo: job.replyTo };
  const say = (text: string) => chat.answer(to, sentence(text));
  const channel = policy.approvalChannel ?? job.replyTo.channel;
  const trouble = await channelTrouble(channel, deps);
  if (trouble) return say(trouble);
  const newest = job.of === undefined ? undefined : await ledger.newestFor(job.of);
  const asked = { job, newest, people: await peopleOf(job, ledger) };
  const beside = await besides(asked, deps);
  if (newest && beside === 'same') {
    // Maybe its card is one that Slack did not take.
    await queue.send('talk', announceJob(newest, job.id));
    return chat.answer(to, await standsSo(newest, deps));
  }
  if (beside === 'busy') return say(BUSY);
  const ends = beside === 'supersedes' ? newest : undefined;
  const { outcome, plan, old } = await write({ ...asked, channel, ends }, deps);
  // Another plan of the same came, or moved, between our look and our write: look once more.
  if (outcome === 'overtaken') return openPlan(job, deps);
  // Ours is the only plan of this name: whatever is there was written by this very job.
  const stands = outcome === 'opened' ? plan : ((await ledger.proposal(plan.id)) ?? plan);
  await queue.send('talk', announceJob(stands, job.id));
  if (ENDED.has(stands.state)) return say(`It was proposed before; it is ${stands.state}.`);
  if (old) await queue.send('talk', announceJob(old, job.id));
  const where = channel === job.replyTo.channel ? 'in this channel' : 'in the approval channel';
  const inPlace = old ? ' It takes the place of the plan that was open, since the directory has changed.' : '';
  const leftOut = job.leftOut ? ` ${job.leftOut}` : '';
  const few = await tooFew(stands, deps);
  return say(`A plan for ${stands.recipientName} is proposed ${where}.${inPlace} ${WAITS}${leftOut}${few}`);
}
