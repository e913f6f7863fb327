import { existsSync } from 'node:fs';
import { main } from '../../handlers/cli.ts';
import { sampleDirectory } from './directory.ts';
import { runningBot } from './running.ts';

/** Without a directory of its own, a terminal asks the bot that runs on this machine, else the sample organisation. */
async function standIns(): Promise<{ environment: Readonly<Record<string, string>>; close(): Promise<void> }> {
  if (process.env.LDAP_URL) return { environment: {}, close: async () => {} };
  const running = runningBot();
  if (running) return { environment: running.environment, close: async () => {} };
  process.stderr.write('LDAP_URL is not set: the sample organisation answers.\n');
  return sampleDirectory(process.env);
}

if (existsSync('.env')) process.loadEnvFile('.env');
// npm runs scripts in the project's folder; a file is named from where the person stands.
if (process.env.INIT_CWD) process.chdir(process.env.INIT_CWD);
const argv = process.argv.slice(2);
const parts = argv[0] === 'explain' ? undefined : await standIns();
process.exitCode = await main(argv, { ...process.env, ...parts?.environment });
await parts?.close();
