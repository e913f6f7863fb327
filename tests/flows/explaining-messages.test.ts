import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { AVERY, CASEY, controlsIn, GENERAL, MIGRATION, PARTNERS, RILEY, SAM, wordsIn } from '../support/rig/people.ts';
import { type Rig, startRig } from '../support/rig/rig.ts';

const PASTED = `Event ID: 7026
Source: MSExchangeMig
Type: Error
Category: None
Description: Migration Aborted due to Mapi logon failure.`;

const naming = (account: string): string =>
  `Event ID: 7017\nSource: MSExchangeMig\nDescription: Could not log onto the Message Store for Account: ${account}`;

const EXPLAINED = 'Event 7026: Migration aborted due to MAPI logon failure';
const DIRECT = 'D0REQUEST';

let rig: Rig;
const withRig = (environment: Readonly<Record<string, string>>, tests: () => void) => {
  beforeAll(async () => {
    rig = await startRig({ environment });
  }, 60_000);
  beforeEach(() => rig.anew());
  afterAll(() => rig.close());
  tests();
};

/** What the bot wrote into the thread of a message, for everybody and for one person alone. */
const inThread = async (as: string, { channel, ts }: { channel: string; ts: string }) =>
  (await rig.sees(as, channel)).filter(({ threadTs }) => threadTs === ts);
const publicly = async (message: { channel: string; ts: string }) =>
  (await inThread(SAM, message)).filter(({ onlyFor }) => !onlyFor).map(wordsIn);
const told = async (as = RILEY) => wordsIn(await rig.newest(as));

const MENTION = '@migcheck';

describe('in Slack, wherever an event stands', () =>
  withRig({}, () => {
    describe('Explain this event', () => {
      test("on anybody's message, answered in its thread", async () => {
        await rig.posts(SAM, `does anybody know this?\n${PASTED}`);
        const message = await rig.last(RILEY, MIGRATION);
        await rig.explains(RILEY, message);

        expect(await publicly(message)).toEqual([expect.stringContaining(EXPLAINED)]);
        expect(await inThread(AVERY, message)).toHaveLength(1);
      });

      test('on what a monitoring bot posted, in blocks and attachments', async () => {
        const ts = rig.slack.controls.postAsBot(MIGRATION, {
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
        await rig.explains(RILEY, { channel: MIGRATION, ts });

        expect(await publicly({ channel: MIGRATION, ts })).toEqual([expect.stringContaining(EXPLAINED)]);
      });

      test('on a reply, in the same thread', async () => {
        await rig.posts(SAM, 'it failed');
        const parent = await rig.last(RILEY, MIGRATION);
        await rig.posts(SAM, PASTED, { threadTs: parent.ts });
        await rig.explains(RILEY, await rig.last(RILEY, MIGRATION));

        expect(await publicly(parent)).toEqual([expect.stringContaining(EXPLAINED)]);
      });

      test('on a message with an exported log and a snippet: an answer for each, naming the file', async () => {
        const rows = Array.from(
          { length: 30 },
          (_, index) => `Error,7/17/2002 12:${10 + index}:50 PM,MSExchangeMig,${index % 3 ? 7026 : 7000},None`,
        );
        const csv = `Level,Date and Time,Source,Event ID,Task Category\n${rows.join('\n')}\n`;
        const files = [
          await rig.uploads(SAM, 'app.csv', `\ufeff${csv}`),
          await rig.uploads(SAM, 'event.txt', PASTED, { snippet: true }),
        ];
        await rig.posts(SAM, 'from EX1', { files });
        const message = await rig.last(RILEY, MIGRATION);
        await rig.explains(RILEY, message);
        const said = await publicly(message);
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
          await rig.uploads(SAM, 'log.txt', Buffer.from(`\ufeff${PASTED.replaceAll('\n', '\r\n')}`, 'utf16le')),
        ];
        await rig.posts(SAM, '', { files });
        const message = await rig.last(RILEY, MIGRATION);
        await rig.explains(RILEY, message);

        expect(await publicly(message)).toEqual([expect.stringContaining(EXPLAINED)]);
      });

      test.each([
        ['log.evtx', Buffer.concat([Buffer.from('ElfFile\0'), Buffer.alloc(64)]), 'binary event log'],
        ['screen.png', Buffer.from('\x89PNG\r\n\x1a\n\0\0\0', 'latin1'), 'That is no text'],
        ['dump.bin', Buffer.from([1, 2, 0, 4, 5, 6, 7, 9, 11, 13, 17, 19, 200, 201, 202, 203]), 'That is no text'],
        ['letter.txt', Buffer.from('Dear all, nothing happened.'), 'No event was found in letter.txt'],
      ])('a file of another kind (%s) is told in words', async (name, bytes, words) => {
        const files = [await rig.uploads(SAM, name, bytes)];
        await rig.posts(SAM, '', { files });
        const message = await rig.last(RILEY, MIGRATION);
        await rig.explains(RILEY, message);

        expect(await publicly(message)).toEqual([expect.stringContaining(words)]);
      });

      test('a file beyond the limit is not even fetched', async () => {
        const files = [await rig.uploads(SAM, 'huge.csv', Buffer.alloc(25 * 1024 * 1024 + 1, 'x'))];
        await rig.posts(SAM, '', { files });
        rig.slack.controls.failNext('url_private', { kind: 'status', status: 500 });
        const message = await rig.last(RILEY, MIGRATION);
        await rig.explains(RILEY, message);

        expect(await publicly(message)).toEqual([expect.stringContaining('larger than the 25 MB')]);
      });

      test('in a channel that the bot is not in: for the asker alone, and how to invite it', async () => {
        await rig.posts(SAM, PASTED, { channel: GENERAL });
        const message = await rig.last(RILEY, GENERAL);
        await rig.explains(RILEY, message);

        expect(await told()).toContain(EXPLAINED);
        expect(await told()).toContain('/invite @migcheck');
        expect(await publicly(message)).toEqual([]);
      });

      test('a file in a channel that the bot is not in cannot be read, and says how to mend that', async () => {
        const files = [await rig.uploads(SAM, 'log.txt', PASTED)];
        await rig.posts(SAM, '', { channel: GENERAL, files });
        await rig.explains(RILEY, await rig.last(RILEY, GENERAL));

        expect(await told()).toContain('log.txt was not read');
        expect(await told()).toContain('/invite @migcheck');
      });

      test('where people of another organisation read along, no button leads into our directory', async () => {
        await rig.posts(SAM, `${PASTED}\n\n${naming('jdoe')}`, { channel: PARTNERS });
        const message = await rig.last(RILEY, PARTNERS);
        await rig.explains(RILEY, message);
        const [card] = (await inThread(SAM, message)).filter(({ onlyFor }) => !onlyFor);

        expect(card && controlsIn(card)).toEqual([]);
        expect(card && wordsIn(card)).toContain('/migcheck check jdoe');
      });
    });

    describe('a message that is explained already', () => {
      const posted = async () => {
        await rig.posts(SAM, `${PASTED}\n\n${naming('abaker')}`);
        return rig.last(RILEY, MIGRATION);
      };
      const link = ({ ts }: { ts: string }) => new RegExp(`/archives/${MIGRATION}/p\\d+\\?thread_ts=${ts}`);

      test('is not explained twice: whoever asks next is pointed to the answer', async () => {
        const message = await posted();
        await rig.explains(RILEY, message);
        await rig.explains(AVERY, message);

        expect(await publicly(message)).toHaveLength(1);
        expect(await told(AVERY)).toContain('has been explained already');
        expect(JSON.stringify((await rig.newest(AVERY)).blocks)).toMatch(link(message));
        expect((await rig.newest(AVERY)).onlyFor).toBe(AVERY);
      });

      test('nor when two people ask at the same moment', async () => {
        const message = await posted();
        await Promise.all([RILEY, AVERY].map((who) => rig.takesShortcut(who, message, 'explain-event')));
        await rig.settle();

        expect(await publicly(message)).toHaveLength(1);
        expect((await Promise.all([RILEY, AVERY].map((who) => told(who)))).join()).toContain('explained already');
      });

      test('because it mentioned the bot: the shortcut points to that answer', async () => {
        await rig.posts(RILEY, `${MENTION} ${PASTED}`);
        const message = await rig.last(RILEY, MIGRATION);
        await rig.explains(AVERY, message);

        expect(await publicly(message)).toHaveLength(1);
        expect(await told(AVERY)).toContain('has been explained already');
      });

      test('is explained anew where the answer was deleted, and where a file could not be read', async () => {
        const message = await posted();
        await rig.explains(RILEY, message);
        rig.slack.workspace.messages = rig.slack.workspace.messages.filter(({ threadTs }) => !threadTs);
        await rig.explains(AVERY, message);
        expect(await publicly(message)).toEqual([expect.stringContaining(EXPLAINED)]);

        const files = [await rig.uploads(SAM, 'log.evtx', Buffer.from('ElfFile\0'.padEnd(80, '\0')))];
        await rig.posts(SAM, '', { files });
        const file = await rig.last(RILEY, MIGRATION);
        for (const who of [RILEY, AVERY]) await rig.explains(who, file);
        expect(await publicly(file)).toHaveLength(2);
      });
    });

    describe('a mention', () => {
      test('with the text is answered in its thread, once, however often Slack sends it', async () => {
        await rig.posts(RILEY, `${MENTION} \`\`\`${PASTED}\`\`\``);
        const message = await rig.last(RILEY, MIGRATION);

        expect(await publicly(message)).toEqual([expect.stringContaining(EXPLAINED)]);
      });

      test('with a name is a check, for the asker alone', async () => {
        await rig.posts(RILEY, `${MENTION} abaker`);

        expect(await told()).toContain('Alice Baker');
        expect((await rig.newest(RILEY)).onlyFor).toBe(RILEY);
      });

      test('begins no thread for a whisper, which Slack would show to nobody', async () => {
        await rig.posts(RILEY, `${MENTION} abaker`);
        expect((await rig.newest(RILEY)).threadTs).toBeUndefined();

        await rig.posts(SAM, 'look');
        const { ts: threadTs } = await rig.last(RILEY, MIGRATION);
        await rig.posts(SAM, 'at this', { threadTs });
        await rig.posts(RILEY, `${MENTION} abaker`, { threadTs });
        expect((await rig.newest(RILEY)).threadTs).toBe(threadTs);
      });

      test('alone says that the message above is not seen, and which way is the surest', async () => {
        await rig.posts(SAM, PASTED);
        const { ts: threadTs } = await rig.last(RILEY, MIGRATION);
        await rig.posts(RILEY, MENTION, { threadTs });

        expect(await told(SAM)).toContain('are not shown to me');
        expect(await told(SAM)).toContain('Explain this event');
      });

      test.each([
        ['7026', EXPLAINED],
        ['event 9998', 'Event 9998 is not in the catalogue'],
        ['9998', 'no mailbox and no custom recipient found'],
      ])('with "%s", a number alone', async (number, words) => {
        await rig.posts(RILEY, `${MENTION} ${number}`);
        expect(await told()).toContain(words);
      });

      test('with small talk says how a paste looks, and which way is the surest', async () => {
        await rig.posts(RILEY, `${MENTION} it does not work at all`);

        expect(await told(SAM)).toContain('No event was found in that text');
        expect(await told(SAM)).toContain('Explain this event');
      });
    });

    describe('people of another organisation', () => {
      const asked = 'nobody is looked up for a message';

      test.each(['abaker', 'history abaker', 'abaker as MS:CORP/PO1/ABAKER'])(
        'who mention the bot with "%s" reach neither directory nor record',
        async (text) => {
          await rig.posts(CASEY, `${MENTION} ${text}`, { channel: PARTNERS });

          expect(await told(CASEY)).toContain(asked);
          expect((await rig.sees(CASEY)).map(wordsIn).join()).not.toContain('Alice Baker');
        },
      );

      test('and with an event that names an account, the event alone', async () => {
        await rig.posts(CASEY, `${MENTION} ${naming('abaker')}`, { channel: PARTNERS });

        expect((await rig.sees(CASEY)).map(wordsIn)).toEqual([expect.stringContaining('Event 7017')]);
      });

      test('our own people are not told there either, and are told how to ask', async () => {
        await rig.posts(RILEY, `${MENTION} abaker`, { channel: PARTNERS });

        expect(await told()).toContain('/migcheck NAME');
        expect(await told()).not.toContain('Alice Baker');
      });

      test('who come to a channel later press its buttons in vain', async () => {
        await rig.posts(SAM, `${naming('abaker')}\n\n${PASTED}`);
        await rig.explains(SAM, await rig.last(SAM, MIGRATION));
        rig.slack.controls.setMember(MIGRATION, CASEY, true);
        for (const button of ['check-account-1', 'name-recipient']) {
          await rig.presses(CASEY, button);
          expect(await told(CASEY)).toContain('Only people of the workspace that migcheck belongs to');
        }
        expect(await rig.modal(CASEY)).toBeUndefined();
        rig.slack.controls.setMember(MIGRATION, CASEY, false);
      });
    });

    describe('direct messages', () => {
      test('a pasted event', async () => {
        await rig.posts(RILEY, PASTED, { channel: DIRECT });
        const message = (await rig.sees(RILEY, DIRECT)).at(-1);

        expect(message && wordsIn(message)).toContain(EXPLAINED);
        expect(message?.onlyFor).toBeUndefined();
      });

      test('a file and a forwarded message with the file that is nested in it', async () => {
        const files = [await rig.uploads(RILEY, 'log.txt', PASTED)];
        await rig.posts(RILEY, 'see here', { files });
        await rig.forwards(RILEY, await rig.last(RILEY, MIGRATION), DIRECT, 'and this?');

        expect((await rig.sees(RILEY, DIRECT)).map(wordsIn)).toEqual([
          expect.stringMatching(/Read from log.txt[\s\S]*Event 7026/),
        ]);
      });

      test('a name is a check, and a command is a command', async () => {
        await rig.posts(RILEY, 'abaker', { channel: DIRECT });
        expect(await told()).toContain('Alice Baker');
        await rig.posts(RILEY, 'help', { channel: DIRECT });
        expect(await told()).toContain('will the wizard find this mailbox?');
        await rig.posts(RILEY, 'jdoe as JDOE', { channel: DIRECT });
        expect(await told()).toContain('three parts');
      });
    });

    describe('the form', () => {
      const opens = async () => {
        await rig.asks(RILEY, '/migcheck explain');
        expect(await rig.modal(RILEY)).toMatchObject({ view: { callback_id: 'event-pasted' } });
      };

      test('takes a text, and says where its limit is', async () => {
        await opens();
        expect(JSON.stringify((await rig.modal(RILEY))?.view)).toContain('3,000 characters');
        await rig.hands(RILEY, { text: PASTED });

        expect(await told()).toContain(EXPLAINED);
        expect((await rig.newest(RILEY)).onlyFor).toBe(RILEY);
      });

      test('takes files, and whose mailbox it was', async () => {
        await opens();
        await rig.hands(RILEY, {
          files: [await rig.uploads(RILEY, 'log.txt', PASTED)],
          who: 'jdoe as MS:CORP/PO1/JDOE',
        });
        const said = (await rig.sees(RILEY)).map(wordsIn);

        expect(said.at(-2)).toContain('Read from log.txt');
        expect(said.at(-2)).not.toContain('Name the person\n');
        expect(said.at(-1)).toContain('John Doe');
        expect(said.at(-1)).toContain('A 7026 really happened');
        expect(said.at(-1)).toMatch(/best first\nlikely: The mailbox was made before the migration/);
      });

      test('with nothing in it is corrected, and so is a person who cannot be read', async () => {
        await opens();
        await rig.hands(RILEY, {});
        expect((await rig.modal(RILEY))?.errors.text).toContain('Paste the text');
        await rig.hands(RILEY, { text: PASTED, who: 'jdoe wizard 9' });
        expect((await rig.modal(RILEY))?.errors.who).toContain('no wizard version');
      });
    });

    describe('an event that names an account', () => {
      test('leads straight into the check of that account, before the asker alone', async () => {
        await rig.posts(SAM, naming('abaker'));
        const message = await rig.last(RILEY, MIGRATION);
        await rig.explains(RILEY, message);

        expect(await publicly(message)).toEqual([expect.stringContaining('Event 7017')]);
        expect(await told()).toContain('Alice Baker');
        expect((await rig.newest(RILEY)).onlyFor).toBe(RILEY);
      });

      test('and pins no 7026 on that account, which a 7026 never names', async () => {
        await rig.posts(SAM, `${naming('abaker')}\n\n${PASTED}`);
        await rig.explains(RILEY, await rig.last(RILEY, MIGRATION));

        expect(await told()).toContain('Alice Baker');
        expect(await told()).not.toContain('a 7026 happened');
        expect(await told()).not.toContain('A 7026 really happened');
      });

      test('by a button, for whoever else reads it, in the thread', async () => {
        await rig.posts(SAM, naming('abaker'));
        const message = await rig.last(RILEY, MIGRATION);
        await rig.explains(RILEY, message);
        await rig.presses(AVERY, 'check-account-1');
        const answer = await rig.newest(AVERY);

        expect(wordsIn(answer)).toContain('Alice Baker');
        expect([answer.onlyFor, answer.threadTs]).toEqual([AVERY, message.ts]);
      });

      test('by a menu where there are many', async () => {
        await rig.asks(RILEY, `/migcheck explain ${['a', 'b', 'c', 'd', 'e', 'abaker'].map(naming).join('\n\n')}`);
        await rig.chooses(RILEY, 'choose-account', 'abaker');
        await rig.settle();

        expect(await told()).toContain('Alice Baker');
      });
    });

    describe('an answer that is too long for a card', () => {
      const MANY = [1004, 4012, 7000, 7007, 7017, 7026, 7034, 7044, 8072, 8074, 8092, 10_023, 12_010]
        .map((id) => `Event ID: ${id}\nSource: MSExchangeMig\nType: Error`)
        .join('\n\n');

      test('stands as a whole in a file in the same thread', async () => {
        await rig.posts(SAM, MANY);
        const message = await rig.last(RILEY, MIGRATION);
        await rig.explains(RILEY, message);
        const [card, file] = (await inThread(SAM, message)).filter(({ onlyFor }) => !onlyFor);
        const text = rig.slack.workspace.files.get(file?.files?.[0] ?? '')?.bytes.toString() ?? '';

        expect(card && wordsIn(card)).toContain('the whole of it is in the file below');
        expect(text).toContain('Event 12010');
        expect(text.match(/What to do:/g)?.length).toBeGreaterThan(13);
      });

      test('of a question that was put in private stands in the direct messages', async () => {
        await rig.asks(RILEY, `/migcheck explain ${MANY}`);

        expect((await rig.sees(RILEY, MIGRATION)).map(wordsIn).join()).toContain('in our direct messages');
        expect((await rig.sees(RILEY, DIRECT)).at(-1)?.files).toHaveLength(1);
        expect(await rig.sees(SAM)).toEqual([]);
      });
    });

    describe("Slack's moods", () => {
      test('a token that may not read files is told, and how to mend that', async () => {
        const files = [await rig.uploads(SAM, 'log.txt', PASTED)];
        await rig.posts(SAM, '', { files });
        const message = await rig.last(RILEY, MIGRATION);
        const { scopes = {} } = rig.slack.workspace.settings.manifest.oauth_config ?? {};
        const bot = scopes.bot as string[];
        bot.splice(bot.indexOf('files:read'), 1);
        await rig.explains(RILEY, message);
        bot.push('files:read');

        expect(await publicly(message)).toEqual([
          expect.stringMatching(/log.txt was not read[\s\S]*reinstall the app/),
        ]);
      });

      test('a post that has to wait is made later, and once', async () => {
        await rig.posts(SAM, PASTED);
        const message = await rig.last(RILEY, MIGRATION);
        rig.slack.controls.failNext('chat.postMessage', { kind: 'rate-limited', retryAfter: 1 });
        await rig.explains(RILEY, message);

        expect(await publicly(message)).toEqual([expect.stringContaining(EXPLAINED)]);
      });

      test('what was said already is not said again when a later part has to wait', async () => {
        const files = [await rig.uploads(SAM, 'one.txt', PASTED), await rig.uploads(SAM, 'two.txt', naming('jdoe'))];
        await rig.posts(SAM, PASTED, { files });
        const message = await rig.last(RILEY, MIGRATION);
        rig.slack.controls.failNext(
          'chat.postMessage',
          { kind: 'slow', milliseconds: 0 },
          { kind: 'rate-limited', retryAfter: 1 },
        );
        await rig.explains(RILEY, message);

        expect(await publicly(message)).toHaveLength(3);
      });

      test('a download that breaks off is tried again', async () => {
        const files = [await rig.uploads(SAM, 'log.txt', PASTED)];
        await rig.posts(SAM, '', { files });
        const message = await rig.last(RILEY, MIGRATION);
        rig.slack.controls.failNext('url_private', { kind: 'status', status: 503 });
        await rig.explains(RILEY, message);

        expect(await publicly(message)).toEqual([expect.stringContaining(EXPLAINED)]);
      });
    });
  }));

describe('in channels that are watched', () =>
  withRig({ WATCH_CHANNELS: MIGRATION }, () => {
    test('a pasted event is explained unasked, in its thread', async () => {
      await rig.posts(SAM, `hm\n${PASTED}`);

      expect(await publicly(await rig.last(SAM, MIGRATION))).toEqual([expect.stringContaining(EXPLAINED)]);
    });

    test.each([
      ['small talk', 'shall we have lunch?'],
      ['talk about the wizard', 'MSExchangeMig is at it again'],
      ["another program's event", 'Event ID: 7026\nSource: Service Control Manager'],
      ['an event without a source', 'Event ID: 7026\nDescription: Migration Aborted due to Mapi logon failure.'],
    ])('%s is left alone', async (_, text) => {
      await rig.posts(SAM, text);
      expect(await rig.sees(SAM)).toEqual([]);
    });

    test('unasked, nobody is looked up in the directory', async () => {
      await rig.posts(SAM, naming('abaker'));

      expect(await told(SAM)).toContain('Event 7017');
      expect((await rig.sees(SAM)).filter(({ onlyFor }) => onlyFor)).toEqual([]);
    });

    test('a mention with a file, which Slack reports as a message alone', async () => {
      const files = [await rig.uploads(RILEY, 'log.txt', PASTED)];
      await rig.posts(RILEY, `${MENTION} this one`, { files });

      expect(await told(SAM)).toMatch(/Read from log.txt[\s\S]*Event 7026/);
    });

    test('a mention is answered once, though it comes as two events', async () => {
      await rig.posts(RILEY, `${MENTION} ${PASTED}`);
      expect(await rig.sees(SAM)).toHaveLength(1);
    });

    test('other channels are not', async () => {
      await rig.posts(SAM, PASTED, { channel: 'C0APPROVE' });
      expect(await rig.sees(SAM)).toEqual([]);
    });
  }));
