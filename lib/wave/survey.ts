import type { View } from '../migration/recipient.ts';
import type { DiagnosisKind } from '../migration/rules.ts';
import { type Finding, remarkOn } from './findings.ts';
import type { List } from './list.ts';
import type { Verdict } from './verdict.ts';

/** A whole wave, and what will become of everybody in it. */
export type Survey = {
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly list: Pick<List, 'format' | 'leftOut'>;
  readonly view: View;
  /** How many recipients the directory has. */
  readonly recipients: number;
  /** In the order of the list. */
  readonly verdicts: readonly Verdict[];
  /** What is wrong with the list, by line. */
  readonly findings: readonly Finding[];
};

/** What became of some people of a wave, and what is wrong with their lines: plain values, to be kept anywhere. */
export type Judged = Pick<Survey, 'verdicts' | 'findings'>;

/** Values that can be gone through again and again, though there may be more of them than memory holds. */
export type Many<Value> = Iterable<Value> & { readonly length: number };

/** A survey of however many people; every survey is one. */
export type LongSurvey = Omit<Survey, 'verdicts'> & { readonly verdicts: Many<Verdict> & Partial<Ranked> };

/** The worst first: what a person has to decide, then what can be mended, then what cannot be known. */
const WORST_FIRST: readonly DiagnosisKind[] = [
  'conflict',
  'held-by-another',
  'ambiguous',
  'missing-migrate',
  'alias-mismatch',
  'custom-recipient-only',
  'several-recipients',
  'not-visible',
  'source-unknown',
  'no-recipient',
  'found-by-alias',
  'found-by-ms',
  'found-by-migrate',
];
const FOUND = ['no', 'unclear', 'yes'] as const;

/** Smaller is worse. */
export const rankOf = ({ found, kind }: Pick<Verdict, 'found' | 'kind'>): number =>
  FOUND.indexOf(found) * WORST_FIRST.length + WORST_FIRST.indexOf(kind);

export type Count = Pick<Verdict, 'found' | 'kind' | 'rules'> & { readonly people: number; readonly fixes: number };

/** How many people there are of each verdict, the worst first. */
export function countsIn(verdicts: Iterable<Verdict>): readonly Count[] {
  const counts = new Map<string, { verdict: Verdict; people: number; fixes: number }>();
  for (const verdict of verdicts) {
    const key = `${rankOf(verdict)} ${verdict.rules.join(' ')}`;
    const count = counts.get(key) ?? { verdict, people: 0, fixes: 0 };
    count.people += 1;
    count.fixes += verdict.fix ? 1 : 0;
    counts.set(key, count);
  }
  return [...counts.values()]
    .map(({ verdict: { found, kind, rules }, people, fixes }) => ({ found, kind, rules, people, fixes }))
    .sort(byRank);
}

/** The worst first; of those, what most people have. */
export const byRank = (a: Count, b: Count): number => rankOf(a) - rankOf(b) || b.people - a.people;

/** The same people in the same order, of however many: they are gone through once for each kind of verdict. */
export function* worstFirst({ verdicts }: Pick<LongSurvey, 'verdicts'>, counts: readonly Count[]): Generator<Verdict> {
  for (const rank of new Set(counts.filter(({ found }) => found !== 'yes').map(rankOf)))
    if (verdicts.ofRank) yield* verdicts.ofRank(rank);
    else for (const verdict of verdicts) if (rankOf(verdict) === rank) yield verdict;
}

/** Verdicts that are found by their rank, so that not all have to be looked at. */
export type Ranked = { ofRank(rank: number): Iterable<Verdict> };

/** Everybody will be found, and the list has nothing in it that fails. */
export function isSound({ verdicts, findings }: LongSurvey): boolean {
  for (const { found } of verdicts) if (found !== 'yes') return false;
  return !findings.some((finding) => remarkOn(finding).fails);
}
