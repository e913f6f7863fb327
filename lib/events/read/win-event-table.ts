import { TYPES } from './labels.ts';
import { printed, type Reading, textOf } from './logged-event.ts';
import { migrationSourceAtStart } from './source.ts';

const HEADING = /(?<!\w)ProviderName\s{0,12}:\s{1,12}([^\n]{1,80})/g;
/** Names no event, and is not far below the heading. */
const COLUMNS = /^[^:]{0,120}?\sTimeCreated\s/;
const types = Object.values(TYPES)
  .flat()
  .map((word) => word.replace(/ /g, String.raw`\s{1,12}`));
const ROW_PATTERN = String.raw`(?<![\w./:-])(?<at>\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\s{1,12}\d{1,2}[:.]\d{2}[:.]\d{2}(?:\s{1,12}[ap]\.?\s?m\.?)?)\s{1,40}(?<id>\d{1,5})\s{1,40}(?<type>${types.join('|')})(?=\s)`;
const ROW = new RegExp(ROW_PATTERN, 'gi');
const ROW_AT_START = new RegExp(String.raw`^\s{0,20}${ROW_PATTERN}`, 'i');

/** The source that a line names for the rows below it; the line with the columns' names follows. */
export const providerOn = (line: string): string | undefined =>
  line.includes('ProviderName')
    ? /^\s{0,20}ProviderName\s{0,12}:\s{1,12}([^\r\n]{1,80})/.exec(line)?.[1]?.trim()
    : undefined;

export const namesColumns = (line: string): boolean => /^\s{0,20}TimeCreated\s[^:]{0,120}$/.test(line);

/** True for a line that is a row of such a table. */
export const isWinEventRow = (line: string): boolean => ROW_AT_START.test(line);

/** The event of a row, and of the lines below it that are its text. */
export function winEventOn(text: string, source: string): Reading | undefined {
  const row = ROW_AT_START.exec(text);
  return row ? readingOf(row, source, text.slice(row[0].length), { from: 0, to: text.length }) : undefined;
}

function readingOf(row: RegExpExecArray, source: string, text: string, where: Pick<Reading, 'from' | 'to'>): Reading {
  const { at, id, type } = row.groups ?? {};
  const parts = { source, at: at?.replace(/\s+/g, ' '), type, description: textOf(text) };
  return { ids: [Number(id)], shape: 'powershell table', ...where, ...printed(parts) };
}

/** Get-WinEvent's table: the source stands once, over the rows of its events. */
export function winEventTablesIn(text: string): readonly Reading[] {
  const headings = [...text.matchAll(HEADING)];
  return headings.flatMap((heading, index) => {
    const from = heading.index + heading[0].length;
    const part = text.slice(from, headings[index + 1]?.index ?? text.length);
    if (!COLUMNS.test(part)) return [];
    const named = (heading[1] ?? '') + part.slice(0, 60);
    return rowsUnder(part, {
      source: migrationSourceAtStart(named) ?? (heading[1] ?? '').trim(),
      from,
      heading: heading.index,
    });
  });
}

function rowsUnder(
  part: string,
  { source, from, heading }: { source: string; from: number; heading: number },
): readonly Reading[] {
  const rows = [...part.matchAll(ROW)];
  return rows.map((row, index) => {
    const end = row.index + row[0].length;
    const rest = part.slice(end, Math.min(rows[index + 1]?.index ?? part.length, end + 8_000));
    const text = rest.split(/\n[ \t]*\n/, 1)[0] ?? '';
    // The heading is its rows', and nobody else's label.
    const where = { from: index === 0 ? heading : from + row.index, to: from + end + text.length };
    return readingOf(row, source, text, where);
  });
}
