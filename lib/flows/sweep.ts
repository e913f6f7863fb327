import { announceJob, applyJob } from '../job.ts';
import { approvalIsOver, ended, entryFor, type Proposal } from '../migration/proposal.ts';
import type { Clock, Ledger, Queue } from '../ports.ts';

type Deps = { ledger: Ledger; queue: Queue; clock: Clock; policy: { readonly applyWithin: number } };

async function expire(proposal: Proposal, now: string, { ledger, queue }: Deps): Promise<void> {
  const why =
    proposal.state === 'approved' ? 'The directory could not be asked in time after the approval.' : undefined;
  const next = ended(proposal, 'expired', why ? { at: now, detail: why } : undefined);
  const entry = entryFor(next, { action: 'expired', actor: null, jobId: 'sweep', at: now });
  // Queued before it is so: once it has ended, no sweep would come back to tell it. A second is enough to write it.
  await queue.send('talk', announceJob(next), { delaySeconds: 1 });
  await ledger.move(next, entry);
}

async function lookAt(proposal: Proposal, now: string, deps: Deps): Promise<void> {
  if (proposal.state === 'open' || approvalIsOver(proposal, now, deps.policy.applyWithin))
    return expire(proposal, now, deps);
  return deps.queue.send(...applyJob(proposal, now.slice(0, 16)));
}

/** What time alone has made due: open proposals expire; approved, interrupted and unknown ones are looked at again. */
export async function sweepProposals(deps: Deps): Promise<{ due: number }> {
  const now = deps.clock.now();
  const due = await deps.ledger.due(now);
  const failures: unknown[] = [];
  // One that cannot be looked at holds up none of the others.
  for (const proposal of due) await lookAt(proposal, now, deps).catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} of ${due.length} could not be swept`);
  return { due: due.length };
}
