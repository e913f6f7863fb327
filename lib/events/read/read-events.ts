import { eventsInLines, sourceBeside } from './in-lines.ts';
import { jsonEventsIn } from './json.ts';
import { idsSaidIn } from './known-texts.ts';
import { labelledIn } from './labelled.ts';
import type { LoggedEvent, Reading } from './logged-event.ts';
import { recognized } from './recognized.ts';
import { rowsIn } from './rows.ts';
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

/** Readers of shapes that cannot be mistaken for labels; each leaves blanks where it found its events. */
const UNMISTAKABLE = [jsonEventsIn, tablesIn, winEventTablesIn, rowsIn];

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
  const records = labelledIn(rest).map((reading) => withSource(reading, rest));
  const lost = lostTextsIn(rest);
  const said = lost.length > 0 ? lost.filter((reading) => !isSaidBy(records)(reading)) : [];
  return [...found, ...records, ...said].sort((a, b) => a.from - b.from);
}

const byText = (text: string): readonly Reading[] =>
  idsSaidIn(text).map((id) => ({ ids: [id], shape: 'text', from: 0, to: text.length }));

function eventsOf(reading: Reading, text: string, lineOf: (offset: number) => number): readonly LoggedEvent[] {
  const { ids, from, to, ...said } = reading;
  const part = text.slice(from, to);
  const lines = { from: lineOf(from), to: lineOf(from + part.trimEnd().length - 1) };
  return ids.map((id) => recognized(id, said, { lines, text: part }));
}

function eventsBy(readers: readonly ((text: string) => readonly Reading[])[], pasted: string): readonly LoggedEvent[] {
  const text = unmangled(pasted);
  for (const reader of readers) {
    const readings = reader(text);
    if (readings.length > 0) {
      const lineOf = lineCounter(text);
      return readings.flatMap((reading) => eventsOf(reading, text, lineOf));
    }
  }
  return [];
}

/**
 * The events in a pasted text, in order, whatever they were printed by (domain.md 5). Recognition rests on id and
 * source; the text speaks only where no source is named. The work grows with the length of the text, whatever it holds.
 */
export const readEvents = (pasted: string): readonly LoggedEvent[] =>
  eventsBy([structured, eventsInLines, byText], pasted);

/** The same of a text beside which events are printed as such: words that only speak of one are none there. */
export const readPrintedEvents = (pasted: string): readonly LoggedEvent[] => eventsBy([structured], pasted);
