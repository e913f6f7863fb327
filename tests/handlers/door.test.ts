import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { startSqsServer } from '../support/sqs-places.ts';

const SECRET = 'a-signing-secret';
const FORM = 'application/x-www-form-urlencoded';
type Door = (event: APIGatewayProxyEventV2, context: Context) => Promise<APIGatewayProxyStructuredResultV2>;
type Sqs = Awaited<ReturnType<typeof startSqsServer>>;

let sqs: Sqs;
let door: Door;

/** A door that starts afresh with these settings over the usual ones. */
async function doorWith(settings: Readonly<Record<string, string>> = {}): Promise<Door> {
  Object.assign(process.env, {
    POWERTOOLS_LOG_LEVEL: 'SILENT',
    SLACK_SIGNING_SECRET: SECRET,
    SLACK_BOT_TOKEN: 'xoxb-a-bot-token',
    SLACK_API_URL: 'http://127.0.0.1:9/api/',
    SQS_ENDPOINT: sqs.endpoint,
    TALK_QUEUE_URL: sqs.urls.talk,
    CHECKS_QUEUE_URL: sqs.urls.checks,
    ...settings,
  });
  jest.resetModules();
  return (await import('../../handlers/slack.ts')).handler as Door;
}

const timers = jest.spyOn(globalThis, 'setTimeout');
/** Bolt waits three seconds more for an answer to what it does not know. */
const BOLTS_PATIENCE = 3001;

beforeAll(async () => {
  for (const level of ['info', 'warn', 'error'] as const) jest.spyOn(console, level).mockImplementation(() => {});
  sqs = await startSqsServer();
  door = await doorWith();
}, 60_000);
afterAll(async () => {
  timers.mock.calls.forEach(([, delay], index) => {
    if (delay === BOLTS_PATIENCE) clearTimeout(timers.mock.results[index]?.value as NodeJS.Timeout);
  });
  await sqs.stop();
});

type Sent = {
  readonly body?: string | undefined;
  readonly type?: string;
  readonly base64?: boolean;
  /** Seconds that the clock of whoever signed differs from ours. */
  readonly off?: number;
  readonly version?: string;
  readonly secret?: string;
  readonly without?: string;
  /** In the place of the right one. */
  readonly signature?: string;
};

const event = (fields: object): APIGatewayProxyEventV2 =>
  ({
    version: '2.0',
    rawPath: '/slack/events',
    isBase64Encoded: false,
    headers: {},
    ...fields,
  }) as APIGatewayProxyEventV2;

function signed(sent: Sent) {
  const { body = '', type = FORM, base64 = false, off = 0, version = 'v0', secret = SECRET, without } = sent;
  const timestamp = String(Math.floor(Date.now() / 1000) + off);
  const digest = createHmac('sha256', secret).update(`${version}:${timestamp}:${body}`).digest('hex');
  const headers: Record<string, string> = {
    'content-type': type,
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': sent.signature ?? `${version}=${digest}`,
  };
  if (without) delete headers[without];
  return event({ headers, body: base64 ? Buffer.from(body).toString('base64') : body, isBase64Encoded: base64 });
}

const TRIGGER = '13345224609.738474920.8088930838d88f008e0';
const RESPONSE_URL = 'https://hooks.slack.com/commands/1234/5678';

const command = (text: string): string =>
  new URLSearchParams({
    token: 'gIkuvaNzQIHg97ATvDxqgjtO',
    team_id: 'T0FABRIKAM',
    channel_id: 'C0MIGRATE',
    user_id: 'U0REQUEST',
    command: '/migcheck',
    text,
    api_app_id: 'A0MIGCHECK',
    response_url: RESPONSE_URL,
    trigger_id: TRIGGER,
  }).toString();

const context = {} as Context;
const sends = (sent: Sent) => door(signed(sent), context);
const textOf = ({ body }: APIGatewayProxyStructuredResultV2): string => JSON.parse(body ?? '{}').text;

describe('only Slack itself gets in', () => {
  const help = command('help');

  test.each<[string, Sent, number]>([
    ['a signed body', { body: help }, 200],
    ['a signed body in base64', { body: help, base64: true }, 200],
    ['a content type with a character set', { body: help, type: `${FORM}; charset=utf-8`, base64: true }, 200],
    ['a signature that is 299 s old', { body: help, off: -299 }, 200],
    ['a signature that is 301 s old', { body: help, off: -301 }, 401],
    ['a signature from 302 s in the future', { body: help, off: 302 }, 401],
    ['a signature by another secret', { body: help, secret: 'another' }, 401],
    ['a signature by an empty secret', { body: help, secret: '' }, 401],
    ['version v1', { body: help, version: 'v1' }, 401],
    ['version v9', { body: help, version: 'v9' }, 401],
    ['an empty signature', { body: help, signature: '' }, 401],
    ['a version and no signature', { body: help, signature: 'v0=' }, 401],
    ['a signature of the right length', { body: help, signature: `v0=${'0'.repeat(64)}` }, 401],
    ['no signature', { body: help, without: 'x-slack-signature' }, 401],
    ['no timestamp', { body: help, without: 'x-slack-request-timestamp' }, 401],
    ['an empty body that is signed', { body: '' }, 404],
  ])('%s', async (_, sent, status) => {
    expect((await sends(sent)).statusCode).toBe(status);
  });

  test.each<[string, object]>([
    ['junk that calls itself JSON', { headers: { 'content-type': 'application/json' }, body: '{"not' }],
    ['a certificate check without a signature', { headers: { 'content-type': FORM }, body: 'ssl_check=1&token=x' }],
    ['headers that are not there', { headers: undefined, body: 'x' }],
    ['no headers at all', { headers: {}, body: 'x' }],
    ['no body', { headers: { 'x-slack-request-timestamp': String(Math.floor(Date.now() / 1000)) }, body: undefined }],
    [
      'a timestamp that is no number',
      { headers: { 'x-slack-request-timestamp': 'NaN', 'x-slack-signature': 'v0=' }, body: '' },
    ],
  ])('%s gets 401 and never an exception', async (_, fields) => {
    expect((await door(event(fields), context)).statusCode).toBe(401);
  });

  test('the signature is of the bytes, so a body changed on the way is refused', async () => {
    const sent = signed({ body: command('jdoe') });
    expect((await door({ ...sent, body: command('mallory') }, context)).statusCode).toBe(401);
  });

  test.each([
    ['a payload that is no JSON', `payload=${encodeURIComponent('{"type":')}`, FORM],
    ['JSON that is cut off', '{"type":"event_callback"', 'application/json'],
  ])('%s is answered with 400 although it is signed', async (_, body, type) => {
    expect((await sends({ body, type })).statusCode).toBe(400);
  });

  test('a command that nobody here knows is not found', async () => {
    const body = command('x').replace('%2Fmigcheck', '%2Fother');
    expect((await sends({ body })).statusCode).toBe(404);
  });

  test.each(['', '   '])('it does not start with the secret "%s"', async (secret) => {
    const unlocked = await doorWith({ SLACK_SIGNING_SECRET: secret });
    await expect(unlocked(signed({ body: help, secret }), context)).rejects.toThrow('SLACK_SIGNING_SECRET');
  });
});

describe('what the asker reads at once', () => {
  beforeAll(async () => {
    door = await doorWith();
  });

  test.each([
    ['help', '/migcheck NAME checks a person'],
    [' ', '/migcheck NAME checks a person'],
    ['jdoe', 'Looking up jdoe'],
    ['Bjørn Jørgensen 🎣', 'Looking up Bjørn Jørgensen 🎣'],
    ['<@U0APPROVE|avery>', 'Looking up the person you mentioned'],
    ['explain Event ID: 7026', 'Reading the event'],
    ['check', 'Whom shall I check?'],
    ['history', 'Looking up what you did'],
    ['undo', 'Whose change is to be undone?'],
    ['pending', 'Looking what waits for you'],
    ['doctor', 'Asking every part of migcheck'],
    ['jdoe wizard 6.0', 'is no wizard version'],
    ['jdoe as MS:CORP', 'NETWORK/POSTOFFICE/MAILBOX'],
    ['jdoe\u202Egnp.exe', 'U+202E'],
  ])('/migcheck %s', async (text, words) => {
    const answer = await sends({ body: command(text), base64: true });
    expect(answer.statusCode).toBe(200);
    expect(JSON.parse(answer.body ?? '{}')).toMatchObject({ response_type: 'ephemeral' });
    expect(textOf(answer)).toContain(words);
  });

  test('a name of 10,000 characters is refused in words', async () => {
    const answer = await sends({ body: command('x'.repeat(10_000)) });
    expect(textOf(answer)).toContain('The name has 10000 characters');
  });
});

describe('what is handed over', () => {
  test('the job names who asked and where, and holds no trigger', async () => {
    await drained();
    await sends({ body: command('"Bjørn Jørgensen 🎣" as MS:CORP/PO1/BJORG wizard 5.5-sp2'), base64: true });

    const { Body = '' } = (await sqs.take(sqs.urls.checks)) ?? {};
    expect(JSON.parse(Body)).toMatchObject({
      kind: 'examine',
      schema: 1,
      by: { enterprise: null, team: 'T0FABRIKAM', user: 'U0REQUEST' },
      replyTo: { channel: 'C0MIGRATE', responseUrl: RESPONSE_URL },
      who: { by: 'name', name: 'Bjørn Jørgensen 🎣' },
      source: { network: 'CORP', postOffice: 'PO1', mailbox: 'BJORG' },
      wizard: '5.5-sp2',
    });
    expect(Body).not.toContain(TRIGGER);
  });

  test('the same command delivered twice is the same job', async () => {
    await drained();
    await sends({ body: command('jdoe') });
    await sends({ body: command('jdoe') });

    const [first, second] = [await sqs.take(sqs.urls.checks), await sqs.take(sqs.urls.checks)];
    expect(first?.Body).toBeDefined();
    expect(second?.Body).toBe(first?.Body);
  });

  test.each(['help', 'check', 'jdoe wizard 6.0'])('nothing, for /migcheck %s', async (text) => {
    await drained();
    await sends({ body: command(text) });
    expect(await sqs.take(sqs.urls.checks)).toBeUndefined();
    expect(await sqs.take(sqs.urls.talk)).toBeUndefined();
  });

  test('a form that Slack does not open is told to the asker', async () => {
    expect(textOf(await sends({ body: command('explain') }))).toContain('Slack did not open the form in time');
  });

  test.each([
    ['app-mention', 'mention'],
    ['mention-with-a-file', 'mention'],
    ['direct-message-with-a-snippet', 'direct'],
    ['forwarded-message', 'direct'],
  ])('an event: %s', async (name, asked) => {
    await drained();
    const answer = await sends({ body: fixture(name), type: 'application/json' });

    expect(answer.statusCode).toBe(200);
    const { Body = '{}' } = (await sqs.take(sqs.urls.talk)) ?? {};
    expect(JSON.parse(Body)).toMatchObject({ kind: 'explain', asked });
  });

  test('the shortcut, with what another app posted', async () => {
    await drained();
    const payload = fixture('shortcut-on-a-monitoring-message');
    const answer = await sends({ body: new URLSearchParams({ payload }).toString(), base64: true });

    expect(answer.statusCode).toBe(200);
    const { Body = '{}' } = (await sqs.take(sqs.urls.talk)) ?? {};
    expect(JSON.parse(Body)).toMatchObject({
      kind: 'explain',
      asked: 'shortcut',
      text: expect.stringContaining('Event ID: 7026'),
      replyTo: { channel: 'C0MIGRATE', responseUrl: 'https://hooks.slack.com/app/T0FABRIKAM/1/x' },
      message: { ts: '1764100990.000100' },
    });
    expect(Body).not.toContain('1.2.abc');
  });

  test('nothing, of a message in a channel that is not watched, and of what we said ourselves', async () => {
    await drained();
    for (const name of ['watched-message', 'own-message', 'edited-message', 'joined'])
      expect((await sends({ body: fixture(name), type: 'application/json' })).statusCode).toBe(200);
    expect(await sqs.take(sqs.urls.talk)).toBeUndefined();
  });

  test('the address is confirmed to Slack when the app is set up', async () => {
    const body = JSON.stringify({ type: 'url_verification', token: 'z', challenge: '3eZbrw1aB' });
    expect(JSON.parse((await sends({ body, type: 'application/json' })).body ?? '{}')).toEqual({
      challenge: '3eZbrw1aB',
    });
  });

  test('an event for which there is no queue is refused, so that Slack sends it again', async () => {
    const cut = await doorWith({ SQS_ENDPOINT: 'http://127.0.0.1:9' });
    const answer = await cut(signed({ body: fixture('app-mention'), type: 'application/json' }), context);
    expect(answer.statusCode).toBe(500);
  });

  test('a queue that cannot be reached is told to the asker', async () => {
    const cut = await doorWith({ SQS_ENDPOINT: 'http://127.0.0.1:9' });
    const answer = await cut(signed({ body: command('jdoe') }), context);
    expect(answer.statusCode).toBe(200);
    expect(textOf(answer)).toMatch(/its queue cannot be reached. Nothing was done/);
  });
});

/** A payload as Slack sends it. */
const fixture = (name: string): string =>
  JSON.stringify(JSON.parse(readFileSync(join(__dirname, '..', 'fixtures', 'slack', `${name}.json`), 'utf8')));

async function drained(): Promise<void> {
  for (const url of [sqs.urls.checks, sqs.urls.talk]) while (await sqs.take(url));
}
