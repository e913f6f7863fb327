import { describe, expect, test } from '@jest/globals';
import { DIRECT, EXPLAINED, inThread, MENTION, naming, PASTED, publicly, told } from '../support/explaining.ts';
import { AVERY, controlsIn, GENERAL, MIGRATION, PARTNERS, RILEY, SAM, wordsIn } from '../support/rig/people.ts';
import { stage } from '../support/rig/stage.ts';

const at = stage();

describe('Explain this event', () => {
  test("on anybody's message, answered in its thread", async () => {
    await at.rig.posts(SAM, `does anybody know this?\n${PASTED}`);
    const message = await at.rig.last(RILEY, MIGRATION);
    await at.rig.explains(RILEY, message);

    expect(await publicly(at, message)).toEqual([expect.stringContaining(EXPLAINED)]);
    expect(await inThread(at, AVERY, message)).toHaveLength(1);
  });

  test('on what a monitoring bot posted, in blocks and attachments', async () => {
    const ts = at.rig.slack.controls.postAsBot(MIGRATION, {
      text: 'Alert',
      attachments: [
        {
          fallback: 'x',
          fields: [
            { title: 'Event ID', value: '7026' },
            { title: 'Source', value: 'MSExchangeMig' },
          ],
        },
      ],
    });
    await at.rig.explains(RILEY, { channel: MIGRATION, ts });

    expect(await publicly(at, { channel: MIGRATION, ts })).toEqual([expect.stringContaining(EXPLAINED)]);
  });

  test('on a reply, in the same thread', async () => {
    await at.rig.posts(SAM, 'it failed');
    const parent = await at.rig.last(RILEY, MIGRATION);
    await at.rig.posts(SAM, PASTED, { threadTs: parent.ts });
    await at.rig.explains(RILEY, await at.rig.last(RILEY, MIGRATION));

    expect(await publicly(at, parent)).toEqual([expect.stringContaining(EXPLAINED)]);
  });

  test('on a message with an exported log and a snippet: an answer for each, naming the file', async () => {
    const rows = Array.from(
      { length: 30 },
      (_, index) => `Error,7/17/2002 12:${10 + index}:50 PM,MSExchangeMig,${index % 3 ? 7026 : 7000},None`,
    );
    const csv = `Level,Date and Time,Source,Event ID,Task Category\n${rows.join('\n')}\n`;
    const files = [
      await at.rig.uploads(SAM, 'app.csv', `\ufeff${csv}`),
      await at.rig.uploads(SAM, 'event.txt', PASTED, { snippet: true }),
    ];
    await at.rig.posts(SAM, 'from EX1', { files });
    const message = await at.rig.last(RILEY, MIGRATION);
    await at.rig.explains(RILEY, message);
    const said = await publicly(at, message);
    const [log = '', snippet = ''] = ['app.csv', 'event.txt'].map((name) =>
      said.find((words) => words.includes(`Read from ${name}`)),
    );

    expect(log).toContain('Read from app.csv');
    expect(log).toContain('30 events, 30 of them of the migration');
    expect(log).toMatch(/20 × 7026/);
    expect(snippet).toContain('Read from event.txt');
    expect(snippet).toContain(EXPLAINED);
  });

  test('a log in UTF-16, as Event Viewer saves it', async () => {
    const files = [
      await at.rig.uploads(SAM, 'log.txt', Buffer.from(`\ufeff${PASTED.replaceAll('\n', '\r\n')}`, 'utf16le')),
    ];
    await at.rig.posts(SAM, '', { files });
    const message = await at.rig.last(RILEY, MIGRATION);
    await at.rig.explains(RILEY, message);

    expect(await publicly(at, message)).toEqual([expect.stringContaining(EXPLAINED)]);
  });

  test.each([
    ['log.evtx', Buffer.concat([Buffer.from('ElfFile\0'), Buffer.alloc(64)]), 'binary event log'],
    ['screen.png', Buffer.from('\x89PNG\r\n\x1a\n\0\0\0', 'latin1'), 'That is no text'],
    ['dump.bin', Buffer.from([1, 2, 0, 4, 5, 6, 7, 9, 11, 13, 17, 19, 200, 201, 202, 203]), 'That is no text'],
    ['letter.txt', Buffer.from('Dear all, nothing happened.'), 'No event was found in letter.txt'],
  ])('a file of another kind (%s) is told in words', async (name, bytes, words) => {
    const files = [await at.rig.uploads(SAM, name, bytes)];
    await at.rig.posts(SAM, '', { files });
    const message = await at.rig.last(RILEY, MIGRATION);
    await at.rig.explains(RILEY, message);

    expect(await publicly(at, message)).toEqual([expect.stringContaining(words)]);
  });

  test('a file beyond the limit is not even fetched', async () => {
    const files = [await at.rig.uploads(SAM, 'huge.csv', Buffer.alloc(25 * 1024 * 1024 + 1, 'x'))];
    await at.rig.posts(SAM, '', { files });
    at.rig.slack.controls.failNext('url_private', { kind: 'status', status: 500 });
    const message = await at.rig.last(RILEY, MIGRATION);
    await at.rig.explains(RILEY, message);

    expect(await publicly(at, message)).toEqual([expect.stringContaining('larger than the 25 MB')]);
  });

  test('in a channel that the bot is not in: for the asker alone, and how to invite it', async () => {
    await at.rig.posts(SAM, PASTED, { channel: GENERAL });
    const message = await at.rig.last(RILEY, GENERAL);
    await at.rig.explains(RILEY, message);

    expect(await told(at, RILEY)).toContain(EXPLAINED);
    expect(await told(at, RILEY)).toContain('/invite @migcheck');
    expect(await publicly(at, message)).toEqual([]);
  });

  test('a file in a channel that the bot is not in cannot be read, and says how to mend that', async () => {
    const files = [await at.rig.uploads(SAM, 'log.txt', PASTED)];
    await at.rig.posts(SAM, '', { channel: GENERAL, files });
    await at.rig.explains(RILEY, await at.rig.last(RILEY, GENERAL));

    expect(await told(at, RILEY)).toContain('log.txt was not read');
    expect(await told(at, RILEY)).toContain('/invite @migcheck');
  });

  test('where people of another organisation read along, no button leads into our directory', async () => {
    await at.rig.posts(SAM, `${PASTED}\n\n${naming('jdoe')}`, { channel: PARTNERS });
    const message = await at.rig.last(RILEY, PARTNERS);
    await at.rig.explains(RILEY, message);
    const [card] = (await inThread(at, SAM, message)).filter(({ onlyFor }) => !onlyFor);

    expect(card && controlsIn(card)).toEqual([]);
    expect(card && wordsIn(card)).toContain('/migcheck check jdoe');
  });
});

describe('a message that is explained already', () => {
  const posted = async () => {
    await at.rig.posts(SAM, `${PASTED}\n\n${naming('abaker')}`);
    return at.rig.last(RILEY, MIGRATION);
  };
  const link = ({ ts }: { ts: string }) => new RegExp(`/archives/${MIGRATION}/p\\d+\\?thread_ts=${ts}`);

  test('is not explained twice: whoever asks next is pointed to the answer', async () => {
    const message = await posted();
    await at.rig.explains(RILEY, message);
    await at.rig.explains(AVERY, message);

    expect(await publicly(at, message)).toHaveLength(1);
    expect(await told(at, AVERY)).toContain('has been explained already');
    expect(JSON.stringify((await at.rig.newest(AVERY)).blocks)).toMatch(link(message));
    expect((await at.rig.newest(AVERY)).onlyFor).toBe(AVERY);
  });

  test('nor when two people ask at the same moment', async () => {
    const message = await posted();
    await Promise.all([RILEY, AVERY].map((who) => at.rig.takesShortcut(who, message, 'explain-event')));
    await at.rig.settle();

    expect(await publicly(at, message)).toHaveLength(1);
    expect((await Promise.all([RILEY, AVERY].map((who) => told(at, who)))).join()).toContain('explained already');
  });

  test('because it mentioned the bot: the shortcut points to that answer', async () => {
    await at.rig.posts(RILEY, `${MENTION} ${PASTED}`);
    const message = await at.rig.last(RILEY, MIGRATION);
    await at.rig.explains(AVERY, message);

    expect(await publicly(at, message)).toHaveLength(1);
    expect(await told(at, AVERY)).toContain('has been explained already');
  });

  test('is explained anew where the answer was deleted, and where a file could not be read', async () => {
    const message = await posted();
    await at.rig.explains(RILEY, message);
    at.rig.slack.workspace.messages = at.rig.slack.workspace.messages.filter(({ threadTs }) => !threadTs);
    await at.rig.explains(AVERY, message);
    expect(await publicly(at, message)).toEqual([expect.stringContaining(EXPLAINED)]);

    const files = [await at.rig.uploads(SAM, 'log.evtx', Buffer.from('ElfFile\0'.padEnd(80, '\0')))];
    await at.rig.posts(SAM, '', { files });
    const file = await at.rig.last(RILEY, MIGRATION);
    for (const who of [RILEY, AVERY]) await at.rig.explains(who, file);
    expect(await publicly(at, file)).toHaveLength(2);
  });
});

describe('an answer that is too long for a card', () => {
  const MANY = [1004, 4012, 7000, 7007, 7017, 7026, 7034, 7044, 8072, 8074, 8092, 10_023, 12_010]
    .map((id) => `Event ID: ${id}\nSource: MSExchangeMig\nType: Error`)
    .join('\n\n');

  test('stands as a whole in a file in the same thread', async () => {
    await at.rig.posts(SAM, MANY);
    const message = await at.rig.last(RILEY, MIGRATION);
    await at.rig.explains(RILEY, message);
    const [card, file] = (await inThread(at, SAM, message)).filter(({ onlyFor }) => !onlyFor);
    const text = at.rig.slack.workspace.files.get(file?.files?.[0] ?? '')?.bytes.toString() ?? '';

    expect(card && wordsIn(card)).toContain('the whole of it is in the file below');
    expect(text).toContain('Event 12010');
    expect(text.match(/What to do:/g)?.length).toBeGreaterThan(13);
  });

  test('of a question that was put in private stands in the direct messages', async () => {
    await at.rig.asks(RILEY, `/migcheck explain ${MANY}`);

    expect((await at.rig.sees(RILEY, MIGRATION)).map(wordsIn).join()).toContain('in our direct messages');
    expect((await at.rig.sees(RILEY, DIRECT)).at(-1)?.files).toHaveLength(1);
    expect(await at.rig.sees(SAM)).toEqual([]);
  });
});

describe("Slack's moods", () => {
  test('a token that may not read files is told, and how to mend that', async () => {
    const files = [await at.rig.uploads(SAM, 'log.txt', PASTED)];
    await at.rig.posts(SAM, '', { files });
    const message = await at.rig.last(RILEY, MIGRATION);
    const { scopes = {} } = at.rig.slack.workspace.settings.manifest.oauth_config ?? {};
    const bot = scopes.bot as string[];
    bot.splice(bot.indexOf('files:read'), 1);
    await at.rig.explains(RILEY, message);
    bot.push('files:read');

    expect(await publicly(at, message)).toEqual([
      expect.stringMatching(/log.txt was not read[\s\S]*reinstall the app/),
    ]);
  });

  test('a post that has to wait is made later, and once', async () => {
    await at.rig.posts(SAM, PASTED);
    const message = await at.rig.last(RILEY, MIGRATION);
    at.rig.slack.controls.failNext('chat.postMessage', { kind: 'rate-limited', retryAfter: 1 });
    await at.rig.explains(RILEY, message);

    expect(await publicly(at, message)).toEqual([expect.stringContaining(EXPLAINED)]);
  });

  test('what was said already is not said again when a later part has to wait', async () => {
    const files = [await at.rig.uploads(SAM, 'one.txt', PASTED), await at.rig.uploads(SAM, 'two.txt', naming('jdoe'))];
    await at.rig.posts(SAM, PASTED, { files });
    const message = await at.rig.last(RILEY, MIGRATION);
    at.rig.slack.controls.failNext(
      'chat.postMessage',
      { kind: 'slow', milliseconds: 0 },
      { kind: 'rate-limited', retryAfter: 1 },
    );
    await at.rig.explains(RILEY, message);

    expect(await publicly(at, message)).toHaveLength(3);
  });

  test('a download that breaks off is tried again', async () => {
    const files = [await at.rig.uploads(SAM, 'log.txt', PASTED)];
    await at.rig.posts(SAM, '', { files });
    const message = await at.rig.last(RILEY, MIGRATION);
    at.rig.slack.controls.failNext('url_private', { kind: 'status', status: 503 });
    await at.rig.explains(RILEY, message);

    expect(await publicly(at, message)).toEqual([expect.stringContaining(EXPLAINED)]);
  });
});
