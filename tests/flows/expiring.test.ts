import { describe, expect, test } from '@jest/globals';
import { APPROVALS, AVERY, RILEY, SAM, wordsIn } from '../support/rig/people.ts';
import { ADDED, HOUR, MINUTE, stage } from '../support/rig/stage.ts';

describe('nobody decides', () => {
  const at = stage();

  test('at half time those concerned are reminded, once, and the buttons stay', async () => {
    await at.proposes();
    at.rig.later(4 * HOUR - MINUTE);
    await at.rig.sweeps();
    expect(await at.thread()).toEqual([]);
    at.rig.later(2 * MINUTE);
    await at.rig.sweeps();
    at.rig.later(MINUTE);
    await at.rig.sweeps();

    expect(await at.thread()).toEqual([expect.stringContaining('Reminder: this proposal still waits for a decision')]);
    expect((await at.thread())[0]).toContain(`<@${RILEY}>`);
    expect(await at.buttons()).toEqual(['approve', 'deny', 'cancel', 'refresh']);
    expect(await at.recorded()).toEqual(['checked', 'proposed', 'reminded']);
  });

  test('after the reminder it can still be approved', async () => {
    await at.proposes();
    at.rig.later(5 * HOUR);
    await at.rig.sweeps();
    await at.rig.presses(AVERY, 'approve');
    expect(at.rig.modifies()).toEqual([ADDED]);
  });

  test('at the end it has expired, not been denied; it can be proposed again from its card', async () => {
    await at.proposes();
    at.rig.later(5 * HOUR);
    await at.rig.sweeps();
    at.rig.later(4 * HOUR);
    await at.rig.sweeps();

    expect(await at.card()).toContain('Expired, not denied');
    expect((await at.thread()).at(-1)).toMatch(new RegExp(`<@${RILEY}>[\\s\\S]*Expired, not denied`));
    expect(await at.recorded()).toEqual(['checked', 'proposed', 'reminded', 'expired']);

    await at.rig.presses(SAM, 'check-again');
    await at.rig.presses(SAM, 'propose');
    await at.rig.presses(AVERY, 'approve');
    expect(await at.states()).toEqual(['expired', 'applied']);
  });

  test('days later, when its check is no longer kept, it can still be proposed again from its card', async () => {
    await at.proposes();
    at.rig.later(9 * HOUR);
    await at.rig.sweeps();
    at.rig.later(60 * HOUR);
    await at.rig.presses(SAM, 'check-again');
    await at.rig.presses(SAM, 'propose');

    expect(await at.states()).toEqual(['expired', 'open']);
    expect((await at.proposal()).fix.value).toBe('migrate:MS:CORP/PO1/JDOE');
  });

  test('a sweep that was away for the whole of it reminds nobody of what is over', async () => {
    await at.proposes();
    at.rig.later(30 * HOUR);
    await at.rig.sweeps();
    expect(await at.recorded()).toEqual(['checked', 'proposed', 'expired']);
    expect(await at.thread()).toHaveLength(1);
  });

  test('an approval and the sweep at once: it is the one or the other', async () => {
    await at.proposes();
    await at.rig.clicks(AVERY, 'approve');
    at.rig.later(9 * HOUR);
    await at.rig.sweeps();
    expect(await at.states()).toEqual(['expired']);
    expect(at.rig.modifies()).toEqual([]);
  });
});

describe('an undo that nobody decides', () => {
  const at = stage();

  test('expires as well, and offers to be proposed again', async () => {
    await at.proposes();
    await at.rig.presses(AVERY, 'approve');
    await at.rig.presses(RILEY, 'undo');
    at.rig.later(9 * HOUR);
    await at.rig.sweeps();
    expect(await at.buttons()).toEqual(['undo', 'refresh']);
    await at.rig.presses(RILEY, 'undo');

    expect(await at.states()).toEqual(['applied', 'expired', 'open']);
    const [fix, , again] = await at.rig.proposals();
    expect(again?.undoes).toBe(fix?.id);
  });
});

describe('PROPOSAL_TTL=30m, with NOTIFY and APPROVAL_CHANNEL', () => {
  const at = stage({ PROPOSAL_TTL: '30m', NOTIFY: `S0MIGADMIN,${AVERY}`, APPROVAL_CHANNEL: APPROVALS });

  test('calls whoever is to be called in the thread, at once and at half time', async () => {
    await at.proposes();
    expect(await at.thread(APPROVALS)).toEqual([expect.stringContaining('waits for a decision')]);
    at.rig.later(16 * MINUTE);
    await at.rig.sweeps();

    const threads = (await at.rig.sees(SAM, APPROVALS)).filter(({ threadTs }) => threadTs);
    expect(threads).toHaveLength(2);
    for (const note of threads) {
      expect(wordsIn(note)).toContain(`<@${AVERY}>`);
      expect(JSON.stringify(note.blocks)).toContain('"usergroup_id":"S0MIGADMIN"');
    }
  });

  test('tells the requester, who may not see the channel, in a direct message that it has expired', async () => {
    await at.proposes();
    at.rig.later(31 * MINUTE);
    await at.rig.sweeps();

    const direct = (await at.rig.sees(RILEY, 'D0REQUEST')).map(wordsIn);
    expect(direct).toEqual([expect.stringContaining('Expired, not denied')]);
    expect(await at.thread(APPROVALS)).toHaveLength(2);
  });
});
