import { existsSync } from 'node:fs';
import { asksForHelp, main } from '../../handlers/cli.ts';
import { sampleDirectory } from './directory.ts';
import { runningBot } from './running.ts';

type Parts = { readonly environment: Readonly<Record<string, string>>; close(): Promise<void> };

const nothing: Parts = { environment: {}, close: async () => {} };

/** What is looked at is the bot that runs on this machine, unless a deployment is named; without either what is set. */
const runningParts = (): Parts => ({
  ...nothing,
  environment: process.argv.some((word) => word.startsWith('--stage')) ? {} : (runningBot()?.environment ?? {}),
});

/** Without a directory of its own, a terminal asks the bot that runs on this machine, else the sample organisation. */
async function standIns(command: string | undefined): Promise<Parts | string> {
  const readsLedger = command === 'history' || command === 'audit';
  if (command === 'doctor') return runningParts();
  if (command !== 'check' && command !== 'wave' && !readsLedger) return nothing;
  const running = runningBot();
  if (readsLedger && !process.env.PROPOSALS_TABLE && !running)
    return 'There is no ledger to read: start the bot (npm start), or set PROPOSALS_TABLE, AUDIT_TABLE and where they are.';
  if (running && !process.env.LDAP_URL) return { ...nothing, environment: running.environment };
  // A real directory, and the ledger of the bot that runs on it.
  if (process.env.LDAP_URL) return { ...nothing, environment: running?.environment ?? {} };
  // What is on record of real mailboxes is not held against a sample.
  if (command === 'audit') return nothing;
  process.stderr.write('LDAP_URL is not set: the sample organisation answers.\n');
  return sampleDirectory(process.env);
}

// Whoever reads only the beginning (head, less) has had enough; that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 2));

if (existsSync('.env')) process.loadEnvFile('.env');
// npm runs scripts in the project's folder; a file is named from where the person stands.
if (process.env.INIT_CWD) process.chdir(process.env.INIT_CWD);
const argv = process.argv.slice(2);
const parts = asksForHelp(argv) ? nothing : await standIns(argv.find((word) => !word.startsWith('-')));
if (typeof parts === 'string') {
  process.stderr.write(`${parts}\n`);
  process.exitCode = 2;
} else {
  // What is set in this terminal comes before what the running bot uses.
  process.exitCode = await main(argv, { ...parts.environment, ...process.env });
  await parts.close();
}
