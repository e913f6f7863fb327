import type { Verdict } from './verdict.ts';

/** Some people: how many, and the first of them by name. */
export type Some = { readonly people: number; readonly names: readonly string[] };

/** What has become of people since the last time. */
export type Since = {
  /** When the earlier wave looked; ISO 8601, UTC. */
  readonly at: string;
  /** Found now, and not before. */
  readonly mended: Some;
  /** Found before, and not now. */
  readonly broken: Some;
  /** Not asked about before. */
  readonly joined: Some;
  /** Asked about before, and not now. */
  readonly gone: Some;
};

/** How many are named of each. */
const NAMED = 10;

/** Whether each person was found, by name; of several of one name, each by their place among them. */
type Before = ReadonlyMap<string, boolean>;

/** What is remembered of an earlier wave to tell what has changed. */
export function beforeIn(verdicts: Iterable<Pick<Verdict, 'name' | 'found'>>): Before {
  const seen = new Map<string, number>();
  const before = new Map<string, boolean>();
  for (const { name, found } of verdicts) before.set(keyOf(name, seen), found === 'yes');
  return before;
}

function keyOf(name: string, seen: Map<string, number>): string {
  const plain = name.trim().toLowerCase();
  const count = (seen.get(plain) ?? 0) + 1;
  seen.set(plain, count);
  return `${count} ${plain}`;
}

/** Compares two waves; undefined where they have nobody in common. */
export function sinceThen(at: string, before: Before, verdicts: readonly Verdict[]): Since | undefined {
  const now = new Map<string, Verdict>();
  const seen = new Map<string, number>();
  for (const verdict of verdicts) now.set(keyOf(verdict.name, seen), verdict);
  const [mended, broken, joined]: [string[], string[], string[]] = [[], [], []];
  for (const [key, { name, found }] of now) {
    const was = before.get(key);
    if (was === undefined) joined.push(name);
    else if (!was && found === 'yes') mended.push(name);
    else if (was && found !== 'yes') broken.push(name);
  }
  if (joined.length === now.size) return undefined;
  const gone = [...before.keys()].filter((key) => !now.has(key)).map((key) => key.slice(key.indexOf(' ') + 1));
  return { at, mended: some(mended), broken: some(broken), joined: some(joined), gone: some(gone) };
}

const some = (names: readonly string[]): Some => ({ people: names.length, names: names.slice(0, NAMED) });
