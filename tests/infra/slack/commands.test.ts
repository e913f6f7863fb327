import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Bench, manifestWith, SECRET, section, startBench } from './stub-app.ts';

let bench: Bench;
const NOW = 1_763_880_000_000;
beforeEach(async () => {
  bench = await startBench({ now: () => NOW, patience: 1_000 });
});
afterEach(() => bench.stop());

const type = (text: string, more: object = {}) =>
  bench.page('send', { as: 'U0REQUEST', channel: 'C0MIGRATE', text, ...more });

/** The text that the app receives when somebody types it after /migcheck. */
async function escaped(text: string): Promise<string | undefined> {
  await type(`/migcheck ${text}`);
  return bench.received.at(-1)?.form.text;
}

describe('a slash command', () => {
  test('is signed: v0, HMAC-SHA256 of version, time and body', async () => {
    await type('/migcheck Zoë "Q" & Söhne');
    const [request] = bench.received;
    const base = `v0:${request?.headers['x-slack-request-timestamp']}:${request?.body}`;
    expect(request?.headers['x-slack-signature']).toBe(`v0=${createHmac('sha256', SECRET).update(base).digest('hex')}`);
    expect(request?.headers['x-slack-request-timestamp']).toBe('1763880000');
    expect(request?.headers['content-type']).toBe('application/x-www-form-urlencoded');
  });

  test('carries the fields that Slack documents', async () => {
    await type('/migcheck jdoe');
    expect(bench.received[0]?.form).toEqual({
      token: expect.any(String),
      team_id: 'T0FABRIKAM',
      team_domain: 'fabrikam',
      channel_id: 'C0MIGRATE',
      channel_name: 'migration',
      user_id: 'U0REQUEST',
      user_name: 'riley',
      command: '/migcheck',
      text: 'jdoe',
      api_app_id: 'A0MIGCHECK',
      is_enterprise_install: 'false',
      response_url: expect.stringContaining(`${bench.slack.url}/actions/T0FABRIKAM/`),
      trigger_id: expect.stringMatching(/^\d+\.\d+\.[0-9a-f]{32}$/),
    });
  });

  test.each([
    ['@riley', '<@U0REQUEST|riley>'],
    ['@nobody', '@nobody'],
    ['@migration-admins', '<!subteam^S0MIGADMIN|@migration-admins>'],
    ['#approvals', '<#C0APPROVE|approvals>'],
    ['#nowhere', '#nowhere'],
    ['jdoe@contoso.com', '<mailto:jdoe@contoso.com|jdoe@contoso.com>'],
    ['(smtp:jdoe@contoso.com)', '(smtp:<mailto:jdoe@contoso.com|jdoe@contoso.com>)'],
    ['see https://example.org/a?b=1&c=2.', 'see <https://example.org/a?b=1&amp;c=2>.'],
    ['contoso.com', '<http://contoso.com|contoso.com>'],
    ['Miller & <Sons>', 'Miller &amp; &lt;Sons&gt;'],
    ['MS:NET/PO/USER', 'MS:NET/PO/USER'],
    ['cn=jdoe,ou=A', 'cn=jdoe,ou=A'],
    ['explain Event ID: 7026\n  Source: MSExchangeMig', 'explain Event ID: 7026\n  Source: MSExchangeMig'],
  ])('with should_escape turns %j into %j', async (typed, received) => {
    expect(await escaped(typed)).toBe(received);
  });

  test('keeps names bare where the manifest does not ask for should_escape', async () => {
    const features = { slash_commands: [{ command: '/migcheck', should_escape: false }] };
    const other = await startBench({ manifest: { ...manifestWith(['commands']), features } });
    await other.page('send', { as: 'U0REQUEST', channel: 'C0MIGRATE', text: '/migcheck @riley' });
    await other.stop();
    expect(other.received[0]?.form.text).toBe('@riley');
  });

  test('that the manifest does not name, or has no scope for, never reaches the app', async () => {
    expect(await type('/other jdoe')).toMatchObject({ ok: false, error: 'unknown_command' });
    const unscoped = await startBench({ manifest: manifestWith(['chat:write']) });
    const typed = { as: 'U0REQUEST', channel: 'C0MIGRATE', text: '/migcheck jdoe' };
    expect(await unscoped.page('send', typed)).toMatchObject({ error: 'unknown_command' });
    await unscoped.stop();
    expect([...bench.received, ...unscoped.received]).toEqual([]);
  });

  test('does not work in a thread', async () => {
    const { ts } = await bench.api('chat.postMessage', { channel: 'C0MIGRATE', text: 'start' });
    expect(await type('/migcheck jdoe', { threadTs: ts })).toMatchObject({ error: 'not_in_thread' });
  });

  test('that is not answered in time is an operation_timeout', async () => {
    bench.answerWith(() => ({ hang: true }));
    expect(await type('/migcheck jdoe')).toMatchObject({ ok: false, error: 'operation_timeout' });
  });

  test.each([[401], [302], [500]])('answered with %i is a failure for the person', async (status) => {
    bench.answerWith(() => ({ status }));
    expect(await type('/migcheck jdoe')).toMatchObject({ ok: false, error: 'http_error' });
  });

  test('is a failure while no app listens', async () => {
    bench.slack.controls.sendEventsTo('http://127.0.0.1:9/');
    expect(await type('/migcheck jdoe')).toMatchObject({ ok: false, error: 'dispatch_failed' });
  });
});

describe('the answer to a slash command', () => {
  test('is for the asker alone, unless it says in_channel', async () => {
    bench.answerWith(({ form }) => ({
      json: { text: form.text, ...(form.text === 'loud' && { response_type: 'in_channel' }) },
    }));
    await type('/migcheck quiet');
    await type('/migcheck loud');
    const texts = async (person: string) => (await bench.seen(person)).messages.map(({ text }) => text);
    expect(await texts('U0REQUEST')).toEqual(['quiet', 'loud']);
    expect(await texts('U0APPROVE')).toEqual(['loud']);
  });

  test('may be a bare text, or nothing', async () => {
    bench.answerWith(({ form }) => (form.text === 'text' ? { text: 'One moment' } : {}));
    expect(await type('/migcheck text')).toEqual({ ok: true });
    expect(await type('/migcheck nothing')).toEqual({ ok: true });
    expect((await bench.seen('U0REQUEST')).messages.map(({ text }) => text)).toEqual(['One moment']);
  });

  test('is refused when its blocks are, and the person is told', async () => {
    bench.answerWith(() => ({ json: { text: 'x', blocks: [section('x'.repeat(3001))] } }));
    expect(await type('/migcheck jdoe')).toMatchObject({ ok: false, error: 'invalid_answer' });
    expect((await bench.seen('U0REQUEST')).messages).toEqual([]);
  });
});

test('/invite @migcheck makes the app a member of the channel', async () => {
  expect(await bench.api('chat.postMessage', { channel: 'C0GENERAL', text: 'hi' })).toMatchObject({
    error: 'not_in_channel',
  });
  expect(await bench.page('send', { as: 'U0REQUEST', channel: 'C0GENERAL', text: '/invite @migcheck' })).toEqual({
    ok: true,
  });
  expect(await bench.api('chat.postMessage', { channel: 'C0GENERAL', text: 'hi' })).toMatchObject({ ok: true });
});

test('what is no command is a message of that person, with its mentions', async () => {
  await type('Thanks @avery!');
  expect((await bench.seen('U0STRANGE')).messages).toMatchObject([{ user: 'U0REQUEST', text: 'Thanks <@U0APPROVE>!' }]);
  expect(bench.received).toEqual([]);
});
