import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Bench, plain, richManifest, startBench } from './stub-app.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await startBench({ manifest: richManifest() });
});
afterEach(() => bench.stop());

const input = (element: object = {}, more: object = {}) => ({
  type: 'input',
  block_id: 'log',
  label: plain('Log files'),
  element: { type: 'file_input', action_id: 'files', ...element },
  ...more,
});
const modal = (...blocks: object[]) => ({ type: 'modal', title: plain('Explain'), submit: plain('Go'), blocks });

async function open(block: object = input(), on = bench) {
  await on.page('send', { as: 'U0REQUEST', channel: 'C0MIGRATE', text: '/migcheck explain' });
  const trigger_id = on.received.findLast(({ form }) => form.command)?.form.trigger_id;
  return on.api('views.open', { trigger_id, view: modal(block) });
}
const upload = (name = 'app.log', bytes: string | Uint8Array<ArrayBuffer> = 'Event 7026', as = 'U0REQUEST') =>
  bench.upload(as, name, bytes);
const submit = (viewId: string, files: readonly string[] | null) =>
  bench.page('submit', { as: 'U0REQUEST', viewId, entries: { log: { files } } });
const errors = async () => (await bench.seen('U0REQUEST')).view?.errors;
const submissions = () => bench.received.filter(({ form }) => form.payload);

describe('a file_input', () => {
  test('hands the files to the app, which may see them although no channel has them', async () => {
    const { view } = await open();
    const ids = [await upload(), await upload('sys.evtx')];
    expect(await bench.form('files.info', { file: ids[0] ?? '' })).toMatchObject({ error: 'file_not_found' });
    expect(await submit(view.id, ids)).toEqual({ ok: true });
    const { files } = bench.payload().view.state.values.log;
    expect(files).toEqual({ type: 'file_input', files: [expect.any(Object), expect.any(Object)] });
    expect(files.files[0]).toMatchObject({
      id: ids[0],
      name: 'app.log',
      user: 'U0REQUEST',
      mode: 'snippet',
      channels: [],
      groups: [],
      ims: [],
      file_access: 'visible',
    });
    const got = await fetch(files.files[0].url_private_download, { headers: { authorization: 'Bearer xoxb-right' } });
    expect(await got.text()).toBe('Event 7026');
    expect(await bench.form('files.info', { file: ids[1] ?? '' })).toMatchObject({ ok: true });
  });

  test('left empty is a missing field, or no files where it is optional', async () => {
    const { view } = await open();
    await submit(view.id, null);
    expect(await errors()).toEqual({ log: 'Please complete this required field.' });
    const { view: next } = await open(input({}, { optional: true }));
    await submit(next.id, null);
    expect(bench.payload().view.state.values).toEqual({ log: { files: { type: 'file_input', files: [] } } });
  });

  test('may be submitted again after the app found an error', async () => {
    const { view } = await open();
    const ids = [await upload()];
    bench.answerWith(() => ({ json: { response_action: 'errors', errors: { log: 'No event in it' } } }));
    await submit(view.id, ids);
    expect(await errors()).toEqual({ log: 'No event in it' });
    bench.answerWith(() => ({}));
    await submit(view.id, ids);
    expect(await errors()).toBeUndefined();
  });
});

describe('Slack itself refuses', () => {
  test('more files than the element takes', async () => {
    const { view } = await open(input({ max_files: 1 }));
    await submit(view.id, [await upload(), await upload()]);
    expect(await errors()).toEqual({ log: 'Please upload no more than 1 file.' });
    const { view: next } = await open();
    await submit(next.id, await Promise.all(Array.from({ length: 11 }, () => upload())));
    expect(await errors()).toEqual({ log: 'Please upload no more than 10 files.' });
    expect(submissions()).toEqual([]);
  });

  test('a file over 10 MB, and only that', async () => {
    const { view } = await open();
    await submit(view.id, [await upload('big.evtx', new Uint8Array(10_000_001))]);
    expect(await errors()).toEqual({ log: 'big.evtx is too large. The maximum file size is 10 MB.' });
    await submit(view.id, [await upload('fits.evtx', new Uint8Array(10_000_000))]);
    expect(await errors()).toBeUndefined();
  });

  test('a file of a type that is not asked for', async () => {
    const { view } = await open(input({ filetypes: ['log', 'csv'] }));
    await submit(view.id, [await upload('movie.mp4')]);
    expect(await errors()).toEqual({ log: 'movie.mp4 is not an accepted file type (log, csv).' });
    await submit(view.id, [await upload('APP.LOG')]);
    expect(await errors()).toBeUndefined();
  });

  test('somebody else’s file', async () => {
    const { view } = await open();
    await submit(view.id, [await upload('app.log', 'Event 7026', 'U0APPROVE')]);
    expect(await errors()).toEqual({ log: 'A file could not be uploaded. Please try again.' });
  });
});

describe('a modal with a file_input is refused', () => {
  test.each([
    ['that takes no file', input({ max_files: 0 }), 'from 1 to 10'],
    ['that takes eleven files', input({ max_files: 11 }), 'from 1 to 10'],
    ['that takes half a file', input({ max_files: 0.5 }), 'from 1 to 10'],
    ['with an empty list of types', input({ filetypes: [] }), 'more than 0 items'],
    ['outside an input block', { type: 'actions', elements: [{ type: 'file_input', action_id: 'f' }] }, 'unsupported'],
    ['as an accessory', { type: 'section', text: plain('s'), accessory: { type: 'file_input' } }, 'unsupported'],
  ])('%s', async (_, block, reason) => {
    const refused = await open(block);
    expect(refused).toMatchObject({ ok: false, error: 'invalid_arguments' });
    expect(JSON.stringify(refused.response_metadata)).toContain(reason);
  });

  test('without the scope files:read', async () => {
    const poorer = await startBench({ manifest: richManifest({ without: ['files:read'] }) });
    const refused = await open(input(), poorer);
    await poorer.stop();
    expect(JSON.stringify(refused.response_metadata)).toContain('files:read');
  });

  test('and in a message there is none at all', async () => {
    const posted = { channel: 'C0MIGRATE', text: 'x', blocks: [input()] };
    expect(await bench.api('chat.postMessage', posted)).toMatchObject({ error: 'invalid_blocks' });
  });
});
