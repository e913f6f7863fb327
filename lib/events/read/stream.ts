import { cellLines } from './cell-lines.ts';
import { cellsOf } from './cells.ts';
import { type Batch, type Found, gathering } from './found.ts';
import { firstLabelOf, labelLines } from './label-lines.ts';
import type { LoggedEvent } from './logged-event.ts';
import { DELIMITERS, headedBy } from './other-shape.ts';
import { byLine, type PieceReader, type Pieces } from './pieces.ts';
import { recognized } from './recognized.ts';
import { rowLines } from './row-lines.ts';
import { columnsOfRow, type Table } from './table.ts';
import { type XmlEvent, xmlReader } from './xml.ts';
import { isSaidAbove } from './xml-in-text.ts';

/** As much of a log as tells its shape. */
const HEAD = 16_384;

type Batches = AsyncGenerator<Batch>;
type Gathering = ReturnType<typeof gathering>;

/** The beginning of a text, and the whole of it; a byte order mark belongs to neither. */
async function peeked(text: Pieces): Promise<{ head: string; whole: Pieces }> {
  const pieces = text[Symbol.asyncIterator]();
  let read = '';
  let next = await pieces.next();
  while (!next.done) {
    read += next.value;
    if (read.length >= HEAD) break;
    next = await pieces.next();
  }
  const head = read.replace(/^\ufeff/, '');
  async function* whole(): AsyncGenerator<string> {
    yield head;
    for (let piece = await pieces.next(); !piece.done; piece = await pieces.next()) yield piece.value;
  }
  return { head: head.slice(0, HEAD), whole: whole() };
}

/** What a reader finds in each of the pieces. */
async function* foundBy(reader: PieceReader, text: Pieces, found: Gathering): Batches {
  for await (const piece of text) {
    reader.write(piece);
    yield found.batch();
  }
  reader.end();
  yield found.batch();
}

const xmlPieces = (found: Found): PieceReader => {
  const beside = rowLines(found);
  let [above, last] = ['', 0];
  const take = (event: XmlEvent) => {
    beside.end();
    // Event Viewer copies an event as text, and once more as XML below.
    const isSaid = isSaidAbove(above);
    above = '';
    if (!isSaid) found.take(recognized(event.id, { ...event, shape: 'xml' }, { lines: event.lines }));
  };
  const reader = xmlReader(take, (line, number) => {
    if (line.trim() !== '') above = line;
    // What does not stand on the next line belongs to something else.
    if (number !== last + 1) beside.end();
    last = number;
    beside.line(line, number);
  });
  const end = () => {
    reader.end();
    beside.end();
  };
  return { write: reader.write, end };
};

/** PowerShell's Export-Csv writes the type of what it exports above the header. */
const TYPE_LINE = /^#TYPE[^\n]*\n/;

function tableIn(head: string): Table | undefined {
  const line = head
    .replace(TYPE_LINE, '')
    .split('\n')
    .find((candidate) => candidate.trim() !== '');
  if (line === undefined || line.length > 4_000) return undefined;
  const headed = headedBy(line);
  if (headed) return headed;
  for (const delimiter of DELIMITERS) {
    const columns = columnsOfRow(cellsOf(line, delimiter));
    if (columns) return { delimiter, columns, hasHeader: false };
  }
  return undefined;
}

function readerFor(head: string, found: Found): PieceReader {
  if (/^\s{0,1000}<(?:\?xml|(?:[a-z][\w.-]{0,20}:)?Events?[\s>])/i.test(head)) return xmlPieces(found);
  const table = tableIn(head);
  if (table) return byLine(cellLines(table, found, rowLines(found)));
  const first = firstLabelOf(head);
  return byLine(first ? labelLines(first, found, rowLines(found)) : rowLines(found));
}

/**
 * The events of a whole log that comes in pieces, in order, and of other programs as many as are asked for; what is
 * held at a time is a piece, or an event and a piece. The first sixteen thousand characters tell its shape: XML, CSV or
 * columns with tabs, a label on each line, or anything else, which is read row by row, or as a paste is, part by part.
 */
export async function* readLogStream(text: Pieces, mostOthers: number): Batches {
  const { head, whole } = await peeked(text);
  const found = gathering(mostOthers);
  yield* foundBy(readerFor(head, found), whole, found);
}

/** All events of a whole log, one by one. */
export async function* readEventStream(text: Pieces): AsyncGenerator<LoggedEvent> {
  for await (const { events } of readLogStream(text, Number.POSITIVE_INFINITY)) yield* events;
}
