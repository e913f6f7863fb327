import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Bench, manifestWith, richManifest, SCOPES, SECRET, section, startBench } from './stub-app.ts';

let bench: Bench;
const NOW = 1_763_880_000_000;
beforeEach(async () => {
  bench = await startBench({ now: () => NOW, manifest: richManifest() });
});
afterEach(() => bench.stop());

const say = (text: string, more: object = {}, on = bench) =>
  on.page('send', { as: 'U0REQUEST', channel: 'C0MIGRATE', text, ...more });

/** What an app of this manifest hears of a mention, a message in each kind of channel, and one to itself. */
async function heardWith(manifest: object): Promise<string[]> {
  const other = await startBench({ manifest });
  other.slack.controls.setMember('C0SECRET', 'U0MIGCHECK', true);
  for (const channel of ['C0MIGRATE', 'C0SECRET', 'D0REQUEST']) await say('@migcheck hello', { channel }, other);
  const events = await other.events();
  await other.stop();
  return events.map(({ type, channel_type = '' }) => `${type} ${channel_type}`.trim()).sort();
}

describe('an event', () => {
  test('comes signed, as JSON, in an envelope', async () => {
    await say('@migcheck hello');
    await bench.events('app_mention');
    const { headers = {}, body, envelope } = bench.received[0] ?? {};
    const base = `v0:${headers['x-slack-request-timestamp']}:${body}`;
    expect(headers['x-slack-signature']).toBe(`v0=${createHmac('sha256', SECRET).update(base).digest('hex')}`);
    expect(headers).toMatchObject({ 'content-type': 'application/json', 'x-slack-request-timestamp': '1763880000' });
    expect(headers).not.toHaveProperty('x-slack-retry-num');
    expect(envelope).toEqual({
      token: expect.any(String),
      team_id: 'T0FABRIKAM',
      context_team_id: 'T0FABRIKAM',
      context_enterprise_id: null,
      api_app_id: 'A0MIGCHECK',
      event: expect.any(Object),
      type: 'event_callback',
      event_id: expect.stringMatching(/^Ev0[0-9A-Z]+$/),
      event_time: 1_763_880_000,
      authorizations: [
        {
          enterprise_id: null,
          team_id: 'T0FABRIKAM',
          user_id: 'U0MIGCHECK',
          is_bot: true,
          is_enterprise_install: false,
        },
      ],
      is_ext_shared_channel: false,
      event_context: expect.any(String),
    });
  });

  test('has a name of its own, also where two tell of one message', async () => {
    await say('@migcheck hello');
    await bench.events();
    const ids = bench.received.map(({ envelope }) => envelope?.event_id);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(2);
  });

  test('says of a channel that others read along', async () => {
    await say('hello', { channel: 'C0PARTNERS' });
    await bench.events();
    expect(bench.received[0]?.envelope?.is_ext_shared_channel).toBe(true);
  });

  test('names the organisation, and of a guest their own workspace', async () => {
    const enterprise = { id: 'E0FABRIKAM', name: 'Fabrikam Group' };
    const other = await startBench({ manifest: richManifest({ events: ['message.channels'] }), enterprise });
    await say('hello', { as: 'U0FOREIGN', channel: 'C0PARTNERS' }, other);
    const [event] = await other.events();
    await other.stop();
    expect(event).toMatchObject({ user: 'U0FOREIGN', team: 'T0CONTOSO' });
    expect(other.received[0]?.envelope?.authorizations[0]).toMatchObject({ enterprise_id: 'E0FABRIKAM' });
  });
});

describe('a mention', () => {
  const written = (text: string, more: object = {}) => ({
    user: 'U0REQUEST',
    text,
    client_msg_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    team: 'T0FABRIKAM',
    ts: expect.stringMatching(/^1763880000\.\d{6}$/),
    event_ts: expect.any(String),
    channel: 'C0MIGRATE',
    blocks: [
      {
        type: 'rich_text',
        block_id: expect.any(String),
        elements: [
          {
            type: 'rich_text_section',
            elements: [
              { type: 'user', user_id: 'U0MIGCHECK' },
              { type: 'text', text: ' hello' },
            ],
          },
        ],
      },
    ],
    ...more,
  });

  test('is an app_mention, and a message too where the app hears messages', async () => {
    await say('@migcheck hello');
    expect(await bench.events('app_mention')).toEqual([written('<@U0MIGCHECK> hello', { type: 'app_mention' })]);
    expect(await bench.events('message')).toEqual([
      written('<@U0MIGCHECK> hello', { type: 'message', channel_type: 'channel' }),
    ]);
  });

  test('in a thread says which, and who began it', async () => {
    await say('An event', { as: 'U0APPROVE' });
    const { ts } = await bench.newest('U0REQUEST', 'C0MIGRATE');
    await say('@migcheck hello', { threadTs: ts });
    const thread = { thread_ts: ts, parent_user_id: 'U0APPROVE' };
    expect(await bench.events('app_mention')).toEqual([
      written('<@U0MIGCHECK> hello', { type: 'app_mention', ...thread }),
    ]);
  });

  test('in direct messages is a message only', async () => {
    await say('@migcheck hello', { channel: 'D0REQUEST' });
    expect(await bench.events()).toMatchObject([{ type: 'message', channel_type: 'im', channel: 'D0REQUEST' }]);
  });

  test('with a file is no app_mention (slackapi/bolt-python#925)', async () => {
    const files = [await bench.upload('U0REQUEST', 'app.log', 'Event 7026')];
    await say('@migcheck hello', { files });
    expect(await bench.events()).toMatchObject([{ type: 'message', subtype: 'file_share' }]);
  });

  test('where the app is not makes no event; the writer alone is told how to bring it in', async () => {
    await say('@migcheck hello', { channel: 'C0GENERAL' });
    expect(await bench.events()).toEqual([]);
    expect(await bench.newest('U0REQUEST', 'C0GENERAL')).toMatchObject({
      user: 'USLACKBOT',
      onlyFor: 'U0REQUEST',
      text: expect.stringContaining('/invite @migcheck'),
    });
    expect(await bench.newest('U0APPROVE', 'C0GENERAL')).toMatchObject({ text: '<@U0MIGCHECK> hello' });
  });

  test('by another app is one, by the app itself is none', async () => {
    bench.slack.controls.postAsBot('C0MIGRATE', { text: '<@U0MIGCHECK> EXCH01 is down' });
    await bench.api('chat.postMessage', { channel: 'C0MIGRATE', text: '<@U0MIGCHECK> again' });
    expect(await bench.events('app_mention')).toMatchObject([{ bot_id: 'B0MONITOR', subtype: 'bot_message' }]);
  });

  test('is nothing but the handle: in code, or as an id, it is text', async () => {
    await say('`@migcheck` <@U0MIGCHECK> ```@migcheck```');
    expect(await bench.events('app_mention')).toEqual([]);
  });
});

describe('what an app hears', () => {
  test('is what it subscribed to', async () => {
    expect(await heardWith(richManifest({ events: ['message.im'] }))).toEqual(['message im']);
    expect(await heardWith(richManifest({ events: ['app_mention'] }))).toEqual(['app_mention', 'app_mention']);
    expect(await heardWith(richManifest())).toEqual([
      'app_mention',
      'app_mention',
      'message channel',
      'message group',
      'message im',
    ]);
  });

  test.each([
    ['app_mentions:read', 'app_mention'],
    ['channels:history', 'message channel'],
    ['groups:history', 'message group'],
    ['im:history', 'message im'],
  ])('without %s is no %s', async (scope, event) => {
    expect(await heardWith(richManifest({ without: [scope] }))).not.toContain(event);
  });

  test('is nothing of channels that it is not in, and nothing that is for one person', async () => {
    await say('hello', { channel: 'C0SECRET' });
    await bench.api('chat.postEphemeral', { channel: 'C0MIGRATE', text: 'psst', user: 'U0REQUEST' });
    expect(await bench.events()).toEqual([]);
  });

  test('is its own messages too, with what tells them from others', async () => {
    const blocks = [section('*hello*')];
    const { ts } = await bench.api('chat.postMessage', { channel: 'C0MIGRATE', text: 'hello', blocks });
    const [event] = await bench.events();
    expect(event).toMatchObject({
      type: 'message',
      ts,
      user: 'U0MIGCHECK',
      bot_id: 'B0MIGCHECK',
      app_id: 'A0MIGCHECK',
    });
    expect(event).not.toHaveProperty('client_msg_id');
    expect(event).not.toHaveProperty('subtype');
  });

  test('is what became of a message that it edits, and what was', async () => {
    const { ts } = await bench.api('chat.postMessage', { channel: 'C0MIGRATE', text: 'looking …' });
    await bench.api('chat.update', { channel: 'C0MIGRATE', ts, text: 'found' });
    const [, event] = await bench.events();
    expect(event).toMatchObject({
      subtype: 'message_changed',
      hidden: true,
      channel_type: 'channel',
      message: { ts, text: 'found', edited: expect.anything() },
      previous_message: { ts, text: 'looking …' },
    });
    expect(event?.ts).not.toBe(ts);
  });

  test('is other apps’ messages, which have no user', async () => {
    const attachments = [{ color: '#a30200', title: 'EXCH01', text: 'Event 7026' }];
    bench.slack.controls.postAsBot('C0MIGRATE', { attachments });
    const [event] = await bench.events();
    expect(event).toMatchObject({
      type: 'message',
      subtype: 'bot_message',
      bot_id: 'B0MONITOR',
      text: '',
      attachments: [{ id: 1, fallback: 'Event 7026', color: 'a30200', title: 'EXCH01', text: 'Event 7026' }],
    });
    expect(event).not.toHaveProperty('user');
  });

  test('is that it was brought into a channel', async () => {
    await say('/invite @migcheck', { channel: 'C0GENERAL' });
    expect(await bench.events()).toMatchObject([
      { type: 'message', subtype: 'channel_join', user: 'U0MIGCHECK', inviter: 'U0REQUEST' },
    ]);
  });
});

describe('what was typed arrives as Slack keeps it', () => {
  test.each([
    ['Thanks @avery & @nobody', 'Thanks <@U0APPROVE> &amp; @nobody'],
    ['@migration-admins in #approvals', '<!subteam^S0MIGADMIN> in <#C0APPROVE|approvals>'],
    ['see http://go.example/x?a=1&b=2', 'see <http://go.example/x?a=1&amp;b=2>'],
    ['```see http://go.example @avery <b>```', '```see <http://go.example> @avery &lt;b&gt;```'],
    ['`jdoe@contoso.com` jdoe@contoso.com', '`jdoe@contoso.com` <mailto:jdoe@contoso.com|jdoe@contoso.com>'],
  ])('%j as %j', async (typed, text) => {
    await say(typed);
    expect(await bench.events()).toMatchObject([{ text }]);
  });

  test('and as rich text, with code apart', async () => {
    await say('Look @avery:\n```\nEvent ID: 7026\nhttp://go.example\n```\n`7026` & more');
    const [event] = await bench.events();
    expect(event?.blocks[0].elements).toEqual([
      {
        type: 'rich_text_section',
        elements: [
          { type: 'text', text: 'Look ' },
          { type: 'user', user_id: 'U0APPROVE' },
          { type: 'text', text: ':\n' },
        ],
      },
      {
        type: 'rich_text_preformatted',
        elements: [
          { type: 'text', text: 'Event ID: 7026\n' },
          { type: 'link', url: 'http://go.example' },
        ],
      },
      {
        type: 'rich_text_section',
        elements: [
          { type: 'text', text: '7026', style: { code: true } },
          { type: 'text', text: ' & more' },
        ],
      },
    ]);
  });

  test('unless it is longer than Slack’s clients send', async () => {
    expect(await say('x'.repeat(12_001))).toMatchObject({ ok: false, error: 'msg_too_long' });
    expect(await bench.events()).toEqual([]);
  });
});

describe('direct messages', () => {
  test.each([
    ['has no Messages tab', {}],
    ['only shows it', { messages_tab_enabled: true, messages_tab_read_only_enabled: true }],
  ])('to an app that %s cannot be written, commands neither', async (_, app_home) => {
    const manifest = richManifest();
    const closed = await startBench({ manifest: { ...manifest, features: { ...manifest.features, app_home } } });
    const words = ['hello', '/migcheck jdoe'].map((text) => say(text, { channel: 'D0REQUEST' }, closed));
    const felt = await Promise.all(words);
    const events = await closed.events();
    await closed.stop();
    const refusal = { ok: false, notice: 'Sending messages to this app has been turned off.' };
    expect(felt).toMatchObject([refusal, refusal]);
    expect([...events, ...closed.received]).toEqual([]);
  });
});

describe('a manifest that Slack would not take', () => {
  const shortcut = { name: 'Explain', type: 'message', callback_id: 'explain', description: 'What it means' };
  test.each([
    ['a shortcut name over 24 characters', { ...shortcut, name: 'x'.repeat(25) }, 'shortcuts/0/name'],
    ['a description over 150 characters', { ...shortcut, description: 'x'.repeat(151) }, 'shortcuts/0/description'],
    ['a shortcut without a callback_id', { ...shortcut, callback_id: '' }, 'shortcuts/0/callback_id'],
    ['a shortcut of no known type', { ...shortcut, type: 'local' }, 'shortcuts/0/type'],
  ])('with %s is refused at the start', async (_, wrong, reason) => {
    const manifest = { ...manifestWith(SCOPES), features: { shortcuts: [wrong] } };
    await expect(startBench({ manifest })).rejects.toThrow(reason);
  });

  test('with events and no address for them is refused at the start', async () => {
    const settings = { event_subscriptions: { bot_events: ['app_mention'] } };
    await expect(startBench({ manifest: { ...manifestWith(SCOPES), settings } })).rejects.toThrow('request_url');
  });
});
