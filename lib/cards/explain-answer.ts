import { messagesIn } from '../events/catalogue.ts';
import { type ExplainedLog, explainPaste } from '../events/log.ts';
import type { Card } from './card.ts';
import {
  type ExplainOptions,
  explanation,
  messageCard,
  noEventCard,
  nothingSaidCard,
  numberCard,
} from './explain-card.ts';
import { logText } from './log-document.ts';

/** A card, and where it tells less than there is, the whole as a text. */
export type ExplainAnswer = { readonly card: Card; readonly whole?: string };

/** A number alone, as people type it first: `7026`, `event 7026`. */
const NUMBER_ALONE = /^(event\s*(?:id)?\s*[:#]?\s*)?(\d{2,5})$/i;

type Numbered = { readonly log: ExplainedLog; readonly isEvent: boolean };

/** A number alone, taken for the id of one of our events; undefined where the text is more than that. */
function byNumber(text: string): Numbered | undefined {
  const [, word, number] = NUMBER_ALONE.exec(text.trim()) ?? [];
  if (!number || Number(number) > LARGEST_ID) return undefined;
  const log = explainPaste(`Event ID: ${number}\nSource: MSExchangeMig`);
  return { log, isEvent: word !== undefined || log.events.some(({ known }) => known) };
}

/** An event's id is the low word of its number. */
const LARGEST_ID = 0xffff;

/** True of a number that is known as an event's, or called one; any other may as well be somebody's name. */
export const isEventNumber = (text: string): boolean => byNumber(text)?.isEvent ?? false;

/** What a text or a file came to. Where no event is found, a dialog's message may be, or the number of one. */
export function explainAnswer(log: ExplainedLog, options: ExplainOptions): ExplainAnswer {
  const number = log.events.some(({ source }) => source) ? undefined : byNumber(log.pasted);
  if (number) return { card: numberCard(number.log, options) };
  if (log.events.length > 0) {
    const { card, folded } = explanation(log, options);
    return folded ? { card, whole: logText(log) } : { card };
  }
  const messages = messagesIn(log.pasted);
  return { card: messages.length > 0 ? messageCard(messages) : noneIn(log, options) };
}

const noneIn = ({ pasted, summary }: ExplainedLog, { from }: ExplainOptions): Card =>
  from === undefined && pasted.trim() === '' && summary.events === 0 ? nothingSaidCard : noEventCard(from);
