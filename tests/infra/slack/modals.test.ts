import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Bench, menu, plain, section, startBench } from './stub-app.ts';

let bench: Bench;
let clock = 1_763_880_000_000;
beforeEach(async () => {
  bench = await startBench({ now: () => clock });
});
afterEach(() => bench.stop());

const field = (blockId: string, element: object, more: object = {}) => ({
  type: 'input',
  block_id: blockId,
  label: plain(blockId),
  element: { action_id: 'value', ...element },
  ...more,
});
const text = { type: 'plain_text_input' };
const modal = (more: object = {}) => ({
  type: 'modal',
  callback_id: 'source',
  private_metadata: 'check-1',
  title: plain('MS Mail address'),
  submit: plain('Check'),
  blocks: [
    section('Where from?'),
    field('address', { ...text, initial_value: 'NET/PO/JDOE' }),
    field('reason', { ...text, multiline: true, max_length: 20 }, { optional: true, hint: plain('Why?') }),
    field('wizard', menu('value', ['5.5-rtm', '5.5-sp1'])),
  ],
  ...more,
});

/** A trigger_id of Riley's slash command. */
async function trigger(): Promise<string> {
  await bench.page('send', { as: 'U0REQUEST', channel: 'C0MIGRATE', text: '/migcheck jdoe' });
  return bench.received.at(-1)?.form.trigger_id ?? '';
}
const open = async (view: unknown = modal()) => bench.api('views.open', { trigger_id: await trigger(), view });
const submit = (viewId: string, entries: object) => bench.page('submit', { as: 'U0REQUEST', viewId, entries });
const shown = async () => (await bench.seen('U0REQUEST')).view;
const complete = { address: { value: 'NET/PO/USER' }, wizard: { value: '5.5-sp1' } };

describe('a trigger_id', () => {
  test('opens one modal, for its person alone', async () => {
    const trigger_id = await trigger();
    expect(await bench.api('views.open', { trigger_id, view: modal() })).toMatchObject({
      ok: true,
      view: { type: 'modal' },
    });
    expect(await bench.api('views.open', { trigger_id, view: modal() })).toMatchObject({
      error: 'exchanged_trigger_id',
    });
    expect((await shown())?.view.title.text).toBe('MS Mail address');
    expect((await bench.seen('U0APPROVE')).view).toBeUndefined();
  });

  test('is good for three seconds', async () => {
    const trigger_id = await trigger();
    clock += 3_001;
    expect(await bench.api('views.open', { trigger_id, view: modal() })).toMatchObject({ error: 'expired_trigger_id' });
    expect(await shown()).toBeUndefined();
  });

  test('that was never given out is invalid', async () => {
    expect(await bench.api('views.open', { trigger_id: '1.2.3', view: modal() })).toMatchObject({
      error: 'invalid_trigger_id',
    });
  });
});

describe('a modal is refused', () => {
  const long = 'x'.repeat(25);
  test.each([
    ['with a title over 24 characters', modal({ title: plain(long) }), '/view/title/text'],
    ['with a button over 24 characters', modal({ submit: plain(long) }), '/view/submit/text'],
    ['with private_metadata over 3000', modal({ private_metadata: 'x'.repeat(3001) }), '/view/private_metadata'],
    ['with an input but no submit', modal({ submit: undefined }), 'submit is required'],
    ['with a property that does not exist', modal({ size: 'big' }), 'invalid additional property: size'],
    [
      'with over 100 blocks',
      modal({ blocks: Array.from({ length: 101 }, () => ({ type: 'divider' })) }),
      'less than 101',
    ],
    [
      'with a table, which is for messages',
      modal({ blocks: [{ type: 'table', rows: [[]] }] }),
      'unsupported type here',
    ],
    ['without a title', modal({ title: undefined }), 'missing required field: title'],
  ])('%s', async (_, view, reason) => {
    const refused = await open(view);
    expect(refused).toMatchObject({ ok: false, error: 'invalid_arguments' });
    expect(JSON.stringify(refused.response_metadata)).toContain(reason);
  });

  test('and the trigger_id is still good for the corrected one', async () => {
    const trigger_id = await trigger();
    await bench.api('views.open', { trigger_id, view: modal({ title: plain(long) }) });
    expect(await bench.api('views.open', { trigger_id, view: modal() })).toMatchObject({ ok: true });
  });
});

describe('submitting', () => {
  test('sends what was entered, with what the app put into the modal', async () => {
    const { view } = await open(JSON.stringify(modal()));
    expect(await submit(view.id, complete)).toEqual({ ok: true });
    const payload = JSON.parse(bench.received.at(-1)?.form.payload ?? '{}');
    expect(payload).toMatchObject({
      type: 'view_submission',
      user: { id: 'U0REQUEST', team_id: 'T0FABRIKAM' },
      team: { id: 'T0FABRIKAM' },
      trigger_id: expect.any(String),
      view: { id: view.id, hash: view.hash, callback_id: 'source', private_metadata: 'check-1' },
    });
    expect(payload.view.state.values).toEqual({
      address: { value: { type: 'plain_text_input', value: 'NET/PO/USER' } },
      reason: { value: { type: 'plain_text_input', value: null } },
      wizard: { value: { type: 'static_select', selected_option: { text: plain('5.5-sp1'), value: '5.5-sp1' } } },
    });
    expect(await shown()).toBeUndefined();
  });

  test('keeps an initial value that nobody touched', async () => {
    const { view } = await open();
    await submit(view.id, { wizard: { value: '5.5-sp1' } });
    const { values } = JSON.parse(bench.received.at(-1)?.form.payload ?? '{}').view.state;
    expect(values.address.value.value).toBe('NET/PO/JDOE');
  });

  test('is stopped by Slack itself while a required field is empty or a text is too long', async () => {
    const { view } = await open();
    await submit(view.id, { address: { value: '' }, reason: { value: 'x'.repeat(21) } });
    expect((await shown())?.errors).toEqual({
      address: 'Please complete this required field.',
      reason: 'Please enter no more than 20 characters.',
      wizard: 'Please complete this required field.',
    });
    expect(bench.received).toHaveLength(1);
  });

  test('shows the errors that the app found, and stays open', async () => {
    const { view } = await open();
    bench.answerWith(() => ({ json: { response_action: 'errors', errors: { address: 'Not an MS address' } } }));
    expect(await submit(view.id, complete)).toEqual({ ok: true });
    expect((await shown())?.errors).toEqual({ address: 'Not an MS address' });
  });

  test('with errors for a block that is no input is the app’s mistake', async () => {
    const { view } = await open();
    bench.answerWith(() => ({ json: { response_action: 'errors', errors: { nowhere: 'x' } } }));
    expect(await submit(view.id, complete)).toMatchObject({ ok: false, error: 'invalid_answer' });
  });

  test('can lead to another modal, or close', async () => {
    const { view } = await open();
    bench.answerWith(() => ({ json: { response_action: 'update', view: modal({ title: plain('Next') }) } }));
    await submit(view.id, complete);
    expect((await shown())?.view.title.text).toBe('Next');
    bench.answerWith(() => ({ json: { response_action: 'clear' } }));
    await submit(view.id, complete);
    expect(await shown()).toBeUndefined();
  });

  test('without an answer of 200 leaves it open, and the person is told', async () => {
    const { view } = await open();
    bench.answerWith(() => ({ status: 503 }));
    expect(await submit(view.id, complete)).toMatchObject({ ok: false, notice: expect.stringContaining('Try again') });
    expect(await shown()).toBeDefined();
  });

  test('by somebody else is refused', async () => {
    const { view } = await open();
    const stolen = { as: 'U0STRANGE', viewId: view.id, entries: complete };
    expect(await bench.page('submit', stolen)).toMatchObject({ error: 'not_found' });
  });
});

describe('views.update', () => {
  test('changes the open modal, unless its hash is an old one', async () => {
    const { view } = await open();
    const next = await bench.api('views.update', {
      view_id: view.id,
      hash: view.hash,
      view: modal({ title: plain('Next') }),
    });
    expect(next).toMatchObject({ ok: true, view: { id: view.id } });
    const late = await bench.api('views.update', { view_id: view.id, hash: view.hash, view: modal() });
    expect(late).toMatchObject({ ok: false, error: 'hash_conflict' });
    expect((await shown())?.view.title.text).toBe('Next');
  });

  test('of a closed modal is not_found', async () => {
    const { view } = await open();
    await bench.page('close', { as: 'U0REQUEST', viewId: view.id });
    expect(await bench.api('views.update', { view_id: view.id, view: modal() })).toMatchObject({ error: 'not_found' });
  });
});

test('closing tells the app only when it asked to hear of it', async () => {
  await bench.page('close', { as: 'U0REQUEST', viewId: (await open()).view.id });
  expect(bench.received).toHaveLength(1);
  await bench.page('close', { as: 'U0REQUEST', viewId: (await open(modal({ notify_on_close: true }))).view.id });
  expect(JSON.parse(bench.received.at(-1)?.form.payload ?? '{}')).toMatchObject({
    type: 'view_closed',
    is_cleared: false,
  });
});
