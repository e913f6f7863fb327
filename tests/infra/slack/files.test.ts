import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Bench, richManifest, startBench } from './stub-app.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await startBench({ manifest: richManifest() });
});
afterEach(() => bench.stop());

const LOG = Array.from({ length: 7 }, (_, line) => `line ${line + 1}`).join('\r\n');

/** Riley shares a file in a channel; returns its id. */
async function share(name: string, bytes: string | Uint8Array<ArrayBuffer>, channel = 'C0MIGRATE', on = bench) {
  const id = await on.upload('U0REQUEST', name, bytes);
  const sent = await on.page('send', { as: 'U0REQUEST', channel, text: '', files: [id] });
  if (!sent.ok) throw new Error(sent.error);
  return id;
}
const infoOf = async (file: string, on = bench) => {
  const { file: found, error } = await on.form('files.info', { file });
  return (found ?? { error }) as { [field: string]: unknown };
};
const get = (url: unknown, token?: string) =>
  fetch(String(url), { headers: token ? { authorization: `Bearer ${token}` } : {} });
/** Where the bytes of a file are, whoever may have them. */
const addressOf = (id: string, on = bench) => `${on.slack.url}/files-pri/T0FABRIKAM-${id}/download/app.log`;

describe('a message with files', () => {
  test('is one message of the subtype file_share, which does not say the workspace', async () => {
    const [log, picture] = [
      await bench.upload('U0REQUEST', 'Äpp log.txt', LOG),
      await bench.upload('U0REQUEST', 'wizard.png', new Uint8Array([137, 80, 78, 71])),
    ];
    await bench.page('send', { as: 'U0REQUEST', channel: 'C0MIGRATE', text: 'look', files: [log, picture] });
    const [event, ...others] = await bench.events();
    expect(others).toEqual([]);
    expect(event).toEqual({
      type: 'message',
      subtype: 'file_share',
      text: 'look',
      user: 'U0REQUEST',
      client_msg_id: expect.any(String),
      blocks: [expect.objectContaining({ type: 'rich_text' })],
      files: [expect.objectContaining({ id: log }), expect.objectContaining({ id: picture })],
      upload: true,
      display_as_bot: false,
      channel: 'C0MIGRATE',
      channel_type: 'channel',
      ts: expect.any(String),
      event_ts: expect.any(String),
    });
    const place = `${bench.slack.url}/files-pri/T0FABRIKAM-${log}`;
    expect(event?.files[0]).toEqual({
      id: log,
      created: expect.any(Number),
      timestamp: expect.any(Number),
      name: 'Äpp log.txt',
      title: 'Äpp log.txt',
      mimetype: 'text/plain',
      filetype: 'text',
      pretty_type: 'Plain Text',
      user: 'U0REQUEST',
      user_team: 'T0FABRIKAM',
      editable: true,
      size: LOG.length,
      mode: 'snippet',
      is_external: false,
      external_type: '',
      is_public: true,
      public_url_shared: false,
      display_as_bot: false,
      username: '',
      url_private: `${place}/_pp_log.txt`,
      url_private_download: `${place}/download/_pp_log.txt`,
      permalink: `${bench.slack.url}/files/U0REQUEST/${log}/_pp_log.txt`,
      edit_link: `${bench.slack.url}/files/U0REQUEST/${log}/_pp_log.txt/edit`,
      preview: 'line 1\nline 2\nline 3\nline 4\nline 5',
      lines: 7,
      lines_more: 2,
      preview_is_truncated: true,
      channels: ['C0MIGRATE'],
      groups: [],
      ims: [],
      has_rich_preview: false,
      file_access: 'visible',
    });
    expect(event?.files[1]).toMatchObject({ mode: 'hosted', filetype: 'png', mimetype: 'image/png', size: 4 });
    expect(event?.files[1]).not.toHaveProperty('preview');
  });

  test.each([
    ['app.evtx', 10, 'hosted', 'binary'],
    ['app.csv', 10, 'snippet', 'csv'],
    ['app.log', 1_000_000, 'snippet', 'text'],
    ['app.log', 1_000_001, 'hosted', 'text'],
  ])('shows %s of %i bytes as %s, %s', async (name, bytes, mode, filetype) => {
    expect(await infoOf(await share(name, new Uint8Array(bytes)))).toMatchObject({ mode, filetype, size: bytes });
  });

  test('may be a snippet, which is a text whatever it is called', async () => {
    const id = await bench.upload('U0REQUEST', 'The event', LOG, { title: 'The event', snippet: true });
    await bench.page('send', { as: 'U0REQUEST', channel: 'D0REQUEST', text: '', files: [id] });
    const [event] = await bench.events();
    expect(event).toMatchObject({ subtype: 'file_share', channel_type: 'im', text: '' });
    expect(event?.files).toMatchObject([
      { name: 'The event', mimetype: 'text/plain', mode: 'snippet', ims: ['D0REQUEST'], is_public: false },
    ]);
  });

  test('takes no file of somebody else’s, no file twice, and none with a command', async () => {
    const id = await bench.upload('U0APPROVE', 'app.log', LOG);
    const send = (fields: object) =>
      bench.page('send', { as: 'U0APPROVE', channel: 'C0MIGRATE', text: '', files: [id], ...fields });
    expect(await send({ as: 'U0REQUEST' })).toMatchObject({ error: 'file_not_found' });
    expect(await send({ files: [id, id] })).toMatchObject({ error: 'file_not_found' });
    expect(await send({ text: '/migcheck jdoe' })).toMatchObject({ error: 'not_with_files' });
    expect(await send({})).toEqual({ ok: true });
    expect(await send({})).toMatchObject({ error: 'file_not_found' });
  });

  test('where other workspaces read along says only that there is a file; files.info says the rest', async () => {
    const id = await share('app.log', LOG, 'C0PARTNERS');
    const [event] = await bench.events();
    const stub = { id, mode: 'file_access', file_access: 'check_file_info', created: 0, timestamp: 0, user: '' };
    expect(event?.files).toEqual([stub]);
    expect(await infoOf(id)).toMatchObject({ name: 'app.log', mode: 'snippet', file_access: 'visible' });
  });
});

describe('the bytes of a file', () => {
  test('are there for the app’s token', async () => {
    const bytes = new Uint8Array([0, 255, 13, 10, 127]);
    const { url_private, url_private_download } = await infoOf(await share('app.evtx', bytes));
    for (const url of [url_private, url_private_download]) {
      const response = await get(url, 'xoxb-right');
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toBe('application/octet-stream');
      expect(response.headers.get('content-length')).toBe('5');
      expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes);
    }
  });

  /** Slack's trap: what looks like success is a page to log in at. */
  async function isLoginPage(url: string, token?: string): Promise<boolean> {
    const response = await get(url, token);
    const html = response.headers.get('content-type')?.startsWith('text/html');
    return response.status === 200 && html === true && (await response.text()).includes('Sign in');
  }

  test('without a token, or with another, are a login page', async () => {
    const url = addressOf(await share('app.log', LOG));
    expect(await isLoginPage(url)).toBe(true);
    expect(await isLoginPage(url, 'xoxb-wrong')).toBe(true);
    expect(await isLoginPage(url, 'xoxb-right')).toBe(false);
  });

  test('without the scope files:read are a login page', async () => {
    const other = await startBench({ manifest: richManifest({ without: ['files:read'] }) });
    const url = addressOf(await share('app.log', LOG, 'C0MIGRATE', other), other);
    const shown = await isLoginPage(url, 'xoxb-right');
    await other.stop();
    expect(shown).toBe(true);
  });

  test('of a channel that the app is not in are a login page, and files.info knows no such file', async () => {
    const id = await share('app.log', LOG, 'C0GENERAL');
    expect(await isLoginPage(addressOf(id), 'xoxb-right')).toBe(true);
    expect(await infoOf(id)).toEqual({ error: 'file_not_found' });
    bench.slack.controls.setMember('C0GENERAL', 'U0MIGCHECK', true);
    expect(await isLoginPage(addressOf(id), 'xoxb-right')).toBe(false);
    expect(await infoOf(id)).toMatchObject({ id });
  });

  test('not yet shared are nobody’s but the person’s who has them', async () => {
    const id = await bench.upload('U0REQUEST', 'app.log', LOG);
    expect(await isLoginPage(addressOf(id), 'xoxb-right')).toBe(true);
    const pageOf = (person: string) => get(`${bench.slack.url}/page/files/${id}?as=${person}`);
    expect(await (await pageOf('U0REQUEST')).text()).toBe(LOG);
    expect((await pageOf('U0APPROVE')).status).toBe(404);
  });

  test('do not come when a test wants it so', async () => {
    const url = addressOf(await share('app.log', LOG));
    bench.slack.controls.failNext('url_private', { kind: 'status', status: 503 });
    expect((await get(url, 'xoxb-right')).status).toBe(503);
    expect((await get(url, 'xoxb-right')).status).toBe(200);
  });

  test('are downloaded on the page by whoever sees them, and do not run there', async () => {
    const id = await share('page.html', '<script>alert(1)</script>', 'C0SECRET');
    const pageOf = (person: string) => get(`${bench.slack.url}/page/files/${id}?as=${person}`);
    const response = await pageOf('U0APPROVE');
    expect(response.headers.get('content-disposition')).toContain('attachment');
    expect(response.headers.get('content-security-policy')).toBe('sandbox');
    expect((await pageOf('U0STRANGE')).status).toBe(404);
  });
});

describe('uploading on the page', () => {
  const upload = (type: string, query: string, headers: object = {}) =>
    fetch(`${bench.slack.url}/page/upload?${query}`, {
      method: 'POST',
      headers: { 'content-type': type, ...headers },
      body: 'x',
    });

  test('takes bytes only, since a foreign page can post a text unasked', async () => {
    expect((await upload('text/plain', 'as=U0REQUEST&name=x')).status).toBe(415);
    expect((await upload('multipart/form-data', 'as=U0REQUEST&name=x')).status).toBe(415);
    expect((await upload('application/octet-stream', 'as=U0REQUEST&name=x')).status).toBe(200);
  });

  test('needs a person and a name', async () => {
    expect((await upload('application/octet-stream', 'as=U0NOBODY&name=x')).status).toBe(400);
    expect((await upload('application/octet-stream', 'as=U0REQUEST')).status).toBe(400);
  });

  test('refuses unread what is announced as more than two hundred megabytes', async () => {
    const headers = { 'content-type': 'application/octet-stream', 'content-length': '200000001' };
    const status = await new Promise((resolve, reject) => {
      const address = `${bench.slack.url}/page/upload?as=U0REQUEST&name=x`;
      const sent = request(address, { method: 'POST', headers }, (response) => {
        resolve(response.statusCode);
        sent.destroy();
      });
      sent.on('error', reject).flushHeaders();
    });
    expect(status).toBe(413);
  });
});
