import { cellsOf, plainCell, staysOpen } from './cells.ts';
import type { Found } from './found.ts';
import { headedBy } from './other-shape.ts';
import type { LineReader } from './pieces.ts';
import { recognized } from './recognized.ts';
import { endsRow } from './rows.ts';
import { eventOfRow, isId, isSource, type Table } from './table.ts';

/** A row, as far as it was read; of one that is not wanted nothing is kept. */
type Open = {
  readonly from: number;
  to: number;
  text: string;
  length: number;
  readonly isWanted: boolean;
  /** A cell in quotation marks goes on below. */
  inQuotes: boolean;
  /** What comes below is not its text. */
  ended: boolean;
};

/** No row is longer, unless it has lost its closing quotation mark. */
const LONGEST_ROW = 100_000;

/** One cell of a line; undefined when it is not there. Of most rows two are looked at, and the others not cut out. */
function cellOn(line: string, quote: number, column: number, delimiter: string): string | undefined {
  const cell = plainCell(line, delimiter, column);
  // Behind a quotation mark a cell may have begun further on the left.
  const isPlain = quote < 0 || (cell !== undefined && cell.to < quote);
  return isPlain ? cell && line.slice(cell.from, cell.to) : cellsOf(line, delimiter)[column];
}

/** The cells of a row. A text that stands last has all that is behind it: only CSV puts what parts cells in quotes. */
function wholeCells(row: string, { delimiter, columns: { at } }: Table): readonly string[] {
  const cells = cellsOf(row, delimiter);
  const last = at.description ?? cells.length;
  const isLast = Object.values(at).every((column) => column <= last);
  return isLast && cells.length > last + 1 ? [...cells.slice(0, last), cells.slice(last).join(delimiter)] : cells;
}

/** False for a line that is not the row's any more. */
function goOn(row: Open, line: string, number: number, { delimiter, hasHeader }: Table): boolean {
  row.length += line.length;
  row.ended ||= row.length > LONGEST_ROW || (!row.inQuotes && (hasHeader || endsRow(line)));
  if (row.ended) return false;
  if (row.isWanted) row.text += `\n${line}`;
  if (line.trim() !== '') row.to = number;
  row.ended = row.inQuotes && !staysOpen(line, delimiter, true);
  return true;
}

function looksOf({ delimiter, columns }: Table) {
  const source = columns.at.source ?? 0;
  // What tells whose event it is may then stand lines below the row's first.
  const isTextFirst = Math.max(columns.id, source) > (columns.at.description ?? Number.POSITIVE_INFINITY);
  // Commas are in many a text, tabs are in none: there, no mark that was never closed hides a row.
  return { delimiter, columns, source, isTextFirst, hidesRows: delimiter !== '\t' || isTextFirst };
}

/**
 * Columns with commas, semicolons or tabs between them: each line is a row, or the row above goes on in it. No row is
 * looked at more closely than its event is wanted. Another header begins another table; lines that are neither rows nor
 * their text are handed to `others`.
 */
export function cellLines(begun: Table, found: Found, others: LineReader): LineReader {
  let table = begun;
  let { delimiter, columns, source, isTextFirst, hidesRows } = looksOf(table);
  let anyOthers = false;
  /** The row above is only counted, and its text may go on below. */
  let passes = false;
  let open: Open | undefined;
  const close = () => {
    if (open?.isWanted) {
      const { text, from, to } = open;
      const event = eventOfRow(wholeCells(text, table), columns);
      if (event) found.take(recognized(event.id, event, { lines: { from, to } }));
    }
    open = undefined;
  };
  const releaseOthers = () => {
    if (anyOthers) others.end();
    anyOthers = false;
  };
  const handOn = (words: string, number: number) => {
    const headed = words.trim() === '' ? undefined : headedBy(words);
    if (headed) {
      close();
      releaseOthers();
      table = headed;
      ({ delimiter, columns, source, isTextFirst, hidesRows } = looksOf(table));
    } else if (anyOthers || words.trim() !== '') {
      close();
      anyOthers = true;
      others.line(words, number);
    }
  };
  const begin = (words: string, number: number, quote: number, isWanted: boolean) => {
    const inQuotes = quote >= 0 && staysOpen(words, delimiter, false);
    const row = { from: number, to: number, text: words, length: words.length, isWanted, inQuotes, ended: false };
    open = isWanted || inQuotes ? row : undefined;
    passes = !open && !table.hasHeader;
    if (!isWanted) found.pass();
  };
  const line = (words: string, number: number) => {
    if (hidesRows && open?.inQuotes && !open.ended && goOn(open, words, number, table)) return;
    const quote = words.indexOf('"');
    const id = cellOn(words, quote, columns.id, delimiter);
    const from = id !== undefined && isId(id) ? cellOn(words, quote, source, delimiter) : undefined;
    const isBelow = isTextFirst && from === undefined && isId(id ?? '0') && staysOpen(words, delimiter, false);
    if (isBelow || (from !== undefined && isSource(from))) {
      close();
      releaseOthers();
      return begin(words, number, quote, isBelow || found.isWanted(from));
    }
    passes &&= !endsRow(words);
    if (!passes && !(open && !open.ended && goOn(open, words, number, table))) handOn(words, number);
  };
  const end = () => {
    close();
    others.end();
  };
  return { line, end };
}
