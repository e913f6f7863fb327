import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type Bench, button, section, startBench } from './stub-app.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await startBench();
});
afterEach(() => bench.stop());

const MINUTES = 60_000;

/** The response_url of a slash command that Riley has just typed. */
async function fromCommand(): Promise<string> {
  await bench.page('send', { as: 'U0REQUEST', channel: 'C0MIGRATE', text: '/migcheck jdoe' });
  return bench.received.at(-1)?.form.response_url ?? '';
}

/** The response_url of a click by Avery on a card, and the card. */
async function fromClick(): Promise<{ url: string; ts: string }> {
  const blocks = [{ type: 'actions', block_id: 'do', elements: [button('go')] }];
  const { ts } = await bench.api('chat.postMessage', { channel: 'C0MIGRATE', text: 'card', blocks });
  await bench.page('click', { as: 'U0APPROVE', channel: 'C0MIGRATE', ts, blockId: 'do', actionId: 'go' });
  return { url: JSON.parse(bench.received.at(-1)?.form.payload ?? '{}').response_url, ts };
}

async function respond(url: string, body: object): Promise<[number, string]> {
  const response = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
  return [response.status, await response.text()];
}

const textsFor = async (person: string) => (await bench.seen(person)).messages.map(({ text }) => text);

test('it takes five messages and refuses the sixth', async () => {
  const url = await fromCommand();
  for (const text of ['1', '2', '3', '4', '5']) expect(await respond(url, { text })).toEqual([200, 'ok']);
  expect(await respond(url, { text: '6' })).toEqual([404, JSON.stringify({ ok: false, error: 'used_url' })]);
  expect(await textsFor('U0REQUEST')).toEqual(['1', '2', '3', '4', '5']);
});

test('it lives for thirty minutes', async () => {
  const url = await fromCommand();
  bench.slack.controls.skewClock(29 * MINUTES);
  expect((await respond(url, { text: 'in time' }))[0]).toBe(200);
  bench.slack.controls.skewClock(31 * MINUTES);
  expect(await respond(url, { text: 'late' })).toEqual([404, JSON.stringify({ ok: false, error: 'expired_url' })]);
});

test('what it says is for the asker alone, unless it says in_channel', async () => {
  const url = await fromCommand();
  await respond(url, { text: 'quiet' });
  await respond(url, { text: 'loud', response_type: 'in_channel' });
  expect(await textsFor('U0REQUEST')).toEqual(['quiet', 'loud']);
  expect(await textsFor('U0STRANGE')).toEqual(['loud']);
});

test('it works in a channel that the app is not in', async () => {
  await bench.page('send', { as: 'U0REQUEST', channel: 'C0SECRET', text: '/migcheck jdoe' });
  const { response_url = '', channel_name } = bench.received.at(-1)?.form ?? {};
  expect(channel_name).toBe('privategroup');
  expect(await respond(response_url, { text: 'invite me' })).toEqual([200, 'ok']);
});

test('replace_original puts the answer in the place of the message that was clicked', async () => {
  const { url, ts } = await fromClick();
  await respond(url, { text: 'done', replace_original: true, blocks: [section('done')] });
  const { messages } = await bench.seen('U0STRANGE');
  expect(messages).toMatchObject([{ ts, text: 'done', blocks: [section('done')] }]);
});

test('replace_original after a command replaces what was said through it before', async () => {
  const url = await fromCommand();
  await respond(url, { text: 'looking …' });
  await respond(url, { text: 'found', replace_original: true });
  expect(await textsFor('U0REQUEST')).toEqual(['found']);
});

test('delete_original takes the clicked message away', async () => {
  const { url } = await fromClick();
  expect(await respond(url, { delete_original: true })).toEqual([200, 'ok']);
  expect(await textsFor('U0APPROVE')).toEqual([]);
});

test('without a text, with wrong blocks, or with what is no JSON it refuses', async () => {
  const url = await fromCommand();
  expect(await respond(url, { blocks: [section('x')] })).toEqual([400, expect.stringContaining('no_text')]);
  expect(await respond(url, { text: 'x', blocks: [{ type: 'fancy' }] })).toEqual([
    400,
    expect.stringContaining('invalid_blocks'),
  ]);
  expect((await fetch(url, { method: 'POST', body: 'hello' })).status).toBe(400);
});

test('one that was never given out is refused', async () => {
  expect((await respond(`${bench.slack.url}/actions/T0FABRIKAM/1/guess`, { text: 'x' }))[0]).toBe(404);
});
