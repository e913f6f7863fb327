import { TYPES } from './labels.ts';
import { printed, type Reading, textOf } from './logged-event.ts';

const HEADING = /(?<!\w)ProviderName\s{0,3}:\s{1,3}([^\n]{1,80})/g;
const types = Object.values(TYPES)
  .flat()
  .map((word) => word.replace(/ /g, String.raw`\s{1,3}`));
const ROW = new RegExp(
  String.raw`(?<![\w./:-])(?<at>\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\s{1,3}\d{1,2}[:.]\d{2}[:.]\d{2}(?:\s{1,3}[ap]\.?\s?m\.?)?)\s{1,40}(?<id>\d{1,5})\s{1,40}(?<type>${types.join('|')})(?=\s)`,
  'gi',
);

/** Get-WinEvent's table: the source stands once, over the rows of its events. */
export function winEventTablesIn(text: string): readonly Reading[] {
  const headings = [...text.matchAll(HEADING)];
  return headings.flatMap((heading, index) => {
    const from = heading.index + heading[0].length;
    const part = text.slice(from, headings[index + 1]?.index ?? text.length);
    if (!/^\s{0,200}TimeCreated\s/.test(part)) return [];
    return rowsUnder(part, { source: (heading[1] ?? '').trim(), from });
  });
}

function rowsUnder(part: string, { source, from }: { source: string; from: number }): readonly Reading[] {
  const rows = [...part.matchAll(ROW)];
  return rows.map((row, index) => {
    const { at, id, type } = row.groups ?? {};
    const end = row.index + row[0].length;
    const rest = part.slice(end, Math.min(rows[index + 1]?.index ?? part.length, end + 8_000));
    const text = rest.split(/\n[ \t]*\n/, 1)[0] ?? '';
    return {
      ids: [Number(id)],
      shape: 'powershell table',
      from: from + row.index,
      to: from + end + text.length,
      ...printed({ source, at: at?.replace(/\s+/g, ' '), type, description: textOf(text) }),
    };
  });
}
