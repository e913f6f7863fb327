import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { AVERY, controlsIn, RILEY, wordsIn } from '../support/rig/people.ts';
import { type Rig, startRig } from '../support/rig/rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
}, 60_000);
beforeEach(() => rig.anew());
afterAll(() => rig.close());

const shown = async (): Promise<string> => wordsIn(await rig.newest(RILEY));

const PASTED = `Event ID: 7026
Source: MSExchangeMig
Type: Error
Category: None
Description: Migration Aborted due to Mapi logon failure.`;

describe('/migcheck explain', () => {
  test.each([
    ['as Event Viewer copies it', PASTED],
    ['on one line', PASTED.replaceAll('\n', ' ')],
    ['in a code block', `\`\`\`\n${PASTED}\n\`\`\``],
    ['quoted', PASTED.replaceAll(/^/gm, '> ')],
    ['with what Slack makes of a host name', `${PASTED}\nComputer: exch01.fabrikam.com`],
    ['with hard spaces and smart quotes', PASTED.replaceAll(' ', '\u00a0').replace('Mapi', '“Mapi”')],
    ['with the source as the articles spell it', PASTED.replace('MSExchangeMig', 'MS Exchange Migration')],
  ])('knows 7026 %s', async (_, text) => {
    await rig.asks(RILEY, `/migcheck explain ${text}`);
    expect(await shown()).toContain('Event 7026: Migration aborted due to MAPI logon failure');
    expect(await shown()).toMatch(/Q242184[\s\S]*Q182665[\s\S]*Q183312/);
    expect(await rig.sees(AVERY)).toEqual([]);
  });

  test('a 7026 of the Service Control Manager is not ours', async () => {
    await rig.asks(
      RILEY,
      '/migcheck explain Event ID: 7026 Source: Service Control Manager Description: The following boot-start or system-start driver(s) failed to load: sfloppy',
    );
    expect(await shown()).toContain('Event 7026 is not a migration event');
    expect(await shown()).not.toContain('Q242184');
    expect(controlsIn(await rig.newest(RILEY))).toEqual([]);
  });

  test('a number that nobody knows: its neighbours, what to collect, and what was assumed', async () => {
    await rig.asks(RILEY, '/migcheck explain 9998');
    expect(await shown()).toMatch(/Only a number was given[\s\S]*Event 9998 is not in the catalogue/);
    expect(await shown()).toMatch(/The nearest that are known: [\s\S]*What to collect/);
  });

  test('a text without an event is told how a paste looks', async () => {
    await rig.asks(RILEY, '/migcheck explain it does not work');
    expect(await shown()).toContain('No event was found in that text');
  });

  test('gives both ways out, localised mailboxes and what comes after', async () => {
    await rig.asks(RILEY, `/migcheck explain ${PASTED}`);
    expect(await shown()).toContain('Workaround: the two-step migration');
    expect(await shown()).toMatch(/localised/i);
    expect(await shown()).toContain('120 minutes');
  });
});

/** What an answer says of each cause of a 7026, best first. */
const causesIn = (answer: string): readonly string[] =>
  answer
    .slice(answer.indexOf('best first'))
    .split('\n')
    .filter((line) => /^(?:likely|possible|ruled out): /.test(line));

describe("the 7026 of each article, by what the directory holds and by the version of the wizard's file", () => {
  const HAND_MADE = 'The mailbox was made before the migration, without a MIGRATE proxy';
  const LIST_EDITED = 'The migrate: value was deleted from the user list';
  const CONVERTED = 'A custom recipient was converted, and the wizard before SP1 forgot the MIGRATE proxy';
  const OLDER = 'The wizard is older than stated, or the other copy of it was run';
  /** Before SP1, SP1 and SP3: by name, and by the version of Mlmig32.dll. */
  const BEFORE_SP1 = ['5.5-rtm', '5.5.1960.3', 'Mlmig32.dll 5.5.1960.3'];
  const FROM_SP1_ON = ['5.5-sp1', '5.5.2232.2', 'Mlmig32.dll 5.5.2650.12'];

  const explained = async (who: string): Promise<readonly string[]> => {
    await rig.asks(RILEY, '/migcheck explain');
    await rig.hands(RILEY, { text: PASTED, who });
    return causesIn(await shown());
  };

  test.each([...BEFORE_SP1, ...FROM_SP1_ON])('Q242184: made by hand, wizard %s', async (wizard) => {
    const causes = await explained(`jdoe as MS:CORP/PO1/JDOE wizard ${wizard}`);

    expect(causes[0]).toBe(`likely: ${HAND_MADE}`);
    expect(causes).toContain(`ruled out: ${CONVERTED}`);
    expect(controlsIn(await rig.newest(RILEY))).toContain('propose');
  });

  test.each([...BEFORE_SP1, ...FROM_SP1_ON])(
    'Q182665: an edited user list leaves the same traces, and is named with where to look, wizard %s',
    async (wizard) => {
      const causes = await explained(`jdoe as MS:CORP/PO1/JDOE wizard ${wizard}`);

      expect(causes[1]).toBe(`possible: ${LIST_EDITED}`);
      expect(await shown()).toMatch(/Q182665\)\. The directory cannot tell this [^\n]*look at the user list/);
      expect(await shown()).toContain('Put the value back into the list');
    },
  );

  test.each(BEFORE_SP1)('Q183312: a converted custom recipient, wizard %s', async (wizard) => {
    const causes = await explained(`mlopez wizard ${wizard}`);

    expect(causes[0]).toBe(`likely: ${CONVERTED}`);
    expect(await shown()).toContain('Q183312');
    expect(controlsIn(await rig.newest(RILEY))).toContain('propose');
  });

  test.each(FROM_SP1_ON)('Q183312: from SP1 on it would have been found, wizard %s', async (wizard) => {
    expect((await explained(`mlopez wizard ${wizard}`))[0]).toBe(`likely: ${OLDER}`);
  });

  test.each([
    ['Mailmig.exe 5.5.1960.3', 'Mailmig.exe does not tell'],
    ['5.5.9999.1', 'No article says which wizard'],
  ])('%s tells nothing, and the form says why', async (wizard, why) => {
    await rig.asks(RILEY, '/migcheck explain');
    await rig.hands(RILEY, { text: PASTED, who: `jdoe wizard ${wizard}` });
    expect((await rig.modal(RILEY))?.errors.who).toContain(why);
  });

  test('the button takes the version of the file as well', async () => {
    await rig.asks(RILEY, `/migcheck explain ${PASTED}`);
    await rig.presses(RILEY, 'name-recipient');
    expect(JSON.stringify((await rig.modal(RILEY))?.view)).toContain('Exchange 5.5 SP1 (Mlmig32.dll 5.5.2232.2)');
    await rig.hands(RILEY, { who: 'mlopez wizard 5.5.1960.3' });
    expect(causesIn(await shown())[0]).toBe(`likely: ${CONVERTED}`);
  });
});

describe('a 7017, which prints the name of the MS Mail mailbox (Q186742)', () => {
  const printing = (name: string) =>
    `Event ID: 7017\nSource: MSExchangeMig\nDescription: Could not log onto the Message Store for Account: ${name}`;

  test('beside the same alias: both are shown, and that this cause does not show', async () => {
    await rig.asks(RILEY, `/migcheck explain ${printing('ABAKER')}`);
    const answer = await shown();

    expect(answer).toMatch(/Compared for the 7017: \nMS Mail mailbox name, [^\n]*\nABAKER\n[^\n]*\nabaker\n/);
    expect(answer).toContain('They are the same');
  });

  test('beside another alias: they differ, and how the user list is mended', async () => {
    await rig.asks(RILEY, `/migcheck explain ${printing('Alice Baker')}`);
    await rig.settle();

    expect(await shown()).toContain('They differ, which is the cause of a 7017 (Q186742)');
    expect(await shown()).toContain('set Common-Name to the Directory Name (abaker)');
  });

  test('that nobody has for an alias: the person may have another one', async () => {
    await rig.asks(RILEY, `/migcheck explain ${printing('NOBODY')}`);
    expect(await shown()).toContain('No one mailbox goes by that name');
  });

  test('the comparison comes by the button, too, and stays when an address is entered', async () => {
    await rig.asks(RILEY, `/migcheck explain ${printing('JDOE')}\n\n${printing('abaker')}`);
    await rig.presses(RILEY, 'check-account-1');
    expect(await shown()).toContain('Compared for the 7017');
    await rig.presses(RILEY, 'enter-address');
    await rig.hands(RILEY, { address: 'CORP/PO1/JDOE' });
    expect(await shown()).toContain('Compared for the 7017');
  });
});

describe('whose mailbox it was', () => {
  const asked = async (fields: Readonly<Record<string, string>>) => {
    await rig.asks(RILEY, `/migcheck explain ${PASTED}`);
    await rig.presses(RILEY, 'name-recipient');
    await rig.hands(RILEY, fields);
    return shown();
  };

  test('leads into a check, with the causes ranked by what the directory shows', async () => {
    const answer = await asked({ who: 'jdoe', address: 'MS:CORP/PO1/JDOE' });
    const causes = answer.slice(answer.indexOf('best first'));
    expect(causes).toMatch(/^best first\nlikely: The mailbox was made before the migration/);
    // An edited user list leaves the same traces in the directory: the card says where else to look.
    expect(causes).toMatch(/possible: [^\n]*user list[\s\S]*look at the user list[\s\S]*Q182665/);
    expect(causes).toMatch(/ruled out: A custom recipient was converted/);
    expect(controlsIn(await rig.newest(RILEY))).toContain('propose');
  });

  test('a converted custom recipient speaks for the wizard before SP1', async () => {
    const answer = await asked({ who: 'mlopez' });
    expect(answer.slice(answer.indexOf('best first'))).toMatch(/likely: A custom recipient was converted/);
  });

  test('what was observed refutes "will be found", and the fix is still offered', async () => {
    const answer = await asked({ who: 'mlopez', wizard: '5.5-sp2' });
    expect(answer).toContain('a 7026 happened although the directory looks right');
    expect(answer.slice(answer.indexOf('best first'))).toMatch(/^best first\nlikely: The wizard is older than stated/);
    expect(controlsIn(await rig.newest(RILEY))).toContain('propose');
  });

  test('with MIGRATE in place, the address is not the cause', async () => {
    const answer = await asked({ who: 'abaker' });
    expect(answer).toContain('a 7026 happened although the directory looks right');
    expect(answer.slice(answer.indexOf('best first'))).toMatch(
      /^best first\nlikely: The address is right; something else/,
    );
    expect(controlsIn(await rig.newest(RILEY))).not.toContain('propose');
  });

  test('that a 7026 happened is remembered when the address is entered later', async () => {
    await asked({ who: 'jdoe' });
    await rig.presses(RILEY, 'enter-address');
    await rig.hands(RILEY, { address: 'CORP/PO1/JDOE' });
    expect(await shown()).toContain('A 7026 really happened');
  });

  test('a mention is resolved, and the answer is a check', async () => {
    expect(await asked({ who: '<@U0APPROVE>' })).toContain('avery@fabrikam.example');
  });

  test.each([
    ['who', { who: '\u202ejdoe' }, 'cannot be seen'],
    ['address', { who: 'jdoe', address: 'PO1/JDOE' }, 'NETWORK/POSTOFFICE/MAILBOX'],
  ])('a mistake is corrected beside the field %s', async (field, fields, words) => {
    await rig.asks(RILEY, `/migcheck explain ${PASTED}`);
    await rig.presses(RILEY, 'name-recipient');
    await rig.hands(RILEY, fields);
    expect((await rig.modal(RILEY))?.errors[field]).toContain(words);
  });
});
