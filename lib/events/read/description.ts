import { describedEvents } from '../catalogue.ts';
import { saysSo } from '../placeholders.ts';
import { textOf } from './logged-event.ts';

/** What Event Viewer prints behind every text. */
const BEHIND_THE_TEXT = String.raw`[ \t]{0,40}(?:for more information, see help|da(?:ta|ten|tos|ti|dos):|[\p{L}'\u2019 \u00a0-]{0,20}xml[\p{L}'\u2019 \u00a0-]{0,20}:|\p{L}{2,20} {1,40}: )`;
const BEHIND = new RegExp(`\n${BEHIND_THE_TEXT}`, 'iu');
const BEHIND_AT_START = new RegExp(`^${BEHIND_THE_TEXT}`, 'iu');

/** True for a line that is no event's text, and what comes below is not, either. */
export const standsBehindText = (line: string): boolean => BEHIND_AT_START.test(line);

const LONGEST = 8_000;
/** No more parts of a text are looked at. */
const MOST_PARTS = 12;
const EMPTY_LINE = /\n[ \t\r]*\n/g;
/** Behind an empty line, these go on: counts of a run, names of users. */
const GO_ON = new Set([4012, 8001, 10_003, 10_068]);
/** What an importer prints behind its text: the source address (Q294351). */
const ADDRESS_ALONE = /^\s{0,40}[\w$.-]{1,8}:[^\s:][^\n]{0,200}(?:\n\s*)?$/;

const ENDING = describedEvents().filter(({ id }) => !GO_ON.has(id));
const ENTRIES = Map.groupBy(ENDING, ({ id }) => id);

/**
 * How much of a text is the event's: an empty line ends it where it has said all that such an event says, and what
 * people write below is theirs. All of it where the catalogue does not tell.
 */
export function lengthOfText(ids: readonly number[], text: string): number {
  const entries = ids.flatMap((id) => ENTRIES.get(id) ?? []);
  if (entries.length === 0) return text.length;
  const ends = [...text.matchAll(EMPTY_LINE)].map(({ index }) => index).slice(0, MOST_PARTS);
  const end = ends.find((until) => entries.some((entry) => saysSo(entry, text.slice(0, until))));
  if (end === undefined) return text.length;
  const next = ends.find((until) => until > end) ?? text.length;
  return ADDRESS_ALONE.test(text.slice(end, next)) ? next : end;
}

/** The text of an event that stands between two places, and where it ends. */
export function describedBetween(whole: string, ids: readonly number[]): { text: string | undefined; length: number } {
  const part = whole.slice(0, LONGEST);
  const printed = part.slice(0, BEHIND.exec(part)?.index ?? part.length);
  const length = lengthOfText(ids, printed);
  // What Event Viewer prints behind the text is the event's, too; what people write there is not.
  return { text: textOf(printed.slice(0, length)), length: length < printed.length ? length : whole.length };
}
