// What was given up is listed, and what still makes sense is put on its queue again: `npm run redrive` (docs/operate.md).
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { Misuse } from '../lib/errors.ts';
import { runningBot } from './local/running.ts';
import { redrive, type Terminal } from './redrive/run.ts';

async function confirm(question: string): Promise<boolean> {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await lines.question(`${question} [y/N] `);
  lines.close();
  return /^y(es)?$/i.test(answer.trim());
}

const terminal: Terminal = {
  say: (line) => void process.stdout.write(`${line}\n`),
  now: () => Date.now(),
  wait: 1,
  ...(process.stdin.isTTY ? { confirm } : {}),
};

if (existsSync('.env')) process.loadEnvFile('.env');
try {
  // What is set in this terminal comes before what the running bot uses.
  const environment = { ...runningBot()?.environment, ...process.env };
  process.exitCode = await redrive(process.argv.slice(2), environment, terminal);
} catch (error) {
  const says = error instanceof Error ? error.message : String(error);
  process.stderr.write(error instanceof Misuse ? `${says}\n` : `The queues cannot be reached: ${says}\n`);
  process.exitCode = 2;
}
