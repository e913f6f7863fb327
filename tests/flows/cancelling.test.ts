import { describe, expect, test } from '@jest/globals';
import { AVERY, RILEY, SAM } from '../support/rig/people.ts';
import { ADDED, MINUTE, stage } from '../support/rig/stage.ts';

const REASON = 'She stays <!here> until *May*.';

describe('an open proposal', () => {
  const at = stage();

  test.each([
    ['the requester', RILEY],
    ['an approver', AVERY],
  ])('%s cancels it with a reason, which everybody sees and the record keeps', async (_, who) => {
    await at.proposes();
    await at.takesBack(who, 'cancel', REASON);

    expect((await at.proposal()).state).toBe('cancelled');
    expect(await at.card()).toContain('Cancelled');
    expect(await at.card()).toContain(`Reason: ${REASON}`);
    expect(await at.card()).toContain(`<@${who}>`);
    expect(await at.buttons()).toEqual(['check-again', 'refresh']);
    expect((await at.rig.records()).at(-1)).toMatchObject({
      action: 'cancelled',
      actor: { user: who },
      detail: REASON,
      stands: { state: 'cancelled' },
    });
    expect(await at.thread()).toEqual([expect.stringContaining(REASON)]);
    expect(at.rig.modifies()).toEqual([]);
  });

  test('nobody cancels it without saying why', async () => {
    await at.proposes();
    await at.takesBack(RILEY, 'cancel', '  ');
    expect((await at.rig.modal(RILEY))?.errors.reason).toMatch(/Say why/);
    expect((await at.proposal()).state).toBe('open');
  });

  test('a stranger does not cancel it, and that they tried is on record', async () => {
    await at.proposes();
    await at.takesBack(SAM, 'cancel');

    expect(await at.told(SAM)).toContain('not among the approvers');
    expect((await at.proposal()).state).toBe('open');
    expect((await at.rig.records()).at(-1)).toMatchObject({
      action: 'turned-away',
      actor: { user: SAM },
      detail: 'cancel: not-an-approver',
    });
  });

  test('cancelled and approved at once: what stands is what was done, and who came too late is told so', async () => {
    await at.proposes();
    await at.rig.clicks(RILEY, 'cancel');
    await at.rig.clicks(AVERY, 'approve');
    await at.rig.submits(RILEY, { reason: REASON });
    await at.rig.queues.settle(at.rig.workers, { most: 10 });

    const { state, approvals } = await at.proposal();
    expect(['cancelled', 'applied']).toContain(state);
    expect(at.rig.modifies()).toEqual(state === 'applied' ? [ADDED] : []);
    // Approved first and cancelled then is both of them in time.
    if (state === 'cancelled' && approvals.length === 1) return;
    expect(await at.told(state === 'applied' ? RILEY : AVERY)).toMatch(/before you|cannot be cancelled any more/);
  });

  test('it can be proposed again from the button that is left', async () => {
    await at.proposes();
    await at.takesBack(RILEY, 'cancel');
    await at.rig.presses(RILEY, 'check-again');
    await at.rig.presses(RILEY, 'propose');

    expect(await at.states()).toEqual(['cancelled', 'open']);
  });
});

describe('an approved change that waits for the directory', () => {
  const at = stage();

  test.each([
    ['the requester', RILEY],
    ['an approver', AVERY],
  ])('%s cancels it: nothing is written when the directory is back', async (_, who) => {
    await at.proposes();
    await at.rig.directoryGoesDown();
    await at.rig.presses(AVERY, 'approve');
    expect(await at.buttons()).toEqual(['cancel', 'refresh']);
    await at.takesBack(who, 'cancel', REASON);
    await at.rig.directoryComesBack();
    at.rig.later(30 * MINUTE);
    await at.rig.sweeps();

    expect((await at.proposal()).state).toBe('cancelled');
    expect(await at.card()).toContain('Cancelled by');
    expect(await at.card()).not.toContain('tried again');
    expect(at.rig.modifies()).toEqual([]);
    expect(await at.recorded()).toEqual(['checked', 'proposed', 'approved', 'put-off', 'cancelled']);
  });
});

describe('too late', () => {
  const at = stage();

  test('while it is being applied, and not known: refused, and told to undo it afterwards', async () => {
    await at.proposes();
    await at.rig.clicks(RILEY, 'cancel');
    at.rig.ldap.faults.put({ on: 'modify', what: 'reset' });
    await at.rig.presses(AVERY, 'approve');
    expect((await at.proposal()).state).toBe('unknown');
    await at.rig.hands(RILEY, { reason: REASON });

    expect(await at.told()).toContain('cannot be cancelled any more');
    expect((await at.proposal()).state).toBe('unknown');
    at.rig.later(20 * MINUTE);
    await at.rig.sweeps();
    expect((await at.proposal()).state).toBe('failed');
  });

  test('once it is applied: told who approved it', async () => {
    await at.proposes();
    await at.rig.clicks(RILEY, 'cancel');
    await at.rig.presses(AVERY, 'approve');
    await at.rig.hands(RILEY, { reason: REASON });

    expect(await at.told()).toContain('Approved by');
    expect((await at.proposal()).state).toBe('applied');
  });
});
