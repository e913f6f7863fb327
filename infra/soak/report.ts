import { percentile } from '../bench/timing.ts';
import type { Weight } from './bot.ts';
import type { Times } from './requests.ts';

/** What a soak came to. */
export type Result = {
  readonly made: number;
  readonly seconds: number;
  readonly times: Times;
  readonly lost: readonly string[];
  readonly wrong: readonly string[];
  readonly refused: readonly string[];
  readonly deadLetters: number;
  readonly weights: readonly Weight[];
};

const MIB = 1024 * 1024;
/** What a heap may differ by between two moments at which nothing has changed, in bytes. */
const NOISE = 4 * MIB;
/** Weighings in a fifth of the time; a shorter soak is all warm-up. */
const FEWEST = 3;
/** As much more than after the warm-up it may be, at the end. */
const SHARE = 0.1;

const mean = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0) / numbers.length;

/**
 * The heap after the first fifth, when everything was used once, against that of the last fifth; each by the mean of
 * its weighings. Undefined where too few were made.
 */
export function growthOf(weights: readonly Weight[]) {
  const fifth = Math.floor(weights.length / 5);
  if (fifth < FEWEST) return undefined;
  const heaps = weights.map(({ heap }) => heap);
  const [early, late] = [mean(heaps.slice(fifth, 2 * fifth)), mean(heaps.slice(-fifth))];
  return { early, late, isFlat: late - early <= Math.max(NOISE, early * SHARE) };
}

const mib = (bytes: number): string => `${(bytes / MIB).toFixed(1)} MiB`;

function timeLine(name: string, numbers: readonly number[]): string {
  if (numbers.length === 0) return `  ${name.padEnd(44)} none`;
  const cells = [0.5, 0.95, 0.99, 1].map((share) => `${percentile(numbers, share).toFixed(1)} ms`.padStart(11));
  return `  ${name.padEnd(44)}${cells.join('')}  ${String(numbers.length).padStart(7)}`;
}

function memoryLines(weights: readonly Weight[]): readonly string[] {
  const growth = growthOf(weights);
  const rss = weights.at(-1)?.rss ?? 0;
  if (!growth) return [`  memory: too short to tell; ${mib(weights.at(-1)?.heap ?? 0)} in use, ${mib(rss)} resident`];
  const { early, late, isFlat } = growth;
  return [
    `  memory: ${mib(early)} in use after the first fifth, ${mib(late)} in the last: ${isFlat ? 'flat' : 'IT GROWS'}; ${mib(rss)} resident`,
  ];
}

const few = (title: string, all: readonly string[]): readonly string[] =>
  all.length === 0 ? [] : [`  ${title}:`, ...all.slice(0, 10).map((one) => `    ${one}`)];

/** True where everything was answered, rightly, and nothing grew. */
export const isWell = ({ lost, wrong, refused, deadLetters, weights }: Result): boolean =>
  lost.length + wrong.length + refused.length + deadLetters === 0 && (growthOf(weights)?.isFlat ?? true);

export function reportOf(result: Result): string {
  const { made, seconds, times, lost, wrong, refused, deadLetters, weights } = result;
  return [
    `${made} requests in ${seconds.toFixed(0)} s (${(made / seconds).toFixed(1)} a second)`,
    `  ${''.padEnd(44)}${['p50', 'p95', 'p99', 'longest'].map((head) => head.padStart(11)).join('')}  ${'times'.padStart(7)}`,
    timeLine('acknowledged', times.acknowledged),
    timeLine('command or click, until the answer is shown', times.answered),
    timeLine('Approve, until the change is shown as applied', times.written),
    ...memoryLines(weights),
    `  lost: ${lost.length}; wrong: ${wrong.length}; refused at the door: ${refused.length}; dead letters: ${deadLetters}`,
    ...few('lost', lost),
    ...few('wrong', wrong),
    ...few('refused', refused),
    isWell(result) ? 'Nothing was lost.' : 'NOT WELL.',
  ].join('\n');
}
