import { lengthOfText, standsBehindText } from './description.ts';
import { detached } from './detached.ts';
import { meaningOf } from './find-labels.ts';
import { type Found, gathering } from './found.ts';
import { isDate, isTime, isType } from './labelled.ts';
import type { Field } from './labels.ts';
import { eventIdIn, type LoggedEvent, printed, type Shape, textOf } from './logged-event.ts';
import { beginsOtherShape } from './other-shape.ts';
import { byLine, type LineReader } from './pieces.ts';
import { readPrintedEvents } from './read-events.ts';
import { recognized } from './recognized.ts';

/**
 * A log in which every event begins with the same label and every label with a line: `Event Type:` (Windows 2000),
 * `Log Name:` (Vista), `Event[0]:` (wevtutil), `Index :` (PowerShell), `Event ID:` (articles). One look at each line's
 * beginning is enough.
 */
type Open = { -readonly [Key in Kept]?: string } & {
  readonly from: number;
  to: number;
  text: string;
  /** The line on which its text begins. */
  textFrom: number;
  /** Its text has begun, and no label is looked for any more. */
  described: boolean;
  /** Its text is over. */
  ended: boolean;
  /** Vista prints the event once more, as XML. */
  inXml: boolean;
  /** PowerShell prints the text in the middle. */
  list: boolean;
  /** An empty line came behind the list. */
  parted: boolean;
  /** It is another program's, and only counted. */
  passed: boolean;
};

type Kept = 'id' | 'source' | 'type' | 'date' | 'time' | 'user' | 'computer';

const newEvent = (from: number): Open => ({
  from,
  to: from,
  text: '',
  textFrom: from,
  described: false,
  ended: false,
  inXml: false,
  list: false,
  parted: false,
  passed: false,
});

const LONGEST_LABEL = 40;
/** More than the text of any event has; what is behind it is not kept. */
const LONGEST_TEXT = 4_000;

/** The label that begins every event of a log, and the shape that it tells. */
export type FirstLabel = { readonly name: string; readonly shape: Shape };

/** Words in front of a colon: what they are called in labels.ts, and what they are a label of. */
type Words = { readonly name: string; readonly field: Field | undefined };

function wordsOf(printedWords: string): Words {
  const name = printedWords
    .trim()
    .toLowerCase()
    .replace(/\[\d+\]$/, '[]')
    .replace(/\u2019/g, "'");
  return { name, field: meaningOf(name)?.field };
}

const MOST_WORDS = 2_000;

type Remembered = { readonly printedWords: string; readonly words: Words };

/** The same with a memory: a log has some ten labels, blanks included, and its texts have some more words like them. */
function rememberedWords(): (line: string, colon: number) => Words {
  const memory = new Map<string, Remembered>();
  // The last words of each length and ending: labels come again and again, and these are found without a copy.
  const lately: (Remembered | undefined)[] = new Array(LATELY);
  const remember = (printedWords: string): Remembered => {
    const known = memory.get(printedWords);
    if (known !== undefined) return known;
    const words = wordsOf(printedWords);
    const kept = { printedWords: detached(printedWords), words };
    if (memory.size < MOST_WORDS) memory.set(kept.printedWords, kept);
    return kept;
  };
  return (line, colon) => {
    const place = (colon * 31 + line.charCodeAt(colon - 1)) % LATELY;
    const last = lately[place];
    if (last?.printedWords.length === colon && line.startsWith(last.printedWords)) return last.words;
    const known = remember(line.slice(0, colon));
    lately[place] = known;
    return known.words;
  };
}

const LATELY = 127;

/** Where a line's label ends; -1 where it has none. */
function colonIn(line: string): number {
  const ascii = line.indexOf(':');
  if (ascii >= 0 && ascii < LONGEST_LABEL) return ascii;
  return line.slice(0, LONGEST_LABEL).indexOf('\uff1a');
}

const DIGITS = /^\d{1,10}/;

const isThere = (value: string): boolean => value !== '';

/** What can stand behind a label; anything else belongs to the text, or to another language's label. */
const FITS: Readonly<Record<Kept, (value: string) => boolean>> = {
  id: (value) => DIGITS.test(value),
  source: isThere,
  type: isType,
  date: isDate,
  time: isTime,
  user: isThere,
  computer: isThere,
};

const linesOf = (text: string): number => text.trimEnd().split('\n').length;

function finished(open: Open, shape: Shape): LoggedEvent {
  const { id: digits = '', source, type, date, time, user, computer, from, text, textFrom } = open;
  const id = eventIdIn(DIGITS.exec(digits)?.[0] ?? '');
  const at = time ? `${date ?? ''} ${time}`.trim() : date;
  const length = lengthOfText([id], text);
  const own = text.slice(0, length);
  const parts = printed({ source, type, at, user, computer, description: textOf(own) });
  const said = { shape: open.list ? 'powershell list' : shape, ...parts } as const;
  const to = length < text.length && !open.list ? textFrom + linesOf(own) - 1 : open.to;
  return recognized(id, said, { lines: { from, to } });
}

function takeText(open: Open, words: string, number: number): void {
  if (open.ended || open.text.length > LONGEST_TEXT) return;
  if (open.text === '') open.textFrom = number;
  open.text = open.text === '' ? words : `${open.text}\n${words}`;
}

function takeLine(open: Open, line: string, number: number): void {
  if (open.described && standsBehindText(line)) open.ended = true;
  else takeText(open, line, number);
}

function keep(open: Open, { name, field }: Words, value: string): void {
  if (field === undefined || field === 'description' || field === 'message') return;
  // Of Italian and Portuguese it is the date, of English the bytes behind the text.
  if (field === 'xml' || (name === 'data' && !isDate(value))) open.ended ||= open.text !== '';
  else if (field !== 'other' && FITS[field](value) && (open[field] === undefined || name === 'eventid'))
    open[field] = value;
}

type Line = { readonly line: string; readonly number: number };

function takeLabel(open: Open, words: Words, { line, number }: Line): void {
  const value = line.slice(colonIn(line) + 1).trim();
  if (words.field === 'description' || words.field === 'message') takeText(open, value, number);
  else keep(open, words, value);
  open.described ||= words.field === 'description';
  open.list ||= words.field === 'message';
}

/** True for a label that the event has already, or cannot have any more: with it, another kind of log begins. */
function isAnothers(
  { described, list, id, source, type, parted }: Open,
  { name, field }: Words,
  line: string,
): boolean {
  if (!described && !list) return false;
  if (parted && list && (name === 'index' || name === 'timecreated' || name === 'eventid')) return true;
  if (field !== 'id' && field !== 'source' && field !== 'type') return false;
  const isMore =
    field === 'id' ? id !== undefined && /\s/.test(name) : (field === 'source' ? source : type) !== undefined;
  return (described || isMore) && FITS[field](line.slice(colonIn(line) + 1).trim());
}

/**
 * Takes a log line by line and hands each event on when the next one begins; it holds one event at a time. Where another
 * kind of log begins in the same file, its lines are handed to `others` up to the next event of this kind.
 */
export function labelLines({ name: first, shape }: FirstLabel, found: Found, others: LineReader): LineReader {
  const wordsBefore = rememberedWords();
  let open: Open | undefined;
  const close = () => {
    if (!open?.id) return;
    if (open.passed) found.pass();
    else found.take(finished(open, shape));
  };
  const begin = (number: number) => {
    close();
    others.end();
    open = newEvent(number);
  };
  const endsHere = (event: Open, words: Words | undefined, line: string): boolean => {
    if (event.inXml) return false;
    if (words?.field && isAnothers(event, words, line)) return true;
    return (event.described || (event.list && !words?.field)) && beginsOtherShape(line);
  };
  const handOn = (line: string, number: number) => {
    close();
    open = undefined;
    others.line(line, number);
  };
  const line = (line: string, number: number) => {
    const colon = colonIn(line);
    const words = colon > 0 ? wordsBefore(line, colon) : undefined;
    if (words?.name === first) begin(number);
    else if (!open || endsHere(open, words, line)) return handOn(line, number);
    if (open?.passed && open.id !== undefined) passOver(open, words, line);
    else if (open) takeOwn(open, words, { line, number }, found);
  };
  const end = () => {
    close();
    others.end();
  };
  return { line, end };
}

const XML_ENDS = /<\/\w{0,20}:?event>/i;

/** Nothing of it is kept, but where it ends has to be known. */
function passOver(open: Open, words: Words | undefined, line: string): void {
  if (open.inXml && XML_ENDS.test(line)) open.inXml = false;
  if (words?.field === undefined) return;
  if (words.field === 'description') open.described = true;
  else if (words.field === 'message') open.list = true;
  else if (words.field === 'xml') open.inXml = true;
}

function takeOwn(open: Open, words: Words | undefined, { line, number }: Line, found: Found): void {
  if (open.inXml && XML_ENDS.test(line)) open.inXml = false;
  const isLabel = words?.field !== undefined && !open.described;
  if (isLabel) takeLabel(open, words, { line, number });
  else takeLine(open, line, number);
  if (words?.field === 'xml') open.inXml = true;
  if (isLabel && words.field === 'source') open.passed = !found.isWanted(open.source);
  if (line.trim() !== '') open.to = number;
  else open.parted ||= open.list && line.trimEnd() === '';
}

function firstLabelled(text: string): { readonly name: string; readonly of: Shape | undefined } | undefined {
  const line = text.split('\n').find((candidate) => candidate.trim() !== '') ?? '';
  const colon = colonIn(line);
  const { name } = colon > 0 ? wordsOf(line.slice(0, colon)) : { name: '' };
  const meaning = meaningOf(name);
  return meaning && { name, of: meaning.of };
}

const SAID = ['id', 'source', 'type', 'description', 'at', 'computer', 'user'] as const;

const saySame = (one: LoggedEvent | undefined, other: LoggedEvent): boolean =>
  SAID.every((part) => one?.[part] === other[part]) && one?.lines.from === other.lines.from;

const NOBODY: LineReader = { line: () => {}, end: () => {} };

/** Some ten events, which tell whether the others are printed so. */
const SAMPLE = 4_096;

/** What is printed with these labels can be printed in other ways, too: nothing may be lost that a paste would yield. */
function readsAll(sample: string, first: FirstLabel): boolean {
  const found = gathering(Number.POSITIVE_INFINITY);
  const reader = byLine(labelLines(first, found, NOBODY));
  reader.write(sample);
  reader.end();
  const { events: quick } = found.batch();
  const all = readPrintedEvents(sample);
  // The last one may be cut in two.
  return (
    quick.length === all.length &&
    quick.length > 1 &&
    all.slice(0, -1).every((event, index) => saySame(quick[index], event))
  );
}

/** The label that begins every event of this log, and its shape; undefined when its lines are no labels. */
export function firstLabelOf(head: string): FirstLabel | undefined {
  const first = firstLabelled(head);
  if (!first) return undefined;
  const { name, of } = first;
  if (of) return { name, shape: of };
  return readsAll(head.slice(0, SAMPLE), { name, shape: 'labels' }) ? { name, shape: 'labels' } : undefined;
}
