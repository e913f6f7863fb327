import { afterEach, describe, expect, test } from '@jest/globals';
import { AVERY, RILEY, SAM } from '../support/rig/people.ts';
import { ADDED, HOUR, MINUTE, stage } from '../support/rig/stage.ts';

const BOTH = `${AVERY},${SAM}`;

describe('APPROVALS_REQUIRED=2', () => {
  const at = stage({ APPROVERS: BOTH, APPROVALS_REQUIRED: '2' });

  test('the first approval is counted on the card and in the thread, and nothing is written', async () => {
    await at.proposes();
    expect(await at.card()).toContain('0 of 2 approvals.');
    expect(await at.card()).toContain('nothing is written before another person has approved it as well');
    await at.rig.presses(AVERY, 'approve');
    expect(await at.card()).toContain('Write to the directory?');

    expect(await at.card()).toContain('1 of 2 approvals.');
    expect(await at.card()).toContain('Every change takes 2 approvals (APPROVALS_REQUIRED).');
    expect(await at.card()).toContain(`<@${AVERY}>`);
    expect(await at.buttons()).toEqual(['approve', 'deny', 'cancel', 'refresh']);
    expect(await at.thread()).toEqual([expect.stringContaining('1 of 2 approvals: it waits for another person')]);
    expect(at.rig.modifies()).toEqual([]);
  });

  test('the second one is enough: the value is written once, and both stand on card and record', async () => {
    await at.proposes();
    await at.rig.presses(AVERY, 'approve');
    await at.rig.presses(SAM, 'approve');

    expect(at.rig.modifies()).toEqual([ADDED]);
    expect(await at.card()).toContain('2 of 2 approvals.');
    const approvals = (await at.rig.records()).filter(({ action }) => action === 'approved').slice(-2);
    expect(approvals.map(({ actor, detail, stands }) => [actor?.user, detail, stands?.state])).toEqual([
      [AVERY, '1 of 2.', 'open'],
      [SAM, '2 of 2.', 'approved'],
    ]);
  });

  test('the same person twice counts once, and is told so', async () => {
    await at.proposes();
    await at.rig.presses(AVERY, 'approve');
    await at.rig.presses(AVERY, 'approve');

    expect(await at.told(AVERY)).toContain('You have approved it already');
    expect((await at.proposal()).approvals).toHaveLength(1);
    expect(at.rig.modifies()).toEqual([]);
  });

  test('the same click delivered twice counts once, and is answered with nothing', async () => {
    await at.proposes();
    await at.rig.clicks(AVERY, 'approve');
    await at.rig.queues.settle(at.rig.workers, { twice: 'together', most: 10 });

    expect((await at.proposal()).approvals).toHaveLength(1);
    expect(await at.told(AVERY)).toBe('');
  });

  test('both at once are two approvals, and one write', async () => {
    await at.proposes();
    await Promise.all([at.rig.clicks(AVERY, 'approve'), at.rig.clicks(SAM, 'approve')]);
    await at.rig.queues.settle(at.rig.workers, { most: 10 });

    expect((await at.proposal()).state).toBe('applied');
    expect(at.rig.modifies()).toEqual([ADDED]);
    expect((await at.proposal()).approvals).toHaveLength(2);
  });

  test('one denial is enough, after an approval as well', async () => {
    await at.proposes();
    await at.rig.presses(AVERY, 'approve');
    await at.takesBack(SAM, 'deny');

    expect((await at.proposal()).state).toBe('denied');
    expect(await at.card()).toContain('Denied by');
    expect(await at.card()).toContain('1 of 2 approvals.');
    expect(at.rig.modifies()).toEqual([]);
  });

  test('the requester, being an approver of nothing, is not one of the two', async () => {
    await at.proposes();
    await at.rig.presses(RILEY, 'approve');
    expect(await at.told(RILEY)).toContain('Nobody approves their own proposal');
    expect((await at.proposal()).approvals).toEqual([]);
  });

  test('one approval does not keep it from expiring', async () => {
    await at.proposes();
    await at.rig.presses(AVERY, 'approve');
    at.rig.later(9 * HOUR);
    await at.rig.presses(SAM, 'approve');
    expect(await at.told(SAM)).toContain('has expired');
    await at.rig.sweeps();

    expect((await at.proposal()).state).toBe('expired');
    expect(at.rig.modifies()).toEqual([]);
  });
});

describe('an approver who leaves between the two approvals', () => {
  const at = stage({ APPROVERS: `S0MIGADMIN,${RILEY}`, APPROVALS_REQUIRED: '2', SELF_APPROVAL: 'allowed' });
  afterEach(() => at.rig.slack.controls.setGroup('S0MIGADMIN', [AVERY]));

  test('counts no more: another one is needed, and the record says why', async () => {
    at.rig.slack.controls.setGroup('S0MIGADMIN', [AVERY, SAM]);
    at.rig.later(2 * MINUTE);
    await at.proposes();
    await at.rig.presses(AVERY, 'approve');
    at.rig.slack.controls.setGroup('S0MIGADMIN', [SAM]);
    at.rig.later(2 * MINUTE);
    await at.rig.presses(SAM, 'approve');

    expect(await at.card()).toContain('1 of 2 approvals.');
    expect((await at.rig.records()).at(-1)?.detail).toContain(`The approval of ${AVERY} counts no more`);
    expect(at.rig.modifies()).toEqual([]);

    await at.rig.presses(RILEY, 'approve');
    expect(at.rig.modifies()).toEqual([ADDED]);
    expect((await at.proposal()).approvals.map(({ by }) => by.user)).toEqual([SAM, RILEY]);
    expect(await at.card()).toContain('SELF_APPROVAL=allowed');
  });
});

describe.each([
  ['the alias', 'chief; JDOE'],
  ['the display name', 'John Doe'],
  ['the distinguished name, written otherwise', 'CN=jdoe, cn=recipients, OU=london, o=Fabrikam'],
  ['the container', 'cn=Recipients,ou=LONDON,o=FABRIKAM'],
])('SENSITIVE by %s', (_, sensitive) => {
  const at = stage({ APPROVERS: BOTH, SENSITIVE: sensitive });

  test('takes two people, and the card says why', async () => {
    await at.proposes();
    await at.rig.presses(AVERY, 'approve');

    expect(await at.card()).toContain('1 of 2 approvals.');
    expect(await at.card()).toContain('listed as sensitive (SENSITIVE)');
    expect(at.rig.modifies()).toEqual([]);
  });
});

describe('SENSITIVE that names others', () => {
  const at = stage({ APPROVERS: BOTH, SENSITIVE: 'chief; ou=PARIS,o=FABRIKAM; cn=Doe\\, J,o=FABRIKAM' });

  test('leaves it at one, and counts nothing on the card', async () => {
    await at.proposes();
    expect(await at.card()).not.toContain('approvals.');
    await at.rig.presses(AVERY, 'approve');
    expect(at.rig.modifies()).toEqual([ADDED]);
  });
});

describe('fewer approvers than it takes', () => {
  const at = stage({ APPROVERS: `${AVERY},${RILEY}`, APPROVALS_REQUIRED: '2' });

  test('is told to whoever proposes, and stands on no card', async () => {
    await at.proposes();
    expect(await at.told()).toContain('takes 2 approvals, and only 1 person may give one (APPROVERS)');
    expect(await at.card()).not.toContain('only 1 person');
  });
});
