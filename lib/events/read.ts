import { KNOWN_EVENTS } from './catalogue.ts';

/** One event as it was pasted. `source` is absent when the paste names none. */
export type LoggedEvent = {
  readonly id: number;
  readonly source?: string;
  readonly type?: string;
  /** What it was recognised by; `description`: the source was missing, and the text alone spoke. */
  readonly recognizedBy: 'source' | 'description';
};

/** Spellings of the source in the articles: MsExchangeMig, ms exchange migds, MS Exchange Migration. */
const MIGRATION_SOURCE = /^ms\s*exchange\s*mig(?:ration|ds)?$/i;
const MIGRATION_SOURCE_ANYWHERE = /\bms\s?exchange\s?mig(?:ration|ds)?\b/i;

/** Labels of Event Viewer and of the articles, with `:` or `=`, or two blanks behind them as in a two-column copy. */
const LABEL =
  /\b(event\s?id|eventid|event source|event type|event category|source|type|category|description|date|time|user|computer|task category|level|log name|keywords)(?:[ \t]*[:=][ \t]*|[ \t]{2,}|\t+)/gi;

const FIELD: Record<string, 'id' | 'source' | 'type' | undefined> = {
  eventid: 'id',
  source: 'source',
  eventsource: 'source',
  type: 'type',
  eventtype: 'type',
  level: 'type',
};

type Fields = { id?: string; source?: string; type?: string };

/** True for a source of the migration wizard, however it is spelt. */
export const isMigrationSource = (source: string): boolean => MIGRATION_SOURCE.test(source.trim());

/** Undoes what quoting and code fences put around a paste. */
const unquoted = (text: string): string =>
  text
    .replace(/^[ \t]*```.*$/gm, '')
    .replace(/^[ \t]*(?:>[ \t]?)+/gm, '')
    .replace(/`/g, '');

/** The labelled fields, cut into one record per event: a label that comes again begins the next. */
function recordsIn(text: string): readonly Fields[] {
  const labels = [...text.matchAll(LABEL)];
  const records: Fields[] = [{}];
  labels.forEach((label, index) => {
    const field = FIELD[(label[1] ?? '').toLowerCase().replace(/\s/g, '')];
    if (!field) return;
    const end = labels[index + 1]?.index ?? text.length;
    const [value = ''] = text
      .slice(label.index + label[0].length, end)
      .trim()
      .split(/\n|\s{2,}|\t/);
    const record = records.at(-1);
    if (record && record[field] === undefined) record[field] = value.trim();
    else records.push({ [field]: value.trim() });
  });
  return records;
}

const eventOf = ({ id, source, type }: Fields, text: string): readonly LoggedEvent[] => {
  const number = Number(/^\d{1,10}/.exec(id ?? '')?.[0] ?? Number.NaN);
  if (Number.isNaN(number)) return [];
  const described = KNOWN_EVENTS.some((known) => known.id === number && says(text, known.description));
  return [
    {
      id: number,
      ...(source ? { source } : {}),
      ...(type ? { type } : {}),
      recognizedBy: source || !described ? 'source' : 'description',
    },
  ];
};

const says = (text: string, description: string): boolean =>
  text.replace(/\s+/g, ' ').toLowerCase().includes(description.toLowerCase().replace(/\.$/, ''));

/** Lines without labels: a source of ours beside a number that is known, or the description alone. */
function unlabelled(text: string): readonly LoggedEvent[] {
  const source = MIGRATION_SOURCE_ANYWHERE.exec(text)?.[0];
  return KNOWN_EVENTS.flatMap((known): LoggedEvent[] => {
    if (source && new RegExp(`(?<![\\d.])${known.id}(?![\\d.])`).test(text))
      return [{ id: known.id, source, recognizedBy: 'source' }];
    return says(text, known.description) ? [{ id: known.id, recognizedBy: 'description' }] : [];
  });
}

/** The events in a pasted text, in order. Recognition rests on id and source; the text only where no source is named. */
export function readEvents(pasted: string): readonly LoggedEvent[] {
  const text = unquoted(pasted.replace(/\r\n?/g, '\n'));
  const labelled = recordsIn(text).flatMap((fields) => eventOf(fields, text));
  return labelled.length > 0 ? labelled : unlabelled(text);
}
