import { TYPES } from './labels.ts';
import { printed, type Reading, textOf } from './logged-event.ts';
import { migrationSourceAtStart } from './source.ts';

const HEADING = /(?<!\w)ProviderName\s{0,12}:\s{1,12}([^\n]{1,80})/g;
/** Names no event, and is not far below the heading. */
const COLUMNS = /^[^:]{0,120}?\sTimeCreated\s/;
const types = Object.values(TYPES)
  .flat()
  .map((word) => word.replace(/ /g, String.raw`\s{1,12}`));
const ROW = new RegExp(
  String.raw`(?<![\w./:-])(?<at>\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\s{1,12}\d{1,2}[:.]\d{2}[:.]\d{2}(?:\s{1,12}[ap]\.?\s?m\.?)?)\s{1,40}(?<id>\d{1,5})\s{1,40}(?<type>${types.join('|')})(?=\s)`,
  'gi',
);

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
    const { at, id, type } = row.groups ?? {};
    const end = row.index + row[0].length;
    const rest = part.slice(end, Math.min(rows[index + 1]?.index ?? part.length, end + 8_000));
    const text = rest.split(/\n[ \t]*\n/, 1)[0] ?? '';
    return {
      ids: [Number(id)],
      shape: 'powershell table',
      // The heading is its rows', and nobody else's label.
      from: index === 0 ? heading : from + row.index,
      to: from + end + text.length,
      ...printed({ source, at: at?.replace(/\s+/g, ' '), type, description: textOf(text) }),
    };
  });
}
