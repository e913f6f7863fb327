import { describe, expect, test } from '@jest/globals';
import { comparison, row } from '../../../infra/bench/row.ts';
import { table } from '../../../infra/bench/table.ts';
import { interleaved, percentile, seeded } from '../../../infra/bench/timing.ts';

const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);

test('half of the requests take no longer than p50, and one in a hundred longer than p99', () => {
  expect(percentile(hundred, 0.5)).toBe(50);
  expect(percentile(hundred, 0.99)).toBe(99);
  expect(percentile([7], 0.99)).toBe(7);
});

test('a percentile of nothing is no figure', () => {
  expect(() => percentile([], 0.5)).toThrow('Nothing was measured');
});

test('every thing is measured once a round, and each round begins with another one', async () => {
  const seen: string[] = [];
  const noting = (name: string) => async (round: number) => {
    seen.push(`${name}${round}`);
    return round;
  };

  const took = await interleaved(3, { a: noting('a'), b: noting('b') });

  expect(seen).toEqual(['a0', 'b0', 'b1', 'a1', 'a2', 'b2']);
  expect(took).toEqual({ a: [0, 1, 2], b: [0, 1, 2] });
});

test('people are drawn from the crowd in the same order every time', () => {
  const [first, second] = [seeded(5), seeded(5)];
  const drawn = Array.from({ length: 50 }, first);

  expect(Array.from({ length: 50 }, second)).toEqual(drawn);
  expect(new Set(drawn).size).toBe(50);
  expect(drawn.every((share) => share >= 0 && share < 1)).toBe(true);
});

describe('A figure with a limit', () => {
  const runs = [
    { ours: 2, baseline: 4 },
    { ours: 30, baseline: 10 },
    { ours: 3, baseline: 4 },
  ];

  test('is the median of its runs, and of their ratios', () => {
    expect(comparison('import', runs)).toMatchObject({ ours: 3, baseline: 4, ratio: 0.75 });
  });

  test('in megabytes is told as such', () => {
    const memory = row({ what: 'most memory', unit: 'MB', ours: 130.4, limit: { of: 'ours', most: 200 } });

    expect(table([{ title: 'A log', baseline: 'nothing', rows: [memory] }])).toContain('130 MB');
    expect(memory.verdict).toBe('ok');
  });

  test('is ok at its limit and over it beyond', () => {
    expect(comparison('import', runs, { of: 'ratio', most: 0.75 }).verdict).toBe('ok');
    expect(comparison('import', runs, { of: 'ratio', most: 0.6 }).verdict).toBe('over');
    expect(row({ what: 'round trips', unit: 'count', ours: 4, limit: { of: 'ours', most: 3 } }).verdict).toBe('over');
  });
});

test('the table names what is over its limit, and says why something was not measured', () => {
  const over = row({ what: 'round trips', unit: 'count', ours: 4, limit: { of: 'ours', most: 3 } });
  const missing = { what: 'check, ad', notMeasured: 'no slapd' };

  const lines = table([{ title: 'A check', baseline: 'one search', rows: [over, missing] }]).split('\n');

  expect(lines.map((line) => line.trim().replace(/ {2,}/g, ' | '))).toEqual([
    'ours | baseline | ratio | limit',
    '',
    'A check',
    'against one search',
    'round trips | 4 | ≤ 3 | over',
    'check, ad | not measured: no slapd',
    '',
    'Over the limit: round trips',
  ]);
});
