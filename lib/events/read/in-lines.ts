import { isKnown } from './known-texts.ts';
import type { Reading } from './logged-event.ts';
import { migrationSourceIn } from './source.ts';

const OURS = String.raw`ms\s{0,3}exchange\s{0,3}mig(?:ration|ds)?`;
const EVENT = 'event|ereignis|suceso|evento|événement|gebeurtenis|イベント';
/** The number stands beside the source, or beside the word for what it numbers; any other number counts something. */
const NUMBERS: readonly RegExp[] = [
  new RegExp(String.raw`${OURS}[^\w\n]{1,4}(?:(?:${EVENT})[ -]?(?:id)?[^\w\n]{1,3})?(\d{1,5})(?![\w.])`, 'giu'),
  new RegExp(String.raw`(?<![\w.])(\d{1,5})[^\w\n]{1,4}${OURS}`, 'giu'),
  new RegExp(String.raw`(?<!\p{L})(?:${EVENT})[ -]?(?:id)?[^\w\n]{1,4}(\d{1,5})(?![\w.])`, 'giu'),
];

/** Lines without labels that hold a source of ours and the number of an event of it. */
export function eventsInLines(text: string): readonly Reading[] {
  let from = 0;
  return text.split('\n').flatMap((line) => {
    const start = from;
    from += line.length + 1;
    const source = migrationSourceIn(line);
    if (!source) return [];
    const numbers = NUMBERS.flatMap((pattern) => [...line.matchAll(pattern)].map(([, number]) => Number(number)));
    const ids = [...new Set(numbers)].filter((id) => isKnown(source, id));
    return ids.map((id): Reading => ({ ids: [id], source, shape: 'line', from: start, to: start + line.length }));
  });
}
