import type { Proposal, ProposalState } from '../migration/proposal.ts';

type Words = { readonly mark: string; readonly title: string; readonly says: string };

/** What each state is called, and what it means for the directory. */
const STATE: Record<ProposalState, Words> = {
  open: { mark: '🟡', title: 'Approval wanted', says: 'Nothing has been written. It has to be approved first.' },
  approved: {
    mark: '🟢',
    title: 'Approved, not yet applied',
    says: 'The change is on its way; it is announced once it has been read back.',
  },
  applying: {
    mark: '⏳',
    title: 'Being applied',
    says: 'The change is being written; it is announced once it has been read back.',
  },
  applied: {
    mark: '✅',
    title: 'Applied and read back',
    says: 'The value was added and has been seen in the directory.',
  },
  'already-present': { mark: '✅', title: 'Already there', says: 'The value was there before; nothing was written.' },
  stale: {
    mark: '🟠',
    title: 'Stale: nothing was written',
    says: 'The directory no longer equals what was approved. Check again and propose anew.',
  },
  refused: {
    mark: '⛔',
    title: 'Refused: nothing was written',
    says: 'The change was no longer safe when it was to be applied.',
  },
  failed: { mark: '⛔', title: 'Failed', says: 'The change was not seen in the directory.' },
  unknown: {
    mark: '❔',
    title: 'Outcome not known',
    says: 'The directory did not answer in time. It is read again until it is known whether the change is there.',
  },
  denied: { mark: '🚫', title: 'Denied', says: 'Nothing was written.' },
  cancelled: { mark: '🚫', title: 'Cancelled', says: 'It was taken back, not denied. Nothing was written.' },
  superseded: {
    mark: '🔁',
    title: 'Superseded',
    says: 'A newer proposal for the same recipient stands in its place. Nothing was written.',
  },
  expired: {
    mark: '⌛',
    title: 'Expired, not denied',
    says: 'Nobody decided in time; nothing was written. Check again to propose anew.',
  },
};

/** What is said otherwise of a change that takes a value away. */
const REMOVAL: Partial<Record<ProposalState, Words>> = {
  open: {
    mark: '🟡',
    title: 'Approval wanted for an undo',
    says: 'Nothing has been written. It has to be approved first.',
  },
  applied: {
    mark: '✅',
    title: 'Undone and read back',
    says: 'The value was taken away and is no longer in the directory.',
  },
  'already-present': { mark: '✅', title: 'Already gone', says: 'The value was gone before; nothing was written.' },
};

/** What is said otherwise of an undo that is itself taken back. */
const RESTORATION: Partial<Record<ProposalState, Words>> = {
  open: {
    mark: '🟡',
    title: 'Approval wanted to put a value back',
    says: 'An undo is to be taken back. Nothing has been written. It has to be approved first.',
  },
  applied: {
    mark: '✅',
    title: 'Put back and read back',
    says: 'The value was added again and has been seen in the directory.',
  },
};

/** A change that was taken back since, by a proposal of its own. */
const UNDONE: Record<Proposal['fix']['change'], Words> = {
  add: { mark: '↩️', title: 'Applied, undone since', says: 'The value was added, and has been taken away again since.' },
  remove: {
    mark: '↩️',
    title: 'Undone, put back since',
    says: 'The value was taken away, and has been put back since.',
  },
};

/** What is said of a plan. */
const PLAN: Partial<Record<ProposalState, Words>> = {
  open: {
    mark: '🟡',
    title: 'Approval wanted for a plan',
    says: 'Nothing has been written. It has to be approved first, once for all of them.',
  },
  approved: {
    mark: '🟢',
    title: 'Plan approved, not yet begun',
    says: 'It is on its way: one person first, then five, then the rest, 24 at a time.',
  },
  applying: {
    mark: '⏳',
    title: 'Plan being applied',
    says: 'One person first, then five, then the rest, 24 at a time. It stops at the first failure that is not one person’s own.',
  },
  applied: { mark: '✅', title: 'Plan done', says: 'Everybody in it was taken up, and each change read back.' },
  failed: { mark: '⛔', title: 'Plan stopped', says: 'It went wrong for a reason that is not one person’s own.' },
};

/** A plan that somebody stopped while it was being applied. */
const STOPPED: Words = {
  mark: '✋',
  title: 'Plan stopped by somebody',
  says: 'Nobody more is taken up. What was written before stays; Undo takes it back.',
};

/** What is said otherwise of a plan that takes another back. */
const PLAN_OF_UNDO: Partial<Record<ProposalState, Words>> = {
  open: {
    mark: '🟡',
    title: 'Approval wanted for the undo of a plan',
    says: 'Nothing has been written. It has to be approved first, once for all of them.',
  },
  applied: {
    mark: '✅',
    title: 'Undo of a plan done',
    says: 'Everybody in it was taken up, and each change read back.',
  },
};

function planWords({ state, undoes, claimedAt }: Pick<Proposal, 'state' | 'undoes' | 'claimedAt'>) {
  if (state === 'cancelled' && claimedAt !== undefined) return STOPPED;
  return (undoes === undefined ? undefined : PLAN_OF_UNDO[state]) ?? PLAN[state];
}

/** A plan that was taken back since, as far as it could be. */
const PLAN_UNDONE: Words = {
  mark: '↩️',
  title: 'Plan done, undone since',
  says: 'What it changed has been taken back since, as far as the card of the undo says.',
};

const special = ({ fix, undoes }: Pick<Proposal, 'fix' | 'undoes'>): Partial<Record<ProposalState, Words>> =>
  fix.change === 'remove' ? REMOVAL : undoes === undefined ? {} : RESTORATION;

type Described = Pick<Proposal, 'state' | 'fix' | 'undoes' | 'undoneBy' | 'decision' | 'people' | 'claimedAt'>;

/** What the state of this proposal is called. */
export function stateOf(proposal: Described): Words {
  const { state, decision, undoneBy, fix, people } = proposal;
  if (undoneBy !== undefined) return people ? PLAN_UNDONE : UNDONE[fix.change];
  const words = (people ? planWords(proposal) : special(proposal)[state]) ?? STATE[state];
  // It was decided in time; what did not come in time was the directory.
  return state === 'expired' && decision
    ? { ...words, says: 'It could not be applied in time; nothing was written.' }
    : words;
}
