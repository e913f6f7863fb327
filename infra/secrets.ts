// Asks for the secrets and puts them into SSM: `npm run secrets -- --stage prod`. They are not shown while they are
// typed, and stand in no argument, history or file. Exit code 0: all there; 1: some are missing; 2: it could not be done.
import { existsSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import password from '@inquirer/password';
import { withCredentials } from '../lib/adapters/aws-credentials.ts';
import { SECRETS } from './secrets/names.ts';
import { cureFor, type Dialogue, putAll, type Wanted } from './secrets/put-all.ts';
import { StoreRefused } from './secrets/store.ts';

const USAGE = `npm run secrets -- --stage STAGE [--only NAME] [--keep-old] [--list] [--region REGION]
  --only NAME  one of ${SECRETS.map(({ name }) => name).join(', ')}; its value may then be piped in
  --keep-old   a new signing secret beside the old one, until Slack uses the new one alone
  --list       names what is there, and asks for nothing`;

const say = (line: string): void => void process.stderr.write(`${line}\n`);

function end(line: string): never {
  say(line);
  process.exit(2);
}

function help(): never {
  process.stdout.write(`${USAGE}\n`);
  process.exit(0);
}

const OPTIONS = {
  stage: { type: 'string' },
  only: { type: 'string' },
  region: { type: 'string' },
  'keep-old': { type: 'boolean', default: false },
  list: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h' },
} as const;

function wantedOf(args: readonly string[]): Wanted & { readonly region?: string } {
  try {
    const { values } = parseArgs({ args: [...args], options: OPTIONS });
    if (values.help) help();
    const { stage = '', only, region, list, 'keep-old': keepOld } = values;
    if (!/^[A-Za-z][A-Za-z0-9-]{0,30}$/.test(stage))
      end(`Which stage? As in npm run deploy -- --stage prod.\n${USAGE}`);
    if (only && !SECRETS.some(({ name }) => name === only)) end(`There is no secret "${only.slice(0, 40)}".\n${USAGE}`);
    return { stage, keepOld, list, ...(only ? { only } : {}), ...(region ? { region } : {}) };
  } catch {
    // Whatever was typed wrongly may be a secret, so it is not repeated.
    return end(`A secret is never an argument: it would stand in the shell's history.\n${USAGE}`);
  }
}

/** In a terminal. `toggleMask` off: with it Ctrl-T would show what was typed. */
const asks: Dialogue['ask'] = (message, problemWith) =>
  password(
    { message, toggleMask: false, validate: (value) => value === '' || (problemWith(value) ?? true) },
    { output: process.stderr },
  );

/** What is piped in, without the line end behind it. */
const reads: Dialogue['ask'] = async (_, problemWith) => {
  const value = (await text(process.stdin)).replace(/\r?\n$/, '');
  const problem = value === '' ? 'Nothing was piped in.' : problemWith(value);
  return problem ? end(problem) : value;
};

if (existsSync('.env')) process.loadEnvFile('.env');
const wanted = wantedOf(process.argv.slice(2));
const isPiped = !process.stdin.isTTY;
if (isPiped && !wanted.list && !wanted.only)
  end(`Without a terminal it takes --only NAME, and the value piped in.\n${USAGE}`);
const region = wanted.region ?? (process.env.AWS_REGION || 'eu-central-1');
try {
  const environment = await withCredentials(process.env, region);
  process.exitCode = await putAll({ region, environment }, wanted, { ask: isPiped ? reads : asks, say });
} catch (error) {
  if (error instanceof StoreRefused) end(`${error.message}\n${cureFor(error, wanted.stage)}`);
  end(
    error instanceof Error && error.name === 'ExitPromptError'
      ? 'Stopped; nothing more was written.'
      : `It could not be done: ${error instanceof Error ? error.message : 'unknown'}`,
  );
}
