import { normalDn } from '../../migration/dn.ts';
import type { Draft } from '../../migration/draft.ts';

/**
 * How many are taken up together: one, to see that it works at all; then five; then as many as one transaction of
 * DynamoDB takes (a hundred actions: row, pointer, lock and record of each, and the plan).
 */
const TOGETHER = [1, 5] as const;
const REST = 24;

/** As many people can one plan have: to look at them again, and to list them, has to fit into one run of a function. */
export const MOST_IN_A_PLAN = 100_000;

/** DynamoDB takes 400 KB a row, and 4 MB a transaction that has each person in it twice. */
const LARGEST_PAGE = 300_000;

/** Pages of people as they are taken up, in their order. */
export function pagesOf(people: readonly Draft[]): readonly (readonly Draft[])[] {
  const pages: Draft[][] = [];
  let [page, bytes]: [Draft[], number] = [[], 0];
  for (const one of people) {
    const size = Buffer.byteLength(JSON.stringify(one));
    const isFull = page.length >= (TOGETHER[pages.length] ?? REST) || bytes + size > LARGEST_PAGE;
    if (page.length > 0 && isFull) {
      pages.push(page);
      [page, bytes] = [[], 0];
    }
    page.push(one);
    bytes += size;
  }
  return page.length > 0 ? [...pages, page] : pages;
}

/** Those whose object or address is another's on the same list as well, so that none of them is safe. */
function* doublesIn(people: readonly Draft[]): Generator<Draft> {
  for (const key of [({ fix }: Draft) => normalDn(fix.dn), ({ fix }: Draft) => fix.value.toLowerCase()]) {
    const groups = Map.groupBy(people, key);
    for (const group of groups.values()) if (group.length > 1) yield* group;
  }
}

/** Who can be in one plan, and who is there twice: by the object, or by the address. */
export function plannable(people: readonly Draft[]) {
  const doubles = new Set(doublesIn(people));
  return { people: people.filter((one) => !doubles.has(one)), doubles: [...doubles] };
}
