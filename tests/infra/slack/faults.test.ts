import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startSlack } from '../../../infra/local/slack/start.ts';
import { type Bench, manifestWith, richManifest, section, startBench } from './stub-app.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await startBench();
});
afterEach(() => bench.stop());

const hello = { channel: 'C0MIGRATE', text: 'hello' };
const call = (signal?: AbortSignal) =>
  fetch(`${bench.slack.apiUrl}chat.postMessage`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer xoxb-right' },
    body: JSON.stringify(hello),
    signal,
  });
const posted = async () => (await bench.seen('U0REQUEST')).messages.length;
const control = (name: string, fields: object) =>
  fetch(`${bench.slack.url}/control/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(fields),
  });

describe('an armed fault', () => {
  test('meets the next call only, and what is armed several times is used up in order', async () => {
    const { controls } = bench.slack;
    controls.failNext('chat.postMessage', { kind: 'rate-limited', retryAfter: 7 }, { kind: 'status', status: 500 });
    const [limited, broken, fine] = [await call(), await call(), await call()];
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '7']);
    expect(broken.status).toBe(500);
    expect(await fine.json()).toMatchObject({ ok: true });
    expect(await posted()).toBe(1);
  });

  test('may spoil only the answer of a call that took effect', async () => {
    bench.slack.controls.failNext('chat.postMessage', { kind: 'status', status: 503, performed: true });
    expect((await call()).status).toBe(503);
    expect(await posted()).toBe(1);
  });

  test('may hang until the caller gives up', async () => {
    bench.slack.controls.failNext('chat.postMessage', { kind: 'hang', performed: true });
    await expect(call(AbortSignal.timeout(200))).rejects.toThrow();
    expect(await posted()).toBe(1);
  });

  test('may be an error of Slack’s own, and may meet a response_url', async () => {
    bench.slack.controls.failNext('chat.postMessage', { kind: 'error', error: 'fatal_error' });
    expect(await (await call()).json()).toEqual({ ok: false, error: 'fatal_error' });
    await bench.page('send', { as: 'U0REQUEST', channel: 'C0MIGRATE', text: '/migcheck jdoe' });
    bench.slack.controls.failNext('response_url', { kind: 'status', status: 500 });
    const url = bench.received[0]?.form.response_url ?? '';
    expect((await fetch(url, { method: 'POST', body: JSON.stringify(hello) })).status).toBe(500);
  });
});

test('another process arms faults, moves people and reads everything through /control', async () => {
  await control('fail', { method: 'chat.postMessage', faults: [{ kind: 'rate-limited', retryAfter: 1 }] });
  expect((await call()).status).toBe(429);
  await control('member', { channel: 'C0MIGRATE', user: 'U0MIGCHECK', on: false });
  expect(await (await call()).json()).toMatchObject({ error: 'not_in_channel' });
  await control('member', { channel: 'C0MIGRATE', user: 'U0MIGCHECK', on: true });
  await control('shared', { channel: 'C0MIGRATE', on: true });
  expect(await bench.api('conversations.info', hello)).toMatchObject({ channel: { is_ext_shared: true } });
  await control('group', { group: 'S0MIGADMIN', users: [] });
  expect(await bench.api('usergroups.users.list', { usergroup: 'S0MIGADMIN' })).toMatchObject({ users: [] });
  await bench.api('chat.postEphemeral', { ...hello, user: 'U0STRANGE' });
  const messages = await (await fetch(`${bench.slack.url}/control/messages`)).json();
  expect(messages).toMatchObject([{ text: 'hello', onlyFor: 'U0STRANGE' }]);
  expect((await control('fail', { method: 'chat.postMessage', faults: [{ kind: 'sulk' }] })).status).toBe(400);
});

test('another process lets another app speak, has the address for events asked, and waits for what is told', async () => {
  const hearing = await startBench({ manifest: richManifest() });
  hearing.answerWith(({ envelope }) => ({ text: envelope?.challenge ?? '' }));
  const steer = async (name: string, fields: object) => {
    const headers = { 'content-type': 'application/json' };
    const url = `${hearing.slack.url}/control/${name}`;
    return (await fetch(url, { method: 'POST', headers, body: JSON.stringify(fields) })).json();
  };
  expect(await steer('verify', {})).toEqual({ ok: true, verified: true });
  const words = { text: '', attachments: [{ text: 'Event 7026' }], blocks: [section('*down*')] };
  const posted = await steer('bot', { channel: 'C0MIGRATE', ...words });
  expect(await steer('delivered', {})).toEqual({ ok: true });
  const told = hearing.received.at(-1)?.envelope?.event;
  await hearing.stop();
  expect(posted).toEqual({ ok: true, ts: told?.ts });
  expect(told).toMatchObject({ subtype: 'bot_message', attachments: [{ text: 'Event 7026' }], blocks: words.blocks });
});

describe('who may speak to it', () => {
  /** `fetch` does not let one choose the Host. */
  const statusWith = (headers: { [name: string]: string }, path = '/page/state?as=U0REQUEST') =>
    new Promise<number | undefined>((resolve, reject) => {
      const sent = request(`${bench.slack.url}${path}`, { headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      sent.on('error', reject).end();
    });
  const port = () => new URL(bench.slack.url).port;

  test('its own page, by either name of this machine', async () => {
    expect(await statusWith({ host: `127.0.0.1:${port()}`, origin: bench.slack.url })).toBe(200);
    expect(await statusWith({ host: `localhost:${port()}`, origin: `http://localhost:${port()}` })).toBe(200);
  });

  test('no page from elsewhere, and no name that was made to point here', async () => {
    const host = `127.0.0.1:${port()}`;
    expect(await statusWith({ host, origin: 'https://evil.example' })).toBe(403);
    expect(await statusWith({ host, origin: 'null' })).toBe(403);
    expect(await statusWith({ host: `evil.example:${port()}` })).toBe(403);
    expect(await statusWith({ host: 'evil.example' }, '/control/messages')).toBe(403);
    expect(await statusWith({ host: 'evil.example' }, '/api/auth.test')).toBe(403);
  });

  test('no form, since a foreign page can send one unasked', async () => {
    const body = new URLSearchParams({ as: 'U0REQUEST', channel: 'C0MIGRATE', text: 'forged' });
    expect((await fetch(`${bench.slack.url}/page/send`, { method: 'POST', body })).status).toBe(415);
    expect((await fetch(`${bench.slack.url}/control/member`, { method: 'POST', body })).status).toBe(404);
    expect(await posted()).toBe(0);
  });

  test('no app without a signing secret', async () => {
    const options = { signingSecret: '', botToken: 'xoxb-right', manifest: manifestWith([]) };
    await expect(startSlack(options)).rejects.toThrow('signing secret');
  });
});

test('an open page is told of every change', async () => {
  const events = await fetch(`${bench.slack.url}/page/events?as=U0REQUEST`);
  const reader = events.body?.pipeThrough(new TextDecoderStream()).getReader();
  const first = await reader?.read();
  await bench.api('chat.postMessage', hello);
  const second = await reader?.read();
  await reader?.cancel();
  expect(first?.value).toContain('"messages":[]');
  expect(second?.value).toContain('"text":"hello"');
});
