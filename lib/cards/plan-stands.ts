import type { Proposal } from '../migration/proposal.ts';
import { card, type Piece, paragraph } from './blocks.ts';
import type { Card } from './card.ts';

const STANDS: Readonly<Record<string, string>> = {
  open: 'It waits for a decision.',
  approved: 'It is approved, and waits to be applied.',
  applying: 'It is being applied.',
};

/** As many are named. */
const NAMED = 10;

function whoMay(deciders: readonly string[]): readonly Piece[] {
  if (deciders.length === 0) return [];
  const named = deciders.slice(0, NAMED).flatMap((user, index): readonly Piece[] => [index > 0 ? ', ' : '', { user }]);
  const more = deciders.length > NAMED ? ` and ${deciders.length - NAMED} more` : '';
  return [' Who may approve it: ', ...named.filter((piece) => piece !== ''), `${more}.`];
}

/** The plan of these people stands already: where, since when, and who may decide about it, while it waits for that. */
export function planStandsCard(plan: Proposal, link: string | undefined, deciders: readonly string[]): Card {
  const { recipientName, state, askedBy, askedAt } = plan;
  const says = `A plan for the same ${recipientName} stands already.`;
  const stands = ` ${STANDS[state] ?? `It is ${state}.`}`;
  return card(`${says}${stands}${link ? ` ${link}` : ''}`, [
    paragraph(
      ...[says, ' Proposed by ', { user: askedBy.user }, ', ', { moment: askedAt }, '.', stands],
      ...(state === 'open' ? whoMay(deciders) : []),
      ...(link ? [' ', { label: 'Open the plan', url: link }] : []),
    ),
  ]);
}
