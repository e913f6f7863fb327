import type { Proposal } from '../migration/proposal.ts';
import { card, type Piece, paragraph } from './blocks.ts';
import type { Card } from './card.ts';
import { stateOf } from './proposal-words.ts';
import { clipped, onOneLine } from './visible.ts';

/** An open proposal whose reminder has gone out. */
const isReminder = ({ state, remindAt, approvals }: Proposal): boolean =>
  state === 'open' && remindAt === undefined && approvals.length === 0;

/** Something is to be done by those who decide. */
const calls = (proposal: Proposal): boolean => proposal.state === 'open';

/** What a version is worth a line in the thread for; the others are seen on the card. */
export function wantsNote(proposal: Proposal, notify: readonly string[]): boolean {
  const { state, version, outcome, attempts } = proposal;
  if (state === 'open') return version > 1 || notify.length > 0;
  // Its outcome follows at once; what was put off has one already, and is told so once.
  return state === 'approved' ? outcome !== undefined && attempts === 1 : state !== 'applying';
}

const called = (id: string): readonly Piece[] => [id.startsWith('S') ? { group: id } : { user: id }, ' '];

function openNote(proposal: Proposal, notify: readonly string[]): Card {
  const { needs, approvals, expiresAt, recipientName, fix, askedBy, version } = proposal;
  const about = `${fix.written} for ${clipped(recipientName, 60)}`;
  const what = isReminder(proposal)
    ? 'Reminder: this proposal still waits for a decision.'
    : approvals.length > 0
      ? `${approvals.length} of ${needs.approvals} approvals: it waits for another person.`
      : 'This proposal waits for a decision.';
  // Whoever proposed it a moment ago knows.
  const requester = version > 1 ? [askedBy.user] : [];
  return card(`${what} ${about}`, [
    paragraph(
      ...[...new Set([...notify, ...requester])].flatMap(called),
      { bold: what },
      ' Expires ',
      { moment: expiresAt },
      '.',
    ),
  ]);
}

/** The line in the thread; it names whoever is to act, or the requester, who is told by it. */
export function proposalNote(proposal: Proposal, notify: readonly string[]): Card {
  if (calls(proposal)) return openNote(proposal, notify);
  const { state, fix, recipientName, askedBy, outcome, decision, people } = proposal;
  const { mark, title, says } = stateOf(proposal);
  const detail = outcome?.detail ? ` ${clipped(outcome.detail, 1_000)}` : '';
  const reason = decision?.reason ? ` Reason: ${clipped(onOneLine(decision.reason), 600)}` : '';
  const by: readonly Piece[] = decision ? [' Decided by ', { user: decision.by.user }, '.'] : [];
  const next =
    fix.change === 'add' && (state === 'applied' || state === 'already-present')
      ? ' Wait for replication and for the information store (120 minutes by default, Q199309), then run the wizard again for '.concat(
          people ? 'these users.' : 'this user.',
        )
      : '';
  return card(`${mark} ${title}: ${fix.written} for ${clipped(recipientName, 60)}. ${says}`, [
    paragraph({ user: askedBy.user }, ` ${mark} `, { bold: title }, `. ${says}${detail}${reason}${next}`, ...by),
  ]);
}
