import type { Proposal } from '../migration/proposal.ts';
import { card, heading, list, note, type Piece, paragraph } from './blocks.ts';
import type { Card } from './card.ts';
import { stateOf } from './proposal-words.ts';
import { clipped } from './visible.ts';

/** As many of each kind as a card shows; the rest is counted. */
export const SHOWN = 15;

/** What waits for one person: to be decided by them, and what they themselves have asked for. */
export type Pending = { readonly toDecide: readonly Proposal[]; readonly own: readonly Proposal[] };

/** The address of a proposal's card, where Slack says one. */
export type LinkOf = (proposal: Proposal) => string | undefined;

const counted = ({ needs, approvals }: Proposal): string =>
  needs.approvals > 1 ? `, ${approvals.length} of ${needs.approvals} approvals` : '';

function line(proposal: Proposal, link: string | undefined): readonly Piece[] {
  const { fix, recipientName, askedBy, askedAt, expiresAt, state } = proposal;
  const until: readonly Piece[] = state === 'open' ? [', expires ', { moment: expiresAt }] : [];
  return [
    { bold: `${stateOf(proposal).title}: ` },
    `${clipped(fix.written, 200)} for ${clipped(recipientName, 60)}${counted(proposal)}, proposed by `,
    { user: askedBy.user },
    ', ',
    { moment: askedAt },
    ...until,
    ...(link ? ['. ', { label: 'Open', url: link }] : []),
  ];
}

function part(title: string, proposals: readonly Proposal[], linkOf: LinkOf) {
  if (proposals.length === 0) return [];
  const more = proposals.length - SHOWN;
  const rest = more > 0 ? [note(`And ${more} more.`)] : [];
  return [paragraph({ bold: title }), list(proposals.slice(0, SHOWN).map((one) => line(one, linkOf(one)))), ...rest];
}

/** What waits for whoever asks, the oldest first. */
export function pendingCard({ toDecide, own }: Pending, linkOf: LinkOf): Card {
  if (toDecide.length + own.length === 0) return card('Nothing waits for you.', [paragraph('Nothing waits for you.')]);
  const title = `${toDecide.length} to decide, ${own.length} of your own under way`;
  return card(`Waiting: ${title}.`, [
    heading(title),
    ...part('For you to decide', toDecide, linkOf),
    ...part('Proposed by you', own, linkOf),
    note('Each stands in its channel, where its buttons are.'),
  ]);
}
