import { announceJob, applyJob } from '../job.ts';
import { dueStep, ended, entryFor, isUntold, newsSince, type Proposal, reminded } from '../migration/proposal.ts';
import type { Clock, Ledger, Queue } from '../ports.ts';

type Deps = { ledger: Ledger; queue: Queue; clock: Clock; policy: { readonly applyWithin: number } };

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Writes what time has made of it, and has it told; should that be lost, it is due again for not being told. */
async function move(next: Proposal, action: 'expired' | 'reminded', now: string, { ledger, queue }: Deps) {
  const entry = entryFor(next, { action, actor: null, jobId: 'sweep', at: now });
  if ((await ledger.move(next, entry)) === 'moved') await queue.send('talk', announceJob(next, 'sweep'));
}

function expired(proposal: Proposal, now: string): Proposal {
  const detail = 'The directory could not be asked in time after the approval.';
  return ended(proposal, 'expired', proposal.state === 'approved' ? { outcome: { at: now, detail } } : {});
}

/** Slack may be away for long: the older the news, the longer until the next try, from two minutes to six hours. */
function tellAgain(proposal: Proposal, now: string): string {
  const age = Date.parse(now) - Date.parse(newsSince(proposal));
  const wait = Math.min(Math.max(age / 4, 2 * MINUTE), 6 * HOUR);
  return new Date(Date.parse(now) + wait).toISOString();
}

async function haveTold(proposal: Proposal, now: string, { queue }: Deps): Promise<void> {
  if (isUntold(proposal)) await queue.send('talk', announceJob(proposal, now.slice(0, 16)));
}

async function lookAt(proposal: Proposal, now: string, deps: Deps): Promise<void> {
  const step = dueStep(proposal, now, deps.policy.applyWithin);
  switch (step) {
    case 'expire':
      return move(expired(proposal, now), 'expired', now, deps);
    case 'remind':
      return move(reminded(proposal), 'reminded', now, deps);
    case 'apply':
      await deps.queue.send(...applyJob(proposal, now.slice(0, 16)));
      return haveTold(proposal, now, deps);
    case 'tell':
      await haveTold(proposal, now, deps);
      return deps.ledger.postpone(proposal, tellAgain(proposal, now));
    case 'nothing':
      // Told between our look and now: the mark is what says when it is due.
      return deps.ledger.markTold(proposal, 'told');
    default:
      return step satisfies never;
  }
}

/**
 * Milliseconds since the oldest write whose outcome is still not known; 0 where all are. A plan is applied for as long as
 * it takes, and writes nothing itself: whoever of its people was interrupted is due by a row of their own.
 */
function longestUnknown(proposals: readonly Proposal[], now: string): number {
  const written = proposals.filter(
    ({ state, people }) => people === undefined && (state === 'applying' || state === 'unknown'),
  );
  return Math.max(0, ...written.map(({ claimedAt = now }) => Date.parse(now) - Date.parse(claimedAt)));
}

/** What a sweep came to. `looked`: all rows that were due; `failures`: why some of them were left as they are. */
type Swept = {
  readonly due: number;
  readonly looked: number;
  readonly unknownFor: number;
  readonly failures: readonly unknown[];
};

/** What time alone has made due: expiry, reminders, what is approved, interrupted or unknown, and what was not told. */
export async function sweepProposals(deps: Deps): Promise<Swept> {
  const now = deps.clock.now();
  const { proposals, unreadable } = await deps.ledger.due(now);
  const failures: unknown[] = unreadable.map((key) => new Error(`${key} cannot be read by this version`));
  // One that cannot be looked at holds up none of the others.
  for (const proposal of proposals) await lookAt(proposal, now, deps).catch((error: unknown) => failures.push(error));
  const looked = proposals.length + unreadable.length;
  return { due: proposals.length, looked, unknownFor: longestUnknown(proposals, now), failures };
}
