import { DirectoryUnavailable } from '../errors.ts';
import { announceJob, type JobOf, tellingJob } from '../job.ts';
import { proxyText } from '../migration/address.ts';
import {
  afterAttempt,
  claimed,
  doneResult,
  type Elsewhere,
  GONE,
  heldElsewhere,
  lockOf,
  type Result,
  settledResult,
  standsOtherwise,
} from '../migration/attempt.ts';
import type { AuditAction } from '../migration/audit.ts';
import { normalDn } from '../migration/dn.ts';
import { isAsWanted } from '../migration/fix.ts';
import { approvalIsOver, ENDED, entryFor, isUntold, type Proposal } from '../migration/proposal.ts';
import type { Recipient } from '../migration/recipient.ts';
import type { Clock, Ledger, Queue, WritableDirectory, Written } from '../ports.ts';
import { lockAfter } from './apply/locking.ts';
import { applyPlan } from './apply/plan.ts';
import {
  afterWrite,
  notReadAfterwards,
  notSeenYet,
  proxyToWrite,
  type Said,
  unlessAway,
  write,
} from './apply/writing.ts';

type Deps = {
  directory: WritableDirectory;
  ledger: Ledger;
  queue: Queue;
  clock: Clock;
  policy: { readonly applyWithin: number };
};

const NOBODY: Elsewhere = { held: [], unseen: '' };

/** Who else holds the source address. `witness` has to come back: the recipient as every server already knows it. */
async function elsewhere({ fix }: Proposal, witness: Recipient, directory: WritableDirectory): Promise<Elsewhere> {
  // Taking a value away can make no duplicate.
  if (fix.change === 'remove') return NOBODY;
  const { recipients, coverage } = await directory.holders([fix.source], witness);
  const unseen = coverage === 'proven' ? '' : `Whether somebody else holds it cannot be seen (${coverage}).`;
  const others = recipients.filter(({ dn }) => normalDn(dn) !== normalDn(witness.dn));
  return { held: others.map(({ dn }) => dn), unseen };
}

/** Looks right before the write: is everything still as it was approved, and is nobody in the way? */
async function look(proposal: Proposal, { directory }: Deps): Promise<Result | Recipient> {
  const recipient = await directory.read(proposal.fix.dn);
  if (!recipient) return GONE;
  const otherwise = standsOtherwise(proposal, recipient);
  if (otherwise) return otherwise;
  return heldElsewhere(proposal, recipient, await elsewhere(proposal, recipient, directory)) ?? recipient;
}

/** Looks again after the write; nothing is called applied that was not seen. */
async function seen(
  proposal: Proposal,
  { before, ...done }: Said & { readonly before: Recipient },
  { directory }: Deps,
): Promise<Result> {
  try {
    const recipient = await directory.read(proposal.fix.dn);
    if (!recipient || !isAsWanted(recipient, proposal.fix)) return notSeenYet(done.said);
    return doneResult(proposal, { recipient, ...done }, await elsewhere(proposal, before, directory));
  } catch (error) {
    if (!(error instanceof DirectoryUnavailable)) throw error;
    return notReadAfterwards(done.said);
  }
}

/** What the one modify came to. */
function judged(written: Written, proposal: Proposal, before: Recipient, deps: Deps): Promise<Result> | Result {
  const after = afterWrite(written);
  return 'see' in after ? seen(proposal, { ...after.see, before }, deps) : after.result;
}

/** Writes down how it ended, with its record, and only then has it told. */
async function conclude(proposal: Proposal, result: Result, deps: Deps, jobId: string): Promise<void> {
  const at = deps.clock.now();
  const next = afterAttempt(proposal, result, at);
  // Still not known is no news: nothing is recorded or told again, and the sweep comes back in a minute.
  if (next.state === 'unknown' && proposal.state === 'unknown') return;
  const action: AuditAction = 'putOff' in result ? 'put-off' : result.state;
  const entry = entryFor(next, { action, actor: null, jobId, at });
  const written = await deps.ledger.move(next, entry, lockAfter(proposal, next, at));
  if (written === 'moved') await deps.queue.send('talk', tellingJob(next, jobId));
}

/** What the directory shows of a write that was interrupted; that it is there, it may be on two objects. */
async function shown(proposal: Proposal, { directory, clock }: Deps): Promise<Result> {
  const recipient = await directory.read(proposal.fix.dn);
  const result = settledResult(proposal, recipient, clock.now());
  if (!recipient || result.state !== 'applied') return result;
  const proxies = recipient.proxies.filter((held) => proxyText(held) !== proposal.fix.value);
  const others = await elsewhere(proposal, { ...recipient, proxies }, directory);
  const { detail: said, presumed } = result.outcome;
  return doneResult(proposal, { recipient, said, state: result.state, presumed }, others);
}

/** Interrupted before: the directory is read, and never written again. */
async function settle(proposal: Proposal, deps: Deps, jobId: string): Promise<void> {
  const result = await unlessAway(() => shown(proposal, deps));
  const known = 'putOff' in result ? ({ state: 'unknown', outcome: { detail: result.putOff } } as const) : result;
  await conclude(proposal, known, deps, jobId);
}

/** The address is another recipient's: for good, if migcheck itself gave it away; else only until that has ended. */
async function standBack(proposal: Proposal, deps: Deps, jobId: string): Promise<void> {
  const holder = await deps.ledger.lockedBy(lockOf(proposal.fix));
  const other = holder === undefined ? undefined : await deps.ledger.proposal(holder);
  if (!other || !ENDED.has(other.state)) return;
  const gave = other.state === 'applied' ? 'gave' : 'may have given';
  const detail = `migcheck ${gave} this address to ${other.fix.dn} (proposal ${other.id}); servers may not show that yet.`;
  await conclude(proposal, { state: 'refused', outcome: { detail } }, deps, jobId);
}

/** Takes an approved change up: look → claim → one modify of one value → look again → record → tell. */
async function carryOut(proposal: Proposal, deps: Deps, jobId: string): Promise<void> {
  const proxy = proxyToWrite(proposal);
  const before = await unlessAway(() => look(proposal, deps));
  if (!('dn' in before)) return conclude(proposal, before, deps, jobId);
  const at = deps.clock.now();
  const mine = claimed(proposal, at);
  const entry = entryFor(mine, { action: 'claimed', actor: null, jobId, at });
  const claim = await deps.ledger.move(mine, entry, { take: lockOf(proposal.fix) });
  if (claim === 'locked') return standBack(proposal, deps, jobId);
  // Overtaken: another worker has it, or it was cancelled.
  if (claim !== 'moved') return;
  const written = await write(proposal, { before, proxy }, deps.directory);
  await conclude(mine, await judged(written, mine, before, deps), deps, jobId);
}

/**
 * One approved change, once: safe to call at any time, after whatever interruption. `left` is how many milliseconds this
 * worker has.
 */
export async function applyFix(job: JobOf<'apply'>, deps: Deps, left: () => number): Promise<void> {
  const proposal = await deps.ledger.proposal(job.proposalId);
  if (!proposal) throw new Error(`Proposal ${job.proposalId} is not in the ledger`);
  if (proposal.people) return applyPlan(proposal, { ...deps, jobId: job.id, left });
  if (proposal.state === 'applying' || proposal.state === 'unknown') return settle(proposal, deps, job.id);
  // An approval that is over is ended by the sweep.
  const over = approvalIsOver(proposal, deps.clock.now(), deps.policy.applyWithin);
  if (proposal.state === 'approved' && !over) return carryOut(proposal, deps, job.id);
  // A copy of the job after the work was done: it may have been interrupted before it was told.
  if (isUntold(proposal)) await deps.queue.send('talk', announceJob(proposal, job.id));
}
