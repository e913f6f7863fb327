import type { Button, KnownBlock } from '@slack/types';
import type { People, Proposal, Trouble } from '../migration/proposal.ts';
import { NO_PROGRESS, takenUp } from '../wave/plan/progress.ts';
import { tallySays, untouched } from '../wave/plan/words.ts';
import { actions, button, card, divider, heading, list, note, paragraph } from './blocks.ts';
import type { Card } from './card.ts';
import { CANCEL, DENY, STOP, UNDO } from './proposal-buttons.ts';
import { whoBlocks } from './proposal-who.ts';
import { stateOf } from './proposal-words.ts';
import { clipped, onOneLine } from './visible.ts';

/** As many troubles as a card has room for; all of them are in the file of the outcome. */
const TROUBLES = 10;

const STAGES = ['the trial with one person', 'the trial with five', 'the rest'] as const;

/** How far it has come: on which stage, how many, and what became of them. */
function progressBlocks(plan: Proposal, { count }: People): readonly KnownBlock[] {
  const progress = plan.progress ?? NO_PROGRESS;
  if (plan.claimedAt === undefined) return [];
  const stage = plan.state === 'applying' ? `, ${STAGES[Math.min(progress.pages, STAGES.length - 1)]}` : '';
  const left = untouched(plan, progress);
  const rest = plan.state !== 'applying' && left > 0 ? ` Not taken up, and not touched: ${left}.` : '';
  return [
    paragraph({ bold: `${takenUp(progress)} of ${count}${stage}. ` }, `${tallySays(progress) || 'Nobody yet'}.${rest}`),
    ...troubleBlocks(progress.troubles),
  ];
}

const troubleLine = ({ name, state, detail }: Trouble) => [
  { bold: `${clipped(name, 60)}: ` },
  `${state}. ${clipped(onOneLine(detail), 200)}`,
];

function troubleBlocks(troubles: readonly Trouble[]): readonly KnownBlock[] {
  if (troubles.length === 0) return [];
  const more = troubles.length > TROUBLES ? [note('More of them: in the list of outcomes, in the thread.')] : [];
  return [
    paragraph({ bold: 'Who did not get it, and why' }),
    list(troubles.slice(0, TROUBLES).map(troubleLine)),
    ...more,
  ];
}

function outcomeBlocks({ outcome }: Proposal): readonly KnownBlock[] {
  if (!outcome?.detail) return [];
  const ldap = outcome.ldap ? `LDAP result ${outcome.ldap.code} (${outcome.ldap.name}). ` : '';
  return [paragraph({ moment: outcome.at }, `: ${ldap}${clipped(outcome.detail, 1_500)}`)];
}

function approveButton({ id, fix, recipientName, needs, approvals }: Proposal): Button {
  const isLast = approvals.length + 1 >= needs.approvals;
  const what = fix.change === 'add' ? 'One value each is added to' : 'One value each is taken away from';
  const until = isLast ? '' : '; nothing is written before another person has approved it as well';
  return button({
    id: 'approve',
    label: 'Approve the plan',
    value: id,
    style: 'primary',
    confirm: {
      title: isLast ? 'Write to the directory?' : 'Approve this plan?',
      text: `${what} ${recipientName}, as the list in the thread has it${until}.`,
      yes: 'Approve',
    },
  });
}

/** Something of it may have been written, and nothing more will be. */
const canBeUndone = ({ state, claimedAt, undoneBy }: Proposal): boolean =>
  claimedAt !== undefined && undoneBy === undefined && ['applied', 'failed', 'cancelled'].includes(state);

function buttonsFor(plan: Proposal): readonly Button[] {
  const { id: value, state } = plan;
  const refresh = button({ id: 'refresh', label: 'Refresh', value });
  if (state === 'open') return [approveButton(plan), button({ ...DENY, value }), button({ ...CANCEL, value }), refresh];
  if (state === 'approved') return [button({ ...CANCEL, value }), refresh];
  if (state === 'applying') return [button({ ...STOP, value }), refresh];
  return canBeUndone(plan) ? [button({ ...UNDO, value }), refresh] : [refresh];
}

/** A plan as it stands: of whom it is, how far it has come, who did not get it and why. */
export function planCard(plan: Proposal, people: People): Card {
  const { mark, title, says } = stateOf(plan);
  const undoes = plan.undoes ? `. Takes back plan ${plan.undoes}` : '';
  const undone = plan.undoneBy ? `. Taken back by plan ${plan.undoneBy}` : '';
  const what = `${plan.fix.written} ${plan.fix.change === 'add' ? 'for' : 'taken from'} ${plan.recipientName}`;
  return card(`${mark} ${title}: ${what}. ${says}`, [
    heading(`${mark} ${title}: ${plan.recipientName}`),
    paragraph(says),
    ...progressBlocks(plan, people),
    ...outcomeBlocks(plan),
    ...whoBlocks(plan),
    divider,
    paragraph({ bold: what }, '. Everybody, with each value byte for byte: in the list in the thread.'),
    note(`SHA-256 of the list: ${plan.fix.identity}`),
    actions(...buttonsFor(plan)),
    note(`Plan ${plan.id}${undoes}${undone}`),
  ]);
}
