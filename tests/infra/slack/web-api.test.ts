import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { WebClient } from '@slack/web-api';
import { type Bench, manifestWith, SCOPES, section, startBench } from './stub-app.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench.stop());

describe('a call', () => {
  const hello = { channel: 'C0MIGRATE', text: 'hello' };

  test('without a token is not_authed, with a wrong one invalid_auth', async () => {
    expect(await bench.api('chat.postMessage', hello, null)).toEqual({ ok: false, error: 'not_authed' });
    expect(await bench.api('chat.postMessage', hello, 'xoxb-wrong')).toEqual({ ok: false, error: 'invalid_auth' });
  });

  test('of a method that Slack does not have is unknown_method', async () => {
    expect(await bench.api('chat.shout', hello)).toMatchObject({ ok: false, error: 'unknown_method' });
  });

  test('may come from Slack’s own client, which is told of refusals and of waiting', async () => {
    const client = new WebClient('xoxb-right', { slackApiUrl: bench.slack.apiUrl, rejectRateLimitedCalls: true });
    const blocks = [section('*hello*')];
    expect(await client.chat.postMessage({ ...hello, blocks })).toMatchObject({ ok: true, message: { blocks } });
    await expect(client.chat.postMessage({ ...hello, channel: 'C0GENERAL' })).rejects.toThrow('not_in_channel');
    bench.slack.controls.failNext('chat.postMessage', { kind: 'rate-limited', retryAfter: 9 });
    await expect(client.chat.postMessage(hello)).rejects.toMatchObject({ retryAfter: 9 });
  });

  test('may be form-encoded, with its blocks as a string of JSON', async () => {
    const body = new URLSearchParams({ ...hello, token: 'xoxb-right', blocks: JSON.stringify([section('*hello*')]) });
    const response = await fetch(`${bench.slack.apiUrl}chat.postMessage`, { method: 'POST', body });
    expect(await response.json()).toMatchObject({ ok: true, message: { text: 'hello', blocks: [section('*hello*')] } });
  });

  test.each([
    ['chat.postMessage', hello, 'chat:write'],
    ['chat.update', { ...hello, ts: '1' }, 'chat:write'],
    ['chat.postEphemeral', { ...hello, user: 'U0REQUEST' }, 'chat:write'],
    ['conversations.info', hello, 'channels:read'],
    ['users.info', { user: 'U0REQUEST' }, 'users:read'],
    ['usergroups.users.list', { usergroup: 'S0MIGADMIN' }, 'usergroups:read'],
    ['team.info', {}, 'team:read'],
  ])('of %s needs a scope that the manifest must have', async (method, args, scope) => {
    const provided = SCOPES.filter((name) => name !== scope);
    const poorer = await startBench({ manifest: manifestWith(provided) });
    const reply = await poorer.api(method, args);
    await poorer.stop();
    expect(reply).toMatchObject({ ok: false, error: 'missing_scope', provided: provided.join(',') });
    expect(String(reply.needed).split(',')).toContain(scope);
  });
});

describe('the address of a message', () => {
  const addressOf = (args: { readonly [name: string]: string }) => bench.form('chat.getPermalink', args);

  test('is that of its thread as well, and there is none of what the app cannot see', async () => {
    const { ts } = await bench.api('chat.postMessage', { channel: 'C0MIGRATE', text: 'parent' });
    const reply = await bench.api('chat.postMessage', { channel: 'C0MIGRATE', text: 'reply', thread_ts: ts });
    const at = `${bench.slack.url}/archives/C0MIGRATE/p`;
    const plain = (one: unknown) => String(one).replace('.', '');

    expect(await addressOf({ channel: 'C0MIGRATE', message_ts: ts })).toMatchObject({ permalink: `${at}${plain(ts)}` });
    expect(await addressOf({ channel: 'C0MIGRATE', message_ts: reply.ts })).toMatchObject({
      permalink: `${at}${plain(reply.ts)}?thread_ts=${ts}&cid=C0MIGRATE`,
    });
    expect(await addressOf({ channel: 'C0MIGRATE', message_ts: '1.000001' })).toMatchObject({
      error: 'message_not_found',
    });
    expect(await addressOf({ channel: 'C0SECRET', message_ts: ts })).toMatchObject({ error: 'channel_not_found' });
  });
});

describe('posting', () => {
  test.each([
    ['C0GENERAL', 'not_in_channel', 'a public channel without the app'],
    ['C0SECRET', 'channel_not_found', 'a private channel without the app'],
    ['C0NOWHERE', 'channel_not_found', 'a channel that is not there'],
  ])('to %s is %s: %s', async (channel, error) => {
    expect(await bench.api('chat.postMessage', { channel, text: 'x' })).toEqual({ ok: false, error });
    expect(await bench.api('chat.postEphemeral', { channel, text: 'x', user: 'U0REQUEST' })).toEqual({
      ok: false,
      error,
    });
  });

  test.each([[undefined], [''], ['  ']])('without a top-level text (%j) is refused, blocks or not', async (text) => {
    const blocks = [section('words')];
    expect(await bench.api('chat.postMessage', { channel: 'C0MIGRATE', text, blocks })).toMatchObject({
      error: 'no_text',
    });
  });

  test('to a person goes to their direct messages', async () => {
    expect(await bench.api('chat.postMessage', { channel: 'U0APPROVE', text: 'x' })).toMatchObject({
      channel: 'D0APPROVE',
    });
  });

  test('into a thread needs a message of the channel itself, seen by all', async () => {
    const { ts } = await bench.api('chat.postMessage', { channel: 'C0MIGRATE', text: 'start' });
    const reply = await bench.api('chat.postMessage', { channel: 'C0MIGRATE', text: 'reply', thread_ts: ts });
    const quiet = await bench.api('chat.postEphemeral', { channel: 'C0MIGRATE', text: 'x', user: 'U0REQUEST' });
    expect(reply).toMatchObject({ ok: true, message: { thread_ts: ts } });
    for (const thread_ts of [reply.ts, String(quiet.message_ts), '1.000001']) {
      const refused = await bench.api('chat.postMessage', { channel: 'C0MIGRATE', text: 'x', thread_ts });
      expect(refused).toMatchObject({ error: 'thread_not_found' });
    }
  });

  test('for one person needs them in the channel, and nobody else sees it', async () => {
    const args = { channel: 'C0APPROVE', text: 'between us', user: 'U0FOREIGN' };
    expect(await bench.api('chat.postEphemeral', args)).toMatchObject({ error: 'user_not_in_channel' });
    expect(await bench.api('chat.postEphemeral', { ...args, user: 'U0STRANGE' })).toMatchObject({ ok: true });
    const seers = ['U0REQUEST', 'U0APPROVE', 'U0STRANGE'].map(async (person) => {
      const { messages } = await bench.seen(person);
      return messages.some(({ text }) => text === 'between us');
    });
    expect(await Promise.all(seers)).toEqual([false, false, true]);
  });

  test('gives every message a later name than the one before', async () => {
    const posts = Array.from({ length: 5 }, () => bench.api('chat.postMessage', { channel: 'C0MIGRATE', text: 'x' }));
    const names = (await Promise.all(posts)).map(({ ts }) => ts);
    expect(new Set(names).size).toBe(5);
    expect(names.every((ts) => /^\d{10}\.\d{6}$/.test(ts))).toBe(true);
  });
});

describe('changing a message', () => {
  const change = (args: object) => bench.api('chat.update', { channel: 'C0MIGRATE', text: 'new', ...args });

  test('puts new words in its place, and without blocks keeps the old ones', async () => {
    const blocks = [section('old')];
    const { ts } = await bench.api('chat.postMessage', { channel: 'C0MIGRATE', text: 'old', blocks });
    expect(await change({ ts })).toMatchObject({ ok: true, ts, text: 'new', message: { blocks } });
    expect(await change({ ts, blocks: [] })).toMatchObject({ ok: true, message: { blocks: [] } });
  });

  test('is refused for what is not there, is another’s, or was ephemeral', async () => {
    const { message_ts } = await bench.api('chat.postEphemeral', {
      channel: 'C0MIGRATE',
      text: 'x',
      user: 'U0REQUEST',
    });
    await bench.page('send', { as: 'U0REQUEST', channel: 'C0MIGRATE', text: 'mine' });
    const mine = (await bench.seen('U0REQUEST')).messages.find(({ text }) => text === 'mine');
    expect(await change({ ts: '1.000001' })).toMatchObject({ error: 'message_not_found' });
    expect(await change({ ts: message_ts })).toMatchObject({ error: 'message_not_found' });
    expect(await change({ ts: mine?.ts })).toMatchObject({ error: 'cant_update_message' });
  });
});

describe('looking things up', () => {
  const info = async (channel: string) => {
    const { channel: found, error } = await bench.api('conversations.info', { channel });
    return found ?? error;
  };

  test('says whether the app is in a channel, and whether others share it', async () => {
    expect(await info('C0MIGRATE')).toMatchObject({ name: 'migration', is_member: true, is_ext_shared: false });
    expect(await info('C0GENERAL')).toMatchObject({ is_member: false });
    expect(await info('C0PARTNERS')).toMatchObject({ is_member: true, is_ext_shared: true });
    expect(await info('C0SECRET')).toBe('channel_not_found');
  });

  test('of a private channel needs groups:read', async () => {
    const poorer = await startBench({ manifest: manifestWith(['channels:read']) });
    poorer.slack.controls.setMember('C0SECRET', 'U0MIGCHECK', true);
    const reply = await poorer.api('conversations.info', { channel: 'C0SECRET' });
    await poorer.stop();
    expect(reply).toMatchObject({ error: 'missing_scope', needed: 'groups:read' });
  });

  test('gives a person’s address only to an app with users:read.email', async () => {
    const richer = await startBench({ manifest: manifestWith([...SCOPES, 'users:read.email']) });
    const emailOf = async ({ api }: Bench, user: string) => {
      const { user: found } = await api('users.info', { user });
      return (found as { profile: { email?: string } }).profile.email;
    };
    const answers = [
      await emailOf(bench, 'U0REQUEST'),
      await emailOf(richer, 'U0REQUEST'),
      await emailOf(richer, 'U0FOREIGN'),
    ];
    await richer.stop();
    expect(answers).toEqual([undefined, 'riley@fabrikam.example', undefined]);
    expect(await bench.api('users.info', { user: 'U0NOBODY' })).toMatchObject({ error: 'user_not_found' });
  });

  test('lists the people of a user group, as tests may change it', async () => {
    const list = () => bench.api('usergroups.users.list', { usergroup: 'S0MIGADMIN' });
    expect(await list()).toEqual({ ok: true, users: ['U0APPROVE'] });
    bench.slack.controls.setGroup('S0MIGADMIN', ['U0STRANGE']);
    expect(await list()).toEqual({ ok: true, users: ['U0STRANGE'] });
    expect(await bench.api('usergroups.users.list', { usergroup: 'S0NONE' })).toMatchObject({
      error: 'no_such_subteam',
    });
  });

  test('tells the app who it is', async () => {
    expect(await bench.api('auth.test', {})).toMatchObject({ ok: true, team_id: 'T0FABRIKAM', user_id: 'U0MIGCHECK' });
  });
});
