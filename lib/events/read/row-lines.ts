import type { Found } from './found.ts';
import { type LineForm, rowsUnder } from './line-forms.ts';
import { otherLines } from './other-lines.ts';
import type { LineReader } from './pieces.ts';
import { recognized } from './recognized.ts';
import { namesColumns, providerOn } from './win-event-table.ts';

/** An event that began on a line, and what stands below that may be its; of one that is only counted none is kept. */
type Open = { readonly form: LineForm; readonly from: number; to: number; text: string; readonly isWanted: boolean };

/** More than the text of any event has; what is behind it is not kept. */
const LONGEST_TEXT = 8_000;

function takeEvent({ form, from, to, text }: Open, found: Found): void {
  const reading = form.read(text);
  if (!reading) return;
  const { ids, from: _, to: __, ...said } = reading;
  for (const id of ids) found.take(recognized(id, said, { lines: { from, to }, text }));
}

/**
 * A log of any kind, line by line. What prints a row for each event is told by the first of them; from then on one look
 * at a line's beginning is enough. All other lines are read as a paste is.
 */
export function rowLines(found: Found): LineReader {
  const others = otherLines(found);
  let under: LineForm | undefined;
  let open: Open | undefined;
  const close = () => {
    if (open?.isWanted) takeEvent(open, found);
    open = undefined;
  };
  const begin = () => {
    close();
    others.finish();
  };
  const begins = (form: LineForm, words: string, number: number): boolean => {
    const what = form.begins(words, !found.wantsOthers());
    if (!what) return false;
    begin();
    open = { form, from: number, to: number, text: words, isWanted: what === 'event' };
    if (what === 'others') found.pass();
    return true;
  };
  const goesOn = (words: string, number: number): boolean => {
    if (!open || open.text.length > LONGEST_TEXT || !open.form.goesOn(words)) return false;
    if (open.isWanted) open.text += `\n${words}`;
    open.to = number;
    return true;
  };
  const line = (words: string, number: number) => {
    if (under && begins(under, words, number)) return;
    if (others.forms().some((form) => begins(form, words, number)) || goesOn(words, number)) return;
    close();
    others.take(words, number);
  };
  const headed = (source: string) => {
    begin();
    under = rowsUnder(source);
  };
  return belowHeadings({ line, end: begin }, headed);
}

/** More lines than lie between the two lines of a heading. */
const MOST_BETWEEN = 3;

/** Get-WinEvent's headings: a line with the source, one with the columns' names. All other lines are handed on. */
function belowHeadings(reader: LineReader, headed: (source: string) => void): LineReader {
  let held: (readonly [string, number])[] = [];
  let source = '';
  const release = () => {
    for (const [words, number] of held) reader.line(words, number);
    held = [];
  };
  const line = (words: string, number: number) => {
    const provider = providerOn(words);
    if (provider) {
      release();
      source = provider;
    }
    if (held.length === 0 && !provider) return reader.line(words, number);
    held.push([words, number]);
    if (namesColumns(words)) {
      held = [];
      headed(source);
    } else if (!provider && (words.trim() !== '' || held.length > MOST_BETWEEN)) release();
  };
  const end = () => {
    release();
    reader.end();
  };
  return { line, end };
}
