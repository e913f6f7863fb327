import type { Card } from '../cards/card.ts';
import { explainCard, messageCard, noEventCard, numberCard } from '../cards/explain-card.ts';
import { messagesIn } from '../events/catalogue.ts';
import { explainEvents } from '../events/explain.ts';
import { answerTo, type JobOf } from '../job.ts';
import type { Queue } from '../ports.ts';

/** A number alone, as people type it first: `7026`, `event 7026`. */
const NUMBER_ALONE = /^(?:event\s*(?:id)?\s*[:#]?\s*)?(\d{2,5})$/i;

/** Where no event is found, a dialog's message may be, or the number of one, which is then taken for ours. */
function answer(text: string): Card {
  const events = explainEvents(text);
  if (events.some(({ source }) => source)) return explainCard(events);
  const [, number] = NUMBER_ALONE.exec(text.trim()) ?? [];
  const ours = number ? explainEvents(`Event ID: ${number}\nSource: MSExchangeMig`) : [];
  if (ours.some(({ known }) => known)) return numberCard(ours);
  if (events.length > 0) return explainCard(events);
  const messages = messagesIn(text);
  return messages.length > 0 ? messageCard(messages) : noEventCard();
}

/** Explains a pasted event; the card asks whose mailbox it was, and the answer leads into a check. */
export async function explainPaste(job: JobOf<'explain'>, { queue }: { queue: Queue }): Promise<void> {
  await queue.send('talk', answerTo(job, answer(job.text)));
}
