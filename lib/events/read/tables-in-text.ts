import { parse } from 'csv-parse/sync';
import type { Reading } from './logged-event.ts';
import { DELIMITERS } from './other-shape.ts';
import { type Columns, columnsNamedIn, eventOfRow, type RowEvent } from './table.ts';

/** A line that may be a header; longer ones are none. */
const HEADER = /^[^\n]{0,20}[\p{L}"][^\n]{10,600}$/gmu;
const NAMES_AN_ID = /event|\bid\b|ereignis|suceso|evento|gebeurtenis|イベント|événement/iu;

/** How csv-parse takes what people and tools make of CSV: quotes anywhere, rows of any length. */
const LENIENT = {
  bom: true,
  relax_quotes: true,
  relax_column_count: true,
  skip_empty_lines: true,
  skip_records_with_error: true,
} as const;

type Header = { readonly from: number; readonly columns: Columns; readonly delimiter: string };

function headerIn(line: string, from: number): readonly Header[] {
  // A header that a mail broke in two leaves a quote open.
  if (!NAMES_AN_ID.test(line) || line.split('"').length % 2 === 0) return [];
  return DELIMITERS.flatMap((delimiter) => {
    const cells = line.split(delimiter);
    const columns = cells.length > 2 ? columnsNamedIn(cells) : undefined;
    return columns ? [{ from, columns, delimiter }] : [];
  }).slice(0, 1);
}

type Row = RowEvent & { readonly from: number; readonly to: number };

/** The rows under a header, each with the lines (of this part) it stands on; what is no row ends the table. */
function rowsUnder(part: string, { delimiter, columns }: Header): readonly Row[] {
  const rows: Row[] = [];
  let done = 0;
  let ended = false;
  const take = (cells: readonly string[], line: number) => {
    const event = done === 0 || ended ? undefined : eventOfRow(cells, columns);
    ended ||= done > 0 && event === undefined;
    if (event) rows.push({ ...event, from: done + 1, to: line });
    done = line;
    return null;
  };
  const on_record = (cells: string[], { lines }: { lines: number }) => take(cells, lines);
  try {
    parse(part, { ...LENIENT, trim: true, skip_empty_lines: false, delimiter, on_record });
  } catch {
    // A quote that never ends: what was read before it stands.
  }
  return rows;
}

/** Behind a table, or behind words that follow it. */
const LAST_QUOTE = /"[ \t]{0,40}(?=\n[ \t]{0,40}\n|\s{0,9}$)/;

/** Quotation marks around the whole table leave one open behind the last cell. */
function rowsWithin(part: string, header: Header): readonly Row[] {
  const rows = rowsUnder(part, header);
  return rows.length > 0 ? rows : rowsUnder(part.replace(LAST_QUOTE, ''), header);
}

function readingsOf(text: string, header: Header, until: number): readonly Reading[] {
  const part = text.slice(header.from, until);
  const starts = [0];
  for (let end = part.indexOf('\n'); end >= 0; end = part.indexOf('\n', end + 1)) starts.push(end + 1);
  const startOf = (line: number) => header.from + (starts[line - 1] ?? part.length);
  return rowsWithin(part, header).map(({ id, from, to, ...said }, index) => ({
    ids: [id],
    ...said,
    // The header is nobody's event, and nobody else's text.
    from: index === 0 ? header.from : startOf(from),
    to: startOf(to + 1),
  }));
}

/** Tables with a header, in whatever order and language their columns are; each ends where the next one begins. */
export function tablesIn(text: string): readonly Reading[] {
  const headers = [...text.matchAll(HEADER)].flatMap(({ 0: line, index }) => headerIn(line, index));
  return headers.flatMap((header, index) => readingsOf(text, header, headers[index + 1]?.from ?? text.length));
}
