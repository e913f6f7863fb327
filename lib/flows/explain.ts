import { explainCard, noEventCard } from '../cards/explain-card.ts';
import { explainEvents } from '../events/explain.ts';
import { answerTo, type JobOf } from '../job.ts';
import type { Queue } from '../ports.ts';

/** Explains a pasted event; the card asks whose mailbox it was, and the answer leads into a check. */
export async function explainPaste(job: JobOf<'explain'>, { queue }: { queue: Queue }): Promise<void> {
  const events = explainEvents(job.text);
  const card = events.length > 0 ? explainCard(events) : noEventCard();
  await queue.send('talk', answerTo(job, card));
}
