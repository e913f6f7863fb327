// Sends a few requests to a bot as Slack would, and says what they proved: `npm run smoke -- --url URL`. Nothing is
// written to a directory. Exit code 0: all as it has to be; 1: something is not; 2: misuse, or nothing answered.
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { environmentWith } from '../lib/adapters/environment.ts';
import { required } from '../lib/adapters/settings.ts';
import { signingSecrets } from '../lib/adapters/slack-signature.ts';
import { runningBot } from './local/running.ts';
import { settingsFor } from './smoke/settings.ts';
import { type Step, tryDoor, tryQuestion } from './smoke/steps.ts';
import { watchIn } from './smoke/watch.ts';

const USAGE = `npm run smoke -- --url URL [--stage STAGE] [--channel C… --user U…]
  --url      what the deployment prints: https://…/slack/events
  --stage    reads the signing secret from SSM; without it, SLACK_SIGNING_SECRET of the environment or .env, else
             that of the bot that runs on this machine (npm start)
  --channel  with --user: asks a question as this person in this channel; the answer is shown to them in Slack`;

function end(line: string): never {
  process.stderr.write(`${line}\n`);
  process.exit(2);
}

function help(): never {
  process.stdout.write(`${USAGE}\n`);
  process.exit(0);
}

const OPTIONS = {
  url: { type: 'string' },
  stage: { type: 'string' },
  channel: { type: 'string' },
  user: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

function optionsOf(args: readonly string[]) {
  try {
    const { values } = parseArgs({ args: [...args], options: OPTIONS });
    return values.help ? help() : values;
  } catch (error) {
    return end(`${error instanceof Error ? error.message : 'The options cannot be read.'}\n${USAGE}`);
  }
}

/** The address with its path. A signature is sent in the clear to this machine alone. */
function addressOf(text: string | undefined): string {
  const url = text && URL.canParse(text) ? new URL(text) : end(`--url is needed.\n${USAGE}`);
  const isHere = url.hostname === '127.0.0.1';
  if (url.protocol !== 'https:' && !(isHere && url.protocol === 'http:'))
    end('The address has to begin with https://.');
  return url.pathname === '/' ? new URL('/slack/events', url).href : url.href;
}

const PROVED =
  'Proved: the address is the door, it has the signing secret that was used here, and refuses every other.';
const ANSWERED = 'Proved as well: checks, the directory, talk and Slack: whoever was named has the answer before them.';
const NOT = [
  'Not proved: that Slack itself has this address and this secret; type /migcheck help there once.',
  'Not proved: anything about changes, since nothing was proposed; migcheck doctor looks at the account that writes.',
];
const NOT_ASKED = 'Not proved: queues, directory and answer. --channel and --user have a question asked.';
const NOT_WATCHED =
  'Not watched: whether the answer came. It has to stand in Slack by now, before the person named alone.';

function told(steps: readonly Step[], { asked, watched }: { readonly asked: boolean; readonly watched: boolean }) {
  const lines = steps.map(({ tried, came, ok }) => `${ok ? 'ok    ' : 'WRONG '} ${tried}: ${came}`);
  if (steps.some(({ ok }) => !ok)) return [...lines, 'Nothing is proved while something is wrong.'];
  return [...lines, PROVED, asked ? (watched ? ANSWERED : NOT_WATCHED) : NOT_ASKED, ...NOT];
}

async function smoke(args: readonly string[]): Promise<0 | 1> {
  const { url, stage, channel, user } = optionsOf(args);
  const address = addressOf(url);
  if (Boolean(channel) !== Boolean(user)) end(`--channel and --user go together.\n${USAGE}`);
  const running = runningBot()?.environment;
  const settings = await settingsFor(stage, { environment: process.env, ...(running ? { running } : {}) });
  const environment = await environmentWith(['SLACK_SIGNING_SECRET'], settings);
  const [secret = ''] = signingSecrets(required(environment, 'SLACK_SIGNING_SECRET'));
  const door = { url: address, secret };
  const watch = watchIn(environment);
  const steps = await tryDoor(door);
  const isSound = steps.every(({ ok }) => ok);
  const more = isSound && channel && user ? await tryQuestion(door, { channel, user }, watch) : [];
  const all = [...steps, ...more];
  process.stdout.write(`${told(all, { asked: more.length > 0, watched: watch !== undefined }).join('\n')}\n`);
  return all.every(({ ok }) => ok) ? 0 : 1;
}

if (existsSync('.env')) process.loadEnvFile('.env');
try {
  process.exitCode = await smoke(process.argv.slice(2));
} catch (error) {
  const { cause, message }: { cause?: { code?: string }; message?: string } = Object(error);
  end(`It could not be tried: ${cause?.code ?? message ?? 'unknown'}`);
}
