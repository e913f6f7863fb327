import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { relative } from 'node:path';

/** What has to hold, cheapest first; each is a program of this project with its arguments. */
const STEPS: readonly (readonly [string, readonly string[]])[] = [
  ['formatting and lint (Biome)', ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.']],
  ['types (TypeScript)', ['node_modules/typescript/bin/tsc', '--noEmit']],
  ['nothing unused (knip)', ['node_modules/knip/bin/knip.js']],
  ['tests (Jest)', ['node_modules/jest/bin/jest.js', ...process.argv.slice(2)]],
];

const SKIPPED = '.local/skipped.txt';
const REPORT = '.local/jest.json';
const SLOWEST = 10;

type Report = { passed: number; failed: number; skipped: number; files: { file: string; ms: number }[] };

const say = (text: string): boolean => process.stdout.write(`${text}\n`);

function run([name, args]: (typeof STEPS)[number]): boolean {
  say(`\n▸ ${name}`);
  return spawnSync(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit'] }).status === 0;
}

function sayWhatWasSkipped(): void {
  const reasons = existsSync(SKIPPED) ? [...new Set(readFileSync(SKIPPED, 'utf8').trim().split('\n'))] : [];
  say(reasons.length > 0 ? '\nSkipped on this machine:' : '\nNothing was skipped.');
  for (const reason of reasons) say(`  ${reason}`);
}

function sayHowItWent({ passed, failed, skipped, files }: Report): void {
  say('\nSlowest test files:');
  for (const { file, ms } of [...files].sort((a, b) => b.ms - a.ms).slice(0, SLOWEST))
    say(`  ${(ms / 1_000).toFixed(1).padStart(6)} s  ${relative(process.cwd(), file)}`);
  sayWhatWasSkipped();
  say(`\n${passed} passed, ${failed} failed, ${skipped} skipped`);
}

mkdirSync('.local', { recursive: true });
for (const file of [SKIPPED, REPORT]) rmSync(file, { force: true });
const broken = STEPS.filter((step) => !run(step)).map(([name]) => name);
if (existsSync(REPORT)) sayHowItWent(JSON.parse(readFileSync(REPORT, 'utf8')));
say(broken.length > 0 ? `\nNot in order: ${broken.join('; ')}` : '\nAll is well.');
process.exit(broken.length > 0 ? 1 : 0);
