import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Bench, richManifest, section, startBench } from './stub-app.ts';

let bench: Bench;
const NOW = Date.UTC(2025, 10, 23, 9, 5);
beforeEach(async () => {
  bench = await startBench({ now: () => NOW, manifest: richManifest() });
});
afterEach(() => bench.stop());

/** Avery writes; returns the message. */
async function written(text: string, channel = 'C0APPROVE', more: object = {}) {
  await bench.page('send', { as: 'U0APPROVE', channel, text, ...more });
  return bench.newest('U0APPROVE', channel);
}
/** Riley forwards it. */
const forward = ({ channel, ts }: { channel: string; ts: string }, more: object = {}) =>
  bench.page('forward', { as: 'U0REQUEST', channel, ts, to: 'D0REQUEST', text: '', ...more });
const last = async () => (await bench.events('message')).at(-1);

describe('a forwarded message', () => {
  test('is a message of the one who forwards it, without words of their own, and the original attached', async () => {
    const original = await written('Event &c');
    expect(await forward(original)).toEqual({ ok: true });
    const permalink = `${bench.slack.url}/archives/C0APPROVE/p${original.ts.replace('.', '')}`;
    const event = await last();
    expect(event).not.toHaveProperty('blocks');
    expect(event).not.toHaveProperty('files');
    expect(event).toMatchObject({ type: 'message', user: 'U0REQUEST', text: '', channel: 'D0REQUEST' });
    expect(event?.attachments).toEqual([
      {
        id: 1,
        ts: original.ts,
        author_id: 'U0APPROVE',
        author_name: 'Avery Approver',
        author_subname: 'avery',
        author_link: `${bench.slack.url}/team/U0APPROVE`,
        channel_id: 'C0APPROVE',
        channel_name: 'approvals',
        channel_team: 'T0FABRIKAM',
        is_msg_unfurl: true,
        is_share: true,
        message_blocks: [
          { team: 'T0FABRIKAM', channel: 'C0APPROVE', ts: original.ts, message: { blocks: original.blocks } },
        ],
        color: 'D0D0D0',
        original_url: permalink,
        from_url: permalink,
        fallback: '[November 23, 2025 at 9:05 AM] avery: Event &amp;c',
        text: 'Event &amp;c',
        mrkdwn_in: ['text'],
        footer: 'Posted in #approvals',
      },
    ]);
  });

  test('with a comment that mentions the app is an app_mention too', async () => {
    await forward(await written('Event 7026'), { to: 'C0MIGRATE', text: '@migcheck what is this?' });
    expect(await bench.events('app_mention')).toMatchObject([
      { user: 'U0REQUEST', text: '<@U0MIGCHECK> what is this?', attachments: [{ is_share: true, text: 'Event 7026' }] },
    ]);
  });

  test('that mentions the app itself does not: the comment counts', async () => {
    const original = await written('@migcheck hello', 'C0GENERAL');
    await forward(await bench.newest('U0REQUEST', 'C0GENERAL'), { to: 'C0MIGRATE' });
    expect(original.text).toContain('/invite');
    expect(await bench.events('app_mention')).toEqual([]);
  });

  test('has its files nested in the attachment, and is no file_share', async () => {
    const files = [await bench.upload('U0APPROVE', 'app.log', 'Event 7026')];
    await forward(await written('look', 'C0APPROVE', { files }));
    const event = await last();
    expect(event).not.toHaveProperty('subtype');
    expect(event).toMatchObject({ team: 'T0FABRIKAM', attachments: [{ files: [{ id: files[0], name: 'app.log' }] }] });
    const url_private = event?.attachments[0].files[0].url_private;
    const response = await fetch(url_private, { headers: { authorization: 'Bearer xoxb-right' } });
    expect(await response.text()).toBe('Event 7026');
  });

  test('gives the app no file of a channel that it is not in', async () => {
    const files = [await bench.upload('U0APPROVE', 'app.log', 'Event 7026')];
    await forward(await written('look', 'C0GENERAL', { files }));
    expect((await last())?.attachments[0].files).toMatchObject([{ id: files[0] }]);
    expect(await bench.form('files.info', { file: files[0] ?? '' })).toMatchObject({ error: 'file_not_found' });
  });

  test('hides the name of a private channel', async () => {
    await forward(await written('salaries', 'C0SECRET'));
    expect((await last())?.attachments).toMatchObject([
      { channel_id: 'C0SECRET', channel_name: 'privategroup', footer: 'Slack Conversation' },
    ]);
  });

  test('may be the app’s own card', async () => {
    const blocks = [section('*card*')];
    const { ts } = await bench.api('chat.postMessage', { channel: 'C0APPROVE', text: 'card', blocks });
    await forward({ channel: 'C0APPROVE', ts });
    expect((await last())?.attachments).toMatchObject([
      { author_id: 'U0MIGCHECK', text: 'card', message_blocks: [{ message: { blocks } }] },
    ]);
  });
});

describe('forwarding is refused', () => {
  test('of what the person does not see, or sees alone', async () => {
    const secret = await written('salaries', 'C0SECRET');
    expect(await forward(secret, { as: 'U0STRANGE', to: 'C0MIGRATE' })).toMatchObject({ error: 'message_not_found' });
    await bench.api('chat.postEphemeral', { channel: 'C0MIGRATE', text: 'psst', user: 'U0REQUEST' });
    const quiet = await bench.newest('U0REQUEST', 'C0MIGRATE');
    expect(await forward(quiet)).toMatchObject({ error: 'message_not_found' });
  });

  test('to where the person is not, or cannot write', async () => {
    const original = await written('Event 7026');
    expect(await forward(original, { as: 'U0STRANGE', to: 'C0SECRET' })).toMatchObject({ error: 'not_in_channel' });
    const manifest = richManifest();
    const closed = await startBench({ manifest: { ...manifest, features: {} } });
    await closed.page('send', { as: 'U0REQUEST', channel: 'C0APPROVE', text: 'Event 7026' });
    const { ts } = await closed.newest('U0REQUEST', 'C0APPROVE');
    const fields = { as: 'U0REQUEST', channel: 'C0APPROVE', ts, to: 'D0REQUEST', text: '' };
    expect(await closed.page('forward', fields)).toMatchObject({ error: 'restricted_action' });
    await closed.stop();
  });
});
