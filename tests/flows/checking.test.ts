import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { AVERY, controlsIn, RILEY, SAM, wordsIn } from '../support/rig/people.ts';
import { type Rig, startRig } from '../support/rig/rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
}, 60_000);
beforeEach(() => rig.anew());
afterEach(async () => expect(await rig.queues.deadLetters()).toBe(0));
afterAll(() => rig.close());

/** All that is shown to the person who asked. */
const answerTo = async (text: string): Promise<string> => {
  await rig.asks(RILEY, text);
  return wordsIn(await rig.newest(RILEY));
};

describe('a person is found', () => {
  test.each([
    ['by alias', 'jdoe', 'John Doe: mailbox'],
    ['by alias in capitals', 'JDOE', 'John Doe: mailbox'],
    ['by a display name of several words', 'John Doe', 'John Doe: mailbox'],
    ['by a display name in smart quotes', '“John Doe”', 'John Doe: mailbox'],
    ['by a display name with a hard space', 'John\u00a0Doe', 'John Doe: mailbox'],
    ['by SMTP address, which Slack makes a link', 'jdoe@fabrikam.example', 'John Doe: mailbox'],
    ['by distinguished name', 'cn=jdoe,cn=Recipients,ou=LONDON,o=FABRIKAM', 'John Doe: mailbox'],
    ['by MS address', 'MS:CORP/PO1/ABAKER', 'Alice Baker: mailbox'],
    ['by MIGRATE proxy', 'migrate:MS:CORP/PO1/RGREEN', 'Rachel Green: mailbox'],
    ['by the word check, whatever the name', 'check jdoe', 'John Doe: mailbox'],
    ['by a name beyond ASCII', 'Bjørn Jørgensen 🎣', 'Bjørn Jørgensen 🎣: mailbox'],
    ['by a name full of LDAP metacharacters', `"Sean O'Brien (Legal) *on leave* \\o/"`, 'alias sobrien'],
    ['by directory name', `O'Brien, Sean + Co. #1 <"Legal">`, 'alias sobrien'],
  ])('%s', async (_, name, words) => {
    const answer = await answerTo(`/migcheck ${name}`);
    expect(answer).toContain(words);
    expect(answer).not.toContain('several people');
  });

  test.each(['*', 'j*', 'jdoe)(uid=*', '(uid=jdoe)', '*)(|(uid=*', '\\2a', 'jdo\\65'])(
    'nobody goes by %s: what means something in a filter is only a letter here',
    async (name) => {
      expect(await answerTo(`/migcheck ${name}`)).toContain('no mailbox and no custom recipient found');
    },
  );

  test('by a mention, over the names that Slack knows the person by', async () => {
    const [avery] = rig.organization.entriesFor(
      {
        rows: [],
        kind: 'mailbox',
        alias: 'avery',
        displayName: 'Avery Approver',
        site: 'LONDON',
        ask: '',
        expect: {} as never,
        story: '',
      },
      900,
    );
    if (avery) rig.ldap.put(avery);
    const answer = await answerTo('/migcheck @avery as MS:CORP/PO1/AVERY');
    if (avery) rig.ldap.remove(avery.dn);

    expect(answer).toContain('Avery Approver: mailbox');
    expect(answer).toContain('MS:CORP/PO1/AVERY');
  });

  test('a mention of somebody whom the directory does not know says what was searched', async () => {
    expect(await answerTo('/migcheck @sam')).toContain('sam@fabrikam.example');
  });
});

describe('what is said', () => {
  test('is seen by the asker alone', async () => {
    await rig.asks(RILEY, '/migcheck jdoe');
    expect(await rig.sees(AVERY)).toEqual([]);
    expect(await rig.sees(SAM)).toEqual([]);
    expect((await rig.sees(RILEY)).every(({ onlyFor }) => onlyFor === RILEY)).toBe(true);
  });

  test('an unknown name: what was searched, where, and no word of a mailbox', async () => {
    const answer = await answerTo('/migcheck nobody');
    expect(answer).toContain('Searched:');
    expect(answer).toContain('alias, directory name, display name, SMTP address and MS address');
    expect(answer).toContain(rig.ldap.url);
  });

  test('every address by type, the primary of each marked', async () => {
    const answer = await answerTo('/migcheck mlopez');
    expect(answer).toContain('● SMTP:mlopez@fabrikam.example');
    expect(answer).toContain('● MS:FABRIKAM/MADRID/MLOPEZ');
    expect(answer).toContain('  ms:CORP/PO2/MLOPEZ');
  });

  test('an address given with "as" is the source, and where it came from is said', async () => {
    const answer = await answerTo('/migcheck jdoe as MS:CORP/PO1/JDOE');
    expect(answer).toContain('given by the person who asked');
    expect(answer).toContain('migrate$MS:CORP/PO1/JDOE');
  });

  test.each([
    ['5.5-rtm', 'will not find the mailbox (event 7026)', 'propose'],
    ['5.5 SP1', 'will find the mailbox, by its MS address', 'share'],
    ['5.0', 'will find the mailbox, by its alias', 'share'],
  ])('the same mailbox for wizard %s: %s', async (wizard, verdict, offered) => {
    expect(await answerTo(`/migcheck mlopez wizard ${wizard}`)).toContain(verdict);
    expect(controlsIn(await rig.newest(RILEY))[0]).toBe(offered);
  });

  test('with the version not known, both outcomes stand side by side', async () => {
    const answer = await answerTo('/migcheck mlopez');
    expect(answer).toContain('Exchange 5.5 before SP1\n⛔');
    expect(answer).toContain('Exchange 5.5 from SP1 on\n✅');
  });

  test('a display name that tries to look like something else is shown as it is', async () => {
    await rig.asks(RILEY, '/migcheck mallory');
    const message = await rig.newest(RILEY);
    expect(wordsIn(message)).toContain('*bold* <@U1> ⟨U+202E⟩gnp.exe');
    expect(wordsIn(message)).not.toContain('\u202e');
    expect(message.text).toContain('&lt;@U1&gt;');
    expect(JSON.stringify(message.blocks)).not.toContain('"user_id":"U1"');
    expect(JSON.stringify(message.blocks)).not.toContain('mrkdwn');
  });
});

describe('choosing', () => {
  test('several people of one name: a menu, and the choice is checked in its place', async () => {
    const menu = await answerTo('/migcheck Chris Taylor as MS:CORP/PO1/CTAYLOR');
    expect(menu).toContain('several people go by this name');
    const shown = (await rig.sees(RILEY)).length;

    await rig.chooses(RILEY, 'choose-recipient', 'ctaylor2');
    await rig.settle();

    const messages = await rig.sees(RILEY);
    expect(messages).toHaveLength(shown);
    expect(wordsIn(await rig.newest(RILEY))).toContain('alias ctaylor2');
    expect(wordsIn(await rig.newest(RILEY))).toContain('MS:CORP/PO1/CTAYLOR');
  });

  test('addresses that disagree: a menu, and nothing is assumed before the choice', async () => {
    const menu = await answerTo('/migcheck kyamada');
    expect(menu).toContain('CORP/PO1/KYAMADA');
    expect(menu).toContain('CORP/PO2/YAMADA');
    expect(controlsIn(await rig.newest(RILEY))).not.toContain('propose');

    await rig.chooses(RILEY, 'choose-source', 'CORP/PO2/YAMADA');
    await rig.settle();

    expect(wordsIn(await rig.newest(RILEY))).toContain('MS Mail source address: \nMS:CORP/PO2/YAMADA');
  });

  test('a mailbox made by hand: the address is asked for, corrected beside the field, then checked', async () => {
    expect(await answerTo('/migcheck jdoe')).toContain('the MS Mail address is not known');
    await rig.presses(RILEY, 'enter-address');
    await rig.hands(RILEY, { address: 'CORP/PO1' });
    expect((await rig.modal(RILEY))?.errors.address).toMatch(/NETWORK\/POSTOFFICE\/MAILBOX/);

    await rig.hands(RILEY, { address: 'MS:CORP/PO1/JDOE' });

    expect(await rig.modal(RILEY)).toBeUndefined();
    expect(wordsIn(await rig.newest(RILEY))).toContain('MS:CORP/PO1/JDOE');
    expect(controlsIn(await rig.newest(RILEY))).toContain('propose');
  });

  test('a check that is no longer kept asks to be made again', async () => {
    await rig.asks(RILEY, '/migcheck Chris Taylor');
    rig.later(25 * 60 * 60 * 1000);
    await rig.chooses(RILEY, 'choose-recipient', 'ctaylor2');
    await rig.settle();

    expect(wordsIn(await rig.newest(RILEY))).toContain('no longer kept');
  });
});
