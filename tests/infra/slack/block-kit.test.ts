import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Bench, button, menu, plain, section, startBench } from './stub-app.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench.stop());

const post = (blocks: unknown) => bench.api('chat.postMessage', { channel: 'C0MIGRATE', text: 'words', blocks });
const x = (length: number) => 'x'.repeat(length);
const actions = (...elements: object[]) => ({ type: 'actions', elements });
const rich = (...elements: object[]) => ({ type: 'rich_text', elements });
const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));
const confirm = (title: number, text: number, yes: number) => ({
  title: plain(x(title)),
  text: plain(x(text)),
  confirm: plain(x(yes)),
  deny: plain('No'),
});

/** What just fits, and the same one step beyond. */
const EDGES: [string, (over: 0 | 1) => object][] = [
  ['header text 150', (o) => ({ type: 'header', text: plain(x(150 + o)) })],
  ['section text 3000', (o) => section(x(3000 + o))],
  ['section fields 10', (o) => ({ type: 'section', fields: times(10 + o, () => plain('f')) })],
  ['section field 2000', (o) => ({ type: 'section', fields: [plain(x(2000 + o))] })],
  ['context elements 10', (o) => ({ type: 'context', elements: times(10 + o, () => plain('c')) })],
  ['actions elements 25', (o) => actions(...times(25 + o, (index) => button(`b${index}`)))],
  ['button text 75', (o) => actions(button('a', { text: plain(x(75 + o)) }))],
  ['button value 2000', (o) => actions(button('a', { value: x(2000 + o) }))],
  ['button url 3000', (o) => actions(button('a', { url: x(3000 + o) }))],
  ['accessibility label 75', (o) => actions(button('a', { accessibility_label: x(75 + o) }))],
  ['action_id 255', (o) => actions(button(x(255 + o), { text: plain('a') }))],
  ['block_id 255', (o) => section('s', { block_id: x(255 + o) })],
  ['menu options 100', (o) => actions(menu('m', times(100 + o, String)))],
  ['option text 75', (o) => actions(menu('m', [x(75 + o)]))],
  ['option value 150', (o) => actions(menu('m', [], { options: [{ text: plain('o'), value: x(150 + o) }] }))],
  ['placeholder 150', (o) => actions(menu('m', ['a'], { placeholder: plain(x(150 + o)) }))],
  ['confirm title 100', (o) => actions(button('a', { confirm: confirm(100 + o, 1, 1) }))],
  ['confirm text 300', (o) => actions(button('a', { confirm: confirm(1, 300 + o, 1) }))],
  ['confirm button 30', (o) => actions(button('a', { confirm: confirm(1, 1, 30 + o) }))],
  ['accessory of a section', (o) => section('s', { accessory: button('a', { text: plain(x(75 + o)) }) })],
  ['markdown 12,000', (o) => ({ type: 'markdown', text: x(12_000 + o) })],
  ['table rows 100', (o) => ({ type: 'table', rows: times(100 + o, () => [{ type: 'raw_text', text: 'r' }]) })],
  ['table cells 20', (o) => ({ type: 'table', rows: [times(20 + o, () => ({ type: 'raw_text', text: 'r' }))] })],
];

describe('a limit', () => {
  test.each(EDGES)('%s: what fits is taken, one more is refused', async (_, block) => {
    expect(await post([block(0)])).toMatchObject({ ok: true });
    const refused = await post([block(1)]);
    expect(refused).toMatchObject({ ok: false, error: 'invalid_blocks' });
    expect(refused.errors?.join()).toMatch(/must be less than \d+ (characters|items) \[json-pointer:\/blocks\/0/);
  });

  test('50 blocks a message', async () => {
    expect(await post(times(50, () => ({ type: 'divider' })))).toMatchObject({ ok: true });
    expect(await post(times(51, () => ({ type: 'divider' })))).toMatchObject({ error: 'invalid_blocks' });
  });

  test('13,200 characters in all blocks together', async () => {
    expect(await post(times(4, () => section(x(3000))))).toMatchObject({ ok: true });
    expect(await post(times(5, () => section(x(3000))))).toMatchObject({ error: 'msg_blocks_too_long' });
  });
});

describe('refused as invalid_blocks', () => {
  const WRONG: [string, unknown[], string][] = [
    ['a block that does not exist', [{ type: 'fancy' }], 'unsupported type: fancy'],
    ['a block without a type', [{}], 'unsupported type'],
    ['a property that does not exist', [{ type: 'divider', colour: 'red' }], 'invalid additional property: colour'],
    ['a button without a text', [actions({ type: 'button', action_id: 'a' })], 'missing required field: text'],
    [
      'a button with mrkdwn',
      [actions(button('a', { text: { type: 'mrkdwn', text: 'a' } }))],
      '/blocks/0/elements/0/text',
    ],
    ['a button with a style of its own', [actions(button('a', { style: 'default' }))], '/blocks/0/elements/0/style'],
    ['a header in mrkdwn', [{ type: 'header', text: { type: 'mrkdwn', text: 'a' } }], '/blocks/0/text'],
    ['a section with nothing in it', [{ type: 'section' }], 'text or fields'],
    ['an empty text', [section('')], 'must be more than 0 characters'],
    [
      'an empty text inside rich text',
      [rich({ type: 'rich_text_section', elements: [{ type: 'text', text: '' }] })],
      'must be more than 0',
    ],
    ['actions without elements', [actions()], 'must be more than 0 items'],
    ['a menu without options', [actions({ type: 'static_select', action_id: 'm' })], 'options and option_groups'],
    [
      'an initial option that is not offered',
      [actions(menu('m', ['a'], { initial_option: { text: plain('b'), value: 'b' } }))],
      'initial_option',
    ],
    [
      'two blocks of one block_id',
      [section('a', { block_id: 'b' }), section('c', { block_id: 'b' })],
      '"b" already exists',
    ],
    ['two elements of one action_id in a block', [actions(button('a'), button('a'))], '"a" already exists'],
    [
      'an input, which is for modals',
      [{ type: 'input', label: plain('l'), element: { type: 'plain_text_input' } }],
      'unsupported type here',
    ],
    ['an alert, which is not sure to work in messages', [{ type: 'alert', text: plain('a') }], 'unsupported type here'],
    ['two tables', times(2, () => ({ type: 'table', rows: [[{ type: 'raw_text', text: 'r' }]] })), 'only one table'],
  ];
  test.each(WRONG)('%s', async (_, blocks, reason) => {
    const refused = await post(blocks);
    expect(refused).toMatchObject({ ok: false, error: 'invalid_blocks' });
    expect(refused.errors?.join('\n')).toContain(reason);
  });

  test('what is no list of blocks is invalid_blocks_format', async () => {
    expect(await post('[{')).toMatchObject({ error: 'invalid_blocks_format' });
    expect(await post({ type: 'divider' })).toMatchObject({ error: 'invalid_blocks_format' });
  });

  test('a card that uses what migcheck uses is taken, and elements of one action_id may stand in different blocks', async () => {
    const text = { type: 'text', text: 'MIGRATE:MS:NET/PO/USER' };
    const written = [
      { type: 'header', text: plain('Not found') },
      section('*Mailbox*', { accessory: menu('wizard', ['5.5-rtm', 'unknown']) }),
      rich(
        { type: 'rich_text_preformatted', elements: [text] },
        {
          type: 'rich_text_list',
          style: 'bullet',
          elements: [
            {
              type: 'rich_text_section',
              elements: [
                { type: 'user', user_id: 'U0REQUEST' },
                { type: 'date', timestamp: 1_763_880_000, format: '{date_short} at {time}', fallback: 'then' },
              ],
            },
          ],
        },
      ),
      { type: 'divider' },
      { type: 'context', elements: [{ type: 'mrkdwn', text: 'Q242184' }, plain('words')] },
      actions(button('approve', { style: 'primary', confirm: confirm(5, 5, 5) })),
      actions(button('approve', { style: 'danger' })),
    ];
    expect(await post(written)).toMatchObject({ ok: true });
    expect(await bench.api('blocks.validate', { blocks: written })).toEqual({ ok: true });
  });
});

test('blocks that the app left unnamed are named by Slack', async () => {
  const { message } = await post([section('a'), section('b', { block_id: 'mine' })]);
  const ids = (message as { blocks: { block_id: string }[] }).blocks.map(({ block_id }) => block_id);
  expect(ids).toEqual([expect.stringMatching(/^[a-z0-9]{5}$/), 'mine']);
});
