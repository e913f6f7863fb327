import { messagesIn } from '../events/catalogue.ts';
import { type ExplainedLog, explainPaste } from '../events/log.ts';
import type { Card } from './card.ts';
import { type ExplainOptions, explanation, messageCard, noEventCard, numberCard } from './explain-card.ts';
import { logText } from './log-document.ts';

/** A card, and where it tells less than there is, the whole as a text. */
export type ExplainAnswer = { readonly card: Card; readonly whole?: string };

/** A number alone, as people type it first: `7026`, `event 7026`. */
const NUMBER_ALONE = /^(?:event\s*(?:id)?\s*[:#]?\s*)?(\d{2,5})$/i;

/** An event by its number alone, taken for ours; undefined where the text is more than that, or nobody knows it. */
export function eventByNumber(text: string): ExplainedLog | undefined {
  const [, number] = NUMBER_ALONE.exec(text.trim()) ?? [];
  const ours = number ? explainPaste(`Event ID: ${number}\nSource: MSExchangeMig`) : undefined;
  return ours?.events.some(({ known }) => known) ? ours : undefined;
}

/** What a text or a file came to. Where no event is found, a dialog's message may be, or the number of one. */
export function explainAnswer(log: ExplainedLog, options: ExplainOptions): ExplainAnswer {
  const number = log.events.some(({ source }) => source) ? undefined : eventByNumber(log.pasted);
  if (number) return { card: numberCard(number, options) };
  if (log.events.length > 0) {
    const { card, folded } = explanation(log, options);
    return folded ? { card, whole: logText(log) } : { card };
  }
  const messages = messagesIn(log.pasted);
  return { card: messages.length > 0 ? messageCard(messages) : noEventCard(options.from) };
}
