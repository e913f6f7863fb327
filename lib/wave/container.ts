import { nameOf, type Recipient, standsForAnother } from '../migration/recipient.ts';
import type { Member } from './list.ts';

/** Somebody of a container who can be migrated, or stands for somebody who can. */
const memberFor = (recipient: Recipient): Member | undefined =>
  recipient.kind === 'mailbox' || standsForAnother(recipient)
    ? { line: 0, name: nameOf(recipient), who: { by: 'dn', dn: recipient.dn } }
    : undefined;

/** Whoever of a container can be migrated; `passBy` is told of each of the others. */
export function* membersAmong(recipients: Iterable<Recipient>, passBy: () => void): Generator<Member> {
  for (const recipient of recipients) {
    const member = memberFor(recipient);
    if (member) yield member;
    else passBy();
  }
}
