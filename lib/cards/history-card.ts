import type { KnownBlock } from '@slack/types';
import type { AuditRecord } from '../migration/audit.ts';
import { isRefusedClick, type Told } from '../migration/history.ts';
import { isErasedUser } from '../migration/parts.ts';
import type { Proposal } from '../migration/proposal.ts';
import { card, heading, list, note, type Piece, paragraph } from './blocks.ts';
import type { Card } from './card.ts';
import { olderButton } from './older-button.ts';
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
  erased: 'personal data of older records erased',
};

/** What is said otherwise of a change that takes a value away. */
const SAID_OF_REMOVAL: Partial<typeof SAID> = {
  applied: 'taken away and read back',
  'already-present': 'already gone, nothing written',
};

/** What is said otherwise of a plan, of which the rows have the outcomes. */
const SAID_OF_PLAN: Partial<typeof SAID> = {
  claimed: 'begun',
  applied: 'done',
  failed: 'stopped',
};

function saidOf({ action, change, people }: AuditRecord): string {
  const said = people === undefined ? SAID[action] : `plan: ${SAID_OF_PLAN[action] ?? SAID[action]}`;
  if (change !== 'remove') return said;
  return `undo: ${people === undefined ? (SAID_OF_REMOVAL[action] ?? said) : said}`;
}

/** A page of what is on record. `older`: the number below which the next page begins, where there is one. */
export type HistoryPage = {
  readonly lines: readonly Told[];
  readonly older?: number;
  /** As far as they are known, by their ids: who approved what was written. */
  readonly proposals: ReadonlyMap<string, Proposal>;
};

/** What came of an attempt is told with those who had it done. */
const OUTCOMES: ReadonlySet<string> = new Set<AuditRecord['action']>([
  'applied',
  'already-present',
  'stale',
  'refused',
  'failed',
  'unknown',
]);

function askedAndApproved(proposal: Proposal | undefined): readonly Piece[] {
  if (!proposal) return [];
  const { askedBy, approvals, decision } = proposal;
  const given = approvals.length === 0 && decision?.verdict === 'approve' ? [decision] : approvals;
  const people = given
    .slice(0, 5)
    .flatMap(({ by }, index): readonly Piece[] => [index > 0 ? ', ' : '', { user: by.user }]);
  return [', proposed by ', { user: askedBy.user }, ...(people.length > 0 ? [', approved by ', ...people] : [])];
}

function actorPiece(actor: AuditRecord['actor'], nobody: string): Piece {
  if (!actor) return nobody;
  return isErasedUser(actor.user) ? 'somebody (erased)' : { user: actor.user };
}

/** What a record says: when, what, by whom, the change, whose approvals, the LDAP result, the reason. */
function recordLine(record: AuditRecord, { proposals }: HistoryPage): readonly Piece[] {
  const { number, at, action, actor, change = 'add', value, ldap, detail, proposalId } = record;
  return [
    { moment: at },
    ` #${number} `,
    { bold: saidOf(record) },
    ' by ',
    actorPiece(actor, 'migcheck'),
    `, to ${change} ${clipped(value, 300)}`,
    ...(OUTCOMES.has(action) ? askedAndApproved(proposals.get(proposalId)) : []),
    ldap ? `, LDAP result ${ldap.code} (${ldap.name})` : '',
    detail ? `: ${clipped(onOneLine(detail), 300)}` : '',
  ];
}

/** Clicks that changed nothing, in one line however many. */
function refusedLine([newest, ...more]: Told): readonly Piece[] {
  const count = more.length + 1;
  const clicks = count === 1 ? '1 refused click since' : `${count} refused clicks since`;
  return [
    { moment: newest.at },
    ` #${newest.number} `,
    { bold: clicks },
    count === 1 ? ', by ' : ', the last by ',
    actorPiece(newest.actor, 'nobody'),
    newest.detail ? `: ${clipped(onOneLine(newest.detail), 100)}` : '',
  ];
}

const lineOf = (told: Told, page: HistoryPage): readonly Piece[] =>
  isRefusedClick(told[0]) ? refusedLine(told) : recordLine(told[0], page);

/** The sentence that stands for the whole. */
function summaryOf(title: string, { lines }: HistoryPage): string {
  const records = lines.reduce((sum, told) => sum + told.length, 0);
  const [newest = lines[0]] = lines.filter(([record]) => !isRefusedClick(record));
  const last = newest ? `, newest: ${saidOf(newest[0])}` : '';
  return `${title}: ${records} ${records === 1 ? 'record' : 'records'}${last}.`;
}

const olderBlock = (older: number | undefined, dn?: string): readonly KnownBlock[] =>
  older === undefined ? [] : [olderButton({ before: older, ...(dn === undefined ? {} : { dn }) })];

/** What is on record about one object, newest first. */
export function historyCard({ name, dn }: { name: string; dn: string }, page: HistoryPage): Card {
  const title = `History of ${clipped(name, 100)}`;
  if (page.lines.length === 0)
    return card(`${title}: nothing was ever proposed.`, [
      heading(title),
      paragraph('Nothing was ever proposed for this object.'),
      note(dn),
    ]);
  return card(summaryOf(title, page), [
    heading(title),
    list(page.lines.map((told) => lineOf(told, page))),
    note(`${dn}. Newest first.`),
    ...olderBlock(page.older, dn),
  ]);
}

/** What the asker did, newest first. */
export function ownCard(page: HistoryPage): Card {
  const title = 'What you did';
  if (page.lines.length === 0) return card(`${title}: nothing yet.`, [paragraph('Nothing of yours is on record yet.')]);
  const about = (told: Told): readonly Piece[] => [...lineOf(told, page), ` (${clipped(told[0].recipient.name, 60)})`];
  return card(summaryOf(title, page), [
    heading(title),
    list(page.lines.map(about)),
    note('Newest first. Somebody else: /migcheck history NAME'),
    ...olderBlock(page.older),
  ]);
}

/** Nothing is older than what was shown before. */
export const noOlderCard = (): Card => card('Nothing older is on record.', [paragraph('Nothing older is on record.')]);
