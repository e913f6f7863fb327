import { announceJob, applyJob } from '../job.ts';
import { ended, entryFor, type Proposal } from '../migration/proposal.ts';
import type { Clock, Ledger, Queue } from '../ports.ts';

type Deps = { ledger: Ledger; queue: Queue; clock: Clock; policy: { readonly applyWithin: number } };

/** An approval is good for `applyWithin` ms; a directory that stays away longer has to be decided about again. */
const tooLate = ({ state, decision }: Proposal, now: string, applyWithin: number): boolean =>
  state === 'approved' && Date.parse(now) - Date.parse(decision?.at ?? now) > applyWithin;

async function expire(proposal: Proposal, now: string, { ledger, queue }: Deps): Promise<void> {
  const why =
    proposal.state === 'approved' ? 'The directory could not be asked in time after the approval.' : undefined;
  const next = ended(proposal, 'expired', why ? { at: now, detail: why } : undefined);
  const entry = entryFor(next, { action: 'expired', actor: null, jobId: 'sweep', at: now });
  // Queued before it is so: once it has ended, no sweep would come back to tell it. A second is enough to write it.
  await queue.send('talk', announceJob(next), { delaySeconds: 1 });
  await ledger.move(next, entry);
}

/** What time alone has made due: open proposals expire; approved, interrupted and unknown ones are looked at again. */
export async function sweepProposals(deps: Deps): Promise<{ due: number }> {
  const now = deps.clock.now();
  const due = await deps.ledger.due(now);
  for (const proposal of due) {
    if (proposal.state === 'open' || tooLate(proposal, now, deps.policy.applyWithin)) await expire(proposal, now, deps);
    else await deps.queue.send(...applyJob(proposal, now.slice(0, 16)));
  }
  return { due: due.length };
}
