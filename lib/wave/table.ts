import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';

export type Delimiter = ',' | ';' | '\t';

/** One line of a table, or several where a field holds line breaks; `raw` is the text itself with what ends it. */
export type Row = { readonly line: number; readonly raw: string; readonly cells: readonly string[] };

/** A table as it stands in a file: what comes before the header, the header, and the rows. */
export type Table = {
  readonly preamble: string;
  readonly header: Row;
  readonly rows: readonly Row[];
  readonly delimiter: Delimiter;
};

/** Where a table begins in a text: the offset of the header, and its line. */
export type Start = { readonly at: number; readonly line: number; readonly delimiter: Delimiter };

/** A quotation mark that is never closed swallows everything behind it. It stands on that line, or below. */
export type Unclosed = { readonly unclosed: number };

const DELIMITERS: readonly Delimiter[] = [',', ';', '\t'];

/** The cells of one line that is read by itself. */
export function cellsOfLine(line: string, delimiter: Delimiter): readonly string[] {
  const rows = rowsIn(line, { at: 0, line: 1, delimiter });
  return 'unclosed' in rows ? line.split(delimiter) : (rows[0]?.cells ?? []);
}

/** What separates the cells of a line: that which makes most of them. */
export const delimiterIn = (line: string): Delimiter =>
  DELIMITERS.reduce((best, next) => (cellsOfLine(line, next).length > cellsOfLine(line, best).length ? next : best));

const READING = {
  relax_column_count: true,
  relax_quotes: true,
  skip_empty_lines: true,
  record_delimiter: ['\r\n', '\n', '\r'],
};

/** The rows from a place in a text on; quotes are taken as they come, and rows may have any length. */
function rowsIn(text: string, { at, line, delimiter }: Start): readonly Row[] | Unclosed {
  const bytes = Buffer.from(text.slice(at));
  const rows: Row[] = [];
  let from = 0;
  const onRecord = (record: unknown, info: { readonly lines: number; readonly bytes: number }): null => {
    const raw = bytes.toString('utf8', from, info.bytes);
    from = info.bytes;
    rows.push({ line: firstLineOf(raw, info.lines) + line - 1, raw, cells: Array.isArray(record) ? record : [] });
    return null;
  };
  try {
    parse(bytes, { ...READING, delimiter, on_record: onRecord });
    return rows;
  } catch {
    // With quotes and lengths as they come, csv-parse refuses nothing but a quotation mark that is never closed.
    const before = bytes.toString('utf8', 0, from) + (/^[\r\n]*/.exec(bytes.toString('utf8', from))?.[0] ?? '');
    return { unclosed: line + (before.match(BREAK)?.length ?? 0) };
  }
}

const BREAK = /\r\n|\n|\r/g;

/** csv-parse counts to the line on which a record ends; the empty lines before it belong to its text. */
function firstLineOf(raw: string, last: number): number {
  const own = raw.replace(/^[\r\n]+/, '').replace(/(?:\r\n|\n|\r)$/, '');
  return last - (own.match(BREAK)?.length ?? 0);
}

/** The table from its header on. */
export function tableIn(text: string, start: Start): Table | Unclosed {
  const rows = rowsIn(text, start);
  if ('unclosed' in rows) return rows;
  const [header = { line: start.line, raw: '', cells: [] }, ...others] = rows;
  return { preamble: text.slice(0, start.at), header, rows: others, delimiter: start.delimiter };
}

/** Where a column stands, whatever the case of its name; undefined when it is not there. */
export function columnOf({ header }: Table, ...names: readonly string[]): number | undefined {
  const index = header.cells.findIndex((cell) =>
    names.some((name) => name.toLowerCase() === cell.trim().toLowerCase()),
  );
  return index < 0 ? undefined : index;
}

/** A row with other cells, ended as it was. */
export function rewritten({ raw }: Row, cells: readonly string[], delimiter: Delimiter): string {
  const before = /^[\r\n]*/.exec(raw)?.[0] ?? '';
  const end = /(?:\r\n|\n|\r)?$/.exec(raw)?.[0] ?? '';
  return before + stringify([[...cells]], { delimiter, record_delimiter: '' }) + end;
}
