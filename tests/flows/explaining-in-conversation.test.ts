import { describe, expect, test } from '@jest/globals';
import { DIRECT, EXPLAINED, MENTION, naming, PASTED, publicly, told } from '../support/explaining.ts';
import { AVERY, CASEY, MIGRATION, PARTNERS, RILEY, SAM, wordsIn } from '../support/rig/people.ts';
import { stage } from '../support/rig/stage.ts';

describe('in conversation', () => {
  const at = stage();

  describe('a mention', () => {
    test('with the text is answered in its thread, once, however often Slack sends it', async () => {
      await at.rig.posts(RILEY, `${MENTION} \`\`\`${PASTED}\`\`\``);
      const message = await at.rig.last(RILEY, MIGRATION);

      expect(await publicly(at, message)).toEqual([expect.stringContaining(EXPLAINED)]);
    });

    test('with a name is a check, for the asker alone', async () => {
      await at.rig.posts(RILEY, `${MENTION} abaker`);

      expect(await told(at, RILEY)).toContain('Alice Baker');
      expect((await at.rig.newest(RILEY)).onlyFor).toBe(RILEY);
    });

    test('begins no thread for a whisper, which Slack would show to nobody', async () => {
      await at.rig.posts(RILEY, `${MENTION} abaker`);
      expect((await at.rig.newest(RILEY)).threadTs).toBeUndefined();

      await at.rig.posts(SAM, 'look');
      const { ts: threadTs } = await at.rig.last(RILEY, MIGRATION);
      await at.rig.posts(SAM, 'at this', { threadTs });
      await at.rig.posts(RILEY, `${MENTION} abaker`, { threadTs });
      expect((await at.rig.newest(RILEY)).threadTs).toBe(threadTs);
    });

    test('alone says that the message above is not seen, and which way is the surest', async () => {
      await at.rig.posts(SAM, PASTED);
      const { ts: threadTs } = await at.rig.last(RILEY, MIGRATION);
      await at.rig.posts(RILEY, MENTION, { threadTs });

      expect(await told(at, SAM)).toContain('are not shown to me');
      expect(await told(at, SAM)).toContain('Explain this event');
    });

    test.each([
      ['7026', EXPLAINED],
      ['event 9998', 'Event 9998 is not in the catalogue'],
      ['9998', 'no mailbox and no custom recipient found'],
    ])('with "%s", a number alone', async (number, words) => {
      await at.rig.posts(RILEY, `${MENTION} ${number}`);
      expect(await told(at, RILEY)).toContain(words);
    });

    test('with small talk says how a paste looks, and which way is the surest', async () => {
      await at.rig.posts(RILEY, `${MENTION} it does not work at all`);

      expect(await told(at, SAM)).toContain('No event was found in that text');
      expect(await told(at, SAM)).toContain('Explain this event');
    });
  });

  describe('people of another organisation', () => {
    const asked = 'nobody is looked up for a message';

    test.each(['abaker', 'history abaker', 'abaker as MS:CORP/PO1/ABAKER'])(
      'who mention the bot with "%s" reach neither directory nor record',
      async (text) => {
        await at.rig.posts(CASEY, `${MENTION} ${text}`, { channel: PARTNERS });

        expect(await told(at, CASEY)).toContain(asked);
        expect((await at.rig.sees(CASEY)).map(wordsIn).join()).not.toContain('Alice Baker');
      },
    );

    test('and with an event that names an account, the event alone', async () => {
      await at.rig.posts(CASEY, `${MENTION} ${naming('abaker')}`, { channel: PARTNERS });

      expect((await at.rig.sees(CASEY)).map(wordsIn)).toEqual([expect.stringContaining('Event 7017')]);
    });

    test('our own people are not told there either, and are told how to ask', async () => {
      await at.rig.posts(RILEY, `${MENTION} abaker`, { channel: PARTNERS });

      expect(await told(at, RILEY)).toContain('/migcheck NAME');
      expect(await told(at, RILEY)).not.toContain('Alice Baker');
    });

    test('who come to a channel later press its buttons in vain', async () => {
      await at.rig.posts(SAM, `${naming('abaker')}\n\n${PASTED}`);
      await at.rig.explains(SAM, await at.rig.last(SAM, MIGRATION));
      at.rig.slack.controls.setMember(MIGRATION, CASEY, true);
      for (const button of ['check-account-1', 'name-recipient']) {
        await at.rig.presses(CASEY, button);
        expect(await told(at, CASEY)).toContain('Only people of the workspace that migcheck belongs to');
      }
      expect(await at.rig.modal(CASEY)).toBeUndefined();
      at.rig.slack.controls.setMember(MIGRATION, CASEY, false);
    });
  });

  describe('direct messages', () => {
    test('a pasted event', async () => {
      await at.rig.posts(RILEY, PASTED, { channel: DIRECT });
      const message = (await at.rig.sees(RILEY, DIRECT)).at(-1);

      expect(message && wordsIn(message)).toContain(EXPLAINED);
      expect(message?.onlyFor).toBeUndefined();
    });

    test('a file and a forwarded message with the file that is nested in it', async () => {
      const files = [await at.rig.uploads(RILEY, 'log.txt', PASTED)];
      await at.rig.posts(RILEY, 'see here', { files });
      await at.rig.forwards(RILEY, await at.rig.last(RILEY, MIGRATION), DIRECT, 'and this?');

      expect((await at.rig.sees(RILEY, DIRECT)).map(wordsIn)).toEqual([
        expect.stringMatching(/Read from log.txt[\s\S]*Event 7026/),
      ]);
    });

    test('a name is a check, and a command is a command', async () => {
      await at.rig.posts(RILEY, 'abaker', { channel: DIRECT });
      expect(await told(at, RILEY)).toContain('Alice Baker');
      await at.rig.posts(RILEY, 'help', { channel: DIRECT });
      expect(await told(at, RILEY)).toContain('will the wizard find this mailbox?');
      await at.rig.posts(RILEY, 'jdoe as JDOE', { channel: DIRECT });
      expect(await told(at, RILEY)).toContain('three parts');
    });
  });

  describe('the form', () => {
    const opens = async () => {
      await at.rig.asks(RILEY, '/migcheck explain');
      expect(await at.rig.modal(RILEY)).toMatchObject({ view: { callback_id: 'event-pasted' } });
    };

    test('takes a text, and says where its limit is', async () => {
      await opens();
      expect(JSON.stringify((await at.rig.modal(RILEY))?.view)).toContain('3,000 characters');
      await at.rig.hands(RILEY, { text: PASTED });

      expect(await told(at, RILEY)).toContain(EXPLAINED);
      expect((await at.rig.newest(RILEY)).onlyFor).toBe(RILEY);
    });

    test('takes files, and whose mailbox it was', async () => {
      await opens();
      await at.rig.hands(RILEY, {
        files: [await at.rig.uploads(RILEY, 'log.txt', PASTED)],
        who: 'jdoe as MS:CORP/PO1/JDOE',
      });
      const said = (await at.rig.sees(RILEY)).map(wordsIn);

      expect(said.at(-2)).toContain('Read from log.txt');
      expect(said.at(-2)).not.toContain('Name the person\n');
      expect(said.at(-1)).toContain('John Doe');
      expect(said.at(-1)).toContain('A 7026 really happened');
      expect(said.at(-1)).toMatch(/best first\nlikely: The mailbox was made before the migration/);
    });

    test('with nothing in it is corrected, and so is a person who cannot be read', async () => {
      await opens();
      await at.rig.hands(RILEY, {});
      expect((await at.rig.modal(RILEY))?.errors.text).toContain('Paste the text');
      await at.rig.hands(RILEY, { text: PASTED, who: 'jdoe wizard 9' });
      expect((await at.rig.modal(RILEY))?.errors.who).toContain('no wizard version');
    });
  });

  describe('an event that names an account', () => {
    test('leads straight into the check of that account, before the asker alone', async () => {
      await at.rig.posts(SAM, naming('abaker'));
      const message = await at.rig.last(RILEY, MIGRATION);
      await at.rig.explains(RILEY, message);

      expect(await publicly(at, message)).toEqual([expect.stringContaining('Event 7017')]);
      expect(await told(at, RILEY)).toContain('Alice Baker');
      expect((await at.rig.newest(RILEY)).onlyFor).toBe(RILEY);
    });

    test('and pins no 7026 on that account, which a 7026 never names', async () => {
      await at.rig.posts(SAM, `${naming('abaker')}\n\n${PASTED}`);
      await at.rig.explains(RILEY, await at.rig.last(RILEY, MIGRATION));

      expect(await told(at, RILEY)).toContain('Alice Baker');
      expect(await told(at, RILEY)).not.toContain('a 7026 happened');
      expect(await told(at, RILEY)).not.toContain('A 7026 really happened');
    });

    test('by a button, for whoever else reads it, in the thread', async () => {
      await at.rig.posts(SAM, naming('abaker'));
      const message = await at.rig.last(RILEY, MIGRATION);
      await at.rig.explains(RILEY, message);
      await at.rig.presses(AVERY, 'check-account-1');
      const answer = await at.rig.newest(AVERY);

      expect(wordsIn(answer)).toContain('Alice Baker');
      expect([answer.onlyFor, answer.threadTs]).toEqual([AVERY, message.ts]);
    });

    test('by a menu where there are many', async () => {
      await at.rig.asks(RILEY, `/migcheck explain ${['a', 'b', 'c', 'd', 'e', 'abaker'].map(naming).join('\n\n')}`);
      await at.rig.chooses(RILEY, 'choose-account', 'abaker');
      await at.rig.settle();

      expect(await told(at, RILEY)).toContain('Alice Baker');
    });
  });
});

describe('in channels that are watched', () => {
  const at = stage({ WATCH_CHANNELS: MIGRATION });

  test('a pasted event is explained unasked, in its thread', async () => {
    await at.rig.posts(SAM, `hm\n${PASTED}`);

    expect(await publicly(at, await at.rig.last(SAM, MIGRATION))).toEqual([expect.stringContaining(EXPLAINED)]);
  });

  test.each([
    ['small talk', 'shall we have lunch?'],
    ['talk about the wizard', 'MSExchangeMig is at it again'],
    ["another program's event", 'Event ID: 7026\nSource: Service Control Manager'],
    ['an event without a source', 'Event ID: 7026\nDescription: Migration Aborted due to Mapi logon failure.'],
  ])('%s is left alone', async (_, text) => {
    await at.rig.posts(SAM, text);
    expect(await at.rig.sees(SAM)).toEqual([]);
  });

  test('unasked, nobody is looked up in the directory', async () => {
    await at.rig.posts(SAM, naming('abaker'));

    expect(await told(at, SAM)).toContain('Event 7017');
    expect((await at.rig.sees(SAM)).filter(({ onlyFor }) => onlyFor)).toEqual([]);
  });

  test('a mention with a file, which Slack reports as a message alone', async () => {
    const files = [await at.rig.uploads(RILEY, 'log.txt', PASTED)];
    await at.rig.posts(RILEY, `${MENTION} this one`, { files });

    expect(await told(at, SAM)).toMatch(/Read from log.txt[\s\S]*Event 7026/);
  });

  test('a mention is answered once, though it comes as two events', async () => {
    await at.rig.posts(RILEY, `${MENTION} ${PASTED}`);
    expect(await at.rig.sees(SAM)).toHaveLength(1);
  });

  test('other channels are not', async () => {
    await at.rig.posts(SAM, PASTED, { channel: 'C0APPROVE' });
    expect(await at.rig.sees(SAM)).toEqual([]);
  });
});
