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

/** So long an answer may be under way after the last request, in milliseconds; then it is lost. */
const PATIENCE = 60_000;
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

/** Sends one request without waiting for it; a door that does not take it is counted. */
function send({ door, responseUrl, ledger }: Sending, last: boolean, refuse: () => void): void {
  const one = ledger.next(last);
  if (!one) return;
  post(door, formOf(one.deed, one.number, responseUrl(one.number))).then(({ status, ms }) => {
    ledger.times.acknowledged.push(ms);
    if (status !== 200) refuse();
  }, refuse);
}

/** Each request at its moment, however long the others take; then whatever is begun is brought to its end. */
async function sendAll(
  sending: Sending,
  { seconds, rate }: SoakOptions,
): Promise<{ refused: number; seconds: number }> {
  let refused = 0;
  const refuse = (): void => {
    refused += 1;
  };
  const started = performance.now();
  for (let count = 0; count < seconds * rate; count += 1) {
    await delay(Math.max(0, started + (count * 1_000) / rate - performance.now()));
    send(sending, false, refuse);
  }
  const took = (performance.now() - started) / 1_000;
  const until = performance.now() + PATIENCE;
  for (let { open, clicksDue } = sending.ledger.counts(); open + clicksDue > 0 && performance.now() < until; ) {
    await delay(1_000 / rate);
    send(sending, true, refuse);
    ({ open, clicksDue } = sending.ledger.counts());
  }
  return { refused, seconds: took };
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
    const sent = await sendAll({ door: bot.door, responseUrl: sink.responseUrl, ledger }, options);
    const { made } = ledger.counts();
    const wrong = [...ledger.wrong, ...bot.troubles];
    const deadLetters = await parts.deadLetters();
    const result = {
      ...sent,
      made,
      times: ledger.times,
      lost: ledger.lost(),
      wrong,
      deadLetters,
      weights: bot.weights,
    };
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
