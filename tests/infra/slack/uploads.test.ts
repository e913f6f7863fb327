import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { WebClient } from '@slack/web-api';
import { type ApiReply, type Bench, richManifest, section, startBench } from './stub-app.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await startBench({ manifest: richManifest() });
});
afterEach(() => bench.stop());

const BYTES = 'Event ID: 7026\nÄ';
const LENGTH = String(Buffer.byteLength(BYTES));
const announce = (more: { [name: string]: string } = {}, on = bench) =>
  on.form('files.getUploadURLExternal', { filename: 'app.log', length: LENGTH, ...more });
const put = async (url: unknown, body: BodyInit) => {
  const response = await fetch(String(url), { method: 'POST', body });
  return [response.status, await response.text()];
};
/** Announces a file and brings its bytes; returns its id. */
async function bring(): Promise<string> {
  const { upload_url, file_id } = await announce();
  await put(upload_url, BYTES);
  return String(file_id);
}
const complete = (id: string, more: object): Promise<ApiReply> =>
  bench.api('files.completeUploadExternal', { files: [{ id, title: 'The log' }], ...more });

test('Slack’s own client uploads, in all its steps', async () => {
  const client = new WebClient('xoxb-right', { slackApiUrl: bench.slack.apiUrl });
  const { ts } = await bench.api('chat.postMessage', { channel: 'C0MIGRATE', text: 'start' });
  const files = [
    { filename: 'app.log', content: BYTES },
    { filename: 'sys.evtx', file: Buffer.from([1, 2, 3]), title: 'System' },
  ];
  const place = { channel_id: 'C0MIGRATE', thread_ts: ts, initial_comment: 'Here' };
  expect(await client.filesUploadV2({ ...place, file_uploads: files })).toMatchObject({ ok: true });
  const message = await bench.newest('U0APPROVE', 'C0MIGRATE');
  expect(message).toMatchObject({ user: 'U0MIGCHECK', text: 'Here', threadTs: ts });
  const [id] = (message as unknown as { files: string[] }).files;
  const { file } = await client.files.info({ file: id ?? '' });
  expect(file).toMatchObject({ name: 'app.log', size: Number(LENGTH), user: 'U0MIGCHECK' });
  expect(file?.shares?.public?.C0MIGRATE).toMatchObject([{ thread_ts: ts, channel_name: 'migration' }]);
  const bytes = await fetch(file?.url_private ?? '', { headers: { authorization: 'Bearer xoxb-right' } });
  expect(await bytes.text()).toBe(BYTES);
});

describe('announcing a file', () => {
  test('gives an address and an id', async () => {
    expect(await announce()).toEqual({
      ok: true,
      upload_url: expect.stringContaining(`${bench.slack.url}/upload/v1/`),
      file_id: expect.stringMatching(/^F0[0-9A-Z]+$/),
    });
  });

  test.each([
    ['without a name', { filename: '' }],
    ['without a length', { length: '' }],
    ['of no length', { length: '0' }],
  ])('%s is refused', async (_, args) => {
    expect(await announce(args)).toMatchObject({ ok: false, error: 'invalid_arguments' });
  });

  test('reads no JSON, as other methods do', async () => {
    const args = { filename: 'app.log', length: 5 };
    expect(await bench.api('files.getUploadURLExternal', args)).toMatchObject({ error: 'invalid_arguments' });
  });
});

describe('bringing the bytes', () => {
  test('raw, or as the file of a form, says how many came', async () => {
    const form = new FormData();
    form.append('filename', new Blob([BYTES]), 'app.log');
    for (const body of [BYTES, form]) {
      expect(await put((await announce()).upload_url, body)).toEqual([200, `OK - ${LENGTH}`]);
    }
  });

  test('more or fewer than announced is refused', async () => {
    const { upload_url, file_id } = await announce();
    expect((await put(upload_url, `${BYTES}!`))[0]).toBe(400);
    expect((await put(upload_url, ''))[0]).toBe(400);
    expect(await complete(String(file_id), { channel_id: 'C0MIGRATE' })).toMatchObject({ error: 'file_not_found' });
  });

  test('to an address that was never given out is refused', async () => {
    expect((await put(`${bench.slack.url}/upload/v1/guess`, BYTES))[0]).toBe(404);
  });
});

describe('completing', () => {
  test('posts one message in each place; a person’s id means direct messages', async () => {
    const id = await bring();
    expect(await complete(id, { channels: 'C0MIGRATE,U0APPROVE' })).toEqual({
      ok: true,
      files: [{ id, title: 'The log' }],
    });
    for (const channel of ['C0MIGRATE', 'D0APPROVE'])
      expect(await bench.newest('U0APPROVE', channel)).toMatchObject({ user: 'U0MIGCHECK', text: '', files: [id] });
    const told = (await bench.events()).map(({ subtype, channel, bot_id }) => [subtype, channel, bot_id]);
    expect(told).toEqual([
      ['file_share', 'C0MIGRATE', 'B0MIGCHECK'],
      ['file_share', 'D0APPROVE', 'B0MIGCHECK'],
    ]);
  });

  test('without a place keeps the file for the app alone', async () => {
    const id = await bring();
    expect(await complete(id, {})).toMatchObject({ ok: true });
    expect((await bench.seen('U0REQUEST')).messages).toEqual([]);
    expect(await bench.form('files.info', { file: id })).toMatchObject({ ok: true, file: { channels: [] } });
  });

  test('with blocks takes those that hold text, and where there is a comment too, the comment', async () => {
    const blocks = [section('*Here*')];
    await complete(await bring(), { channel_id: 'C0MIGRATE', blocks });
    expect(await bench.newest('U0APPROVE', 'C0MIGRATE')).toMatchObject({ text: '', blocks });
    await complete(await bring(), { channel_id: 'C0MIGRATE', blocks, initial_comment: 'Here' });
    expect(await bench.newest('U0APPROVE', 'C0MIGRATE')).toMatchObject({ text: 'Here', blocks: [] });
    const divider = { channel_id: 'C0MIGRATE', blocks: [{ type: 'divider' }] };
    expect(await complete(await bring(), divider)).toMatchObject({ error: 'invalid_blocks' });
  });

  test.each([
    ['a channel without the app', { channel_id: 'C0GENERAL' }, 'not_in_channel'],
    ['a private channel without the app', { channel_id: 'C0SECRET' }, 'channel_not_found'],
    ['a person as channel_id', { channel_id: 'U0APPROVE' }, 'channel_not_found'],
    ['a thread that is not there', { channel_id: 'C0MIGRATE', thread_ts: '1.000001' }, 'thread_not_found'],
    ['a thread in two channels', { channels: 'C0MIGRATE,C0APPROVE', thread_ts: '1.000001' }, 'invalid_arguments'],
  ])('in %s is refused, and nothing is posted', async (_, place, error) => {
    const id = await bring();
    expect(await complete(id, place)).toMatchObject({ ok: false, error });
    expect((await bench.seen('U0REQUEST')).messages).toEqual([]);
    expect(await complete(id, { channel_id: 'C0MIGRATE' })).toMatchObject({ ok: true });
  });

  test('what was completed before, or never announced, is file_not_found', async () => {
    const id = await bring();
    await complete(id, { channel_id: 'C0MIGRATE' });
    expect(await complete(id, { channel_id: 'C0MIGRATE' })).toMatchObject({ error: 'file_not_found' });
    expect(await complete('F0GUESS', {})).toMatchObject({ error: 'file_not_found' });
  });
});

describe('the scope', () => {
  test.each([
    ['files.info', { file: 'F0' }, 'files:read'],
    ['files.getUploadURLExternal', { filename: 'x', length: '1' }, 'files:write'],
    ['files.completeUploadExternal', { files: '[]' }, 'files:write'],
  ])('of %s must be in the manifest', async (method, args, needed) => {
    const poorer = await startBench({ manifest: richManifest({ without: [needed] }) });
    const reply = await poorer.form(method, args);
    await poorer.stop();
    expect(reply).toMatchObject({ ok: false, error: 'missing_scope', needed });
  });
});
