import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';

/** What has to hold, cheapest first; each is a program of this project with its arguments. */
const STEPS: readonly (readonly [string, readonly string[]])[] = [
  ['formatting and lint (Biome)', ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.']],
  ['types (TypeScript)', ['node_modules/typescript/bin/tsc', '--noEmit']],
  ['nothing unused (knip)', ['node_modules/knip/bin/knip.js']],
  [
    'tests (Jest)',
    ['node_modules/jest/bin/jest.js', '--json', '--outputFile=.local/jest.json', ...process.argv.slice(2)],
  ],
];

const SKIPPED = '.local/skipped.txt';
const SLOWEST = 10;

type JestReport = {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  testResults: { name: string; startTime: number; endTime: number }[];
};

function run([name, args]: (typeof STEPS)[number]): boolean {
  process.stdout.write(`\n▸ ${name}\n`);
  // Jest prints its report of failures to stderr; with --json its stdout is the document, which goes to the file.
  const { status } = spawnSync(process.execPath, args, {
    stdio: ['ignore', args.includes('--json') ? 'ignore' : 'inherit', 'inherit'],
  });
  return status === 0;
}

function printSlowest({ testResults }: JestReport): void {
  const slowest = [...testResults]
    .sort((a, b) => b.endTime - b.startTime - (a.endTime - a.startTime))
    .slice(0, SLOWEST);
  process.stdout.write('\nSlowest test files:\n');
  for (const { name, startTime, endTime } of slowest)
    process.stdout.write(
      `  ${((endTime - startTime) / 1_000).toFixed(1).padStart(6)} s  ${name.replace(`${process.cwd()}/`, '')}\n`,
    );
}

function printSkipped(): void {
  const reasons = existsSync(SKIPPED) ? [...new Set(readFileSync(SKIPPED, 'utf8').trim().split('\n'))] : [];
  process.stdout.write(
    reasons.length > 0
      ? `\nSkipped on this machine:\n${reasons.map((reason) => `  ${reason}\n`).join('')}`
      : '\nNothing was skipped.\n',
  );
}

mkdirSync('.local', { recursive: true });
rmSync(SKIPPED, { force: true });
rmSync('.local/jest.json', { force: true });
const failed = STEPS.filter((step) => !run(step)).map(([name]) => name);
if (existsSync('.local/jest.json')) {
  const report: JestReport = JSON.parse(readFileSync('.local/jest.json', 'utf8'));
  printSlowest(report);
  printSkipped();
  process.stdout.write(
    `\n${report.numPassedTests} passed, ${report.numFailedTests} failed, ${report.numPendingTests} skipped\n`,
  );
}
process.stdout.write(failed.length > 0 ? `\nFailed: ${failed.join('; ')}\n` : '\nAll is well.\n');
process.exit(failed.length > 0 ? 1 : 0);
