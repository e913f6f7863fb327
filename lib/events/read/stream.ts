import { parse as parseCsv } from 'csv-parse';
import { firstLabelOf, labelLines } from './label-lines.ts';
import type { LoggedEvent } from './logged-event.ts';
import { readEvents } from './read-events.ts';
import { recognized } from './recognized.ts';
import { type Columns, columnsNamedIn, columnsOfRow, eventOfRow } from './table.ts';
import { DELIMITERS, LENIENT } from './tables-in-text.ts';
import { xmlReader } from './xml.ts';

/** As much of a log as tells its shape. */
const HEAD = 16_384;

type Pieces = AsyncIterable<string>;

/** The beginning of a text, and the whole of it. */
async function peeked(text: Pieces): Promise<{ head: string; whole: Pieces }> {
  const pieces = text[Symbol.asyncIterator]();
  let head = '';
  let next = await pieces.next();
  while (!next.done) {
    head += next.value;
    if (head.length >= HEAD) break;
    next = await pieces.next();
  }
  async function* whole(): AsyncGenerator<string> {
    yield head;
    for (let piece = await pieces.next(); !piece.done; piece = await pieces.next()) yield piece.value;
  }
  return { head, whole: whole() };
}

async function* xmlEvents(text: Pieces): AsyncGenerator<LoggedEvent> {
  const found: LoggedEvent[] = [];
  const reader = xmlReader(({ id, lines, ...said }) =>
    found.push(recognized(id, { ...said, shape: 'xml' }, { lines })),
  );
  for await (const piece of text) {
    reader.write(piece);
    yield* found.splice(0);
  }
  reader.end();
  yield* found.splice(0);
}

type Csv = { readonly delimiter: string; readonly columns: Columns; readonly header: boolean };

/** PowerShell's Export-Csv writes the type of what it exports above the header. */
const TYPE_LINE = /^#TYPE[^\n]*\n/;

function csvIn(head: string): Csv | undefined {
  const line = head
    .replace(/^\ufeff/, '')
    .replace(TYPE_LINE, '')
    .split('\n')
    .find((candidate) => candidate.trim() !== '');
  if (line === undefined || line.length > 4_000) return undefined;
  for (const delimiter of DELIMITERS) {
    const cells = line.split(delimiter);
    if (cells.length < 4) continue;
    const named = columnsNamedIn(cells);
    const columns = named ?? columnsOfRow(cells);
    if (columns) return { delimiter, columns, header: named !== undefined };
  }
  return undefined;
}

/** A row that is longer has lost its closing quote. */
const LONGEST_ROW = 1_000_000;

/** csv-parse counts a carriage return in a cell as a line of its own. */
async function* withoutReturns(text: Pieces): AsyncGenerator<string> {
  let held = '';
  for await (const piece of text) {
    const whole = held + piece;
    held = whole.endsWith('\r') ? '\r' : '';
    yield (held ? whole.slice(0, -1) : whole).replaceAll('\r\n', '\n');
  }
  yield held;
}

async function* csvEvents(text: Pieces, { delimiter, columns }: Csv): AsyncGenerator<LoggedEvent> {
  const found: LoggedEvent[] = [];
  let done = 0;
  const take = (cells: readonly string[], line: number) => {
    const event = eventOfRow(cells, columns);
    if (event) {
      const { id, ...said } = event;
      found.push(recognized(id, said, { lines: { from: done + 1, to: line } }));
    }
    done = line;
    return null;
  };
  const parser = parseCsv({
    ...LENIENT,
    delimiter,
    comment: '#TYPE',
    comment_no_infix: true,
    max_record_size: LONGEST_ROW,
    on_record: (cells: string[], { lines }) => take(cells, lines),
  });
  parser.resume();
  for await (const piece of text) {
    await new Promise<void>((resolve, reject) => parser.write(piece, (error) => (error ? reject(error) : resolve())));
    yield* found.splice(0);
  }
  await new Promise<void>((resolve, reject) => parser.once('error', reject).end(resolve));
  yield* found.splice(0);
}

async function* labelledEvents(
  text: Pieces,
  first: NonNullable<ReturnType<typeof firstLabelOf>>,
): AsyncGenerator<LoggedEvent> {
  const found: LoggedEvent[] = [];
  const reader = labelLines(first, (event) => found.push(event));
  let rest = '';
  for await (const piece of text) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) reader.line(line);
    yield* found.splice(0);
  }
  reader.line(rest);
  reader.end();
  yield* found.splice(0);
}

/** As much as is read at once where events have to be looked for. */
const BLOCK = 65_536;
/** More than one event is long. */
const LONGEST_EVENT = 16 * BLOCK;

/** Where a line begins (the first is 1). */
function startOfLine(text: string, line: number): number {
  let from = 0;
  for (let left = line - 1; left > 0; left -= 1) from = text.indexOf('\n', from) + 1;
  return from;
}

const shifted = (event: LoggedEvent, by: number): LoggedEvent => ({
  ...event,
  lines: { from: event.lines.from + by, to: event.lines.to + by },
});

/** The last event of a block may go on in the next one, so it is read again with it. */
async function* blockEvents(text: Pieces): AsyncGenerator<LoggedEvent> {
  let block = '';
  let above = 0;
  let wanted = BLOCK;
  for await (const piece of text) {
    block += piece;
    if (block.length < wanted) continue;
    const events = readEvents(block);
    const last = events.at(-1)?.lines.from ?? linesIn(block) - 20;
    const complete = events.filter(({ lines }) => lines.from < last);
    for (const event of complete) yield shifted(event, above);
    const cut = complete.length > 0 || events.length === 0 ? last : block.length > LONGEST_EVENT ? linesIn(block) : 1;
    const dropped = Math.max(0, cut - 1);
    block = block.slice(startOfLine(block, dropped + 1));
    above += dropped;
    wanted = Math.max(BLOCK, 2 * block.length);
  }
  for (const event of readEvents(block)) yield shifted(event, above);
}

function linesIn(text: string): number {
  let lines = 1;
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) lines += 1;
  return lines;
}

/**
 * The events of a whole log that comes in pieces, in order; what is held at a time is a piece, or an event and a piece.
 * The first sixteen thousand characters tell its shape: XML, CSV or columns with tabs, a label on each line, or
 * anything else, which is read as a paste is, part by part.
 */
export async function* readEventStream(text: Pieces): AsyncGenerator<LoggedEvent> {
  const { head, whole } = await peeked(text);
  if (/^\s{0,1000}<(?:\?xml|Events?[\s>])/i.test(head.replace(/^\ufeff/, ''))) return yield* xmlEvents(whole);
  const csv = csvIn(head);
  if (csv) return yield* csvEvents(withoutReturns(whole), csv);
  const first = firstLabelOf(head.replace(/^\ufeff/, ''));
  return yield* first ? labelledEvents(whole, first) : blockEvents(whole);
}
