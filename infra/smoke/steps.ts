import { randomUUID } from 'node:crypto';
import { type Asker, commandForm, type Door, type Reply, send } from './request.ts';

/** One thing that was tried: what came of it, and whether that is as it has to be. */
export type Step = { readonly tried: string; readonly came: string; readonly ok: boolean };

const FORM = 'application/x-www-form-urlencoded';
const JSON_TYPE = 'application/json';
const DAY = 24 * 60 * 60;
/** Slack waits so long for the door, in milliseconds. */
const SLACK_WAITS = 3_000;

const NOBODY: Asker = { user: 'USMOKE', channel: 'DSMOKE' };

const refused = (tried: string, { status, ms }: Reply): Step => ({
  tried,
  came: status === 401 ? `refused (401), ${ms} ms` : `answered ${status}, and had to be refused (401)`,
  ok: status === 401,
});

const answered = (tried: string, { status, text, ms }: Reply, wanted: string): Step => {
  const isRight = status === 200 && text.includes(wanted);
  const came = isRight ? `answered in ${ms} ms` : `answered ${status} without what was wanted, in ${ms} ms`;
  return isRight && ms > SLACK_WAITS
    ? { tried, came: `${came}; Slack waits ${SLACK_WAITS} ms`, ok: false }
    : { tried, came, ok: isRight };
};

/** What the door has to refuse, and what it answers by itself. Nothing is queued by any of it. */
export async function tryDoor(door: Door): Promise<readonly Step[]> {
  const help = () => commandForm('help', NOBODY).body;
  const now = Math.floor(Date.now() / 1000);
  const challenge = randomUUID();
  const verification = JSON.stringify({ type: 'url_verification', token: 'unused', challenge });
  return [
    refused('a request that nobody signed', await send(door, help(), { type: FORM, signed: false })),
    refused('one signed with another secret', await send(door, help(), { type: FORM, secret: 'another' })),
    refused('one that was signed a day ago', await send(door, help(), { type: FORM, at: now - DAY })),
    answered("Slack's own question (url_verification)", await send(door, verification, { type: JSON_TYPE }), challenge),
    answered('/migcheck help', await send(door, help(), { type: FORM }), '/migcheck jdoe'),
  ];
}

export type Watch = {
  /** Whether the answer to the job that came of this trigger was handed to Slack. */
  readonly isAnswered: (trigger: string) => Promise<boolean>;
  /** Whether the directory was read for it: the answer may also say that it could not be. */
  readonly isRead: (trigger: string) => Promise<boolean>;
  /** How long it is waited for, in milliseconds. */
  readonly patience: number;
};

const PAUSE_MS = 250;
const CURE = 'npm run -s migcheck -- doctor tells why; so does the log of check or talk';

/** A question about nobody, through the queues and the directory, to an answer that this person sees in Slack. */
export async function tryQuestion(door: Door, asker: Asker, watch: Watch | undefined): Promise<readonly Step[]> {
  const question = 'check migcheck-smoke-test';
  const { trigger, body } = commandForm(question, asker);
  const taken = answered(`/migcheck ${question}`, await send(door, body, { type: FORM }), 'Looking up');
  return taken.ok && watch ? [taken, await answerTo(trigger, watch)] : [taken];
}

/** What came of an answer that Slack has. */
const handedOver = async (tried: string, ms: number, read: Promise<boolean>): Promise<Step> =>
  (await read)
    ? { tried, came: `handed to Slack after ${ms} ms`, ok: true }
    : { tried, came: `Slack has it after ${ms} ms, and it says why nothing was looked up (${CURE})`, ok: false };

async function answerTo(trigger: string, { isAnswered, isRead, patience }: Watch): Promise<Step> {
  const tried = 'its answer, by way of checks, the directory and talk';
  const started = performance.now();
  while (performance.now() - started < patience) {
    if (await isAnswered(trigger)) return handedOver(tried, Math.round(performance.now() - started), isRead(trigger));
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  return { tried, came: `not within ${patience / 1000} s (${CURE})`, ok: false };
}
