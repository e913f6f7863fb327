import type { JobOf } from '../job.ts';
import type { Chat, Ledger } from '../ports.ts';

/** Shows an answer to whoever asked; a copy of the job is not shown again. */
export async function tellAnswer(job: JobOf<'tell'>, { chat, ledger }: { chat: Chat; ledger: Ledger }): Promise<void> {
  if (await ledger.isDone(job.id)) return;
  await chat.answer(job.to, job.card);
  await ledger.markDone(job.id);
}
