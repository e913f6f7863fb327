import { DirectoryUnavailable } from '../errors.ts';
import { announceJob, type JobOf } from '../job.ts';
import { isMigrateProxy, type ProxyAddress, parseProxyAddress, proxyText } from '../migration/address.ts';
import {
  afterAttempt,
  claimed,
  type Done,
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
import { meaningOf } from '../migration/refusals.ts';
import type { Clock, Ledger, Lock, Queue, WritableDirectory, Written } from '../ports.ts';

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

type Said = Omit<Done, 'recipient'> & { readonly before: Recipient };

/** Looks again after the write; nothing is called applied that was not seen. */
async function seen(proposal: Proposal, { before, ...done }: Said, { directory }: Deps): Promise<Result> {
  try {
    const recipient = await directory.read(proposal.fix.dn);
    if (!recipient || !isAsWanted(recipient, proposal.fix))
      return { state: 'unknown', outcome: { detail: `${done.said} The change cannot be seen yet.`.trim() } };
    return doneResult(proposal, { recipient, ...done }, await elsewhere(proposal, before, directory));
  } catch (error) {
    if (!(error instanceof DirectoryUnavailable)) throw error;
    return { state: 'unknown', outcome: { detail: `${done.said} The directory could not be read afterwards.`.trim() } };
  }
}

/** What the one modify came to. */
function judged(written: Written, proposal: Proposal, before: Recipient, deps: Deps): Promise<Result> | Result {
  switch (written.kind) {
    case 'added':
    case 'removed':
      return seen(proposal, { said: '', state: 'applied', before }, deps);
    case 'already-there':
    case 'already-gone':
      // Somebody else did it between our look and our write.
      return seen(
        proposal,
        { said: 'The directory was as wanted already when the write came.', state: 'already-present', before },
        deps,
      );
    case 'unknown': {
      const said = `The directory did not answer the write (${written.name}).`;
      return seen(proposal, { said, state: 'applied', presumed: true, before }, deps);
    }
    case 'unavailable':
      return { putOff: `The directory took no write (${written.name}).` };
    case 'refused': {
      const ldap = { code: written.code, name: written.name };
      return { state: 'failed', outcome: { ldap, detail: meaningOf(written.code) } };
    }
    default:
      return written satisfies never;
  }
}

function proxyToWrite({ fix }: Proposal): ProxyAddress {
  const proxy = parseProxyAddress(fix.value);
  if (!proxy || !isMigrateProxy(proxy)) throw new Error('Only a MIGRATE proxy is ever written');
  return proxy;
}

type PutOff = Extract<Result, { putOff: string }>;

/** A directory that cannot be asked has changed nothing, as long as nothing was sent. */
async function unlessAway<T>(ask: () => Promise<T>): Promise<T | PutOff> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof DirectoryUnavailable)) throw error;
    return { putOff: `The directory could not be asked (${error.trouble}).` };
  }
}

/** How long the lock on an address outlives its change: until every server knows the value, and searches find it. */
const REPLICATES_WITHIN = 24 * 60 * 60 * 1_000;

/** True where the recipient may hold the address after this, whatever a server shows by now. */
function mayHold({ fix, state, outcome }: Proposal): boolean {
  const isDone = state === 'applied' || state === 'already-present';
  // What was to be taken away is still there.
  if (fix.change === 'remove') return !isDone;
  // Failed without the directory's own answer: interrupted, and not come to light yet.
  return isDone || (state === 'failed' && outcome?.ldap === undefined);
}

/**
 * An address that was given away, or may have been, is not given to another until every server would show that. Where
 * nothing was claimed the lock is as an earlier change of the same recipient left it.
 */
function lockAfter(proposal: Proposal, next: Proposal, at: string): Lock | undefined {
  const isOurs = proposal.state === 'applying' || proposal.state === 'unknown';
  if (!isOurs || next.state === 'unknown') return undefined;
  const lock = lockOf(next.fix);
  if (!mayHold(next)) return { release: lock };
  return { keep: lock, until: new Date(Date.parse(at) + REPLICATES_WITHIN).toISOString() };
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
  if (written === 'moved') await deps.queue.send('talk', announceJob(next, jobId));
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
  const write = proposal.fix.change === 'add' ? deps.directory.addProxy : deps.directory.removeProxy;
  await conclude(mine, await judged(await write(before, proxy), mine, before, deps), deps, jobId);
}

/** One approved change, once: safe to call at any time, after whatever interruption. */
export async function applyFix(job: JobOf<'apply'>, deps: Deps): Promise<void> {
  const proposal = await deps.ledger.proposal(job.proposalId);
  if (!proposal) throw new Error(`Proposal ${job.proposalId} is not in the ledger`);
  if (proposal.state === 'applying' || proposal.state === 'unknown') return settle(proposal, deps, job.id);
  // An approval that is over is ended by the sweep.
  const over = approvalIsOver(proposal, deps.clock.now(), deps.policy.applyWithin);
  if (proposal.state === 'approved' && !over) return carryOut(proposal, deps, job.id);
  // A copy of the job after the work was done: it may have been interrupted before it was told.
  if (isUntold(proposal)) await deps.queue.send('talk', announceJob(proposal, job.id));
}
