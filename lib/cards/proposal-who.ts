import type { KnownBlock } from '@slack/types';
import type { Actor } from '../migration/audit.ts';
import type { FinalDecision, Proposal } from '../migration/proposal.ts';
import { note, type Piece, paragraph } from './blocks.ts';
import { clipped, onOneLine } from './visible.ts';

const person = ({ user }: Actor): Piece => ({ user });

const DECIDED: Record<FinalDecision['verdict'], string> = {
  approve: 'Approved by ',
  deny: 'Denied by ',
  cancel: 'Cancelled by ',
};

/** Who has said yes so far, counted where one is not enough. */
function approvalBlocks({ needs, approvals, decision, state }: Proposal): readonly KnownBlock[] {
  const counted = needs.approvals > 1;
  if (decision?.verdict === 'approve' && !counted) return [];
  const yes = approvals.map(({ by, at }) => paragraph('Approved by ', person(by), ', ', { moment: at }, '.'));
  const why = needs.because.length > 0 ? ` ${needs.because.join(' ')}` : '';
  const count = paragraph({ bold: `${approvals.length} of ${needs.approvals} approvals.` }, why);
  return counted && (state === 'open' || yes.length > 0) ? [count, ...yes] : [];
}

function decisionBlocks({ decision, needs }: Proposal): readonly KnownBlock[] {
  if (!decision) return [];
  const own =
    decision.ownProposal && decision.verdict === 'approve'
      ? [note('The requester approved it (SELF_APPROVAL=allowed).')]
      : [];
  if (decision.verdict === 'approve' && needs.approvals > 1) return own;
  const reason = decision.reason ? `. Reason: ${clipped(onOneLine(decision.reason), 600)}` : '.';
  return [paragraph(DECIDED[decision.verdict], person(decision.by), ', ', { moment: decision.at }, reason), ...own];
}

/** Who asked for it, why it is right, and who has decided what. */
export function whoBlocks(proposal: Proposal): readonly KnownBlock[] {
  const { askedBy, askedAt, expiresAt, state, because } = proposal;
  return [
    paragraph('Proposed by ', person(askedBy), ', ', { moment: askedAt }, '.'),
    ...because.careful.map((text) => paragraph({ bold: `Careful: ${text}` })),
    paragraph({ bold: 'Why: ' }, because.says),
    note(
      [
        `Articles: ${because.articles.join(', ')}. Source address: ${because.sourceFrom}.`,
        ...because.inferences.map((text) => `Inference: ${text}`),
      ].join(' '),
    ),
    ...approvalBlocks(proposal),
    ...decisionBlocks(proposal),
    ...(state === 'open' ? [paragraph('Expires ', { moment: expiresAt }, '.')] : []),
  ];
}
