import type { Found } from './found.ts';
import { formsOf, type LineForm } from './line-forms.ts';
import type { LoggedEvent, Shape } from './logged-event.ts';
import { readEvents, readPrintedEvents } from './read-events.ts';

/** Lines of a log that are read as a paste is; `forms` are those that such lines have shown so far. */
export type OtherLines = {
  readonly forms: () => readonly LineForm[];
  readonly take: (line: string, number: number) => void;
  /** Reads what was taken: what comes next is something else. */
  readonly finish: () => void;
};

/** As much as is read at once; the first time it is to tell the forms. */
const BLOCK = 16_384;
const FIRST_BLOCK = 4_096;
/** More than one event is long. */
const LONGEST_EVENT = 64 * BLOCK;
/** More lines than an event has that began and was not seen yet. */
const MOST_LINES = 20;

const shifted = (event: LoggedEvent, by: number): LoggedEvent => ({
  ...event,
  lines: { from: event.lines.from + by, to: event.lines.to + by },
});

const isBlank = (line: string): boolean => !/[\p{L}\d]/u.test(line);

/** Reads part by part what holds events anywhere. */
export function otherLines(found: Found): OtherLines {
  const shapes = new Set<Shape>();
  let forms = formsOf(shapes);
  let lines: string[] = [];
  let [above, length, wanted, anyPrinted] = [0, 0, FIRST_BLOCK, false];
  const read = (): readonly LoggedEvent[] => {
    if (lines.every(isBlank)) return [];
    const events = (anyPrinted ? readPrintedEvents : readEvents)(lines.join('\n'));
    for (const { shape } of events) shapes.add(shape);
    forms = formsOf(shapes);
    anyPrinted ||= events.some(({ shape }) => shape !== 'line' && shape !== 'text');
    return events;
  };
  /** Forgets what stands above a line. */
  const keepFrom = (line: number) => {
    lines = lines.slice(line - 1);
    above += line - 1;
    length = lines.reduce((sum, { length: more }) => sum + more + 1, 0);
    wanted = Math.max(BLOCK, 2 * length);
  };
  /** The last event may go on below, so that it is read again with what stands there. */
  const readBlock = () => {
    const events = read();
    const isTooLong = length > LONGEST_EVENT;
    const last = events.at(-1)?.lines.from ?? Math.max(1, lines.length - MOST_LINES);
    for (const event of events) if (isTooLong || event.lines.from < last) found.take(shifted(event, above));
    keepFrom(isTooLong ? lines.length + 1 : last);
  };
  const take = (line: string, number: number) => {
    if (lines.length === 0) above = number - 1;
    lines.push(line);
    length += line.length + 1;
    if (length >= wanted) readBlock();
  };
  const finish = () => {
    if (lines.length === 0) return;
    for (const event of read()) found.take(shifted(event, above));
    keepFrom(lines.length + 1);
  };
  return { forms: () => forms, take, finish };
}
