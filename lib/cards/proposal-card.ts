import type { Button, KnownBlock } from '@slack/types';
import type { Proposal, ProposalState } from '../migration/proposal.ts';
import { actions, button, card, divider, exactly, heading, note, paragraph, preformatted } from './blocks.ts';
import type { Card } from './card.ts';
import { planCard } from './plan-card.ts';
import { CANCEL, DENY, UNDO } from './proposal-buttons.ts';
import { whoBlocks } from './proposal-who.ts';
import { stateOf } from './proposal-words.ts';
import { clipped, firstLines } from './visible.ts';

/** Each value on a line of its own, what was added marked with a plus, what went with a minus. */
function difference(before: readonly string[], after: readonly string[]): readonly string[] {
  const lines = [
    ...before.filter((value) => !after.includes(value)).map((value) => `- ${value}`),
    ...after.map((value) => `${before.includes(value) ? ' ' : '+'} ${value}`),
  ];
  return firstLines(lines, 2_500);
}

/** The addresses as they would be after the change. */
function wanted({ fix, before }: Proposal): readonly string[] {
  const others = before.filter((value) => value.toLowerCase() !== fix.value.toLowerCase());
  if (fix.change === 'remove') return others;
  return others.length < before.length ? before : [...before, fix.value];
}

function changeBlocks(proposal: Proposal): readonly KnownBlock[] {
  const { fix, before, outcome } = proposal;
  const what = fix.change === 'add' ? ', value to add, byte for byte' : ', value to take away, byte for byte';
  return [
    paragraph({ bold: 'Object' }),
    ...exactly(fix.dn),
    paragraph({ bold: 'Attribute ' }, { code: fix.attribute }, { bold: what }),
    ...exactly(fix.written),
    paragraph({ bold: outcome?.after ? 'Approved, and what is there now' : 'Before and after' }),
    preformatted(...difference(before, outcome?.after ?? wanted(proposal))),
  ];
}

function outcomeBlocks({ outcome }: Proposal): readonly KnownBlock[] {
  if (!outcome) return [];
  const ldap = outcome.ldap ? `LDAP result ${outcome.ldap.code} (${outcome.ldap.name}). ` : '';
  const said = paragraph('Looked at ', { moment: outcome.at }, `. ${ldap}${clipped(outcome.detail ?? '', 1_500)}`);
  const duplicate = outcome.duplicates
    ? [paragraph({ bold: '⚠️ A duplicate: two objects now hold this address. Undo this, or remove the other value.' })]
    : [];
  return [...duplicate, said];
}

const approveButton = ({ id, recipientName, fix, needs, approvals }: Proposal): Button => {
  const isLast = approvals.length + 1 >= needs.approvals;
  const until = isLast ? '' : '; nothing is written before another person has approved it as well';
  const what = fix.change === 'add' ? 'One value is added to' : 'One value is taken away from';
  return button({
    id: 'approve',
    label: 'Approve',
    value: id,
    style: 'primary',
    confirm: {
      title: isLast ? 'Write to the directory?' : 'Approve this change?',
      text: `${what} ${clipped(recipientName, 100)}, as shown on the card${until}.`,
      yes: 'Approve',
    },
  });
};

const UNDO_AGAIN = { id: 'undo', label: 'Propose the undo again' } as const;

/** Ends after which a new proposal may be right: a fresh check offers it, if it still is. */
const AGAIN: Partial<Record<ProposalState, string>> = {
  stale: 'Check again',
  refused: 'Check again',
  failed: 'Check again',
  cancelled: 'Check again',
  expired: 'Check and propose again',
};

/** What can be done with a proposal as it stands; whoever may not is told so. */
function buttonsFor(proposal: Proposal): readonly Button[] {
  const { id, state, checkId } = proposal;
  const again = AGAIN[state];
  const refresh = button({ id: 'refresh', label: 'Refresh', value: id });
  if (state === 'open')
    return [approveButton(proposal), button({ ...DENY, value: id }), button({ ...CANCEL, value: id }), refresh];
  if (state === 'approved') return [button({ ...CANCEL, value: id }), refresh];
  if (state === 'applying' || state === 'unknown') return [refresh];
  if (state === 'applied' && proposal.undoneBy !== undefined) return [refresh];
  if (state === 'applied')
    return [button({ ...UNDO, value: id, ...(proposal.outcome?.duplicates ? { style: 'danger' } : {}) }), refresh];
  if (again && proposal.undoes) return [button({ ...UNDO_AGAIN, value: proposal.undoes }), refresh];
  return [...(again && checkId ? [button({ id: 'check-again', label: again, value: checkId })] : []), refresh];
}

/** The proposal as it stands; rebuilt from its row at any time. */
export const proposalCard = (proposal: Proposal): Card =>
  proposal.people ? planCard(proposal, proposal.people) : changeCard(proposal);

function changeCard(proposal: Proposal): Card {
  const { mark, title, says } = stateOf(proposal);
  const name = clipped(proposal.recipientName, 60);
  const undoes = proposal.undoes ? `. Takes back proposal ${proposal.undoes}` : '';
  const undone = proposal.undoneBy ? `. Taken back by proposal ${proposal.undoneBy}` : '';
  return card(`${mark} ${title}: ${proposal.fix.written} for ${name}. ${says}`, [
    heading(`${mark} ${title}: ${name}`),
    paragraph(says),
    ...outcomeBlocks(proposal),
    ...whoBlocks(proposal),
    divider,
    ...changeBlocks(proposal),
    actions(...buttonsFor(proposal)),
    note(`Proposal ${proposal.id}${undoes}${undone}`),
  ]);
}
