import { paragraph } from '../cards/blocks.ts';
import { checkCard } from '../cards/check-card.ts';
import { CHANNEL_TROUBLE, sentence } from '../cards/replies.ts';
import type { JobOf } from '../job.ts';
import type { Chat, Ledger } from '../ports.ts';

/** Posts a check where it was asked, so that everybody in the channel sees it; never into a shared channel. */
export async function shareCheck(job: JobOf<'share'>, { chat, ledger }: { chat: Chat; ledger: Ledger }): Promise<void> {
  const say = (text: string) => chat.answer({ user: job.by.user, replyTo: job.replyTo }, sentence(text));
  const check = await ledger.check(job.checkId);
  if (!check) return say('That check is no longer kept. Check again: /migcheck NAME');
  if (job.replyTo.channel.startsWith('D')) return say(CHANNEL_TROUBLE.direct);
  const channel = await chat.channel(job.replyTo.channel);
  if (channel === 'absent' || !channel.member) return say(CHANNEL_TROUBLE['not-member']);
  if (channel.shared) return say(CHANNEL_TROUBLE.shared);
  const { text, blocks } = checkCard(check.body, { checkId: check.id, shared: true });
  const by = paragraph('Shared by ', { user: job.by.user }, ', checked ', { moment: check.at }, '.');
  await chat.post(job.replyTo.channel, { text, blocks: [...blocks, by] });
}
