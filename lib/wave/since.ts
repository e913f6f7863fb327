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
/** Characters; a message shows fewer, and what has changed has to have room on the row of its wave. */
const LONGEST_NAME = 300;

type Person = Pick<Verdict, 'name' | 'found'>;

/** What is remembered of an earlier wave: of each name whether its bearers were found, a letter each, in their order. */
export type Before = { readonly at: string; readonly people: Map<string, string> };

const FOUND = 'y';
const NOT_FOUND = 'n';

const plain = (name: string): string => name.trim().toLowerCase();

/** Adds some people of an earlier wave to what is remembered of it. */
export function remember({ people }: Before, some: Iterable<Person>): void {
  for (const { name, found } of some) {
    const key = plain(name);
    people.set(key, (people.get(key) ?? '') + (found === 'yes' ? FOUND : NOT_FOUND));
  }
}

/** Counts people, and keeps the first names. */
function counting() {
  let people = 0;
  const names: string[] = [];
  return {
    add: (name: string): void => {
      people += 1;
      if (names.length < NAMED) names.push(name.slice(0, LONGEST_NAME));
    },
    some: (): Some => ({ people, names }),
  };
}

/**
 * Goes through a wave, some people after some, and compares it with an earlier one, which is forgotten by it: a million
 * names are kept once.
 */
export function comparing({ at, people: left }: Before) {
  const [mended, broken, joined] = [counting(), counting(), counting()];
  let isCompared = false;
  const was = (name: string): string | undefined => {
    const key = plain(name);
    const letters = left.get(key) ?? '';
    // Cut, never copied: on a list that went wrong all may have one name.
    if (letters.length > 1) left.set(key, letters.slice(1));
    else left.delete(key);
    return letters[0];
  };
  return {
    add: (some: Iterable<Person>): void => {
      for (const { name, found } of some) {
        const before = was(name);
        isCompared ||= before !== undefined;
        if (before === undefined) joined.add(name);
        else if (before === NOT_FOUND && found === 'yes') mended.add(name);
        else if (before === FOUND && found !== 'yes') broken.add(name);
      }
    },
    /** What has changed; undefined where they have nobody in common. */
    since: (): Since | undefined => {
      if (!isCompared) return undefined;
      const gone = counting();
      for (const [name, letters] of left) for (const _ of letters) gone.add(name);
      return { at, mended: mended.some(), broken: broken.some(), joined: joined.some(), gone: gone.some() };
    },
  };
}
