import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';

const docs = join(__dirname, '..', '..', 'docs');
const model = readFileSync(join(docs, 'threat-model.md'), 'utf8');

/** The attempts, each with the tests that it names. */
const rows = model
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| attempt |'))
  .map((line) => line.split(' | '))
  .map(([attempt = '', , tests = '']) => ({
    attempt: attempt.slice(2),
    tests: [...tests.matchAll(/\[([^\]]+)\]\(([^)]+)\)/g)].map(([, name = '', file = '']) => ({ name, file })),
  }));

/** What a test file calls its tests and groups, and the cases in its tables. */
const titlesIn = (file: string): string => readFileSync(join(docs, file), 'utf8').replaceAll("\\'", "'");

describe('the threat model names, for each attempt, the tests that show what stops it', () => {
  test.each(rows)('$attempt', ({ tests }) => {
    expect(tests).not.toEqual([]);
    for (const { name, file } of tests) {
      expect({ file, exists: existsSync(join(docs, file)) }).toEqual({ file, exists: true });
      const isTitle =
        ["'", '"', '`'].some((quote) => titlesIn(file).includes(`${quote}${name}`)) ||
        titlesIn(file).includes(`, ${name}'`);
      expect({ name, file, isTitle }).toEqual({ name, file, isTitle: true });
    }
  });

  test('from each of the five sides', () => {
    expect(model.match(/^## From /gm)).toHaveLength(5);
    expect(rows.length).toBeGreaterThan(25);
  });
});
