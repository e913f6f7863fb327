import type { Card } from '../cards/card.ts';
import { explainCard, messageCard, noEventCard } from '../cards/explain-card.ts';
import { messagesIn } from '../events/catalogue.ts';
import { explainEvents } from '../events/explain.ts';
import { answerTo, type JobOf } from '../job.ts';
import type { Queue } from '../ports.ts';

/** Where no event is found, a dialog's message may be. */
function answer(text: string): Card {
  const events = explainEvents(text);
  if (events.length > 0) return explainCard(events);
  const messages = messagesIn(text);
  return messages.length > 0 ? messageCard(messages) : noEventCard();
}

/** Explains a pasted event; the card asks whose mailbox it was, and the answer leads into a check. */
export async function explainPaste(job: JobOf<'explain'>, { queue }: { queue: Queue }): Promise<void> {
  await queue.send('talk', answerTo(job, answer(job.text)));
}
