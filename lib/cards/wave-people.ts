import type { DataTableBlock } from '@slack/types';
import type { Shown } from '../wave/summary.ts';
import { shown } from './visible.ts';

/** Slack takes 101 rows, the head included (https://docs.slack.dev/reference/block-kit/blocks/data-table-block). */
const MOST_ROWS = 100;
/** Of the characters that a message has for all its blocks together. */
const CHARACTERS = 6_500;
/** So many rows are seen at once. */
const PAGE = 10;

/** A cell is never empty: Slack refuses a text without a character. */
const cell = (text: string, limit: number) => ({ type: 'raw_text' as const, text: shown(text, limit) || '–' });

type Column = { readonly name: string; readonly limit: number; readonly of: (one: Shown) => string };

const LINE: Column = { name: 'Line', limit: 10, of: ({ line }) => String(line) };
const COLUMNS: readonly Column[] = [
  { name: 'Name', limit: 80, of: ({ name }) => name },
  { name: 'Verdict', limit: 40, of: ({ found, kind }) => (found === 'unclear' ? `${kind}?` : kind) },
  { name: 'Migrated from', limit: 80, of: ({ source = '' }) => source },
  { name: 'One safe fix', limit: 10, of: ({ isMendable }) => (isMendable ? 'yes' : 'no') },
];

/** The people who need somebody as a table: as many as there is room for; how many that are. */
export function peopleTable(some: readonly Shown[]): { readonly table: DataTableBlock; readonly shown: number } {
  // Somebody of a container stands on no line.
  const columns = some.some(({ line }) => line > 0) ? [LINE, ...COLUMNS] : COLUMNS;
  const rows: ReturnType<typeof cell>[][] = [];
  let room = CHARACTERS;
  for (const one of some.slice(0, MOST_ROWS)) {
    const row = columns.map(({ limit, of }) => cell(of(one), limit));
    room -= row.reduce((sum, { text }) => sum + text.length, 0);
    if (room < 0) break;
    rows.push(row);
  }
  return {
    table: {
      type: 'data_table',
      caption: 'People who need somebody, the worst first',
      rows: [columns.map(({ name }) => cell(name, 40)), ...rows],
      page_size: PAGE,
      row_header_column_index: columns.findIndex(({ name }) => name === 'Name'),
    },
    shown: rows.length,
  };
}
