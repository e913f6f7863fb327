import { proposalCard, proposalNote } from '../cards/proposal-card.ts';
import { SlackRefused } from '../errors.ts';
import type { JobOf } from '../job.ts';
import type { Proposal } from '../migration/proposal.ts';
import type { Chat, Ledger } from '../ports.ts';

/** Puts the proposal as it stands in the place of its card; where that is gone, or never was, into the channel anew. */
async function show(proposal: Proposal, { chat, ledger }: { chat: Chat; ledger: Ledger }) {
  const card = proposalCard(proposal);
  const shown = await updated(proposal, chat);
  if (shown) return shown;
  const place = await chat.post(proposal.channel, card);
  await ledger.placeCard(proposal.id, place);
  return place;
}

async function updated(proposal: Proposal, chat: Chat): Promise<Proposal['card']> {
  if (!proposal.card) return undefined;
  try {
    await chat.update(proposal.card, proposalCard(proposal));
    return proposal.card;
  } catch (error) {
    if (error instanceof SlackRefused) return undefined;
    throw error;
  }
}

/** Shows a proposal as it now stands: the card in its channel, and a line in its thread that names the requester. */
export async function announceProposal(
  job: JobOf<'announce'>,
  { chat, ledger }: { chat: Chat; ledger: Ledger },
): Promise<void> {
  const proposal = await ledger.proposal(job.proposalId);
  if (!proposal) throw new Error(`Proposal ${job.proposalId} is not in the ledger`);
  if (proposal.version < (job.version ?? 0)) throw new Error(`Proposal ${proposal.id} is not that far yet`);
  const place = await show(proposal, { chat, ledger });
  // What happened while Slack took its time must not be overwritten by what was so before.
  const now = await ledger.proposal(proposal.id);
  if (now && now.version > proposal.version) await show(now, { chat, ledger });
  await chat.post(place.channel, proposalNote(proposal), { threadTs: place.ts });
}
