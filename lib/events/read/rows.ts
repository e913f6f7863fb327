import { TYPES, TYPES_BY_NUMBER } from './labels.ts';
import { eventIdIn, printed, type Reading, type Shape, textOf } from './logged-event.ts';

/**
 * Shapes that print an event as a row: with tabs, commas, or the blanks that chats and mails make of tabs, and in as
 * many lines as a mail broke it into. Every piece of a pattern is bounded, so that the work grows with the text alone.
 */
type RowShape = {
  readonly shape: Shape;
  readonly pattern: RegExp;
  /** The same for a row whose beginning is known. */
  readonly atStart: RegExp;
  /** What a row begins with where it does not begin its line. */
  readonly mark?: string;
};

/** Between two columns; a comma may have quotes on both sides. */
const GAP = String.raw`(?:"?[,;]\s{0,40}"?|\s{1,60}"?)`;
const COMMA = String.raw`"?,\s{0,40}"?`;
const DATE = String.raw`\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\.?`;
const CLOCK = String.raw`(?:午前|午後)?\s?\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d{1,9})?)?Z?(?:\s{1,12}[ap]\.?\s?m\.?(?![\w]))?`;
const AT = `(?<at>${DATE}(?:T|${GAP})${CLOCK})`;
const MONTH_FIRST = String.raw`[\p{L}.]{2,9}\s{1,12}\d{1,2}\s{1,12}\d{1,2}:\d{2}(?::\d{2})?(?:\s{1,12}\d{4})?`;
const ID = String.raw`(?<id>\d{1,10})(?![\w.])`;
const NUMBER = String.raw`\d{1,10}`;
const OURS = String.raw`ms\s{0,12}exchange\s{0,12}mig(?:ration|ds)?`;
/** Two words and more, which blanks alone do not hold together. */
const OF_WORDS = String.raw`Service\s{1,12}Control\s{1,12}Manager|MSExchangeIS\s{1,12}(?:Public|Private|Mailbox)(?:\s{1,12}Store)?|Application\s{1,12}(?:Error|Popup|Hang)`;
const SOURCE = String.raw`(?<source>${OURS}|${OF_WORDS}|[^\s,;"]{1,80}(?: [^\s,;"]{1,40}){0,5}(?=\t|"?[,;]| {2})|[^\s,;"]{1,80})`;
/** Between columns that are known. */
const SOURCE_UP_TO = `(?<source>${OURS}|[^\\t\\n,;"]{1,80}?)`;
const USER = String.raw`(?<user>(?:NT[ -][\p{L}]{1,12}\\)[^\t\n,;"]{1,40}?|No disponible|Non disponible|Nicht zutreffend|Niet van toepassing|[^\s,;"]{1,80})`;
const COMPUTER = String.raw`(?<computer>[^\s,;"]{1,80})`;

const alternatives = Object.values(TYPES)
  .flat()
  .sort((a, b) => b.length - a.length)
  .map((word) => word.replace(/ /g, String.raw`\s{1,12}`))
  .join('|');
const TYPE = `(?<type>(?:${alternatives})(?![\\p{L}\\w]))`;
/** What a row must not be torn out of. */
const START = String.raw`(?<![\p{L}\w./:-])`;

const row = (shape: Shape, ...parts: readonly string[]): RowShape => ({
  shape,
  pattern: new RegExp(START + parts.join(''), 'giu'),
  atStart: new RegExp(START + parts.join(''), 'iuy'),
});

const columns = (...names: readonly string[]): string => names.join(GAP);
const maybe = (...names: readonly string[]): string => `(?:${GAP}${names.join(GAP)})?`;

const CATEGORY = String.raw`(?:[^\t\n,;"]{0,60}?${GAP})?`;

const ROWS: readonly RowShape[] = [
  {
    ...row('snare', columns('MSWinEventLog', NUMBER, String.raw`[\p{L}][^\t\n]{0,60}?`, NUMBER), GAP, snareTail()),
    mark: 'MSWinEventLog',
  },
  row('saved by Event Viewer', columns(AT, SOURCE_UP_TO, TYPE, ''), CATEGORY, ID, maybe(USER, COMPUTER)),
  row('saved by Event Viewer', columns(TYPE, AT, SOURCE_UP_TO, ID)),
  row('dumpevt', String.raw`(?:\w{2,12},\d{1,10},)?`, [AT, ID, TYPE, NUMBER, SOURCE_UP_TO, USER, COMPUTER].join(COMMA)),
  row('dumpel', columns(AT, String.raw`(?<level>\d{1,2})`, NUMBER, ID, USER, SOURCE), maybe(COMPUTER)),
  row('eventquery', columns(TYPE, ID, AT, SOURCE), maybe(COMPUTER)),
  row(
    'powershell table',
    columns(NUMBER, String.raw`(?<at>${MONTH_FIRST}|${DATE}\s{1,12}${CLOCK})`, TYPE, SOURCE_UP_TO, ID),
  ),
  row(
    'evtsys',
    `(?:<\\d{1,4}>)?(?<at>${MONTH_FIRST})`,
    String.raw`\s{1,12}`,
    COMPUTER,
    String.raw`\s{1,12}`,
    String.raw`(?<source>${OURS}|[^:\n[\]]{1,80})(?:\[[\w-]{1,20}\])?:\s{1,12}`,
    ID,
    ':',
  ),
  {
    ...row(
      'EventReporter',
      String.raw`EvntSLog:\s{1,12}\[(?<type>\w{2,12})\]\s{1,12}(?<at>[\p{L}\d\s:./-]{6,60}?):\s{1,12}`,
      String.raw`(?<computer>[^\s/]{1,80})/(?<source>${OURS}|[^()\n]{1,80}?)\s{1,12}\((?<id>\d{1,10})\)`,
    ),
    mark: 'EvntSLog:',
  },
];

function snareTail(): string {
  const at = `(?<at>${MONTH_FIRST}|${DATE}${GAP}${CLOCK})`;
  const day = String.raw`(?:[\p{L}]{2,4}\s{1,12})?`;
  const rest = maybe(USER, String.raw`[^\t\n]{1,40}?`, TYPE, COMPUTER);
  return `${day}${columns(at, ID, SOURCE)}${rest}`;
}

const flat = (value: string | undefined): string | undefined => value?.replace(/["\s,;]+/g, ' ').trim();

function readingOf(shape: Shape, match: RegExpExecArray): Reading {
  const { id = '', at, source, type, level, user, computer } = match.groups ?? {};
  const parts = {
    source: flat(source),
    type: flat(type) ?? TYPES_BY_NUMBER[level ?? ''],
    at: flat(at),
    user: flat(user),
    computer,
  };
  return { ids: [eventIdIn(id)], shape, from: match.index, to: match.index + match[0].length, ...printed(parts) };
}

/** A row ends where the next begins, at an empty line, or where labels, XML or JSON begin. */
const ENDS_ROW =
  /\n[ \t]*\n|\n[ \t]{0,20}\p{L}[\p{L} .'-]{1,30}:[ \t\n]|\n[ \t]{0,20}(?:<(?:\?xml|(?:\w{1,20}:)?Events?[\s>])|\{[ \t]{0,20}["\n])/u;
const LONGEST_ROW = 8_000;

const withoutLast = (text: string): string => text.slice(0, -1).trimEnd();

/** The end of a text without the commas and blanks that part it from what comes behind. */
function trimmedEnd(text: string): string {
  let to = text.length;
  while (/[\s,;]/.test(text.charAt(to - 1))) to -= 1;
  return text.slice(0, to);
}

/** What stands behind the columns of a row, without the signs that only part it from them or stand around it. */
function textBehind(rest: string): string | undefined {
  const from = rest.search(/[^"\s,;:-]/);
  if (from < 0) return undefined;
  const isQuoted = rest.slice(0, from).includes('"');
  let text = trimmedEnd(rest.slice(from));
  if (isQuoted && text.endsWith('"')) text = withoutLast(text);
  // One that has no other is around the whole paste.
  if (text.endsWith('"') && text.split('"').length % 2 === 0) text = withoutLast(text);
  return textOf(isQuoted ? text.replaceAll('""', '"') : text);
}

function withText(text: string, reading: Reading, until: number): Reading {
  const rest = text.slice(reading.to, Math.min(until, reading.to + LONGEST_ROW));
  const end = ENDS_ROW.exec(rest)?.index ?? rest.length;
  const description = textBehind(rest.slice(0, end));
  return { ...reading, to: reading.to + end, ...(description ? { description } : {}) };
}

/** Of rows that two patterns find in the same place, the earlier and the longer counts. */
const inOrder = (one: Reading, other: Reading): number => one.from - other.from || other.to - one.to;

const ENDING_LINE =
  /^[ \t\r]*$|^[ \t]{0,20}\p{L}[\p{L} .'-]{1,30}:(?:[ \t\r]|$)|^[ \t]{0,20}(?:<(?:\?xml|(?:\w{1,20}:)?Events?[\s>])|\{[ \t]{0,20}["\r]?(?:$|"))/u;

/** True for a line below a row that is not its text any more. */
export const endsRow = (line: string): boolean => ENDING_LINE.test(line);

/** What prints rows in some shapes. */
export type RowShapes = readonly RowShape[];

export const rowShapesOf = (shapes: ReadonlySet<Shape>): RowShapes => ROWS.filter(({ shape }) => shapes.has(shape));

/** Where a line's row begins: in front of it are blanks, or what a forwarder writes. */
function startIn(line: string, { atStart, mark }: RowShape): boolean {
  const from = mark ? line.indexOf(mark) : line.search(/\S/);
  atStart.lastIndex = Math.max(0, from);
  return from >= 0;
}

/** True for a line that is a row in one of these shapes. */
export const isRow = (line: string, among: RowShapes): boolean =>
  among.some((row) => startIn(line, row) && row.atStart.test(line));

/** The same, in any shape. */
export const isAnyRow = (line: string): boolean => isRow(line, ROWS);

/** The row that a line is, with its text, which ends where the line does. */
export function rowOn(line: string, among: RowShapes): Reading | undefined {
  const found = among.flatMap((row) => {
    const match = startIn(line, row) ? row.atStart.exec(line) : null;
    return match ? [readingOf(row.shape, match)] : [];
  });
  const [first] = found.sort(inOrder);
  return first && withText(line, first, line.length);
}

const MARKED = new Set(ROWS.flatMap(({ shape, mark }) => (mark ? [shape] : [])));

/** Where a row's line begins, if what stands in front of the row is its own. */
const lineOf = (text: string, { shape, from }: Reading): number =>
  MARKED.has(shape) ? text.lastIndexOf('\n', from) + 1 : from;

/** The rows of a text, in order. */
export function rowsIn(text: string): readonly Reading[] {
  const found = ROWS.flatMap(({ shape, pattern }) =>
    [...text.matchAll(pattern)].map((match) => readingOf(shape, match)),
  );
  const apart: Reading[] = [];
  for (const reading of found.sort(inOrder)) if (reading.from >= (apart.at(-1)?.to ?? 0)) apart.push(reading);
  return apart.map((reading, index) => {
    const next = apart[index + 1];
    return withText(text, reading, next ? Math.max(reading.to, lineOf(text, next)) : text.length);
  });
}
