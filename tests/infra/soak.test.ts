import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { growthOf, isWell, type Result, reportOf } from '../../infra/soak/report.ts';
import { needs } from '../support/machine.ts';

const MIB = 1024 * 1024;
/** Weighings of each fifth of a soak, three times the same. */
const weights = (...fifths: readonly number[]) =>
  fifths.flatMap((heap) => Array.from({ length: 3 }, () => ({ heap: heap * MIB, rss: 200 * MIB })));

const well: Result = {
  made: 200,
  seconds: 10,
  times: { acknowledged: [1, 2, 3], answered: [10, 20, 30], written: [40] },
  lost: [],
  wrong: [],
  refused: [],
  deadLetters: 0,
  weights: weights(30, 40, 41, 40, 41),
};

describe('what is well', () => {
  test('everything answered, rightly, and no more memory in the end than after the warm-up', () => {
    expect(isWell(well)).toBe(true);
    expect(reportOf(well)).toMatch(/acknowledged +2\.0 ms +3\.0 ms +3\.0 ms/);
    expect(reportOf(well)).toContain('Nothing was lost.');
  });

  test.each<[string, Partial<Result>]>([
    ['one answer that never came', { lost: ['question: b15'] }],
    ['one that says something else', { wrong: ['That could not be answered.'] }],
    ['a request that the door did not take', { refused: ['status 500: b15'] }],
    ['a job that was given up', { deadLetters: 1 }],
    ['memory that grows', { weights: weights(30, 40, 50, 60, 70) }],
  ])('not %s', (_, one) => {
    expect(isWell({ ...well, ...one })).toBe(false);
    expect(reportOf({ ...well, ...one })).toContain('NOT WELL');
  });

  test('of memory nothing is said after too short a time', () => {
    expect(growthOf(weights(30, 90))).toBeUndefined();
    expect(isWell({ ...well, weights: [] })).toBe(true);
  });
});

needs('slapd', 'slapadd')('a few seconds of it', () => {
  test('twenty requests a second through door, queues, slapd and ledger: all are answered, and changes are applied', () => {
    const flags = ['--experimental-strip-types', '--disable-warning=ExperimentalWarning'];
    const program = join(__dirname, '../../infra/soak/soak.ts');
    const { status, stdout, stderr } = spawnSync(process.execPath, [...flags, program, '--seconds', '4'], {
      encoding: 'utf8',
    });

    expect({ status, stdout, stderr }).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('Nothing was lost.'),
    });
    expect(stdout).toMatch(/Approve, until the change is shown as applied +[\d.]+ ms/);
    expect(stdout).toContain('lost: 0; wrong: 0; refused at the door: 0; dead letters: 0');
  }, 180_000);
});
