import { KNOWN_EVENTS } from '../catalogue.ts';
import { type EventRecord, recordsIn } from './records.ts';

/** One event as it was pasted. `source` is absent when the paste names none. */
export type LoggedEvent = {
  readonly id: number;
  readonly source?: string;
  readonly type?: string;
  /**
   * What it was recognised by. `description`: the source was missing, and the text alone spoke. `number`: there was
   * nothing but the id, which is many programs' at once.
   */
  readonly recognizedBy: 'source' | 'description' | 'number';
};

/** Spellings of the source in the articles: MsExchangeMig, ms exchange migds, MS Exchange Migration. */
const MIGRATION_SOURCE = /^ms\s*exchange\s*mig(?:ration|ds)?$/i;
const MIGRATION_SOURCE_ANYWHERE = /\bms\s?exchange\s?mig(?:ration|ds)?\b/i;

/** True for a source of the migration wizard, however it is spelt. */
export const isMigrationSource = (source: string): boolean => MIGRATION_SOURCE.test(source.trim());

/** Undoes what quoting and code fences put around a paste. */
const unquoted = (text: string): string =>
  text
    .replace(/^[ \t]*(?:>[ \t]?)+/gm, '')
    .replace(/```\w*$/gm, '')
    .replace(/`/g, '');

/** True when the text holds the description, wherever its lines were broken. */
const says = (text: string, description: string): boolean =>
  text.replace(/\s+/g, ' ').toLowerCase().includes(description.toLowerCase().replace(/\.$/, ''));

/** One record's events; nearly always one. */
function eventsOf({ ids, source: labelled, type, text }: EventRecord): readonly LoggedEvent[] {
  const source = labelled ?? MIGRATION_SOURCE_ANYWHERE.exec(text)?.[0];
  return ids.map((id) => {
    const described = KNOWN_EVENTS.some((known) => known.id === id && says(text, known.description));
    return {
      id,
      ...(source ? { source } : {}),
      ...(type ? { type } : {}),
      recognizedBy: source ? 'source' : described ? 'description' : 'number',
    };
  });
}

/** Q221122: what Event Viewer shows where the message texts are lost; of a 7026, nothing else is left. */
const TEXT_LOST = /\bEvent\s+ID\s+\(\s*(\d{1,10})\s*\)\s+in\s+Source\s+\(\s*([^()\n]{1,80}?)\s*\)/gi;

const withoutText = (text: string): readonly LoggedEvent[] =>
  [...text.matchAll(TEXT_LOST)].map(([, id, source = '']) => ({ id: Number(id), source, recognizedBy: 'source' }));

/** A line without labels that holds a source of ours and a number that is known. */
function inLine(line: string): readonly LoggedEvent[] {
  const source = MIGRATION_SOURCE_ANYWHERE.exec(line)?.[0];
  const numbers = new Set(source ? line.match(/(?<![\d.])\d{1,10}(?!\d|\.\d)/g)?.map(Number) : []);
  return KNOWN_EVENTS.filter(({ id }) => numbers.has(id)).map(({ id }) => ({
    id,
    ...(source ? { source } : {}),
    recognizedBy: 'source',
  }));
}

const byDescription = (text: string): readonly LoggedEvent[] =>
  KNOWN_EVENTS.filter(({ description }) => says(text, description)).map(({ id }) => ({
    id,
    recognizedBy: 'description',
  }));

/**
 * The events in a pasted text, in order. Recognition rests on id and source; the text only where no source is named.
 * The work grows with the length of the text, whatever it holds.
 */
export function readEvents(pasted: string): readonly LoggedEvent[] {
  const text = unquoted(pasted.replace(/\r\n?/g, '\n'));
  const ways = [
    () => recordsIn(text).flatMap(eventsOf),
    () => withoutText(text),
    () => text.split('\n').flatMap(inLine),
    () => byDescription(text),
  ];
  for (const way of ways) {
    const events = way();
    if (events.length > 0) return events;
  }
  return [];
}
