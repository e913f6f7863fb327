import { meaningOf } from './find-labels.ts';
import type { Field } from './labels.ts';
import { severityOf, TYPES_BY_NUMBER } from './labels.ts';
import { eventIdIn, type Printed, printed, type Shape, textOf } from './logged-event.ts';

/** Which cell of a row holds what; a text stands in the cell behind the last named one, if no column is named for it. */
export type Columns = {
  readonly shape: Shape;
  readonly at: Partial<Record<Field | 'level', number>>;
  readonly id: number;
};
/** A log in columns: what parts them, what they hold, and whether a header says so. */
export type Table = { readonly delimiter: string; readonly columns: Columns; readonly hasHeader: boolean };

export type RowEvent = Printed & { readonly id: number; readonly shape: Shape };

/** What only tables call their columns, beside the labels that are in labels.ts. */
const COLUMN_NAMES: Record<string, Field> = {
  event: 'id',
  'event identifier': 'id',
  message: 'description',
  strings: 'description',
  'date and time': 'date',
  'date time': 'date',
  'datum und uhrzeit': 'date',
  'date et heure': 'date',
  'fecha y hora': 'date',
  'data e ora': 'date',
  'data e hora': 'date',
  'datum en tijd': 'date',
  日付と時刻: 'date',
  data: 'date',
  computername: 'computer',
  sourcename: 'source',
};

const cellText = (cell: string): string => cell.trim().replace(/^"|"$/g, '');

/** The fewest names that make a row a header. */
const FEWEST_NAMES = 3;

/** Reads a row as a header: as many known names as make it one, and those of id and source among them. */
export function columnsNamedIn(cells: readonly string[]): Columns | undefined {
  const at: { [Key in keyof Columns['at']]: number } = {};
  let names = 0;
  cells.forEach((cell, index) => {
    const name = cellText(cell).toLowerCase();
    const field = COLUMN_NAMES[name] ?? meaningOf(name)?.field;
    if (field === undefined) return;
    names += 1;
    // Get-EventLog has InstanceId and EventID; the latter is without the severity's bits. Its Data are bytes, which
    // in Italian and Portuguese are the date.
    const isBytes = field === 'date' && cellText(cells[at.date ?? -1] ?? '').toLowerCase() === 'data';
    if (at[field] === undefined || name === 'eventid' || isBytes) at[field] = index;
  });
  if (at.id === undefined || at.source === undefined || names < FEWEST_NAMES) return undefined;
  const shape = COLUMN_NAMES[cellText(cells[1] ?? '').toLowerCase()] === 'date' ? 'saved by Event Viewer' : 'columns';
  return { shape, at: { description: cells.length, ...at }, id: at.id };
}

/** Orders in which tools print without a header (domain.md 5.6, 5.7; Event Viewer's Save As). */
const ORDERS: readonly { readonly shape: Shape; readonly order: readonly (Field | 'level')[] }[] = [
  {
    shape: 'saved by Event Viewer',
    order: ['date', 'time', 'source', 'type', 'other', 'id', 'user', 'computer', 'description'],
  },
  { shape: 'saved by Event Viewer', order: ['type', 'date', 'source', 'id', 'other', 'description'] },
  { shape: 'dumpel', order: ['date', 'time', 'level', 'other', 'id', 'user', 'source', 'computer', 'description'] },
  {
    shape: 'dumpevt',
    order: ['other', 'level', 'date', 'id', 'type', 'other', 'source', 'user', 'computer', 'description'],
  },
  {
    shape: 'eventquery',
    order: ['type', 'id', 'date', 'source', 'computer', 'other', 'user', 'description'],
  },
];

const DATE = /^\d{1,4}[./-]\d{1,2}[./-]\d{1,4}/;
const FITS: Partial<Record<Field | 'level', (cell: string) => boolean>> = {
  id: (cell) => /^\d{1,10}$/.test(cell),
  level: (cell) => /^\d{1,10}$/.test(cell),
  date: (cell) => DATE.test(cell),
  time: (cell) => /\d[:.]\d\d/.test(cell) && !DATE.test(cell),
  type: (cell) => severityOf(cell) !== undefined,
};

/** The order in which this row is printed, by what its cells look like. */
export function columnsOfRow(cells: readonly string[]): Columns | undefined {
  const texts = cells.slice(0, 12).map(cellText);
  const fitting = ORDERS.find(
    ({ order }) =>
      order.length - 2 <= texts.length && order.every((field, index) => FITS[field]?.(texts[index] ?? '') ?? true),
  );
  if (!fitting) return undefined;
  const entries = fitting.order.map((field, index) => [field, index] as const).filter(([field]) => field !== 'other');
  const at: Columns['at'] = Object.fromEntries(entries);
  return { shape: fitting.shape, at, id: at.id ?? 0 };
}

const ID = /^\s*"?\d{1,10}"?\s*$/;

/** True for what can stand in the column of the id. */
export const isId = (cell: string): boolean => ID.test(cell);

/** Numbers and dates: where a source should stand, they tell that this is no row of this table. */
const NO_SOURCE = /^\s*"?(?:\d{1,10}"?\s*$|\d{1,4}[./-]\d{1,2}[./-]\d)/;

const NINE = 57;

/** True for what can stand in the column of the source. */
export const isSource = (cell: string): boolean => cell.charCodeAt(0) > NINE || !NO_SOURCE.test(cell);

/** A row as an event; undefined when no id stands where it should. */
export function eventOfRow(cells: readonly string[], { shape, at, id: idAt }: Columns): RowEvent | undefined {
  const id = cells[idAt] ?? '';
  if (!ID.test(id)) return undefined;
  const cell = (field: Field | 'level') => (at[field] === undefined ? undefined : cells[at[field]]?.trim());
  const time = cell('time');
  const date = cell('date');
  const parts = {
    source: cell('source'),
    type: cell('type') ?? TYPES_BY_NUMBER[cell('level') ?? ''],
    at: time ? `${date} ${time}` : date,
    user: cell('user'),
    computer: cell('computer'),
    description: textOf(cell('description') ?? cell('message')),
  };
  return { id: eventIdIn(id.includes('"') ? id.replaceAll('"', '') : id), shape, ...printed(parts) };
}
