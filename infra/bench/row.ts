import { median } from './timing.ts';

/** The most that is allowed, of our own figure or of its ratio to the baseline. */
export type Limit = { readonly of: 'ratio' | 'ours'; readonly most: number };

export type Unit = 'ms' | 'KiB' | 'MB' | 'count';

export type Row = {
  readonly what: string;
  readonly unit: Unit;
  readonly ours: number;
  readonly baseline?: number;
  readonly ratio?: number;
  readonly limit?: Limit;
  readonly verdict?: 'ok' | 'over';
};

/** A row that nothing can be said in, and why. */
export type NotMeasured = { readonly what: string; readonly notMeasured: string };

/** What was measured in one go, and against what. */
export type Section = {
  readonly title: string;
  readonly baseline: string;
  readonly rows: readonly (Row | NotMeasured)[];
};

type Figure = Omit<Row, 'verdict' | 'ratio'> & { readonly ratio?: number };

/** A row with its verdict, where it has a limit. */
export function row(figure: Figure): Row {
  const { limit } = figure;
  if (!limit) return figure;
  const judged = limit.of === 'ours' ? figure.ours : figure.ratio;
  if (judged === undefined) throw new Error(`${figure.what} has a limit on a ratio, and no ratio`);
  return { ...figure, verdict: judged <= limit.most ? 'ok' : 'over' };
}

/** One run: what we took, and what the baseline took in the same minute. */
export type Run = { readonly ours: number; readonly baseline: number };

/** Milliseconds against a baseline over several runs: the medians, and the median of the runs' ratios. */
export const comparison = (what: string, runs: readonly Run[], limit?: Limit): Row =>
  row({
    what,
    unit: 'ms',
    ours: median(runs.map(({ ours }) => ours)),
    baseline: median(runs.map(({ baseline }) => baseline)),
    ratio: median(runs.map(({ ours, baseline }) => ours / baseline)),
    ...(limit ? { limit } : {}),
  });
