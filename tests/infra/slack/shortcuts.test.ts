import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Bench, button, plain, richManifest, section, startBench } from './stub-app.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await startBench({ manifest: richManifest() });
});
afterEach(() => bench.stop());

const say = (text: string, more: object = {}) =>
  bench.page('send', { as: 'U0APPROVE', channel: 'C0MIGRATE', text, ...more });
/** Riley uses the shortcut on the newest message of a channel. */
async function explain(channel = 'C0MIGRATE', more: object = {}) {
  const { ts } = await bench.newest('U0REQUEST', channel);
  return bench.page('shortcut', { as: 'U0REQUEST', channel, ts, callbackId: 'explain', ...more });
}
const respond = async (body: object) => {
  const response = await fetch(bench.payload().response_url, { method: 'POST', body: JSON.stringify(body) });
  return response.status;
};

describe('a message shortcut', () => {
  test('sends message_action, with the whole message', async () => {
    await say('Event 7026 &c');
    const { ts } = await bench.newest('U0REQUEST', 'C0MIGRATE');
    expect(await explain()).toEqual({ ok: true });
    const request = bench.received.find(({ form }) => form.payload);
    expect(request?.headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(bench.payload()).toEqual({
      type: 'message_action',
      token: expect.any(String),
      action_ts: expect.stringMatching(/^\d+\.\d{6}$/),
      team: { id: 'T0FABRIKAM', domain: 'fabrikam' },
      enterprise: null,
      is_enterprise_install: false,
      user: { id: 'U0REQUEST', username: 'riley', name: 'riley', team_id: 'T0FABRIKAM' },
      channel: { id: 'C0MIGRATE', name: 'migration' },
      callback_id: 'explain',
      trigger_id: expect.any(String),
      response_url: expect.stringContaining('/actions/'),
      message_ts: ts,
      message: {
        type: 'message',
        user: 'U0APPROVE',
        client_msg_id: expect.any(String),
        ts,
        text: 'Event 7026 &amp;c',
        team: 'T0FABRIKAM',
        blocks: [expect.objectContaining({ type: 'rich_text' })],
      },
    });
  });

  test('takes files and the thread along', async () => {
    await say('start');
    const { ts } = await bench.newest('U0REQUEST', 'C0MIGRATE');
    const files = [await bench.upload('U0APPROVE', 'app.log', 'Event 7026')];
    await say('', { threadTs: ts, files });
    await explain();
    const { message } = bench.payload();
    expect(message).toMatchObject({
      text: '',
      thread_ts: ts,
      files: [{ id: files[0], url_private: expect.any(String) }],
    });
    expect(message).not.toHaveProperty('blocks');
  });

  test('of another app’s message has its attachments, and no user', async () => {
    bench.slack.controls.postAsBot('C0MIGRATE', { attachments: [{ text: 'Event 7026' }] });
    await explain();
    const { message } = bench.payload();
    expect(message).toMatchObject({
      subtype: 'bot_message',
      bot_id: 'B0MONITOR',
      attachments: [{ text: 'Event 7026' }],
    });
    expect(message).not.toHaveProperty('user');
  });

  test('works on the app’s own messages, and its trigger_id opens a modal', async () => {
    const blocks = [section('card', { accessory: button('go') })];
    await bench.api('chat.postMessage', { channel: 'C0MIGRATE', text: 'card', blocks });
    await explain();
    const { message, trigger_id } = bench.payload();
    expect(message).toMatchObject({ user: 'U0MIGCHECK', bot_id: 'B0MIGCHECK' });
    const view = { type: 'modal', title: plain('Explain'), blocks: [section('words')] };
    expect(await bench.api('views.open', { trigger_id, view })).toMatchObject({ ok: true });
    expect((await bench.seen('U0REQUEST')).view?.view.title.text).toBe('Explain');
  });

  test('works where the app is not, and there the name of a private channel stays hidden', async () => {
    await say('Event 7026', { channel: 'C0SECRET' });
    await explain('C0SECRET');
    expect(bench.payload().channel).toEqual({ id: 'C0SECRET', name: 'privategroup' });
    expect(await respond({ text: 'only you' })).toBe(200);
    expect(await respond({ text: 'all of you', response_type: 'in_channel' })).toBe(200);
    const textsOf = async (person: string) => (await bench.seen(person)).messages.map(({ text }) => text);
    expect(await textsOf('U0REQUEST')).toEqual(['Event 7026', 'only you', 'all of you']);
    expect(await textsOf('U0APPROVE')).toEqual(['Event 7026', 'all of you']);
  });

  test('is answered in a thread when the answer names one, and only one that there is', async () => {
    await say('Event 7026');
    await explain();
    const thread_ts = bench.payload().message_ts;
    await respond({ text: 'seen by nobody, for there is no thread yet', thread_ts });
    await respond({ text: 'all of you', thread_ts, response_type: 'in_channel' });
    await respond({ text: 'only you', thread_ts });
    expect(await respond({ text: 'nowhere', thread_ts: '1.000001' })).toBe(400);
    const { messages } = await bench.seen('U0REQUEST');
    expect(messages.slice(1)).toMatchObject([
      { text: 'all of you', threadTs: thread_ts },
      { text: 'only you', threadTs: thread_ts, onlyFor: 'U0REQUEST' },
    ]);
  });

  test('that the app does not answer with 200 is a failure for the person', async () => {
    await say('Event 7026');
    bench.answerWith(() => ({ status: 500 }));
    expect(await explain()).toMatchObject({ ok: false, error: 'http_error' });
  });
});

describe('a message shortcut is not there', () => {
  test('on what only one person sees', async () => {
    await bench.api('chat.postEphemeral', { channel: 'C0MIGRATE', text: 'psst', user: 'U0REQUEST' });
    expect(await explain()).toMatchObject({ error: 'message_not_found' });
  });

  test('on what this person does not see', async () => {
    await say('salaries', { channel: 'C0SECRET' });
    expect(await explain('C0SECRET', { as: 'U0STRANGE' })).toMatchObject({ error: 'message_not_found' });
  });

  test('when the manifest names none such: global ones are no message’s', async () => {
    await say('Event 7026');
    expect(await explain('C0MIGRATE', { callbackId: 'check' })).toMatchObject({ error: 'unknown_shortcut' });
  });

  test.each([
    ['without the scope commands', { manifest: richManifest({ without: ['commands'] }) }, 'unknown_shortcut'],
    [
      'with interactivity switched off',
      { manifest: { ...richManifest(), settings: { interactivity: { is_enabled: false } } } },
      'interactivity_disabled',
    ],
  ])('%s', async (_, options, error) => {
    const other = await startBench(options);
    await other.page('send', { as: 'U0REQUEST', channel: 'C0MIGRATE', text: 'Event 7026' });
    const { ts } = await other.newest('U0REQUEST', 'C0MIGRATE');
    const used = { as: 'U0REQUEST', channel: 'C0MIGRATE', ts, callbackId: 'explain' };
    expect(await other.page('shortcut', used)).toMatchObject({ error });
    await other.stop();
    expect(other.received.filter(({ form }) => form.payload)).toEqual([]);
  });
});
