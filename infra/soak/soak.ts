// Twenty requests a second for ten minutes through door, queues, slapd and DynamoDB Local: `npm run soak`.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Misuse } from '../../lib/errors.ts';
import { programPath } from '../../tests/support/program-path.ts';
import type { Weight } from './bot.ts';
import { optionsOf, type SoakOptions } from './options.ts';
import { startParts } from './parts.ts';
import { isWell, reportOf } from './report.ts';
import { type Ledger, openLedger } from './requests.ts';
import { formOf, post } from './sent.ts';
import { startSink } from './slack.ts';

/** After the last request: what has not come once nothing came for so long is lost. Longer than a job is hidden. */
const PATIENCE = 90_000;
const WEIGHED_EVERY = 5_000;

type Words = { readonly door?: string; readonly weight?: Weight; readonly trouble?: string };
type Environment = Readonly<Record<string, string>>;

/** The bot as a process of its own, and what it weighs. */
async function startBot(bundles: string, environment: Environment) {
  const script = join(import.meta.dirname, 'bot.ts');
  const bot: ChildProcess = fork(script, [bundles], {
    env: { ...process.env, ...environment },
    execArgv: [...process.execArgv, '--expose-gc'],
  });
  const [{ door = '' }] = (await once(bot, 'message')) as [Words];
  const weights: Weight[] = [];
  const troubles: string[] = [];
  bot.on('message', ({ weight, trouble }: Words) => {
    if (weight) weights.push(weight);
    if (trouble) troubles.push(trouble);
  });
  const weighing = setInterval(() => bot.connected && bot.send('weigh'), WEIGHED_EVERY);
  const close = async (): Promise<void> => {
    clearInterval(weighing);
    if (bot.exitCode !== null || !bot.connected) return;
    const gone = once(bot, 'exit');
    bot.send('stop');
    await gone;
  };
  return { door, weights, troubles, close };
}

type Sending = { readonly door: string; readonly responseUrl: (number: number) => string; readonly ledger: Ledger };

/** Sends one request without waiting for it; what the door does not take is noted. */
function send({ door, responseUrl, ledger }: Sending, last: boolean): void {
  const one = ledger.next(last);
  if (!one) return;
  const refused = (why: string): void => ledger.refuse(one, why);
  post(door, formOf(one.deed, one.number, responseUrl(one.number))).then(
    ({ status, ms }) => {
      ledger.times.acknowledged.push(ms);
      if (status !== 200) refused(`status ${status}`);
    },
    (error: NodeJS.ErrnoException) => refused(error.code ?? error.name),
  );
}

/** Each request at its moment, however long the others take; how many seconds that took. */
async function sendAll(sending: Sending, { seconds, rate }: SoakOptions): Promise<number> {
  const started = performance.now();
  for (let count = 0; count < seconds * rate; count += 1) {
    await delay(Math.max(0, started + (count * 1_000) / rate - performance.now()));
    send(sending, false);
  }
  return (performance.now() - started) / 1_000;
}

/** Whatever is begun is brought to its end: clicks that are due are made, for as long as answers come. */
async function bringToEnd(sending: Sending, rate: number): Promise<void> {
  let [before, since] = [sending.ledger.counts(), performance.now()];
  while (before.open + before.clicksDue > 0 && performance.now() - since < PATIENCE) {
    await delay(1_000 / rate);
    send(sending, true);
    const now = sending.ledger.counts();
    if (now.open !== before.open || now.made !== before.made) since = performance.now();
    before = now;
  }
}

async function soak(options: SoakOptions): Promise<0 | 1> {
  // Two in twenty requests begin a change; each is of a person of their own.
  const crowd = Math.max(100, Math.ceil((options.seconds * options.rate) / 10) + 1);
  const ledger = openLedger(crowd);
  const sink = await startSink(ledger.hear);
  const parts = await startParts(crowd, sink.apiUrl);
  const bot = await startBot(parts.bundles, parts.environment);
  try {
    process.stderr.write(`soaking for ${options.seconds} s at ${options.rate} requests a second (${parts.ledger}) …\n`);
    const sending = { door: bot.door, responseUrl: sink.responseUrl, ledger };
    const seconds = await sendAll(sending, options);
    await bringToEnd(sending, options.rate);
    const { made } = ledger.counts();
    const { times, refused } = ledger;
    const wrong = [...ledger.wrong, ...bot.troubles];
    const deadLetters = await parts.deadLetters();
    const result = { made, seconds, times, lost: ledger.lost(), wrong, refused, deadLetters, weights: bot.weights };
    process.stdout.write(`${reportOf(result)}\n`);
    return isWell(result) ? 0 : 1;
  } finally {
    await bot.close();
    await parts.close();
    sink.close();
  }
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
try {
  const options = optionsOf(process.argv.slice(2));
  if (!programPath('slapd') || !programPath('slapadd')) throw new Misuse('The soak needs OpenLDAP: slapd and slapadd.');
  process.exitCode = await soak(options);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
