import { cellsOf, plainCell, staysOpen } from './cells.ts';
import type { Found } from './found.ts';
import type { LineReader } from './pieces.ts';
import { recognized } from './recognized.ts';
import { endsRow } from './rows.ts';
import { type Columns, eventOfRow, isId } from './table.ts';

/** A log in columns: what parts them, what they hold, and whether a header says so. */
export type Table = { readonly delimiter: string; readonly columns: Columns; readonly hasHeader: boolean };

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

function goOn(row: Open, line: string, number: number, { delimiter, hasHeader }: Table): void {
  row.length += line.length;
  row.ended ||= row.length > LONGEST_ROW || (!row.inQuotes && (hasHeader || endsRow(line)));
  if (row.ended) return;
  if (row.isWanted) row.text += `\n${line}`;
  if (line.trim() !== '') row.to = number;
  row.ended = row.inQuotes && !staysOpen(line, delimiter, true);
}

/**
 * Columns with commas, semicolons or tabs between them: each line is a row, or the row above goes on in it. No row is
 * looked at more closely than its event is wanted.
 */
export function cellLines(table: Table, found: Found): LineReader {
  const { delimiter, columns } = table;
  const source = columns.at.source ?? 0;
  // What tells whose event it is may then stand lines below the row's first.
  const isTextFirst = Math.max(columns.id, source) > (columns.at.description ?? Number.POSITIVE_INFINITY);
  // Commas are in many a text, tabs are in none: there, no mark that was never closed hides a row.
  const hidesRows = delimiter !== '\t' || isTextFirst;
  let open: Open | undefined;
  const close = () => {
    if (open?.isWanted) {
      const { text, from, to } = open;
      const event = eventOfRow(wholeCells(text, table), columns);
      if (event) found.take(recognized(event.id, event, { lines: { from, to } }));
    }
    open = undefined;
  };
  const begin = (words: string, number: number, quote: number, isWanted: boolean) => {
    const inQuotes = quote >= 0 && staysOpen(words, delimiter, false);
    const row = { from: number, to: number, text: words, length: words.length, isWanted, inQuotes, ended: false };
    open = isWanted || inQuotes ? row : undefined;
    if (!isWanted) found.pass();
  };
  const line = (words: string, number: number) => {
    if (hidesRows && open?.inQuotes && !open.ended) return goOn(open, words, number, table);
    const quote = words.indexOf('"');
    const id = cellOn(words, quote, columns.id, delimiter);
    const from = id !== undefined && isId(id) ? cellOn(words, quote, source, delimiter) : undefined;
    const isBelow = isTextFirst && from === undefined && isId(id ?? '0') && staysOpen(words, delimiter, false);
    if (from !== undefined || isBelow) {
      close();
      begin(words, number, quote, isBelow || found.isWanted(from));
    } else if (open && !open.ended) goOn(open, words, number, table);
  };
  return { line, end: close };
}
