import { createHash } from 'node:crypto';
import { migrateProxy, proxyText, writeMsAddress } from './address.ts';
import { approvalDigest, type Fix, isAsWanted, sortedProxies } from './fix.ts';
import { ENDED, ended, moved, type Outcome, type Proposal, type ProposalState } from './proposal.ts';
import type { Recipient } from './recipient.ts';

const MINUTE = 60_000;

/** How an attempt ended: a state with what was seen, or put off because the directory could not be asked. */
export type Result =
  | {
      readonly state: Exclude<ProposalState, 'open' | 'approved' | 'applying'>;
      readonly outcome: Omit<Outcome, 'at'>;
    }
  | { readonly putOff: string };

/** What migcheck locks while it changes who holds an address: the address itself, in one case. */
export const lockOf = ({ source }: Fix): string => proxyText(migrateProxy(source)).toLowerCase();

/** What is different from what was approved, value by value. */
function differenceFrom(proposal: Proposal, now: Recipient): string {
  const after = sortedProxies(now);
  const gone = proposal.before.filter((value) => !after.includes(value));
  const come = after.filter((value) => !proposal.before.includes(value));
  const other = now.identity === proposal.fix.identity ? '' : 'Another object now stands at this name. ';
  return `${other}Gone: ${gone.join(', ') || 'nothing'}. New: ${come.join(', ') || 'nothing'}.`;
}

const DONE_BEFORE: Record<Fix['change'], string> = {
  add: 'The value was there before.',
  remove: 'The value was gone before.',
};

/** The object is gone. */
export const GONE: Result = { state: 'stale', outcome: { detail: 'The object is gone.' } };

/** Why nothing is to be written, going by the recipient alone; undefined where it stands as it was approved. */
export function standsOtherwise(proposal: Proposal, recipient: Recipient): Result | undefined {
  const { fix, digest } = proposal;
  const after = sortedProxies(recipient);
  const same = recipient.identity === fix.identity;
  if (same && isAsWanted(recipient, fix))
    return { state: 'already-present', outcome: { after, detail: DONE_BEFORE[fix.change] } };
  if (same && approvalDigest(recipient, fix) === digest) return undefined;
  return { state: 'stale', outcome: { after, detail: differenceFrom(proposal, recipient) } };
}

/** Who else holds the address. `unseen`: why that cannot be known. */
export type Elsewhere = { readonly held: readonly string[]; readonly unseen: string };

/** Why the address may not be given to this recipient now. */
export function heldElsewhere(
  { fix }: Proposal,
  recipient: Recipient,
  { held, unseen }: Elsewhere,
): Result | undefined {
  const detail = held.length > 0 ? `MS:${writeMsAddress(fix.source)} is also held by ${held.join(' — ')}.` : unseen;
  return detail ? { state: 'refused', outcome: { after: sortedProxies(recipient), detail } } : undefined;
}

/** What was seen to be done. `presumed`: not by whom, since the directory never answered the write. */
export type Done = {
  readonly recipient: Recipient;
  readonly said: string;
  readonly state: 'applied' | 'already-present';
  readonly presumed?: true;
};

/** What a write came to that was seen to be done. */
export function doneResult({ fix }: Proposal, done: Done, { held, unseen }: Elsewhere): Result {
  const { recipient, said, state, presumed } = done;
  const duplicate =
    held.length > 0 &&
    `CAREFUL, a duplicate: MS:${writeMsAddress(fix.source)} is also held by ${held.join(' — ')}. Remove one of them before the wizard runs.`;
  const detail = [said, duplicate, unseen].filter(Boolean).join(' ');
  return {
    state,
    outcome: {
      after: sortedProxies(recipient),
      detail,
      ...(presumed ? { presumed } : {}),
      ...(held.length > 0 ? { duplicates: held } : {}),
    },
  };
}

/** How long (ms) a write that was interrupted may take to come to light, on whatever server is read. */
const COMES_TO_LIGHT = 15 * MINUTE;

/**
 * After an interruption only the directory knows what happened. Right before the claim the change was not there, so if
 * it is now, it is taken for ours.
 */
export function settledResult({ fix, claimedAt, askedAt }: Proposal, recipient: Recipient | undefined, now: string) {
  const after = recipient ? { after: sortedProxies(recipient) } : {};
  const same = recipient?.identity === fix.identity;
  if (recipient && same && isAsWanted(recipient, fix)) {
    const detail = 'The write was interrupted; the directory is as it was to become, presumably through it.';
    return { state: 'applied', outcome: { ...after, detail, presumed: true } } satisfies Result;
  }
  if (Date.parse(now) - Date.parse(claimedAt ?? askedAt) < COMES_TO_LIGHT) {
    const detail = 'The write was interrupted; what it was to change is not seen yet.';
    return { state: 'unknown', outcome: { ...after, detail } } satisfies Result;
  }
  const detail = 'The write was interrupted, and did not come to light. Check again and propose anew.';
  return { state: 'failed', outcome: { ...after, detail } } satisfies Result;
}

/** Half to one and a half times `ms`, the same for the same proposal and attempt. */
function jittered(ms: number, { id, attempts }: Proposal): number {
  const drawn = createHash('sha256').update(`${id}:${attempts}`).digest().readUInt32BE(0) / 2 ** 32;
  return Math.round(ms * (0.5 + drawn));
}

const later = (now: string, ms: number): string => new Date(Date.parse(now) + ms).toISOString();

/** When a change that was put off is tried again: after one, two, four … up to ten minutes, drawn apart. */
const retryAt = (proposal: Proposal, now: string): string =>
  later(now, jittered(Math.min(2 ** proposal.attempts, 10) * MINUTE, proposal));

/** The proposal as a worker takes it up for writing. Should it be lost, the sweep comes back after five minutes. */
export const claimed = (proposal: Proposal, now: string): Proposal =>
  moved(proposal, 'applying', { claimedAt: now, dueAt: later(now, 5 * MINUTE) });

/** The proposal after an attempt. */
export function afterAttempt(proposal: Proposal, result: Result, at: string): Proposal {
  const tried = { ...proposal, attempts: proposal.attempts + 1 };
  if ('putOff' in result) {
    const outcome = { at, detail: `${result.putOff} It will be tried again.` };
    return moved(tried, 'approved', { outcome, dueAt: retryAt(tried, at) });
  }
  const outcome = { at, ...result.outcome };
  return ENDED.has(result.state)
    ? ended(tried, result.state, { outcome })
    : moved(tried, result.state, { outcome, dueAt: later(at, 2 * MINUTE) });
}
