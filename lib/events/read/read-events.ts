import { friendlyViewsIn } from './friendly-view.ts';
import { eventsInLines, sourceBeside } from './in-lines.ts';
import { jsonEventsIn } from './json.ts';
import { textsSaidIn } from './known-texts.ts';
import { labelledIn } from './labelled.ts';
import type { LoggedEvent, Reading } from './logged-event.ts';
import { mailHeadersIn } from './mail-headers.ts';
import { recognized } from './recognized.ts';
import { rowsIn } from './rows.ts';
import { isMigrationSource } from './source.ts';
import { tablesIn } from './tables-in-text.ts';
import { lostTextsIn } from './text-lost.ts';
import { lineCounter, masked, unmangled } from './unmangle.ts';
import { winEventTablesIn } from './win-event-table.ts';
import { xmlEventsIn, xmlPartsIn } from './xml-in-text.ts';

/** A labelled record may name its source without a label. */
const withSource = (reading: Reading, text: string): Reading => {
  const source = reading.source ?? sourceBeside(reading.ids, text.slice(reading.from, reading.to));
  return source ? { ...reading, source } : reading;
};

/** The complaint about a lost text inside of a record that names the same event is that record's text. */
const isSaidBy = (records: readonly Reading[]) => (lost: Reading) =>
  records.some(({ ids, from, to }) => from <= lost.from && lost.to <= to && ids.some((id) => lost.ids.includes(id)));

/** The source of a record that names none is that of the complaint in it; wrapped, the complaint looks like a label. */
const sourceFromLost =
  (lost: readonly Reading[]) =>
  (record: Reading): Reading => {
    if (record.source) return record;
    const same = lost.find(
      ({ ids, from, to }) => from < record.to && record.from < to && ids.some((id) => record.ids.includes(id)),
    );
    return same?.source ? { ...record, source: same.source } : record;
  };

/** Readers of shapes that cannot be mistaken for labels; each leaves blanks where it found its events. */
const UNMISTAKABLE = [jsonEventsIn, friendlyViewsIn, tablesIn, winEventTablesIn, rowsIn];

/** Columns' names over a rule of dashes are no labels. */
const COLUMN_HEADS = /^[^\n]{10,300}\n[ \t]{0,20}-{2,}(?:[ \t]{1,40}-{2,}){1,12}[ \t]{0,40}$/gm;

function structured(text: string): readonly Reading[] {
  const xml = xmlPartsIn(text);
  const found = [...xmlEventsIn(text, xml)];
  let rest = masked(text, xml);
  for (const reader of UNMISTAKABLE) {
    const readings = reader(rest);
    found.push(...readings);
    rest = masked(rest, readings);
  }
  rest = rest.replace(COLUMN_HEADS, (heads) => heads.replace(/[^\n]/g, ' '));
  const lost = lostTextsIn(rest);
  const records = labelledIn(rest)
    .map((reading) => withSource(reading, rest))
    .map(sourceFromLost(lost));
  const said = lost.length > 0 ? lost.filter((reading) => !isSaidBy(records)(reading)) : [];
  return [...found, ...records, ...said].sort((a, b) => a.from - b.from);
}

/** Where a text ends whose last placeholder may go on: at an empty line, or where the next one begins. */
function endOfText(text: string, to: number, until: number): number {
  const rest = text.slice(to, until);
  const empty = /\n[ \t]*\n/.exec(rest)?.index ?? rest.length;
  return to + rest.slice(0, empty).trimEnd().length;
}

/** Where the last line end stands between two places, both included; -1 without one. Nothing in front is looked at. */
function lineEndBetween(text: string, from: number, to: number): number {
  const at = text.slice(from, to + 1).lastIndexOf('\n');
  return at < 0 ? -1 : from + at;
}

function byText(text: string): readonly Reading[] {
  const said = textsSaidIn(text);
  return said.map(({ ids, from, to }, index) => {
    const before = said[index - 1]?.to ?? 0;
    const begins = lineEndBetween(text, before, from) + 1;
    const next = said[index + 1]?.from;
    const until = next === undefined ? text.length : Math.max(to, lineEndBetween(text, to, next));
    return { ids, shape: 'text', from: Math.max(begins, before), to: endOfText(text, to, until) };
  });
}

function eventsOf(reading: Reading, text: string, lineOf: (offset: number) => number): readonly LoggedEvent[] {
  const { ids, from, to, ...said } = reading;
  const part = text.slice(from, to);
  const lines = { from: lineOf(from), to: lineOf(from + part.trimEnd().length - 1) };
  return ids.map((id) => recognized(id, said, { lines, text: part }));
}

const eventsIn = (readings: readonly Reading[], text: string): readonly LoggedEvent[] => {
  const lineOf = lineCounter(text);
  return readings.flatMap((reading) => eventsOf(reading, text, lineOf));
};

/** What is printed as events are; the headers of mails are no part of them, unless there is nothing else. */
function printedIn(text: string): readonly Reading[] {
  const headers = mailHeadersIn(text);
  const readings = headers.length > 0 ? structured(masked(text, headers)) : [];
  return readings.length > 0 ? readings : structured(text);
}

/** Events that are only spoken of, or of which nothing but the text is there; of those in `printed` it is spoken, too. */
function spokenOf(text: string, printed: readonly Reading[]): readonly Reading[] {
  const ours = new Set(printed.filter(({ source }) => !source || isMigrationSource(source)).flatMap(({ ids }) => ids));
  const isNew = ({ ids }: Reading) => !ids.some((id) => ours.has(id));
  const rest = printed.length > 0 ? masked(text, printed) : text;
  const inLines = eventsInLines(rest).filter(isNew);
  const said = inLines.length > 0 && printed.length === 0 ? [] : byText(masked(rest, inLines)).filter(isNew);
  return [...inLines, ...said];
}

/**
 * The events in a pasted text, in order, whatever they were printed by (domain.md 5). Recognition rests on id and
 * source; the text speaks only where no source is named. The work grows with the length of the text, whatever it holds.
 */
export function readEvents(pasted: string): readonly LoggedEvent[] {
  const text = unmangled(pasted);
  const printed = printedIn(text);
  const all = [...printed, ...spokenOf(text, printed)];
  return eventsIn(
    all.sort((a, b) => a.from - b.from),
    text,
  );
}

/** The same of a text beside which events are printed as such: words that only speak of one are none there. */
export function readPrintedEvents(pasted: string): readonly LoggedEvent[] {
  const text = unmangled(pasted);
  return eventsIn(printedIn(text), text);
}
