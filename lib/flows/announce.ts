import { proposalCard } from '../cards/proposal-card.ts';
import { proposalNote, wantsNote } from '../cards/proposal-note.ts';
import { sentence } from '../cards/replies.ts';
import { SlackRefused } from '../errors.ts';
import type { JobOf } from '../job.ts';
import { isUntold, type Place, type Proposal } from '../migration/proposal.ts';
import type { Chat, Ledger } from '../ports.ts';

type Deps = {
  chat: Chat;
  ledger: Ledger;
  /** Users and user groups who are called when something waits for a decision. */
  policy: { readonly notify: readonly string[] };
};

/** Puts the proposal as it stands in the place of one of its cards; false where that message is gone. */
async function updated(proposal: Proposal, place: Place, chat: Chat): Promise<boolean> {
  try {
    await chat.update(place, proposalCard(proposal));
    return true;
  } catch (error) {
    if (error instanceof SlackRefused) return false;
    throw error;
  }
}

/** Changes every message that shows the proposal; where none is left, or never was, it is posted anew. */
async function show(proposal: Proposal, { chat, ledger }: Deps): Promise<Place> {
  const shown: Place[] = [];
  for (const place of proposal.cards) if (await updated(proposal, place, chat)) shown.push(place);
  const [first] = shown;
  if (first) return first;
  const place = await chat.post(proposal.channel, proposalCard(proposal));
  await ledger.placeCard(proposal.id, place);
  return place;
}

/** The line in the thread, which names those it is for; and to the requester directly, who may not see the channel. */
async function note(proposal: Proposal, place: Place, { chat, ledger, policy }: Deps): Promise<void> {
  if (!wantsNote(proposal, policy.notify)) return;
  const card = proposalNote(proposal, policy.notify);
  if (proposal.told.noted < proposal.version) {
    await chat.post(place.channel, card, { threadTs: place.ts });
    await ledger.markTold(proposal, 'noted');
  }
  if (proposal.version > 1 && proposal.channel !== proposal.askedIn) await chat.post(proposal.askedBy.user, card);
}

/** The channel is closed to us: the requester at least hears of it. */
async function tellRequester(proposal: Proposal, reason: string, { chat }: Deps): Promise<void> {
  const { text, blocks } = proposalCard(proposal);
  const why = sentence(`The channel of this proposal cannot be used any more (${reason}), so it is told to you alone.`);
  await chat.post(proposal.askedBy.user, { text: `${text} ${why.text}`, blocks: [...why.blocks, ...blocks] });
}

async function tell(proposal: Proposal, deps: Deps): Promise<void> {
  try {
    await note(proposal, await show(proposal, deps), deps);
  } catch (error) {
    if (!(error instanceof SlackRefused)) throw error;
    await tellRequester(proposal, error.reason, deps);
  }
  await deps.ledger.markTold(proposal, 'told');
}

/** What happened while Slack took its time is told as well. */
async function tellAll(id: string, deps: Deps): Promise<void> {
  for (;;) {
    const proposal = await deps.ledger.proposal(id);
    if (!proposal) throw new Error(`Proposal ${id} is not in the ledger`);
    if (!isUntold(proposal)) return;
    await tell(proposal, deps);
  }
}

/**
 * Tells everybody how a proposal now stands: its cards, its thread, the requester. One teller at a time, so that nobody
 * reads it twice; whoever finds another at work leaves it to them, and to the sweep. Slack that refuses all of it is
 * tried again by the sweep.
 */
export async function announceProposal({ proposalId }: JobOf<'announce'>, deps: Deps): Promise<void> {
  const key = `telling:${proposalId}`;
  const hold = await deps.ledger.take(key);
  if (!hold) return;
  try {
    await tellAll(proposalId, deps);
  } catch (error) {
    if (!(error instanceof SlackRefused)) throw error;
  } finally {
    await deps.ledger.giveBack(key, hold);
  }
}

/** *Refresh*: the card is made anew from its row, in the message that was clicked and in all the others. */
export async function refreshProposal(job: JobOf<'refresh'>, { chat, ledger }: Deps): Promise<void> {
  const proposal = await ledger.proposal(job.proposalId);
  if (!proposal)
    return chat.answer({ user: job.by.user, replyTo: job.replyTo }, sentence('That proposal does not exist any more.'));
  const cards = await ledger.placeCard(proposal.id, { channel: job.replyTo.channel, ts: job.ts });
  for (const place of cards) await updated(proposal, place, chat);
}
