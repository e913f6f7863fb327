import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Authority, makeAuthority } from '../support/authority.ts';
import { needs } from '../support/machine.ts';
import { AVERY, GENERAL, MIGRATION, RILEY, SAM, wordsIn } from '../support/rig/people.ts';
import { type Rig, type RigOptions, startRig } from '../support/rig/rig.ts';

const FIXABLE = '/migcheck jdoe as MS:CORP/PO1/JDOE';
const VALUE = 'migrate$MS:CORP/PO1/JDOE';

let rig: Rig;
const withRig = (options: () => RigOptions, tests: () => void) => {
  beforeAll(async () => {
    rig = await startRig(options());
  }, 60_000);
  beforeEach(() => rig.anew());
  afterEach(async () => expect(await rig.chain()).toMatchObject({ ok: true }));
  afterAll(() => rig.close());
  tests();
};
const told = async (who = RILEY): Promise<string> => wordsIn(await rig.newest(who));
const cards = async () => (await rig.sees(SAM, MIGRATION)).filter(({ threadTs }) => !threadTs);

describe('a directory that cannot be asked is told to the asker in words', () =>
  withRig(
    () => ({}),
    () => {
      test('down', async () => {
        await rig.directoryGoesDown();
        await rig.asks(RILEY, '/migcheck jdoe');
        await rig.directoryComesBack();
        expect(await told()).toContain('The directory cannot be reached');
        expect(await told()).toContain('Nothing was changed');
      });

      test('and asked again once it is back, it answers', async () => {
        await rig.asks(RILEY, '/migcheck abaker');
        expect(await told()).toContain('Alice Baker');
      });

      test('refusing our account', async () => {
        rig.ldap.disconnectAll();
        rig.ldap.faults.put({ on: 'bind', code: 49 }, { times: 3 });
        await rig.asks(RILEY, '/migcheck jdoe');
        expect(await told()).toContain('refused our account');
        expect(await told()).not.toContain(rig.environment.LDAP_BIND_PASSWORD);
        expect(await told()).not.toContain('cn=reader');
      });

      test('silent', async () => {
        rig.ldap.faults.put({ on: 'search', what: 'silence' }, { times: 3 });
        await rig.asks(RILEY, '/migcheck jdoe');
        expect(await told()).toContain('did not answer in time');
      });

      test('busy', async () => {
        rig.ldap.faults.put({ on: 'search', code: 51 }, { times: 3 });
        await rig.asks(RILEY, '/migcheck jdoe');
        expect(await told()).toContain('busy');
      });

      test('a connection that broke while nobody asked is opened again without a word', async () => {
        await rig.asks(RILEY, '/migcheck abaker');
        rig.ldap.disconnectAll();
        await rig.asks(RILEY, '/migcheck abaker');
        expect(await told()).toContain('Alice Baker');
      });

      test('history by distinguished name needs no directory', async () => {
        await rig.directoryGoesDown();
        await rig.asks(RILEY, `/migcheck history ${rig.dnOf('nobody')}`);
        await rig.directoryComesBack();
        expect(await told()).toContain('Nothing was ever proposed');
      });
    },
  ));

needs('openssl')('a certificate that nobody trusts', () => {
  let authority: Authority;
  beforeAll(() => {
    authority = makeAuthority();
  });
  afterAll(() => authority.remove());
  withRig(
    () => ({ ldap: { tls: authority }, secureLdap: true, environment: { LDAP_TLS: 'ldaps' } }),
    () => {
      test('is told, and how to mend it', async () => {
        await rig.asks(RILEY, '/migcheck jdoe');
        expect(await told()).toContain('certificate is not trusted');
        expect(await told()).toContain('LDAP_CA_FILE');
      });
    },
  );
});

describe('everything is delivered twice', () =>
  withRig(
    () => ({ twice: true }),
    () => {
      test('one answer, one proposal, one card, one value', async () => {
        await rig.asks(RILEY, FIXABLE);
        expect(await rig.sees(RILEY)).toHaveLength(2);
        await rig.presses(RILEY, 'propose');
        expect((await rig.sees(RILEY)).filter(({ onlyFor }) => onlyFor)).toHaveLength(3);
        await rig.presses(AVERY, 'approve');

        expect(await rig.proposals()).toHaveLength(1);
        expect(await cards()).toHaveLength(1);
        expect(rig.modifies()).toEqual([`add otherMailbox ${VALUE}`]);
        expect((await rig.records()).map(({ action }) => action)).toEqual([
          'checked',
          'proposed',
          'approved',
          'claimed',
          'applied',
        ]);
        expect((await rig.sees(SAM)).filter(({ threadTs }) => threadTs)).toHaveLength(1);
      });

      test('one denial, one refusal, one expiry', async () => {
        await rig.asks(RILEY, FIXABLE);
        await rig.presses(RILEY, 'propose');
        await rig.presses(SAM, 'approve');
        expect((await rig.sees(SAM)).filter(({ onlyFor }) => onlyFor)).toHaveLength(1);
        await rig.presses(AVERY, 'deny');
        await rig.hands(AVERY, { reason: 'Not today.' });

        expect((await rig.sees(SAM)).filter(({ threadTs }) => threadTs)).toHaveLength(1);
        expect((await rig.records()).slice(-2).map(({ action }) => action)).toEqual(['turned-away', 'denied']);
      });
    },
  ));

describe('everything is delivered twice at the same time', () =>
  withRig(
    () => ({ twice: 'together' }),
    () => {
      test('one proposal, one approval, one value, and nothing is given up', async () => {
        await rig.asks(RILEY, FIXABLE);
        await rig.presses(RILEY, 'propose');
        await rig.presses(AVERY, 'approve');

        expect(await rig.proposals()).toHaveLength(1);
        expect(rig.modifies()).toEqual([`add otherMailbox ${VALUE}`]);
        expect((await rig.records()).map(({ action }) => action)).toEqual([
          'checked',
          'proposed',
          'approved',
          'claimed',
          'applied',
        ]);
        expect(await rig.queues.deadLetters()).toBe(0);
      });
    },
  ));

describe('a queue that cannot be reached is told to whoever clicked', () =>
  withRig(
    () => ({}),
    () => {
      test('a button', async () => {
        await rig.asks(RILEY, FIXABLE);
        rig.refuse.queues(() => true);
        await rig.presses(RILEY, 'propose');
        expect(await told()).toContain('its queue cannot be reached. Nothing was done');
      });

      test('a menu', async () => {
        await rig.asks(RILEY, '/migcheck Chris Taylor');
        rig.refuse.queues(() => true);
        await rig.chooses(RILEY, 'choose-recipient', 'ctaylor2');
        expect(await told()).toContain('its queue cannot be reached. Nothing was done');
      });

      test('a form, which stays open, and is good for another try', async () => {
        await rig.asks(RILEY, '/migcheck jdoe');
        await rig.presses(RILEY, 'enter-address');
        rig.refuse.queues(() => true);
        await rig.submits(RILEY, { address: 'CORP/PO1/JDOE' });
        expect((await rig.modal(RILEY))?.errors.address).toContain('its queue cannot be reached');

        rig.refuse.queues(() => false);
        await rig.hands(RILEY, { address: 'CORP/PO1/JDOE' });
        expect(await told()).toContain('MS:CORP/PO1/JDOE');
      });

      test('a proposal that cannot be swept holds up none of the others', async () => {
        await rig.asks(RILEY, FIXABLE);
        await rig.presses(RILEY, 'propose');
        await rig.asks(RILEY, '/migcheck hmeyer as MS:CORP/PO1/HMEYER');
        await rig.presses(RILEY, 'propose');
        const [first] = await rig.proposals();
        rig.later(9 * 60 * 60 * 1000);
        rig.refuse.ledger(
          ({ operation, body }) =>
            operation === 'TransactWriteItems' && JSON.stringify(body).includes(`proposal#${first?.id}`),
        );
        await expect(rig.sweeps()).rejects.toThrow('1 of 2 could not be swept');
        rig.refuse.ledger(() => false);

        expect((await rig.proposals()).map(({ state }) => state)).toEqual(['open', 'expired']);
        await rig.sweeps();
        expect((await rig.proposals()).map(({ state }) => state)).toEqual(['expired', 'expired']);
      });

      test('an expiry that could not be queued is told by the next sweep', async () => {
        await rig.asks(RILEY, FIXABLE);
        await rig.presses(RILEY, 'propose');
        rig.later(9 * 60 * 60 * 1000);
        rig.refuse.queues(() => true);
        await rig.sweeps().catch(() => undefined);
        rig.refuse.queues(() => false);
        rig.later(60_000);
        await rig.sweeps();
        const [card] = await cards();
        expect(card && wordsIn(card)).toContain('Expired, not denied');
      });
    },
  ));

const DOWN = { kind: 'status', status: 500 } as const;

/** One 500 is met by a repeat within the same call; two leave the job to the queue. */
const TROUBLES = [
  { trouble: 'asks to wait', faults: [{ kind: 'rate-limited', retryAfter: 1 }] },
  { trouble: 'answers 500', faults: [DOWN] },
  { trouble: 'answers 500 twice', faults: [DOWN, DOWN] },
] as const;

describe('Slack is in trouble', () =>
  withRig(
    () => ({}),
    () => {
      test.each(TROUBLES)('$trouble when the answer is shown: it comes later, once', async ({ faults }) => {
        rig.slack.controls.failNext('response_url', ...faults);
        await rig.asks(RILEY, '/migcheck abaker');
        expect((await rig.sees(RILEY)).filter((one) => wordsIn(one).includes('Alice Baker'))).toHaveLength(1);
      });

      test.each(TROUBLES)('$trouble when the proposal is posted: one card, later, and it works', async ({ faults }) => {
        await rig.asks(RILEY, FIXABLE);
        rig.slack.controls.failNext('chat.postMessage', ...faults);
        await rig.presses(RILEY, 'propose');
        expect(await cards()).toHaveLength(1);
        await rig.presses(AVERY, 'approve');
        expect(rig.held('jdoe')).toContain(VALUE);
      });

      test.each(TROUBLES)(
        '$trouble when the outcome is told: it is told later, once, and written once',
        async ({ faults }) => {
          await rig.asks(RILEY, FIXABLE);
          await rig.presses(RILEY, 'propose');
          rig.slack.controls.failNext('chat.update', ...faults, ...faults);
          rig.slack.controls.failNext('chat.postMessage', ...faults);
          await rig.presses(AVERY, 'approve');

          const [card] = await cards();
          expect(card && wordsIn(card)).toContain('Applied and read back');
          expect((await rig.sees(SAM)).filter(({ threadTs }) => threadTs)).toHaveLength(1);
          expect(rig.modifies()).toHaveLength(1);
        },
      );

      test('a card that was deleted is posted anew with the outcome', async () => {
        await rig.asks(RILEY, FIXABLE);
        await rig.presses(RILEY, 'propose');
        await rig.clicks(AVERY, 'approve');
        rig.slack.workspace.messages = rig.slack.workspace.messages.filter(({ onlyFor }) => onlyFor);
        await rig.settle();

        expect((await cards()).map(wordsIn).join()).toContain('Applied and read back');
        expect(rig.modifies()).toHaveLength(1);
        expect(await rig.queues.deadLetters()).toBe(0);
      });

      test('a denial whose card was deleted is on record all the same, and nobody is told otherwise', async () => {
        await rig.asks(RILEY, FIXABLE);
        await rig.presses(RILEY, 'propose');
        await rig.clicks(AVERY, 'deny');
        await rig.submits(AVERY, { reason: 'No.' });
        rig.slack.workspace.messages = rig.slack.workspace.messages.filter(({ onlyFor }) => onlyFor);
        await rig.settle();

        expect((await rig.records()).at(-1)).toMatchObject({ action: 'denied' });
        expect((await rig.sees(AVERY)).map(wordsIn).join()).not.toContain('Nothing was written. Job');
      });

      test('a response_url that is used up: the answer comes as a whisper', async () => {
        rig.slack.controls.failNext('response_url', { kind: 'status', status: 404 });
        await rig.asks(RILEY, '/migcheck abaker');
        const answer = await rig.newest(RILEY);
        expect(wordsIn(answer)).toContain('Alice Baker');
        expect(answer.onlyFor).toBe(RILEY);
      });

      test('a response_url is used where the bot is not invited', async () => {
        await rig.asks(RILEY, '/migcheck abaker', GENERAL);
        expect(await told()).toContain('Alice Baker');
      });

      test('a modal that Slack did not open in time asks for another click', async () => {
        await rig.asks(RILEY, '/migcheck jdoe');
        rig.slack.controls.failNext('views.open', { kind: 'error', error: 'expired_trigger_id' });
        await rig.presses(RILEY, 'enter-address');
        expect(await told()).toContain('Click once more');
      });
    },
  ));
