import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import {
  APPROVALS,
  AVERY,
  controlsIn,
  GENERAL,
  MIGRATION,
  PARTNERS,
  RILEY,
  SAM,
  wordsIn,
} from '../support/rig/people.ts';
import { type Rig, startRig } from '../support/rig/rig.ts';

const FIXABLE = '/migcheck jdoe as MS:CORP/PO1/JDOE';
const HOUR = 60 * 60 * 1000;

let rig: Rig;
const withSettings = (environment: Readonly<Record<string, string>>, tests: () => void) => {
  beforeAll(async () => {
    rig = await startRig({ environment });
  }, 60_000);
  beforeEach(() => rig.anew());
  afterEach(async () => {
    expect(await rig.chain()).toMatchObject({ ok: true });
    expect(rig.modifies()).toEqual([]);
  });
  afterAll(() => rig.close());
  tests();
};

/** What this person was told last, and nobody else. */
const told = async (who = RILEY): Promise<string> => {
  const message = (await rig.sees(who)).findLast(({ onlyFor }) => onlyFor === who);
  return message ? wordsIn(message) : '';
};

describe('proposing in the channel of the question', () =>
  withSettings({}, () => {
    test('shows object, attribute, the value byte for byte, before and after, and why, to everybody', async () => {
      await rig.asks(RILEY, FIXABLE);
      await rig.presses(RILEY, 'propose');

      const [card, ...more] = await rig.sees(SAM, MIGRATION);
      expect(more).toEqual([]);
      const words = card ? wordsIn(card) : '';
      expect(words).toContain(rig.dnOf('jdoe'));
      expect(words).toContain('otherMailbox');
      expect(words).toContain('\nmigrate$MS:CORP/PO1/JDOE\n');
      expect(words).toContain('  MS:FABRIKAM/LONDON/JDOE');
      expect(words).toContain('+ migrate:MS:CORP/PO1/JDOE');
      expect(words).toContain('Q242184');
      expect(words).toContain(`<@${RILEY}>`);
      expect(card && controlsIn(card)).toEqual(['approve', 'deny', 'cancel', 'refresh']);
    });

    test('tells the approver, too, that the directory shows another address', async () => {
      await rig.asks(RILEY, '/migcheck mlopez as MS:CORP/PO9/MLOPEZ');
      await rig.presses(RILEY, 'propose');

      const [card] = await rig.sees(SAM, MIGRATION);
      expect(card && wordsIn(card)).toMatch(/Careful: The directory shows MS:\S+\/MLOPEZ/);
    });

    test('is kept with its record before anybody decides', async () => {
      await rig.asks(RILEY, FIXABLE);
      await rig.presses(RILEY, 'propose');

      const [proposal] = await rig.proposals();
      expect(proposal).toMatchObject({
        state: 'open',
        version: 1,
        channel: MIGRATION,
        askedBy: { team: 'T0FABRIKAM', user: RILEY },
      });
      expect(proposal?.cards).toMatchObject([{ channel: MIGRATION }]);
      expect((await rig.records()).at(-1)).toMatchObject({
        action: 'proposed',
        actor: { user: RILEY },
        proposalId: proposal?.id,
        value: 'migrate:MS:CORP/PO1/JDOE',
      });
    });

    test('twice from one check is one proposal and one card', async () => {
      const proposed = (await rig.records()).filter(({ action }) => action === 'proposed').length;
      await rig.asks(RILEY, FIXABLE);
      await rig.presses(RILEY, 'propose');
      await rig.presses(RILEY, 'propose');

      expect(await rig.proposals()).toHaveLength(1);
      expect(await rig.sees(SAM)).toHaveLength(1);
      expect((await rig.records()).filter(({ action }) => action === 'proposed')).toHaveLength(proposed + 1);
    });

    test.each([
      ['the bot is no member', GENERAL, '/invite @migcheck'],
      ['another organisation reads along', PARTNERS, 'shared with another organisation'],
    ])('where %s, no proposal exists', async (_, channel, words) => {
      await rig.asks(RILEY, FIXABLE, channel);
      await rig.presses(RILEY, 'propose');

      expect(await told()).toContain(words);
      expect(await rig.proposals()).toEqual([]);
      expect(await rig.sees(SAM)).toEqual([]);
    });

    test('in a direct message, where nobody else could see it, no proposal exists', async () => {
      await rig.asks(RILEY, FIXABLE, 'D0REQUEST');
      await rig.presses(RILEY, 'propose');
      expect(await told()).toContain('direct message');
      expect(await rig.proposals()).toEqual([]);
    });

    test.each([
      ['it is found already', '/migcheck abaker'],
      ['a custom recipient holds the address', '/migcheck psmith as MS:CORP/PO1/PSMITH'],
      ['another mailbox holds the address', '/migcheck lnguyen as MS:CORP/PO1/LNGUYEN'],
      ['two hold the address', '/migcheck dclark as MS:CORP/PO1/DCLARK'],
      ['the source is not known', '/migcheck jdoe'],
      ['several people go by the name', '/migcheck Chris Taylor'],
      ['a hidden custom recipient holds the address', '/migcheck nrossi as MS:CORP/PO2/NROSSI'],
    ])('is not offered when %s', async (_, text) => {
      await rig.asks(RILEY, text);
      expect(controlsIn(await rig.newest(RILEY))).not.toContain('propose');
    });

    test('a check that is no longer kept has to be made again', async () => {
      await rig.asks(RILEY, FIXABLE);
      rig.later(24 * HOUR);
      await rig.presses(RILEY, 'propose');

      expect(await told()).toContain('no longer kept');
      expect(await rig.proposals()).toEqual([]);
    });
  }));

describe('proposing with APPROVAL_CHANNEL', () =>
  withSettings({ APPROVAL_CHANNEL: APPROVALS }, () => {
    test('the card stands there, and nothing in the channel of the question', async () => {
      await rig.asks(RILEY, FIXABLE, GENERAL);
      await rig.presses(RILEY, 'propose');

      expect(await rig.sees(AVERY, APPROVALS)).toHaveLength(1);
      expect(await rig.sees(AVERY, GENERAL)).toEqual([]);
      expect(await told()).toContain('Proposed in the approval channel');
    });

    test.each([
      [
        'we are no member of it',
        () => rig.slack.controls.setMember(APPROVALS, 'U0MIGCHECK', false),
        '/invite @migcheck',
      ],
      ['it is shared', () => rig.slack.controls.setShared(APPROVALS, true), 'shared with another organisation'],
    ])('no proposal exists when %s', async (_, spoil, words) => {
      spoil();
      await rig.asks(RILEY, FIXABLE);
      await rig.presses(RILEY, 'propose');
      rig.slack.controls.setMember(APPROVALS, 'U0MIGCHECK', true);
      rig.slack.controls.setShared(APPROVALS, false);

      expect(await told()).toContain('APPROVAL_CHANNEL');
      expect(await told()).toContain(words);
      expect(await rig.proposals()).toEqual([]);
    });
  }));

describe('proposing without a write account', () =>
  withSettings({ LDAP_WRITE_BIND_DN: '', LDAP_WRITE_BIND_PASSWORD: '' }, () => {
    test('is not offered, and the way by hand stays', async () => {
      await rig.asks(RILEY, FIXABLE);
      expect(controlsIn(await rig.newest(RILEY))).toEqual(['share']);
      expect(await told()).toContain('LDAP_WRITE_BIND_DN');
      expect(await told()).toContain('By hand in the Admin program');
      expect(await told()).toContain('Mailbox,Modify,jdoe,HOMESERVER,migrate:MS:CORP/PO1/JDOE');
    });
  }));

describe('proposing with an account that does not see hidden recipients', () =>
  withSettings({ LDAP_BIND_DN: 'cn=reader,cn=FABRIKAM' }, () => {
    test('is not offered, since nothing is proven, and cn=Admin is named', async () => {
      await rig.asks(RILEY, FIXABLE);
      expect(controlsIn(await rig.newest(RILEY))).not.toContain('propose');
      expect(await told()).toContain('cn=Admin');
    });

    test('somebody who is hidden is not found, and cn=Admin is named', async () => {
      await rig.asks(RILEY, '/migcheck cosborne');
      expect(await told()).toContain('no mailbox and no custom recipient found');
      expect(await told()).toContain('cn=Admin');
    });
  }));
