import { nameOf, type Recipient, standsForAnother } from '../migration/recipient.ts';
import type { List, Member } from './list.ts';

/** Somebody of a container who can be migrated, or stands for somebody who can. */
export const memberFor = (recipient: Recipient): Member | undefined =>
  recipient.kind === 'mailbox' || standsForAnother(recipient)
    ? { line: 0, name: nameOf(recipient), who: { by: 'dn', dn: recipient.dn } }
    : undefined;

/** Everybody in a container. */
export function listOf(recipients: Iterable<Recipient>): List {
  const members: Member[] = [];
  let leftOut = 0;
  for (const recipient of recipients) {
    const member = memberFor(recipient);
    if (member) members.push(member);
    else leftOut += 1;
  }
  return { format: 'container', members, findings: [], leftOut };
}
