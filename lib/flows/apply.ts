import { DirectoryUnavailable } from '../errors.ts';
import { announceJob, type JobOf } from '../job.ts';
import { isMigrateProxy, migrateProxy, parseProxyAddress, proxyText, writeMsAddress } from '../migration/address.ts';
import { approvalDigest, carries, sortedProxies } from '../migration/fix.ts';
import {
  approvalIsOver,
  ENDED,
  ended,
  entryFor,
  moved,
  type Proposal,
  type ProposalState,
} from '../migration/proposal.ts';
import type { Recipient } from '../migration/recipient.ts';
import { meaningOf } from '../migration/refusals.ts';
import type { Clock, Ledger, Queue, WritableDirectory, Written } from '../ports.ts';

type Deps = {
  directory: WritableDirectory;
  ledger: Ledger;
  queue: Queue;
  clock: Clock;
  policy: { readonly applyWithin: number };
};

/** How an attempt ended: a state with what was seen, or put off because the directory could not be asked. */
type Result =
  | {
      readonly state: Exclude<ProposalState, 'open' | 'approved' | 'applying'>;
      readonly outcome: Omit<NonNullable<Proposal['outcome']>, 'at'>;
    }
  | { readonly putOff: string };

const MINUTE = 60_000;
const later = (now: string, ms: number): string => new Date(Date.parse(now) + ms).toISOString();
const lockOf = ({ fix }: Proposal): string => proxyText(migrateProxy(fix.source)).toLowerCase();

/** Who else holds the source address, in words; `unseen` when that cannot be known. */
type Elsewhere = { readonly held: string; readonly unseen: string };

/** `witness` has to come back from the search: the recipient as every server already knows it. */
async function elsewhere({ fix }: Proposal, witness: Recipient, directory: WritableDirectory): Promise<Elsewhere> {
  const { recipients, coverage } = await directory.holders([fix.source], witness);
  const unseen = coverage === 'proven' ? '' : `Whether somebody else holds it cannot be seen (${coverage}).`;
  const others = recipients.filter(({ dn }) => dn.toLowerCase() !== witness.dn.toLowerCase()).map(({ dn }) => dn);
  const held = others.length > 0 ? `MS:${writeMsAddress(fix.source)} is also held by ${others.join(' — ')}.` : '';
  return { held, unseen };
}

/** What is different from what was approved, value by value. */
function differenceFrom(proposal: Proposal, now: Recipient): string {
  const after = sortedProxies(now);
  const gone = proposal.before.filter((value) => !after.includes(value));
  const come = after.filter((value) => !proposal.before.includes(value));
  const other = now.identity === proposal.fix.identity ? '' : 'Another object now stands at this name. ';
  return `${other}Gone: ${gone.join(', ') || 'nothing'}. New: ${come.join(', ') || 'nothing'}.`;
}

/** Looks again before the write: is everything still as it was approved, and is nobody in the way? */
async function hindrance(proposal: Proposal, { directory }: Deps): Promise<Result | Recipient> {
  const mailbox = await directory.read(proposal.fix.dn);
  if (!mailbox) return { state: 'stale', outcome: { detail: 'The object is gone.' } };
  const after = sortedProxies(mailbox);
  if (carries(mailbox, proposal.fix))
    return { state: 'already-present', outcome: { after, detail: 'The value was there before.' } };
  if (approvalDigest(mailbox, proposal.fix) !== proposal.digest)
    return { state: 'stale', outcome: { after, detail: differenceFrom(proposal, mailbox) } };
  const { held, unseen } = await elsewhere(proposal, mailbox, directory);
  return held || unseen ? { state: 'refused', outcome: { after, detail: held || unseen } } : mailbox;
}

/** What the directory answered, and what it is called if the value is there. */
type Said = { readonly said: string; readonly state: 'applied' | 'already-present'; readonly before: Recipient };

/** Looks again after the write; nothing is called applied that was not seen. */
async function seen(proposal: Proposal, { directory }: Deps, { said, state, before }: Said): Promise<Result> {
  try {
    const mailbox = await directory.read(proposal.fix.dn);
    if (!mailbox || !carries(mailbox, proposal.fix))
      return { state: 'unknown', outcome: { detail: `${said} The value cannot be seen yet.` } };
    const { held, unseen } = await elsewhere(proposal, before, directory);
    const detail = [said, held && `CAREFUL, a duplicate: ${held} Remove one of them before the wizard runs.`, unseen];
    return { state, outcome: { after: sortedProxies(mailbox), detail: detail.filter(Boolean).join(' ') } };
  } catch (error) {
    if (!(error instanceof DirectoryUnavailable)) throw error;
    return { state: 'unknown', outcome: { detail: `${said} The directory could not be read afterwards.` } };
  }
}

type Tried = { readonly proposal: Proposal; readonly before: Recipient };

/** What the one modify came to. */
async function judged(written: Written, { proposal, before }: Tried, deps: Deps): Promise<Result> {
  switch (written.kind) {
    case 'added':
      return seen(proposal, deps, { said: '', state: 'applied', before });
    case 'already-there':
      // Somebody else added it between our look and our write.
      return seen(proposal, deps, { said: 'The directory had the value already.', state: 'already-present', before });
    case 'unknown':
      return seen(proposal, deps, {
        said: `The directory did not answer the write (${written.name}).`,
        state: 'applied',
        before,
      });
    case 'unavailable':
      return { putOff: `The directory took no write (${written.name}).` };
    case 'refused':
      return {
        state: 'failed',
        outcome: { ldap: { code: written.code, name: written.name }, detail: meaningOf(written.code) },
      };
    default:
      return written satisfies never;
  }
}

async function attempt(proposal: Proposal, deps: Deps): Promise<Result> {
  const proxy = parseProxyAddress(proposal.fix.value);
  if (!proxy || !isMigrateProxy(proxy)) throw new Error('Only a MIGRATE proxy is ever written');
  try {
    const before = await hindrance(proposal, deps);
    return 'dn' in before
      ? await judged(await deps.directory.addProxy(before, proxy), { proposal, before }, deps)
      : before;
  } catch (error) {
    if (!(error instanceof DirectoryUnavailable)) throw error;
    return { putOff: `The directory could not be asked (${error.trouble}).` };
  }
}

/** How long (ms) a write that was interrupted may take to come to light, on whatever server is read. */
const COMES_TO_LIGHT = 15 * MINUTE;

/** After an interruption only the directory knows what happened: it is read, never written again. */
async function settled(proposal: Proposal, { directory, clock }: Deps): Promise<Result> {
  try {
    const mailbox = await directory.read(proposal.fix.dn);
    const after = mailbox ? { after: sortedProxies(mailbox) } : {};
    if (mailbox && carries(mailbox, proposal.fix)) {
      const detail = 'The write was interrupted; the value is there, presumably through it.';
      return { state: 'applied', outcome: { ...after, detail } };
    }
    if (Date.parse(clock.now()) - Date.parse(proposal.claimedAt ?? proposal.askedAt) < COMES_TO_LIGHT)
      return {
        state: 'unknown',
        outcome: { ...after, detail: 'The write was interrupted; the value is not there yet.' },
      };
    const detail = 'The write was interrupted, and the value did not come to light. Check again and propose anew.';
    return { state: 'failed', outcome: { ...after, detail } };
  } catch (error) {
    if (!(error instanceof DirectoryUnavailable)) throw error;
    return { state: 'unknown', outcome: { detail: `The directory could not be read (${error.trouble}).` } };
  }
}

/** Writes down how it ended, with its record, and only then has it told. */
async function conclude(proposal: Proposal, result: Result, deps: Deps, jobId: string): Promise<void> {
  const at = deps.clock.now();
  if ('putOff' in result) {
    const dueAt = later(at, Math.min(2 ** proposal.attempts, 10) * MINUTE);
    const next = moved(proposal, 'approved', {
      dueAt,
      outcome: { at, detail: `${result.putOff} It will be tried again.` },
    });
    const entry = entryFor(next, { action: 'put-off', actor: null, jobId, at });
    await deps.ledger.move(next, entry, { release: lockOf(proposal) });
    return deps.queue.send('talk', announceJob(next));
  }
  const outcome = { at, ...result.outcome };
  const unknown = result.state === 'unknown';
  // Still not known is no news: nothing is recorded or told again, and the sweep comes back in a minute.
  if (unknown && proposal.state === 'unknown') return undefined;
  const next = unknown
    ? moved(proposal, 'unknown', { outcome, dueAt: later(at, 2 * MINUTE) })
    : ended(proposal, result.state, outcome);
  const entry = entryFor(next, { action: result.state, actor: null, jobId, at });
  const written = await deps.ledger.move(next, entry, unknown ? undefined : { release: lockOf(proposal) });
  if (written === 'moved') await deps.queue.send('talk', announceJob(next));
}

/** Claim → look again → one modify that adds one value → look again → record → tell. */
export async function applyFix(job: JobOf<'apply'>, deps: Deps): Promise<void> {
  const proposal = await deps.ledger.proposal(job.proposalId);
  if (!proposal) throw new Error(`Proposal ${job.proposalId} is not in the ledger`);
  // A copy of the job after the work was done: it may have been interrupted before it was told.
  if (ENDED.has(proposal.state)) return deps.queue.send('talk', announceJob(proposal));
  if (proposal.state === 'applying' || proposal.state === 'unknown')
    return conclude(proposal, await settled(proposal, deps), deps, job.id);
  const at = deps.clock.now();
  // An approval that is over is ended by the sweep.
  if (proposal.state !== 'approved' || approvalIsOver(proposal, at, deps.policy.applyWithin)) return undefined;
  const attempts = proposal.attempts + 1;
  const claimed = moved(proposal, 'applying', { attempts, claimedAt: at, dueAt: later(at, 5 * MINUTE) });
  const entry = entryFor(claimed, { action: 'claimed', actor: null, jobId: job.id, at });
  const claim = await deps.ledger.move(claimed, entry, { take: lockOf(proposal) });
  // Overtaken: another worker has it. Locked: another proposal for this address is at work; the sweep comes back.
  if (claim !== 'moved') return undefined;
  return conclude(claimed, await attempt(claimed, deps), deps, job.id);
}
