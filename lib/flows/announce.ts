import { proposalCard } from '../cards/proposal-card.ts';
import { proposalNote, wantsNote } from '../cards/proposal-note.ts';
import { hiddenCard, sentence } from '../cards/replies.ts';
import { SlackRefused } from '../errors.ts';
import type { JobOf } from '../job.ts';
import { isUntold, type Place, type Proposal } from '../migration/proposal.ts';
import type { Chat } from '../ports.ts';
import { type TellingDeps as Deps, tellRequester, tellWithoutChannel } from './announce/directly.ts';
import { asItStands, attachList } from './announce/plan.ts';

/**
 * Puts the proposal as it stands in the place of one of its cards, and nothing of it where another organisation has
 * come to read along; false where that message is gone.
 */
async function updated(proposal: Proposal, place: Place, chat: Chat): Promise<boolean> {
  const card = (await chat.isShared(place.channel)) ? hiddenCard() : proposalCard(proposal);
  try {
    await chat.update(place, card);
    return true;
  } catch (error) {
    if (error instanceof SlackRefused) return false;
    throw error;
  }
}

/**
 * Changes every message that shows the proposal; where none is left in its channel, or never was, it is posted anew.
 * The one whose thread is the proposal's.
 */
async function show(proposal: Proposal, { chat, ledger }: Deps): Promise<Place> {
  const shown: Place[] = [];
  for (const place of proposal.cards) if (await updated(proposal, place, chat)) shown.push(place);
  const first = shown.find(({ channel }) => channel === proposal.channel);
  if (first) return first;
  const place = await chat.post(proposal.channel, proposalCard(proposal));
  await ledger.placeCard(proposal.id, place);
  return place;
}

/** The line in the thread, which names those it is for. */
async function note(proposal: Proposal, place: Place, { chat, ledger, policy }: Deps): Promise<void> {
  if (!wantsNote(proposal, policy.notify) || proposal.told.noted >= proposal.version) return;
  await chat.post(place.channel, proposalNote(proposal, policy.notify), { threadTs: place.ts });
  await ledger.markTold(proposal, 'noted');
}

/** Shows it in its channel; why that may not be, or why Slack refused it, if so. */
async function tellChannel(proposal: Proposal, deps: Deps): Promise<SlackRefused | undefined> {
  try {
    if (await deps.chat.isShared(proposal.channel)) {
      for (const place of proposal.cards) await updated(proposal, place, deps.chat);
      return new SlackRefused('it is shared with another organisation');
    }
    const place = await show(proposal, deps);
    await attachList(proposal, place, deps);
    await note(proposal, place, deps);
    return undefined;
  } catch (error) {
    if (!(error instanceof SlackRefused)) throw error;
    return error;
  }
}

/** The cards of a change that was taken back say so, and offer no undo any more. */
async function showUndone({ undoes, id, state }: Proposal, { chat, ledger }: Deps): Promise<void> {
  if (undoes === undefined || state !== 'applied') return;
  // Erased since: it has neither a row to note it on nor cards.
  if (!(await ledger.proposal(undoes))) return;
  await ledger.markUndone(undoes, id);
  const undone = await ledger.proposal(undoes);
  for (const place of undone?.cards ?? []) if (undone) await updated(undone, place, chat);
}

async function tell(proposal: Proposal, deps: Deps): Promise<void> {
  await showUndone(proposal, deps);
  const refusal = await tellChannel(proposal, deps);
  if (refusal) await tellWithoutChannel(proposal, refusal, deps);
  else await tellRequester(proposal, deps);
  await deps.ledger.markTold(proposal, 'told');
}

/** What happened while Slack took its time is told as well. */
async function tellAll(id: string, deps: Deps): Promise<void> {
  for (;;) {
    const proposal = await deps.ledger.proposal(id);
    if (!proposal) throw new Error(`Proposal ${id} is not in the ledger`);
    if (!isUntold(proposal)) return;
    await tell(await asItStands(proposal, deps.ledger), deps);
  }
}

/** One teller's turn; false where it is not theirs, or Slack refuses all of it, which the sweep tries again. */
async function takeTurn(proposalId: string, deps: Deps): Promise<boolean> {
  const key = `telling:${proposalId}`;
  const hold = await deps.ledger.take(key);
  if (!hold) return false;
  try {
    await tellAll(proposalId, deps);
    return true;
  } catch (error) {
    if (!(error instanceof SlackRefused)) throw error;
    return false;
  } finally {
    await deps.ledger.giveBack(key, hold);
  }
}

/**
 * Tells everybody how a proposal now stands: its cards, its thread, the requester. One teller at a time, so that nobody
 * reads it twice. Whoever finds another at work leaves it to them, perhaps after their last look; so they look once more.
 */
export async function announceProposal({ proposalId }: JobOf<'announce'>, deps: Deps): Promise<void> {
  while (await takeTurn(proposalId, deps)) {
    const proposal = await deps.ledger.proposal(proposalId);
    if (!proposal || !isUntold(proposal)) return;
  }
}

/**
 * *Refresh*: the card is made anew from its row, in the message that was clicked and in all the others. Whatever happens
 * meanwhile is shown as well, so that no older card is left over a newer one.
 */
export async function refreshProposal(job: JobOf<'refresh'>, { chat, ledger }: Deps): Promise<void> {
  let proposal = await ledger.proposal(job.proposalId);
  if (!proposal)
    return chat.answer({ user: job.by.user, replyTo: job.replyTo }, sentence('That proposal does not exist any more.'));
  if (!job.ts) return;
  const cards = await ledger.placeCard(proposal.id, { channel: job.replyTo.channel, ts: job.ts });
  for (let shown = 0; proposal && shown < proposal.version; proposal = await ledger.proposal(job.proposalId)) {
    const now = await asItStands(proposal, ledger);
    for (const place of cards) await updated(now, place, chat);
    shown = proposal.version;
  }
}

/** Shows on a plan's cards how far it has come; that it moved is told by itself. */
export async function showProgress({ proposalId }: JobOf<'progress'>, { chat, ledger }: Deps): Promise<void> {
  const plan = await ledger.proposal(proposalId);
  if (!plan) return;
  const now = await asItStands(plan, ledger);
  for (const place of plan.cards) await updated(now, place, chat);
}
