import type { Card } from '../../cards/card.ts';
import { proposalCard } from '../../cards/proposal-card.ts';
import { proposalNote, wantsNote } from '../../cards/proposal-note.ts';
import { sentence } from '../../cards/replies.ts';
import { SlackRefused } from '../../errors.ts';
import type { Proposal } from '../../migration/proposal.ts';
import type { Chat, Ledger } from '../../ports.ts';

export type TellingDeps = {
  chat: Chat;
  ledger: Ledger;
  /** Users and user groups who are called when something waits for a decision. */
  policy: { readonly notify: readonly string[] };
};

/** Tells one person in direct messages, once; why Slack refused it, if it did. */
async function tellDirectly({ id, version }: Proposal, user: string, card: Card, { chat, ledger }: TellingDeps) {
  const key = `told:${id}:${version}:${user}`;
  if (await ledger.isDone(key)) return undefined;
  try {
    await chat.post(user, card);
  } catch (error) {
    if (!(error instanceof SlackRefused)) throw error;
    return error;
  }
  await ledger.markDone(key);
  return undefined;
}

/** The requester may not see the channel. Whom Slack does not let us write to is named in the thread all the same. */
export async function tellRequester(proposal: Proposal, deps: TellingDeps): Promise<void> {
  if (proposal.version === 1 || proposal.channel === proposal.askedIn || !wantsNote(proposal, deps.policy.notify))
    return;
  await tellDirectly(proposal, proposal.askedBy.user, proposalNote(proposal, deps.policy.notify), deps);
}

/** The channel is closed to us: whoever asked for it or decided hears of it. Throws when none of them can be told. */
export async function tellWithoutChannel(proposal: Proposal, refusal: SlackRefused, deps: TellingDeps): Promise<void> {
  const { text, blocks } = proposalCard(proposal);
  const why = sentence(
    `The channel of this proposal cannot be used any more (${refusal.reason}), so those concerned are told directly.`,
  );
  const card = { text: `${text} ${why.text}`, blocks: [...why.blocks, ...blocks] };
  const { askedBy, approvals, decision } = proposal;
  const concerned = new Set(
    [askedBy, ...approvals.map(({ by }) => by), decision?.by ?? askedBy].map(({ user }) => user),
  );
  let reached = 0;
  for (const user of concerned) if (!(await tellDirectly(proposal, user, card, deps))) reached += 1;
  if (reached === 0) throw refusal;
}
