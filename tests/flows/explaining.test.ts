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
