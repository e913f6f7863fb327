import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { relative } from 'node:path';

/** Something that has to hold: what, and the program of this project that finds out, with its arguments. */
type Step = readonly [string, readonly string[]];

/** What reads the source alone. */
const CHECKS: readonly Step[] = [
  ['formatting and lint (Biome)', ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.']],
  ['types (TypeScript)', ['node_modules/typescript/bin/tsc', '--noEmit']],
  ['nothing unused (knip)', ['node_modules/knip/bin/knip.js']],
];
const TESTS: Step = ['tests (Jest)', ['node_modules/jest/bin/jest.js', ...process.argv.slice(2)]];

const SKIPPED = '.local/skipped.txt';
const REPORT = '.local/jest.json';
const SLOWEST = 10;

type Report = { passed: number; failed: number; skipped: number; files: { file: string; ms: number }[] };

const say = (text: string): boolean => process.stdout.write(`${text}\n`);

/** Checks beside each other; what each has to say comes when it is done, in one piece. */
async function holds([name, args]: Step): Promise<boolean> {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const said: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (words: Buffer) => said.push(words));
  const [status] = await once(child, 'close');
  say(`\n▸ ${name}\n${Buffer.concat(said)}`);
  return status === 0;
}

/** Jest says how far it is, so it writes to the terminal itself. */
async function pass([name, args]: Step): Promise<boolean> {
  say(`\n▸ ${name}`);
  const [status] = await once(spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit'] }), 'exit');
  return status === 0;
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
const inOrder = [...(await Promise.all(CHECKS.map(holds))), await pass(TESTS)];
const broken = [...CHECKS, TESTS].filter((_, index) => !inOrder[index]).map(([name]) => name);
if (existsSync(REPORT)) sayHowItWent(JSON.parse(readFileSync(REPORT, 'utf8')));
say(broken.length > 0 ? `\nNot in order: ${broken.join('; ')}` : '\nAll is well.');
process.exit(broken.length > 0 ? 1 : 0);
