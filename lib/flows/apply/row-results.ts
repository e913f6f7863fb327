import { type Elsewhere, GONE, heldElsewhere, type Result, standsOtherwise } from '../../migration/attempt.ts';
import { isAsWanted } from '../../migration/fix.ts';
import { ENDED, type Proposal } from '../../migration/proposal.ts';
import type { Recipient } from '../../migration/recipient.ts';
import type { Holders } from '../../ports.ts';
import { othersHolding } from '../../wave/plan/holders.ts';
import { notSeenYet, type Said } from './writing.ts';

/** LDAP results that are about the one person: too many addresses, a value that is another's, an object that is gone. */
const OWN: ReadonlySet<number> = new Set([11, 19, 32]);

/** What went wrong would go wrong for everybody. */
const stopping = (result: Exclude<Result, { putOff: string }>): Result => ({
  ...result,
  outcome: { ...result.outcome, stops: true },
});

/**
 * A result as a row has it: a directory that takes no write, refuses all of them, or cannot be read afterwards, is no
 * matter of the one person.
 */
export function asRow(result: Result): Result {
  if ('putOff' in result) return stopping({ state: 'refused', outcome: { detail: result.putOff } });
  const { state, outcome } = result;
  const isForAll = state === 'failed' && outcome.ldap !== undefined && !OWN.has(outcome.ldap.code);
  return isForAll || state === 'unknown' ? stopping(result) : result;
}

/** Claimed, and not sent any more since another one went wrong. */
export const NOT_SENT: Result = {
  state: 'refused',
  outcome: { detail: 'Nothing was written: the plan was stopped before it was its turn.' },
};

/** Why somebody is not to be written, going by the one object alone. */
export function notToBeWritten(row: Proposal, recipient: Recipient | undefined, newest: Proposal | undefined) {
  if (!recipient) return GONE;
  const otherwise = standsOtherwise(row, recipient);
  if (otherwise || !newest || ENDED.has(newest.state)) return otherwise;
  const detail = `Another change of this recipient is under way (proposal ${newest.id}, ${newest.state}).`;
  return { state: 'refused', outcome: { detail } } satisfies Result;
}

/** What a search for the holders of several addresses says of one of them. */
export const elsewhereFor = ({ fix }: Proposal, found: Holders | undefined): Elsewhere => ({
  held: found ? othersHolding(fix, found.recipients) : [],
  unseen:
    !found || found.coverage === 'proven' ? '' : `Whether somebody else holds it cannot be seen (${found.coverage}).`,
});

/** Why the address may not be given now; that it cannot be seen is so for everybody. */
export function notToBeGiven(row: Proposal, recipient: Recipient, found: Holders | undefined): Result | undefined {
  const elsewhere = elsewhereFor(row, found);
  const result = heldElsewhere(row, recipient, elsewhere);
  return result && !('putOff' in result) && elsewhere.held.length === 0 ? stopping(result) : result;
}

/** What is seen of a write that was answered, or was not. */
export const seenOrNot = (row: Proposal, { said }: Said, recipient: Recipient | undefined): Result | undefined =>
  recipient && isAsWanted(recipient, row.fix) ? undefined : notSeenYet(said);
