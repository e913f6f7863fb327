import { sentence } from '../cards/replies.ts';
import { announceJob, type JobOf } from '../job.ts';
import type { AuditEntry } from '../migration/audit.ts';
import { type Draft, proposalOfDraft } from '../migration/draft.ts';
import { ENDED, entryFor, noteFor, type Proposal } from '../migration/proposal.ts';
import type { Chat, Clock, Ledger, Queue } from '../ports.ts';
import { channelTrouble, type ProposePolicy, tooFew, WAITS } from './open-proposal/place.ts';
import { superseded } from './open-proposal/superseded.ts';

type Deps = { chat: Chat; ledger: Ledger; queue: Queue; clock: Clock; policy: ProposePolicy };
type Open = JobOf<'open'>;

/** What becomes of a new draft beside the newest proposal for the same recipient. */
function besides(newest: Proposal | undefined, { draft, proposalId: id }: Open, now: string) {
  if (!newest) return 'new';
  if (newest.id === id) return 'same';
  if (ENDED.has(newest.state)) return 'new';
  const canStillBeDecided = newest.state !== 'open' || now < newest.expiresAt;
  if (newest.digest === draft.digest && canStillBeDecided) return 'same';
  return newest.state === 'open' ? 'supersedes' : 'busy';
}

const STANDS: Record<'open' | 'approved' | 'applying', string> = {
  open: `It stands proposed. ${WAITS}`,
  approved: 'It is approved already, and waits to be applied.',
  applying: 'It is being applied.',
};

const standsSo = ({ state }: Proposal): string =>
  state in STANDS
    ? STANDS[state as keyof typeof STANDS]
    : `It was proposed before; it is ${state}. Check again: /migcheck NAME`;

const checked = (proposal: Proposal, { seen }: Draft, job: Open): AuditEntry =>
  noteFor(proposal, { action: 'checked', actor: job.by, jobId: job.id, at: seen.at, detail: seen.verdict });

/** Writes the proposal with the check that it was made from, and the end of the one whose place it takes. */
async function write(job: Open, channel: string, newest: Proposal | undefined, { ledger, clock, policy }: Deps) {
  const now = clock.now();
  const ends = besides(newest, job, now) === 'supersedes' ? newest : undefined;
  const made = proposalOfDraft(job.draft, {
    id: job.proposalId,
    askedBy: job.by,
    askedIn: job.replyTo.channel,
    channel,
    now,
    ttl: policy.proposalTtl,
    needs: policy.needs,
  });
  const follows = newest ? { follows: newest.id } : {};
  const proposal = { ...made, ...follows, ...(ends ? { supersedes: ends.id } : {}) };
  const old = ends && superseded(ends, proposal, job.id);
  const entry = entryFor(proposal, { action: 'proposed', actor: job.by, jobId: job.id, at: now });
  const entries = [checked(proposal, job.draft, job), ...(old ? [old.entry] : []), entry];
  const live = newest?.id;
  const outcome = await ledger.open({ proposal, entries, live, ...(old ? { superseded: old.next } : {}) });
  return { outcome, proposal, old: old?.next };
}

/** Puts a change before those who decide, in the channel where that is done; one live proposal for each recipient. */
export async function openProposal(job: Open, deps: Deps): Promise<void> {
  const { chat, ledger, queue, policy } = deps;
  const say = (text: string) => chat.answer({ user: job.by.user, replyTo: job.replyTo }, sentence(text));
  const channel = policy.approvalChannel ?? job.replyTo.channel;
  const trouble = await channelTrouble(channel, deps);
  if (trouble) return say(trouble);
  const newest = await ledger.newestFor(job.draft.fix.dn);
  const beside = besides(newest, job, deps.clock.now());
  if (newest && beside === 'same') {
    // Maybe our own earlier try, whose card Slack did not take.
    await queue.send('talk', announceJob(newest, job.id));
    return say(standsSo(newest));
  }
  if (newest && beside === 'busy')
    return say('Another change of this recipient is approved and under way. Wait for its outcome, then check again.');
  const { outcome, proposal, old } = await write(job, channel, newest, deps);
  // Another proposal for the same recipient came, or moved, between our look and our write: look once more.
  if (outcome === 'overtaken') return openProposal(job, deps);
  const stands = outcome === 'opened' ? proposal : ((await ledger.proposal(proposal.id)) ?? proposal);
  await queue.send('talk', announceJob(stands, job.id));
  if (old) await queue.send('talk', announceJob(old, job.id));
  if (outcome === 'exists') return say(standsSo(stands));
  const where = channel === job.replyTo.channel ? 'in this channel' : 'in the approval channel';
  return say(`Proposed ${where}. ${WAITS}${await tooFew(stands, deps)}`);
}
