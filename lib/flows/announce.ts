import { proposalCard, proposalNote } from '../cards/proposal-card.ts';
import type { JobOf } from '../job.ts';
import type { Chat, Ledger } from '../ports.ts';

/** Shows a proposal as it now stands: the card in its channel, and a line in its thread that names the requester. */
export async function announceProposal(
  job: JobOf<'announce'>,
  { chat, ledger }: { chat: Chat; ledger: Ledger },
): Promise<void> {
  if (await ledger.isDone(job.id)) return;
  const proposal = await ledger.proposal(job.proposalId);
  if (!proposal) throw new Error(`Proposal ${job.proposalId} is not in the ledger`);
  const place = proposal.card ?? (await chat.post(proposal.channel, proposalCard(proposal)));
  if (proposal.card) await chat.update(place, proposalCard(proposal));
  else await ledger.placeCard(proposal.id, place);
  await chat.post(place.channel, proposalNote(proposal), { threadTs: place.ts });
  await ledger.markDone(job.id);
}
