import { parseArgs } from 'node:util';
import { SQSClient } from '@aws-sdk/client-sqs';
import { awsSettings } from '../../lib/adapters/aws.ts';
import type { Environment } from '../../lib/adapters/settings.ts';
import { Misuse } from '../../lib/errors.ts';
import { countTaken, discard, giveBack, type Letter, sendBack, takeLetters } from './letters.ts';
import { type Place, placesOf } from './places.ts';

const USAGE = `npm run redrive -- [--stage STAGE] [--yes] [--discard]
  --stage    the queues of a deployment; without it, those of the bot that runs on this machine (npm start)
  --yes      asks nothing
  --discard  deletes what makes no sense any more, in the place of leaving it where it is`;

/** What the terminal is to it. `confirm` is absent where nobody can be asked. */
export type Terminal = {
  readonly say: (line: string) => void;
  readonly confirm?: (question: string) => Promise<boolean>;
  readonly now: () => number;
  /** Seconds for which a queue is listened to; without any, SQS asks some of its servers only. */
  readonly wait: number;
};

/** As serverless.yml has it where nothing else is said. */
const REGION = 'eu-central-1';
const PATIENCE = { requestTimeout: 10_000, maxAttempts: 3 };

type Options = { readonly stage?: string; readonly yes: boolean; readonly discard: boolean; readonly help: boolean };

function optionsIn(argv: readonly string[]): Options {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        stage: { type: 'string' },
        yes: { type: 'boolean' },
        discard: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    const { stage, yes = false, discard: away = false, help = false } = values;
    return { yes, discard: away, help, ...(stage ? { stage } : {}) };
  } catch (error) {
    throw new Misuse(`${error instanceof Error ? error.message : 'The options cannot be read.'}\n${USAGE}`);
  }
}

const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
] as const;

function ageOf(ms: number): string {
  const [unit, size] = UNITS.find(([, least]) => ms >= 2 * least) ?? (['s', 1_000] as const);
  return `${Math.floor(ms / size)} ${unit}`;
}

/** Who asked, by their Slack id; an approved change is nobody's alone. */
const askerOf = ({ job }: Letter): string =>
  job === undefined ? '' : 'by' in job ? job.by.user : 'to' in job ? job.to.user : '';

/** Kind, job, who asked, age and fate: nothing of what was typed or pasted. */
function lineFor(letter: Letter, away: boolean): string {
  const { place, message, job, age, why } = letter;
  const fate = why === undefined ? 'is sent back' : `${away ? 'is deleted' : 'stays'} (${why})`;
  const cells = [place.queue, job?.kind ?? '?', job?.id ?? message.MessageId ?? '', askerOf(letter), ageOf(age)];
  return `  ${cells.filter((cell) => cell !== '').join('  ')}  ${fate}`;
}

/** The verdict in a sentence that can be answered with yes. */
function questionFor(back: readonly Letter[], rest: readonly Letter[], away: boolean): string {
  const parts = [
    ...(back.length > 0 ? [`Send ${back.length} back`] : []),
    ...(away && rest.length > 0 ? [`delete ${rest.length}`] : []),
  ];
  const asked = parts.join(' and ');
  return `${asked.charAt(0).toUpperCase()}${asked.slice(1)}?`;
}

async function agreed(question: string, { yes }: Options, { confirm, say }: Terminal): Promise<boolean> {
  if (yes) return true;
  if (confirm) return confirm(question);
  say('Nobody can be asked here: --yes does it. Nothing was done.');
  return false;
}

/** That nothing can be taken is not yet that nothing is there. */
async function nothingThere(client: SQSClient, places: readonly Place[], { say }: Terminal): Promise<0 | 1> {
  const taken = await Promise.all(places.map((place) => countTaken(client, place)));
  const count = taken.reduce((all, one) => all + one, 0);
  say(
    count === 0
      ? 'No dead letters.'
      : `No dead letter can be taken, and somebody has ${count}, or a program that ended; look again in ten minutes.`,
  );
  return count === 0 ? 0 : 1;
}

/** Lists the dead letters, and sends back what still makes sense. Resolves to the exit code. */
export async function redrive(argv: readonly string[], environment: Environment, terminal: Terminal): Promise<0 | 1> {
  const options = optionsIn(argv);
  if (options.help) {
    terminal.say(USAGE);
    return 0;
  }
  const settings = options.stage
    ? { region: environment.AWS_REGION || REGION }
    : { endpoint: environment.SQS_ENDPOINT, region: environment.AWS_REGION };
  const client = new SQSClient(awsSettings(settings, PATIENCE));
  const held = new Set<Letter>();
  try {
    const places = await placesOf(client, environment, options.stage);
    const taking = { now: terminal.now(), wait: terminal.wait };
    const letters = await Promise.all(places.map((place) => takeLetters(client, place, taking)));
    for (const letter of letters.flat()) held.add(letter);
    return held.size === 0
      ? await nothingThere(client, places, terminal)
      : await workOff(client, { held, options, terminal });
  } finally {
    for (const letter of held) await giveBack(client, letter).catch(() => undefined);
    client.destroy();
  }
}

type Work = { readonly held: Set<Letter>; readonly options: Options; readonly terminal: Terminal };

async function workOff(client: SQSClient, { held, options, terminal }: Work): Promise<0 | 1> {
  const { say } = terminal;
  const back = [...held].filter(({ why }) => why === undefined);
  const rest = [...held].filter(({ why }) => why !== undefined);
  say(`${held.size} dead ${held.size === 1 ? 'letter' : 'letters'}:`);
  for (const letter of held) say(lineFor(letter, options.discard));
  const isAnything = back.length > 0 || (options.discard && rest.length > 0);
  if (!isAnything) say('Nothing is sent back. --discard deletes what stays.');
  if (!isAnything || !(await agreed(questionFor(back, rest, options.discard), options, terminal))) return 1;
  for (const letter of back) {
    await sendBack(client, letter);
    held.delete(letter);
  }
  for (const letter of options.discard ? rest : []) {
    await discard(client, letter);
    held.delete(letter);
  }
  say(`${back.length} sent back, ${options.discard ? rest.length : 0} deleted, ${held.size} left.`);
  return held.size === 0 ? 0 : 1;
}
