import { type Finding, type FindingKind, remarkOn } from './findings.ts';
import { byRank, type Count, countsIn, type Judged, rankOf, type Survey } from './survey.ts';
import type { Verdict } from './verdict.ts';

/** Somebody who will not be found for certain, as far as a message shows them. */
export type Shown = Pick<Verdict, 'line' | 'name' | 'found' | 'kind' | 'source'> & { readonly isMendable: boolean };

/** One kind of finding: how many there are, and on which lines the first stand. */
export type Remarked = { readonly what: FindingKind; readonly times: number; readonly lines: readonly number[] };

/** A survey of however many people without the people: what a message says of it. */
export type Summary = Omit<Survey, 'verdicts' | 'findings'> & {
  readonly people: number;
  /** The worst first. */
  readonly counts: readonly Count[];
  /** The worst first, as many as a message has room for. */
  readonly worst: readonly Shown[];
  readonly remarks: readonly Remarked[];
};

/** What is known of a survey before anybody was asked for. */
export type Head = Pick<Summary, 'at' | 'list' | 'view' | 'recipients'>;

type Sums = Omit<Summary, keyof Head>;

/** As many rows as a table in a message has. */
const MOST_SHOWN = 100;
/** Characters; a message shows fewer. */
const LONGEST_NAME = 300;
const MOST_LINES = 5;

const NOBODY: Sums = { people: 0, counts: [], worst: [], remarks: [] };

const shownOf = ({ line, name, found, kind, source, fix }: Verdict): Shown => ({
  ...{ line, name: name.slice(0, LONGEST_NAME), found, kind, isMendable: fix !== undefined },
  ...(source === undefined ? {} : { source: source.slice(0, LONGEST_NAME) }),
});

function worstOf(some: readonly Shown[]): readonly Shown[] {
  return [...some].sort((a, b) => rankOf(a) - rankOf(b) || a.line - b.line).slice(0, MOST_SHOWN);
}

/** Only as many as are shown, however many there are. */
const needing = (verdicts: readonly Verdict[]): readonly Shown[] =>
  worstOf(verdicts.flatMap((verdict) => (verdict.found === 'yes' ? [] : [shownOf(verdict)])));

const keyOf = (count: Count): string => `${rankOf(count)} ${count.rules.join(' ')}`;

function countsOf(all: readonly Count[]): readonly Count[] {
  const sums = new Map<string, Count>();
  for (const count of all) {
    const before = sums.get(keyOf(count));
    const { people = 0, fixes = 0 } = before ?? {};
    sums.set(keyOf(count), { ...count, people: people + count.people, fixes: fixes + count.fixes });
  }
  return [...sums.values()].sort(byRank);
}

const smallest = (lines: readonly number[]): readonly number[] => [...lines].sort((a, b) => a - b).slice(0, MOST_LINES);

const remarked = (findings: readonly Finding[]): readonly Remarked[] =>
  [...Map.groupBy(findings, ({ what }) => what)].map(([what, some]) => {
    return { what, times: some.length, lines: smallest(some.map(({ line }) => line)) };
  });

function remarksOf(all: readonly Remarked[]): readonly Remarked[] {
  return [...Map.groupBy(all, ({ what }) => what)].map(([what, some]) => {
    const times = some.reduce((sum, one) => sum + one.times, 0);
    return { what, times, lines: smallest(some.flatMap(({ lines }) => lines)) };
  });
}

const sumsOf = ({ verdicts, findings }: Judged): Sums => ({
  people: verdicts.length,
  counts: countsIn(verdicts),
  worst: needing(verdicts),
  remarks: remarked(findings),
});

const both = (a: Sums, b: Sums): Sums => ({
  people: a.people + b.people,
  counts: countsOf([...a.counts, ...b.counts]),
  worst: worstOf([...a.worst, ...b.worst]),
  remarks: remarksOf([...a.remarks, ...b.remarks]),
});

/** Sums up what was found, some after some. */
export function summing() {
  let sums = NOBODY;
  return {
    add: (found: Judged): void => {
      sums = both(sums, sumsOf(found));
    },
    with: (head: Head): Summary => ({ ...head, ...sums }),
  };
}

/** The whole of a survey. */
export function summaryOf({ verdicts, findings, ...head }: Survey): Summary {
  return { ...head, ...sumsOf({ verdicts, findings }) };
}

const earlier = (a: string, b: string): string => (a < b ? a : b);

/** Parts of one survey as a whole: of the moment at which the first of them was begun. */
export function joined([first, ...others]: readonly [Summary, ...Summary[]]): Summary {
  return others.reduce<Summary>(
    (all, part) => ({
      ...both(all, part),
      at: earlier(all.at, part.at),
      list: { ...all.list, leftOut: all.list.leftOut + part.list.leftOut },
      view: all.view,
      recipients: Math.max(all.recipients, part.recipients),
    }),
    first,
  );
}

/** How many people will be found, will not, and of how many it is not clear. */
export function foundIn({ counts }: Pick<Summary, 'counts'>): Record<Verdict['found'], number> {
  const found = { yes: 0, no: 0, unclear: 0 };
  for (const count of counts) found[count.found] += count.people;
  return found;
}

/** How many have a fix. */
export const fixesIn = ({ counts }: Pick<Summary, 'counts'>): number =>
  counts.reduce((sum, { fixes }) => sum + fixes, 0);

/** In how many places the list itself fails. */
export const failuresIn = ({ remarks }: Pick<Summary, 'remarks'>): number =>
  remarks.reduce((sum, remark) => sum + (remarkOn(remark).fails ? remark.times : 0), 0);
