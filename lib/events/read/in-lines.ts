import { isKnown } from './known-texts.ts';
import type { Reading } from './logged-event.ts';
import { isMigrationSource, migrationSourceIn, sourceNear } from './source.ts';

const OURS = String.raw`ms\s{0,3}exchange\s{0,3}mig(?:ration|ds)?`;
const EVENT = 'event|ereignis|suceso|evento|événement|gebeurtenis|イベント';
/** What people put between the source and the number: `MSExchangeMig error 7026`. */
const WORD = `${EVENT}|error|warning|fehler|erreur|errore|erro|fout|id|nr|no`;
/** The number stands beside the source, or beside the word for what it numbers; any other number counts something. */
const NUMBERS: readonly RegExp[] = [
  new RegExp(String.raw`${OURS}[^\w\n]{1,4}(?:(?:${WORD})[^\p{L}\d\n]{1,3}){0,2}(?<id>\d{1,5})(?![\w.])`, 'dgiu'),
  new RegExp(String.raw`(?<![\w.])(?<id>\d{1,5})[^\w\n]{1,4}${OURS}`, 'dgiu'),
  new RegExp(String.raw`(?<!\p{L})(?:${EVENT})[ -]?(?:id)?[^\w\n]{1,4}(?<id>\d{1,5})(?![\w.])`, 'dgiu'),
];

type Named = { readonly id: number; readonly source: string };

/** The events of the wizard that a line speaks of: each number belongs to the source that stands nearest to it. */
function namedOn(line: string): readonly Named[] {
  const named = NUMBERS.flatMap((pattern) => [...line.matchAll(pattern)]).flatMap(({ indices }) => {
    const [from, to] = indices?.groups?.id ?? [0, 0];
    const source = sourceNear(line, from, to) ?? '';
    const id = Number(line.slice(from, to));
    return isMigrationSource(source) && isKnown(source, id) ? [{ id, source }] : [];
  });
  return named.filter(({ id }, index) => named.findIndex((other) => other.id === id) === index);
}

/** Lines without labels that hold a source of ours and the number of an event of it. */
export function eventsInLines(text: string): readonly Reading[] {
  let from = 0;
  return text.split('\n').flatMap((line) => {
    const start = from;
    from += line.length + 1;
    if (!migrationSourceIn(line)) return [];
    const to = start + line.length;
    return namedOn(line).map(({ id, source }): Reading => ({ ids: [id], source, shape: 'line', from: start, to }));
  });
}

const MOST_LINES = 40;

/** Nothing but a source, and what sets it off. */
const ALONE = /^[^\p{L}\d]{0,40}(ms\s{0,12}exchange\s{0,12}mig(?:ration|ds)?)[^\p{L}\d]{0,40}$/iu;

/** `Source   MSExchangeMig`, `from source MSExchangeMig`, wherever a mail broke it. */
const CALLED_SOURCE = /\bsource\s{1,40}[("']{0,2}\s{0,4}(ms\s{0,12}exchange\s{0,12}mig(?:ration|ds)?)(?![\w-])/iu;

/**
 * The source of a labelled event that has no label for it: beside the number, or on a line of its own. One that is
 * merely spoken of, in another sentence, is not this event's.
 */
export function sourceBeside(ids: readonly number[], text: string): string | undefined {
  const called = CALLED_SOURCE.exec(text)?.[1];
  if (called) return called.replace(/\s+/g, ' ');
  for (const line of text.split('\n', MOST_LINES)) {
    const alone = ALONE.exec(line)?.[1];
    if (alone) return alone.replace(/\s+/g, ' ');
    const digits = /(?<![\w.])\d{1,5}(?![\w.])/g;
    for (const { 0: number, index } of line.matchAll(digits)) {
      const source = ids.includes(Number(number)) ? sourceNear(line, index, index + number.length) : undefined;
      if (source) return source;
    }
  }
  return undefined;
}
