import type { AuditRecord } from '../migration/audit.ts';
import { card, heading, list, note, type Piece, paragraph } from './blocks.ts';
import type { Card } from './card.ts';
import { clipped, onOneLine } from './visible.ts';

const SAID: Record<AuditRecord['action'], string> = {
  checked: 'checked',
  proposed: 'proposed',
  approved: 'approved',
  'turned-away': 'turned away',
  reminded: 'reminded of it',
  denied: 'denied',
  cancelled: 'cancelled, not denied',
  superseded: 'superseded by a newer proposal',
  expired: 'expired, not denied',
  claimed: 'taken up for writing',
  'put-off': 'put off: the directory could not be asked',
  applied: 'applied and read back',
  'already-present': 'already there, nothing written',
  stale: 'stale, nothing written',
  refused: 'refused, nothing written',
  failed: 'failed, nothing written',
  unknown: 'outcome not known',
};

/** What is said otherwise of a change that takes a value away. */
const SAID_OF_REMOVAL: Partial<typeof SAID> = {
  applied: 'taken away and read back',
  'already-present': 'already gone, nothing written',
};

const saidOf = ({ action, change }: AuditRecord): string =>
  change === 'remove' ? `undo: ${SAID_OF_REMOVAL[action] ?? SAID[action]}` : SAID[action];

function line(record: AuditRecord): readonly Piece[] {
  const who: Piece = record.actor ? { user: record.actor.user } : 'migcheck';
  const ldap = record.ldap ? `, LDAP result ${record.ldap.code} (${record.ldap.name})` : '';
  const detail = record.detail ? `: ${clipped(onOneLine(record.detail), 300)}` : '';
  return [
    { moment: record.at },
    ` #${record.number} `,
    { bold: saidOf(record) },
    ' by ',
    who,
    `, ${record.value}${ldap}${detail}`,
  ];
}

/** What is on record about one object, newest first. */
export function historyCard(name: string, dn: string, records: readonly AuditRecord[]): Card {
  const title = `History of ${clipped(name, 100)}`;
  if (records.length === 0)
    return card(`${title}: nothing was ever proposed.`, [
      heading(title),
      paragraph('Nothing was ever proposed for this object.'),
      note(dn),
    ]);
  const [newest] = records;
  return card(`${title}: ${records.length} records, newest: ${newest ? saidOf(newest) : ''}.`, [
    heading(title),
    list(records.map(line)),
    note(`${dn}. Newest first.`),
  ]);
}

/** What the asker did, newest first. */
export function ownCard(records: readonly AuditRecord[]): Card {
  const title = 'What you did';
  if (records.length === 0) return card(`${title}: nothing yet.`, [paragraph('Nothing of yours is on record yet.')]);
  const about = (record: AuditRecord): readonly Piece[] => [
    ...line(record),
    ` (${clipped(record.recipient.name, 60)})`,
  ];
  return card(`${title}: ${records.length} records.`, [
    heading(title),
    list(records.map(about)),
    note('Newest first. Somebody else: /migcheck history NAME'),
  ]);
}
