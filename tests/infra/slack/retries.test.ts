import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Bench, richManifest, type StubAnswer, startBench } from './stub-app.ts';

let bench: Bench;
const manifest = richManifest({ events: ['message.channels'] });
beforeEach(async () => {
  bench = await startBench({ manifest, retryDelays: [0, 1, 2], patience: 1_000 });
});
afterEach(() => bench.stop());

const say = (on = bench) => on.page('send', { as: 'U0REQUEST', channel: 'C0MIGRATE', text: 'hello' });
const answers = (...given: StubAnswer[]) => bench.answerWith(() => given.shift() ?? {});
/** The number and the reason of each attempt. */
async function attempts(): Promise<unknown[][]> {
  await bench.slack.controls.eventsDelivered();
  return bench.received.map(({ headers }) => [headers['x-slack-retry-num'], headers['x-slack-retry-reason']]);
}
const FIRST = [undefined, undefined];

describe('an event that the app does not take', () => {
  test('comes again up to three times, and the people feel nothing of it', async () => {
    answers({ status: 500 }, { status: 403 }, { status: 302 }, { status: 500 }, { status: 500 });
    expect(await say()).toEqual({ ok: true });
    expect(await attempts()).toEqual([FIRST, ['1', 'http_error'], ['2', 'http_error'], ['3', 'http_error']]);
    expect(new Set(bench.received.map(({ body }) => body)).size).toBe(1);
  });

  test('comes no more once it was taken', async () => {
    answers({ status: 503 }, {});
    await say();
    expect(await attempts()).toEqual([FIRST, ['1', 'http_error']]);
  });

  test('comes again when the answer is late', async () => {
    answers({ hang: true }, {});
    await say();
    expect(await attempts()).toEqual([FIRST, ['1', 'http_timeout']]);
  });

  test('comes again when nobody listened', async () => {
    const { controls, workspace } = bench.slack;
    const listening = workspace.eventsUrl ?? '';
    controls.sendEventsTo('http://127.0.0.1:9/');
    controls.postAsBot('C0MIGRATE', { text: 'EXCH01 is down' });
    controls.sendEventsTo(listening);
    expect(await attempts()).toEqual([['1', 'connection_failed']]);
  });

  test('comes no more when the app asks for that', async () => {
    answers({ status: 500, headers: { 'x-slack-no-retry': '1' } });
    await say();
    expect(await attempts()).toEqual([FIRST]);
  });
});

test('what is still to be tried again ends when Slack closes', async () => {
  const patient = await startBench({ manifest, retryDelays: [600_000] });
  const failed = new Promise<void>((resolve) => {
    patient.answerWith(() => {
      resolve();
      return { status: 500 };
    });
  });
  await say(patient);
  await failed;
  await patient.stop();
  await patient.slack.controls.eventsDelivered();
  expect(patient.received).toHaveLength(1);
});

describe('the address for events', () => {
  const verified = () => bench.slack.controls.verifyEventsUrl();

  test('is good when it gives the challenge back, as JSON or as text', async () => {
    bench.answerWith(({ envelope }) => ({ json: { challenge: envelope?.challenge } }));
    expect(await verified()).toBe(true);
    bench.answerWith(({ envelope }) => ({ text: envelope?.challenge }));
    expect(await verified()).toBe(true);
    expect(bench.received[0]?.envelope).toEqual({
      type: 'url_verification',
      token: expect.any(String),
      challenge: expect.any(String),
    });
    expect(bench.received[0]?.headers['x-slack-signature']).toMatch(/^v0=/);
  });

  test.each<[string, StubAnswer]>([
    ['nothing', {}],
    ['another challenge', { json: { challenge: 'guess' } }],
    ['trouble', { status: 500 }],
  ])('is not when it answers %s', async (_, answer) => {
    bench.answerWith(() => answer);
    expect(await verified()).toBe(false);
  });
});
