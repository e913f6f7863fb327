import { nameOf, type Recipient, standsForAnother } from '../migration/recipient.ts';
import type { List, Member } from './list.ts';

/** Everybody in a container who can be migrated, or stands for somebody who can. */
export function listOf(recipients: Iterable<Recipient>): List {
  const members: Member[] = [];
  let leftOut = 0;
  for (const recipient of recipients)
    if (recipient.kind === 'mailbox' || standsForAnother(recipient))
      members.push({ line: 0, name: nameOf(recipient), who: { by: 'dn', dn: recipient.dn } });
    else leftOut += 1;
  return { format: 'container', members, findings: [], leftOut };
}
