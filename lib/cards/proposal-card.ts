import type { KnownBlock } from '@slack/types';
import type { Actor } from '../migration/audit.ts';
import type { Proposal, ProposalState } from '../migration/proposal.ts';
import { actions, button, card, divider, heading, note, type Piece, paragraph, preformatted } from './blocks.ts';
import type { Card } from './card.ts';
import { clipped, visible } from './visible.ts';

/** What each state is called, and what it means for the directory. */
const STATE: Record<ProposalState, { mark: string; title: string; says: string }> = {
  open: { mark: '🟡', title: 'Approval wanted', says: 'Nothing has been written. It has to be approved first.' },
  approved: {
    mark: '🟢',
    title: 'Approved, not yet applied',
    says: 'The change is on its way; it is announced once it has been read back.',
  },
  applying: {
    mark: '⏳',
    title: 'Being applied',
    says: 'The change is being written; it is announced once it has been read back.',
  },
  applied: {
    mark: '✅',
    title: 'Applied and read back',
    says: 'The value was added and has been seen in the directory.',
  },
  'already-present': { mark: '✅', title: 'Already there', says: 'The value was there before; nothing was written.' },
  stale: {
    mark: '🟠',
    title: 'Stale: nothing was written',
    says: 'The directory no longer equals what was approved. Check again and propose anew.',
  },
  refused: {
    mark: '⛔',
    title: 'Refused: nothing was written',
    says: 'The change was no longer safe when it was to be applied.',
  },
  failed: { mark: '⛔', title: 'Failed', says: 'The value was not added.' },
  unknown: {
    mark: '❔',
    title: 'Outcome not known',
    says: 'The directory did not answer in time. It is read again until it is known whether the value is there.',
  },
  denied: { mark: '🚫', title: 'Denied', says: 'Nothing was written.' },
  expired: {
    mark: '⌛',
    title: 'Expired, not denied',
    says: 'Nobody decided in time; nothing was written. Check again to propose anew.',
  },
};

const person = ({ user }: Actor): Piece => ({ user });

/** Each value on a line of its own, what was added marked with a plus. */
function difference(before: readonly string[], after: readonly string[]): string {
  const lines = [
    ...before.filter((value) => !after.includes(value)).map((value) => `- ${value}`),
    ...after.map((value) => `${before.includes(value) ? ' ' : '+'} ${value}`),
  ];
  return clipped(lines.map(visible).join('\n'), 2_500);
}

function changeBlocks({ fix, before, outcome }: Proposal): readonly KnownBlock[] {
  const added = before.includes(fix.value) ? before : [...before, fix.value];
  return [
    paragraph({ bold: 'Object' }),
    preformatted(fix.dn),
    paragraph({ bold: 'Attribute ' }, { code: fix.attribute }, { bold: ', value to add, byte for byte' }),
    preformatted(fix.written),
    paragraph({ bold: outcome?.after ? 'Approved, and what is there now' : 'Before and after' }),
    preformatted(difference(before, outcome?.after ?? added)),
  ];
}

function whoBlocks({ askedBy, askedAt, decision, expiresAt, state, because }: Proposal): readonly KnownBlock[] {
  const asked = paragraph('Proposed by ', person(askedBy), ', ', { moment: askedAt }, '.');
  const why = [
    ...because.careful.map((text) => paragraph({ bold: `Careful: ${text}` })),
    paragraph({ bold: 'Why: ' }, because.says),
    note(
      [
        `Articles: ${because.articles.join(', ')}. Source address: ${because.sourceFrom}.`,
        ...because.inferences.map((text) => `Inference: ${text}`),
      ].join(' '),
    ),
  ];
  if (!decision)
    return [asked, ...why, ...(state === 'open' ? [paragraph('Expires ', { moment: expiresAt }, '.')] : [])];
  const verb = decision.verdict === 'approve' ? 'Approved by ' : 'Denied by ';
  const decided = paragraph(
    verb,
    person(decision.by),
    ', ',
    { moment: decision.at },
    decision.reason ? `. Reason: ${clipped(decision.reason, 600)}` : '.',
  );
  const own =
    decision.ownProposal && decision.verdict === 'approve'
      ? [note('The requester approved it (SELF_APPROVAL=allowed).')]
      : [];
  return [asked, ...why, decided, ...own];
}

function outcomeBlocks({ outcome }: Proposal): readonly KnownBlock[] {
  if (!outcome) return [];
  const ldap = outcome.ldap ? `LDAP result ${outcome.ldap.code} (${outcome.ldap.name}). ` : '';
  return [paragraph('Looked at ', { moment: outcome.at }, `. ${ldap}${clipped(outcome.detail ?? '', 1_500)}`)];
}

const decisionButtons = ({ id, recipientName }: Proposal): KnownBlock =>
  actions(
    button({
      id: 'approve',
      label: 'Approve',
      value: id,
      style: 'primary',
      confirm: {
        title: 'Write to the directory?',
        text: `One value is added to ${clipped(recipientName, 100)}, as shown on the card.`,
        yes: 'Approve',
      },
    }),
    button({ id: 'deny', label: 'Deny…', value: id, style: 'danger' }),
  );

/** Ends after which a new proposal may be right: a fresh check offers it, if it still is. */
const AGAIN: ReadonlySet<ProposalState> = new Set(['stale', 'refused', 'failed', 'expired']);

/** The proposal as it stands; rebuilt from its row at any time. */
export function proposalCard(proposal: Proposal): Card {
  const { mark, title, says } = STATE[proposal.state];
  const name = clipped(proposal.recipientName, 60);
  return card(`${mark} ${title}: ${proposal.fix.written} for ${name}. ${says}`, [
    heading(`${mark} ${title}: ${name}`),
    paragraph(says),
    ...outcomeBlocks(proposal),
    ...whoBlocks(proposal),
    divider,
    ...changeBlocks(proposal),
    ...(proposal.state === 'open' ? [decisionButtons(proposal)] : []),
    ...(AGAIN.has(proposal.state)
      ? [actions(button({ id: 'check-again', label: 'Check again', value: proposal.checkId }))]
      : []),
    note(`Proposal ${proposal.id}`),
  ]);
}

/** The line in the thread, once something was decided or has happened; it names the requester, who is told by it. */
export function proposalNote(proposal: Proposal): Card {
  const { mark, title, says } = STATE[proposal.state];
  const detail = proposal.outcome?.detail ? ` ${clipped(proposal.outcome.detail, 1_000)}` : '';
  const reason =
    proposal.decision?.verdict === 'deny' ? ` Reason: ${clipped(proposal.decision.reason ?? '', 600)}` : '';
  const by = proposal.decision ? [' Decided by ', person(proposal.decision.by), '.'] : [];
  const next =
    proposal.state === 'applied' || proposal.state === 'already-present'
      ? ' Wait for replication and for the information store (120 minutes by default, Q199309), then run the wizard again for this user.'
      : '';
  return card(`${mark} ${title}: ${proposal.fix.written} for ${clipped(proposal.recipientName, 60)}. ${says}`, [
    paragraph(person(proposal.askedBy), ` ${mark} `, { bold: title }, `. ${says}${detail}${reason}${next}`, ...by),
  ]);
}
