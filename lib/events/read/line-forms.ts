import { jsonOn, looksLikeEvent, readingOfJson } from './json.ts';
import type { Reading, Shape } from './logged-event.ts';
import { endsRow, isRow, type RowShapes, rowOn, rowShapesOf } from './rows.ts';
import { isMigrationSource, mayNameMigration } from './source.ts';
import { isWinEventRow, winEventOn } from './win-event-table.ts';

/** How an event is printed that begins with a line. */
export type LineForm = {
  /** What a line begins; `others`: an event that is surely another program's, where such are only counted. */
  readonly begins: (line: string, countsOthers: boolean) => 'event' | 'others' | undefined;
  /** True for a line below that is the event's, too. */
  readonly goesOn: (line: string) => boolean;
  readonly read: (text: string) => Reading | undefined;
};

const JSON_LINES: LineForm = {
  begins: (line, countsOthers) => {
    if (countsOthers && !mayNameMigration(line) && looksLikeEvent(line)) return 'others';
    return jsonOn(line) ? 'event' : undefined;
  },
  goesOn: () => false,
  read: (line) => {
    const event = jsonOn(line);
    return event && readingOfJson(event);
  },
};

const rowsOf = (shapes: RowShapes): LineForm => ({
  begins: (line, countsOthers) => {
    if (!isRow(line, shapes)) return undefined;
    return countsOthers && !mayNameMigration(line) ? 'others' : 'event';
  },
  goesOn: (line) => !endsRow(line),
  read: (text) => rowOn(text, shapes),
});

/** What was seen to print an event on each line. */
export function formsOf(shapes: ReadonlySet<Shape>): readonly LineForm[] {
  const rows = rowShapesOf(shapes);
  return [...(shapes.has('json') ? [JSON_LINES] : []), ...(rows.length > 0 ? [rowsOf(rows)] : [])];
}

/** The rows under a heading of Get-WinEvent that names their source. */
export const rowsUnder = (source: string): LineForm => ({
  begins: (line, countsOthers) => {
    if (!isWinEventRow(line)) return undefined;
    return countsOthers && !isMigrationSource(source) ? 'others' : 'event';
  },
  goesOn: (line) => line.trim() !== '',
  read: (text) => winEventOn(text, source),
});
