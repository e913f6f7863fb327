import type { JobOf } from '../job.ts';
import type { Chat } from '../ports.ts';

/** Shows an answer to whoever asked. */
export const tellAnswer = (job: JobOf<'tell'>, { chat }: { chat: Chat }): Promise<void> =>
  chat.answer(job.to, job.card);
