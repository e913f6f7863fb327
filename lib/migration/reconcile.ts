import { normalDn } from './dn.ts';
import { carries, sortedProxies } from './fix.ts';
import type { Proposal } from './proposal.ts';
import type { Recipient } from './recipient.ts';

/** How a change of ours stands in the directory now. */
export type Standing =
  /** As the record says: there, or taken away. */
  | 'as-recorded'
  /** The value was added and is not there, or its object is not. */
  | 'gone'
  /** The value was taken away and is there. */
  | 'back'
  /** Another object stands at this name. */
  | 'another-object'
  /** It is there in other letters. */
  | 'other-case'
  /** The record says that the change failed, and it is done. */
  | 'done-though-failed'
  /** The record does not know yet what became of it. */
  | 'unsettled'
  /** The account may not see what the answer hangs on. */
  | 'not-visible';

/** Something was written, or may have been. What the directory itself refused was not. */
function mayHaveChanged({ state, outcome, people }: Proposal): boolean {
  // Its rows did.
  if (people) return false;
  if (state === 'applied' || state === 'unknown' || state === 'applying') return true;
  return state === 'failed' && outcome?.ldap === undefined;
}

const writtenAt = ({ claimedAt, outcome, askedAt }: Proposal): string => claimedAt ?? outcome?.at ?? askedAt;

/** The last change of each object and value, out of proposals that are added one by one in any order. */
export function lastChanges() {
  const last = new Map<string, Proposal>();
  return {
    add(proposal: Proposal): void {
      if (!mayHaveChanged(proposal)) return;
      const key = `${normalDn(proposal.fix.dn)}\n${proposal.fix.value.toLowerCase()}`;
      const other = last.get(key);
      if (!other || writtenAt(other) < writtenAt(proposal)) last.set(key, proposal);
    },
    /** Those that were written last come last. */
    all: (): readonly Proposal[] => [...last.values()].sort((a, b) => writtenAt(a).localeCompare(writtenAt(b))),
  };
}

/** What the directory shows now; `seesHidden` as in View. */
export type Seen = { readonly recipient: Recipient | undefined; readonly seesHidden: boolean };

/** Where the record says that the value is there, after an add that was done or a removal that was not. */
const shouldBeThere = ({ fix, state }: Proposal): boolean => (fix.change === 'add') === (state === 'applied');

function standingOfValue(proposal: Proposal, recipient: Recipient): Standing {
  const isThere = carries(recipient, proposal.fix);
  if (!isThere && !recipient.proxiesReadable) return 'not-visible';
  if (proposal.state === 'unknown' || proposal.state === 'applying') return 'unsettled';
  if (isThere !== shouldBeThere(proposal)) {
    if (proposal.state === 'failed') return 'done-though-failed';
    return isThere ? 'back' : 'gone';
  }
  return isThere && !sortedProxies(recipient).includes(proposal.fix.value) ? 'other-case' : 'as-recorded';
}

/** A change of ours against the directory as it is now. */
export function standingNow(proposal: Proposal, { recipient, seesHidden }: Seen): Standing {
  if (!recipient) return seesHidden ? 'gone' : 'not-visible';
  if (recipient.identity !== proposal.fix.identity) return 'another-object';
  return standingOfValue(proposal, recipient);
}
