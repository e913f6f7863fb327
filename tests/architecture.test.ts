import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const root = join(__dirname, '..');

type Report = {
  summary: {
    totalCruised: number;
    violations: { from: string; to: string; rule: { name: string; severity: string } }[];
  };
};

/** dependency-cruiser in a process of its own: it is an ES module, and it exits with the number of errors. */
function cruise(): Report {
  const { stdout } = spawnSync(
    process.execPath,
    [
      'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs',
      ...['--config', 'tests/import-rules.json', '--output-type', 'json'],
      ...['lib', 'handlers', 'infra'],
    ],
    { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 },
  );
  return JSON.parse(stdout);
}

test('every file keeps to its room, and the check sees the files and their types', () => {
  const { totalCruised, violations } = cruise().summary;

  const named = violations.map(({ from, to, rule }) => `${rule.name}: ${from} → ${to}`).sort();
  expect(totalCruised).toBeGreaterThan(150);
  expect(named).toEqual([
    'broken-on-purpose: handlers/talk.ts → lib/flows/tell.ts',
    'broken-on-purpose: lib/ports.ts → lib/cards/card.ts',
  ]);
});
