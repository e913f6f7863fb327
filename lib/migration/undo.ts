import { normalDn } from './dn.ts';
import { isAsWanted, sortedProxies } from './fix.ts';
import type { Proposal } from './proposal.ts';
import type { Recipient } from './recipient.ts';

/** What speaks against taking a change back. */
export type NoUndo =
  | 'nothing-done'
  | 'there-before'
  | 'never-written'
  | 'under-way'
  | 'changed-by-us'
  | 'object-gone'
  | 'another-object'
  | 'changed-since'
  | 'held-elsewhere'
  | 'cannot-be-seen';

/** A change of ours, the one of the same value that came last, and the object as it stands now. */
export type UndoQuestion = {
  readonly done: Proposal;
  readonly last: Proposal | undefined;
  readonly recipient: Recipient | undefined;
};

const UNDER_WAY = new Set<Proposal['state']>(['open', 'approved', 'applying', 'unknown']);

function whyNotOurs({ done, last }: UndoQuestion): NoUndo | undefined {
  if (done.state === 'already-present') return 'there-before';
  if (UNDER_WAY.has(done.state)) return 'under-way';
  if (done.state !== 'applied') return 'never-written';
  return last?.id === done.id ? undefined : 'changed-by-us';
}

/**
 * Why this change cannot be taken back: it was not ours, we have changed the value again since, or somebody else has.
 * Undefined where exactly what we did is still there, byte for byte.
 */
export function whyNoUndo(question: UndoQuestion): NoUndo | undefined {
  const why = whyNotOurs(question);
  if (why) return why;
  const { done, recipient } = question;
  if (!recipient) return 'object-gone';
  if (recipient.identity !== done.fix.identity) return 'another-object';
  const asWritten = done.fix.change === 'remove' || sortedProxies(recipient).includes(done.fix.value);
  return isAsWanted(recipient, done.fix) && asWritten ? undefined : 'changed-since';
}

/** True for a change of the same value on the same object that was written. */
export const isChangeOf = (proposal: Proposal, done: Proposal): boolean =>
  proposal.state === 'applied' &&
  normalDn(proposal.fix.dn) === normalDn(done.fix.dn) &&
  proposal.fix.value.toLowerCase() === done.fix.value.toLowerCase();

/** Why nothing is proposed, in a sentence. */
export const NO_UNDO: Record<NoUndo, string> = {
  'nothing-done': 'migcheck has changed nothing there, so there is nothing to undo.',
  'there-before': 'The value was there before migcheck came, so it is not taken away.',
  'never-written': 'That proposal wrote nothing, so there is nothing to undo.',
  'under-way': 'That change has not ended yet. Cancel it, or wait for its outcome.',
  'changed-by-us': 'migcheck has changed this value again since, and the later change counts: /migcheck history NAME',
  'object-gone': 'The object is gone from the directory.',
  'another-object': 'Another object stands at this name now; it was not changed by migcheck.',
  'changed-since': 'Somebody else has changed this value since, so it is not touched.',
  'held-elsewhere': 'Somebody else holds the address by now, so it cannot be put back.',
  'cannot-be-seen': 'Whether somebody else holds the address by now cannot be seen, so it is not put back.',
};
