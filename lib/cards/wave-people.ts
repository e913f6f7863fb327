import type { DataTableBlock } from '@slack/types';
import type { Verdict } from '../wave/verdict.ts';
import { shown } from './visible.ts';

/** Slack takes 101 rows, the head included (https://docs.slack.dev/reference/block-kit/blocks/data-table-block). */
const MOST_ROWS = 100;
/** Of the characters that a message has for all its blocks together. */
const CHARACTERS = 6_500;
/** So many rows are seen at once. */
const PAGE = 10;

const HEAD = ['Line', 'Name', 'Verdict', 'Migrated from', 'One safe fix'];

/** A cell is never empty: Slack refuses a text without a character. */
const cell = (text: string, limit: number) => ({ type: 'raw_text' as const, text: shown(text, limit) || '–' });

const rowOf = ({ line, name, found, kind, source, fix }: Verdict) => [
  cell(line > 0 ? String(line) : '', 10),
  cell(name, 80),
  cell(found === 'unclear' ? `${kind}?` : kind, 40),
  cell(source ?? '', 80),
  cell(fix ? 'yes' : 'no', 10),
];

/** The people who need somebody as a table: as many as there is room for; `left` are not in it. */
export function peopleTable(some: readonly Verdict[]): { readonly table: DataTableBlock; readonly left: number } {
  const rows: ReturnType<typeof rowOf>[] = [];
  let room = CHARACTERS;
  for (const verdict of some.slice(0, MOST_ROWS)) {
    const row = rowOf(verdict);
    room -= row.reduce((sum, { text }) => sum + text.length, 0);
    if (room < 0) break;
    rows.push(row);
  }
  const head = HEAD.map((name) => cell(name, 40));
  return {
    table: {
      type: 'data_table',
      caption: 'People who need somebody, the worst first',
      rows: [head, ...rows],
      page_size: PAGE,
      row_header_column_index: 1,
    },
    left: some.length - rows.length,
  };
}
