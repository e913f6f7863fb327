import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type Bench, button, manifestWith, menu, SCOPES, section, startBench } from './stub-app.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await startBench();
});
afterEach(() => bench.stop());

const card = [
  section('Which wizard?', { block_id: 'which', accessory: menu('wizard', ['5.5-rtm', '5.5-sp1']) }),
  {
    type: 'actions',
    block_id: 'do',
    elements: [button('approve', { value: 'p1', style: 'primary' }), menu('who', ['a', 'b'])],
  },
];

const postCard = () => bench.api('chat.postMessage', { channel: 'C0MIGRATE', text: 'card', blocks: card });
const click = (ts: string, more: object = {}) =>
  bench.page('click', { as: 'U0APPROVE', channel: 'C0MIGRATE', ts, blockId: 'do', actionId: 'approve', ...more });
const payload = () => JSON.parse(bench.received.at(-1)?.form.payload ?? '{}');

test('a button sends block_actions with who, where, what, and what the menus hold', async () => {
  const { ts } = await postCard();
  expect(await click(ts, { entries: { which: { wizard: '5.5-sp1' } } })).toEqual({ ok: true });
  expect(payload()).toEqual({
    type: 'block_actions',
    user: { id: 'U0APPROVE', username: 'avery', name: 'avery', team_id: 'T0FABRIKAM' },
    api_app_id: 'A0MIGCHECK',
    token: expect.any(String),
    team: { id: 'T0FABRIKAM', domain: 'fabrikam' },
    enterprise: null,
    is_enterprise_install: false,
    trigger_id: expect.any(String),
    container: { type: 'message', message_ts: ts, channel_id: 'C0MIGRATE', is_ephemeral: false },
    channel: { id: 'C0MIGRATE', name: 'migration' },
    message: expect.objectContaining({ ts, text: 'card', bot_id: 'B0MIGCHECK', blocks: expect.any(Array) }),
    response_url: expect.stringContaining('/actions/'),
    state: {
      values: {
        which: { wizard: { type: 'static_select', selected_option: expect.objectContaining({ value: '5.5-sp1' }) } },
        do: { who: { type: 'static_select', selected_option: null } },
      },
    },
    actions: [
      {
        type: 'button',
        action_id: 'approve',
        block_id: 'do',
        text: { type: 'plain_text', text: 'approve' },
        style: 'primary',
        value: 'p1',
        action_ts: expect.stringMatching(/^\d+\.\d{6}$/),
      },
    ],
  });
});

test('a menu sends the option that was chosen, and only one that it offers', async () => {
  const { ts } = await postCard();
  await click(ts, { blockId: 'which', actionId: 'wizard', entry: '5.5-rtm' });
  expect(payload().actions[0]).toMatchObject({
    type: 'static_select',
    action_id: 'wizard',
    selected_option: { value: '5.5-rtm', text: { type: 'plain_text', text: '5.5-rtm' } },
  });
  expect(await click(ts, { blockId: 'which', actionId: 'wizard', entry: '2003' })).toMatchObject({
    error: 'no_such_element',
  });
  expect(bench.received).toHaveLength(1);
});

test('of an ephemeral message the app gets the place but not the message, and only its reader can click', async () => {
  const quiet = { channel: 'C0MIGRATE', text: 'card', blocks: card, user: 'U0APPROVE' };
  const ts = String((await bench.api('chat.postEphemeral', quiet)).message_ts);
  expect(await click(ts, { as: 'U0STRANGE' })).toMatchObject({ error: 'no_such_element' });
  await click(ts);
  expect(payload().container).toMatchObject({ message_ts: ts, is_ephemeral: true });
  expect(payload()).not.toHaveProperty('message');
  expect(bench.received).toHaveLength(1);
});

test('a person of another workspace is named with that workspace', async () => {
  const { ts } = await bench.api('chat.postMessage', { channel: 'C0PARTNERS', text: 'card', blocks: card });
  await click(ts, { as: 'U0FOREIGN', channel: 'C0PARTNERS' });
  expect(payload()).toMatchObject({ user: { id: 'U0FOREIGN', team_id: 'T0CONTOSO' }, team: { id: 'T0FABRIKAM' } });
});

test('an element that an update took away can no longer be used', async () => {
  const { ts } = await postCard();
  await bench.api('chat.update', { channel: 'C0MIGRATE', ts, text: 'decided', blocks: [section('decided')] });
  expect(await click(ts)).toMatchObject({ error: 'no_such_element' });
});

test('a click that the app does not answer with 200 is a failure for the person', async () => {
  bench.answerWith(() => ({ status: 500 }));
  const { ts } = await postCard();
  expect(await click(ts)).toMatchObject({
    ok: false,
    error: 'http_error',
    notice: expect.stringContaining('did not respond'),
  });
});

test('nothing is sent to an app whose manifest has interactivity switched off', async () => {
  const manifest = { ...manifestWith(SCOPES), settings: { interactivity: { is_enabled: false } } };
  const off = await startBench({ manifest });
  const { ts } = await off.api('chat.postMessage', { channel: 'C0MIGRATE', text: 'card', blocks: card });
  const clicked = { as: 'U0APPROVE', channel: 'C0MIGRATE', ts, blockId: 'do', actionId: 'approve' };
  expect(await off.page('click', clicked)).toMatchObject({ error: 'interactivity_disabled' });
  await off.stop();
  expect(off.received).toEqual([]);
});
