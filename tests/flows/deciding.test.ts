import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { AVERY, CASEY, controlsIn, MIGRATION, RILEY, SAM, wordsIn } from '../support/rig/people.ts';
import { type Rig, startRig } from '../support/rig/rig.ts';

const VALUE = 'migrate$MS:CORP/PO1/JDOE';
const HOUR = 60 * 60 * 1000;

let rig: Rig;
const withSettings = (environment: Readonly<Record<string, string>>, tests: () => void) => {
  beforeAll(async () => {
    rig = await startRig({ environment });
  }, 60_000);
  beforeEach(async () => {
    await rig.anew();
    await rig.asks(RILEY, '/migcheck jdoe as MS:CORP/PO1/JDOE');
    await rig.presses(RILEY, 'propose');
  });
  afterEach(async () => {
    expect(await rig.chain()).toMatchObject({ ok: true });
    expect(await rig.queues.deadLetters()).toBe(0);
  });
  afterAll(() => rig.close());
  tests();
};

const told = async (who: string): Promise<string> => wordsIn(await rig.newest(who));
/** The proposal's card as everybody sees it. */
const card = async () => {
  const [message] = await rig.sees(SAM, MIGRATION);
  if (!message) throw new Error('There is no card');
  return message;
};
const state = async () => (await rig.proposals())[0]?.state;
const isUntouched = async () => {
  expect(await state()).toBe('open');
  expect(rig.held('jdoe')).not.toContain(VALUE);
  expect(rig.modifies()).toEqual([]);
  expect(controlsIn(await card())).toEqual(['approve', 'deny', 'cancel', 'refresh']);
};

describe('an approver named by id', () =>
  withSettings({}, () => {
    test('approves: one value is added, nothing else is changed, and everybody sees who and when', async () => {
      const before = rig.held('jdoe');
      await rig.presses(AVERY, 'approve');

      expect(rig.modifies()).toEqual([`add otherMailbox ${VALUE}`]);
      expect(rig.held('jdoe')).toEqual([...before, VALUE]);
      expect(await state()).toBe('applied');
      expect(wordsIn(await card())).toContain('Applied and read back');
      expect(wordsIn(await card())).toMatch(/Approved by \n<@U0APPROVE>\n, \n20\d\d-/);
      expect(controlsIn(await card())).toEqual(['undo', 'refresh']);
    });

    test('the requester is named in the thread, once', async () => {
      await rig.presses(AVERY, 'approve');
      const { ts } = await card();
      const thread = (await rig.sees(SAM)).filter(({ threadTs }) => threadTs === ts);
      expect(thread).toHaveLength(1);
      expect(thread[0] && wordsIn(thread[0])).toContain(`<@${RILEY}>`);
    });

    test('asked, approved, attempted and applied stand on record, with who and what', async () => {
      await rig.presses(AVERY, 'approve');
      const records = (await rig.records()).slice(-4);
      expect(records.map(({ action, actor }) => [action, actor?.user])).toEqual([
        ['proposed', RILEY],
        ['approved', AVERY],
        ['claimed', undefined],
        ['applied', undefined],
      ]);
      expect(new Set(records.map(({ value }) => value))).toEqual(new Set(['migrate:MS:CORP/PO1/JDOE']));
      expect(records.at(-1)?.after).toContain('migrate:MS:CORP/PO1/JDOE');
    });

    test('/migcheck history shows who asked, who approved, what was written and when', async () => {
      await rig.presses(AVERY, 'approve');
      await rig.asks(SAM, '/migcheck history jdoe');
      const history = await told(SAM);
      expect(history).toMatch(
        /applied and read back[\s\S]*approved\n by \n<@U0APPROVE>[\s\S]*proposed\n by \n<@U0REQUEST>/,
      );
      expect(history).toContain('migrate:MS:CORP/PO1/JDOE');
      expect(await rig.sees(AVERY)).not.toContainEqual(expect.objectContaining({ onlyFor: SAM }));
    });

    test('a stranger is refused', async () => {
      await rig.presses(SAM, 'approve');
      expect(await told(SAM)).toContain('not among the approvers');
      await isUntouched();
    });

    test('the requester is refused, being no approver', async () => {
      await rig.presses(RILEY, 'approve');
      expect(await told(RILEY)).toContain('Nobody approves their own proposal');
      await isUntouched();
    });

    test('somebody of another workspace is refused, and so is a denial of theirs', async () => {
      rig.slack.controls.setMember(MIGRATION, CASEY, true);
      await rig.presses(CASEY, 'approve');
      expect(await told(CASEY)).toContain('Only people of the workspace');
      await rig.presses(CASEY, 'deny');
      await rig.hands(CASEY, { reason: 'because' });
      rig.slack.controls.setMember(MIGRATION, CASEY, false);
      await isUntouched();
    });

    test('denies with a reason, which everybody sees and the record keeps', async () => {
      await rig.presses(AVERY, 'deny');
      await rig.hands(AVERY, { reason: '   ' });
      expect((await rig.modal(AVERY))?.errors.reason).toMatch(/Say why/);
      await isUntouched();

      await rig.hands(AVERY, { reason: 'He leaves on Friday. <!channel> *really*' });

      expect(await state()).toBe('denied');
      expect(wordsIn(await card())).toContain('Reason: He leaves on Friday. <!channel> *really*');
      expect(controlsIn(await card())).toEqual(['refresh']);
      expect((await rig.records()).at(-1)).toMatchObject({
        action: 'denied',
        actor: { user: AVERY },
        detail: 'He leaves on Friday. <!channel> *really*',
      });
      const thread = (await rig.sees(SAM)).filter(({ threadTs }) => threadTs);
      expect(thread).toHaveLength(1);
      expect(rig.modifies()).toEqual([]);
    });

    test('a stranger who denies is refused', async () => {
      await rig.presses(SAM, 'deny');
      await rig.hands(SAM, { reason: 'no' });
      expect(await told(SAM)).toContain('not among the approvers');
      await isUntouched();
    });

    test('a second click is told who was first', async () => {
      await rig.clicks(AVERY, 'approve');
      await rig.clicks(AVERY, 'approve');
      await rig.settle();
      const answer = (await rig.sees(AVERY)).map(wordsIn).find((words) => words.includes('before you'));
      expect(answer).toContain(`<@${AVERY}>`);
      expect(rig.modifies()).toHaveLength(1);
    });

    test('nobody decides in time: it is expired, not denied, and a late click is told so', async () => {
      await rig.clicks(AVERY, 'deny');
      rig.later(9 * HOUR);
      expect(await rig.sweeps()).toEqual({ due: 1 });

      expect(await state()).toBe('expired');
      expect(wordsIn(await card())).toContain('Expired, not denied');
      expect(controlsIn(await card())).toEqual(['check-again', 'refresh']);
      expect((await rig.records()).at(-1)).toMatchObject({ action: 'expired', actor: null });
      expect(await rig.sweeps()).toEqual({ due: 0 });

      await rig.hands(AVERY, { reason: 'too late' });
      expect(await told(AVERY)).toContain('has expired (it was not denied)');
      expect(rig.modifies()).toEqual([]);
    });

    test('an approval after the time is refused even before the sweep came by', async () => {
      rig.later(9 * HOUR);
      await rig.presses(AVERY, 'approve');
      expect(await told(AVERY)).toContain('has expired');
      expect(rig.modifies()).toEqual([]);
    });
  }));

describe('approvers named by user group', () =>
  withSettings({ APPROVERS: 'S0MIGADMIN' }, () => {
    afterEach(() => rig.slack.controls.setGroup('S0MIGADMIN', [AVERY]));

    test('a member approves', async () => {
      await rig.presses(AVERY, 'approve');
      expect(await state()).toBe('applied');
    });

    test('whoever left the group a minute ago approves no more', async () => {
      await rig.presses(SAM, 'approve');
      rig.slack.controls.setGroup('S0MIGADMIN', [SAM]);
      rig.later(61_000);
      await rig.presses(AVERY, 'approve');
      expect(await told(AVERY)).toContain('not among the approvers');
      await isUntouched();
    });

    test('a group that cannot be read means nobody, and that is said', async () => {
      rig.later(61_000);
      rig.slack.controls.failNext('usergroups.users.list', { kind: 'error', error: 'missing_scope' });
      await rig.presses(AVERY, 'approve');
      expect(await told(AVERY)).toContain('cannot be read');
      await isUntouched();
    });
  }));

describe('an empty list of approvers', () =>
  withSettings({ APPROVERS: '' }, () => {
    test('means nobody, and says so', async () => {
      await rig.presses(AVERY, 'approve');
      expect(await told(AVERY)).toContain('the list of approvers (APPROVERS) is empty');
      await isUntouched();
    });
  }));

describe('a requester who is an approver', () => {
  describe('with SELF_APPROVAL refused, as it is unless said otherwise', () =>
    withSettings({ APPROVERS: `${RILEY},${AVERY}` }, () => {
      test('does not approve their own proposal', async () => {
        await rig.presses(RILEY, 'approve');
        expect(await told(RILEY)).toContain('Nobody approves their own proposal');
        await isUntouched();
      });

      test('may deny it', async () => {
        await rig.presses(RILEY, 'deny');
        await rig.hands(RILEY, { reason: 'The wrong person.' });
        expect(await state()).toBe('denied');
      });
    }));

  describe('with SELF_APPROVAL=allowed', () =>
    withSettings({ APPROVERS: RILEY, SELF_APPROVAL: 'allowed' }, () => {
      test('approves it, and card and record say that it was their own', async () => {
        await rig.presses(RILEY, 'approve');
        expect(await state()).toBe('applied');
        expect(wordsIn(await card())).toContain('SELF_APPROVAL=allowed');
        const approval = (await rig.records()).findLast(({ action }) => action === 'approved');
        expect(approval?.detail).toContain('own proposal');
      });
    }));
});

describe('two approvers at once', () =>
  withSettings({ APPROVERS: `${AVERY},${SAM}` }, () => {
    test('one of them decides, one value is written, and the other is told who was first', async () => {
      await Promise.all([rig.clicks(AVERY, 'approve'), rig.clicks(SAM, 'approve')]);
      await rig.queues.settle(rig.workers, { most: 10 });

      const decision = (await rig.proposals())[0]?.decision;
      const first = decision?.by.user;
      const second = first === AVERY ? SAM : AVERY;
      expect([AVERY, SAM]).toContain(first);
      const answer = (await rig.sees(second)).map(wordsIn).find((words) => words.includes('before you'));
      expect(answer).toContain(`<@${first}>`);
      expect(rig.modifies()).toEqual([`add otherMailbox ${VALUE}`]);
      expect((await rig.records()).slice(-4).filter(({ action }) => action === 'approved')).toHaveLength(1);
    });
  }));
