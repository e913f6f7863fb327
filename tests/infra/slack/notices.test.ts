import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Bench, section, startBench } from './stub-app.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await startBench();
});
afterEach(() => bench.stop());

const rich = (...elements: object[]) => [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] }];
const group = { type: 'usergroup', usergroup_id: 'S0MIGADMIN' };
const words = { type: 'text', text: ' Approval wanted' };

/** Who gets a notice of the newest message in a channel. */
const told = async (args: object): Promise<unknown> => {
  const { ts, channel } = await bench.api('chat.postMessage', { channel: 'C0APPROVE', text: 'x', ...args });
  const seers = await Promise.all(['U0REQUEST', 'U0APPROVE', 'U0STRANGE'].map((person) => bench.seen(person)));
  return seers.flatMap(({ messages }) => messages).find((one) => one.ts === ts && one.channel === channel)?.tells;
};

describe('a notice of a message', () => {
  test('goes to whoever is in the user group that it names', async () => {
    bench.slack.controls.setGroup('S0MIGADMIN', ['U0APPROVE', 'U0STRANGE']);

    expect(await told({ blocks: rich(group, words) })).toEqual(['U0APPROVE', 'U0STRANGE']);
    expect(await told({ text: '<!subteam^S0MIGADMIN|@migration-admins> look' })).toEqual(['U0APPROVE', 'U0STRANGE']);
  });

  test('goes to nobody of the group who is not in the channel', async () => {
    bench.slack.controls.setGroup('S0MIGADMIN', ['U0APPROVE', 'U0STRANGE']);
    bench.slack.controls.setMember('C0APPROVE', 'U0STRANGE', false);

    expect(await told({ blocks: rich(group) })).toEqual(['U0APPROVE']);
  });

  test('goes once to a person who is named twice', async () => {
    expect(await told({ blocks: rich(group, { type: 'user', user_id: 'U0APPROVE' }) })).toEqual(['U0APPROVE']);
  });

  test('goes by the blocks, where there are any, and not by the text for screen readers', async () => {
    expect(await told({ text: '<@U0REQUEST>', blocks: rich(words) })).toEqual([]);
    expect(await told({ text: 'x', blocks: [section('<@U0REQUEST> and <!subteam^S0MIGADMIN>')] })).toEqual([
      'U0REQUEST',
      'U0APPROVE',
    ]);
  });

  test('is not made by words that only look like a mention', async () => {
    expect(await told({ text: '&lt;@U0REQUEST&gt; @riley @migration-admins' })).toEqual([]);
    expect(await told({ blocks: rich({ type: 'text', text: '<@U0REQUEST> <!subteam^S0MIGADMIN>' }) })).toEqual([]);
  });

  test('is not made by a group that is not there', async () => {
    expect(await told({ blocks: rich({ type: 'usergroup', usergroup_id: 'S0NONE' }) })).toEqual([]);
  });

  test('goes to the person to whom a direct message is sent by their id', async () => {
    expect(await told({ channel: 'U0APPROVE' })).toEqual(['U0APPROVE']);
  });

  test('is not sent again for what takes the place of a message', async () => {
    const { ts } = await bench.api('chat.postMessage', { channel: 'C0APPROVE', text: 'x' });
    await bench.api('chat.update', { channel: 'C0APPROVE', ts, text: 'x', blocks: rich(group) });
    const { messages } = await bench.seen('U0APPROVE');

    expect(messages.find((one) => one.ts === ts)).toMatchObject({ tells: [], blocks: [{ type: 'rich_text' }] });
  });
});
