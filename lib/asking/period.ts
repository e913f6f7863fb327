import { type Mistake, mistake } from './who.ts';

const FORM = '--from 2026-11-01 --to 2026-11-30, or with a time of day in UTC: 2026-11-01T08:00Z';

const DAY = 24 * 60 * 60 * 1_000;

/** The moment that a date begins, and how long it lasts: a day, or no time. */
function momentOf(text: string): { at: number; lasts: number } | undefined {
  const [, date, time] = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?)Z?)?$/.exec(text.trim()) ?? [];
  if (date === undefined) return undefined;
  const at = Date.parse(`${date}T${time ?? '00:00'}Z`);
  // February 30 would be read as March 2.
  const isDay = !Number.isNaN(at) && new Date(at).toISOString().startsWith(date);
  return isDay ? { at, lasts: time === undefined ? DAY : 1 } : undefined;
}

/** From a moment on, and before another; ISO 8601, UTC. */
export type Period = { readonly from?: string; readonly before?: string };

/** What `--from` and `--to` mean: both are included, a date with all of its day, in UTC. */
export function parsePeriod(from: string | undefined, to: string | undefined): Period | Mistake {
  const [first, last] = [from, to].map((text) => (text === undefined ? undefined : momentOf(text)));
  if (from !== undefined && !first) return mistake(`"${from.slice(0, 40)}" is no date.`, FORM);
  if (to !== undefined && !last) return mistake(`"${to.slice(0, 40)}" is no date.`, FORM);
  const before = last && last.at + last.lasts;
  if (first && before !== undefined && before <= first.at) return mistake('--to comes before --from.', FORM);
  return {
    ...(first ? { from: new Date(first.at).toISOString() } : {}),
    ...(before === undefined ? {} : { before: new Date(before).toISOString() }),
  };
}
