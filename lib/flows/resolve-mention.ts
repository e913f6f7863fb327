import { sentence } from '../cards/replies.ts';
import { SlackRefused } from '../errors.ts';
import type { JobOf } from '../job.ts';
import type { Chat, Queue } from '../ports.ts';

/** A person mentioned in Slack becomes the names by which a directory may know them; then the question goes on. */
export async function resolveMention(
  job: JobOf<'examine' | 'history' | 'undo'>,
  { chat, queue }: { chat: Chat; queue: Queue },
): Promise<void> {
  if (job.who?.by !== 'slack-user') return queue.send('checks', job);
  const who = await personOf(job.who.user, chat);
  if (who) return queue.send('checks', { ...job, who });
  return chat.answer(
    { user: job.by.user, replyTo: job.replyTo },
    sentence('Slack does not say who that is. Ask by name: /migcheck jdoe'),
  );
}

async function personOf(user: string, chat: Chat) {
  try {
    const { email, names } = await chat.person(user);
    // People choose their names in Slack; the e-mail address is the workspace's, and where there is one it counts alone.
    if (email) return { by: 'person' as const, names: [], email };
    return names.length > 0 ? { by: 'person' as const, names: [...names] } : undefined;
  } catch (error) {
    if (error instanceof SlackRefused) return undefined;
    throw error;
  }
}
