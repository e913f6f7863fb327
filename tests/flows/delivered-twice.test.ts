import { describe, expect, test } from '@jest/globals';
import { AVERY, RILEY, SAM } from '../support/rig/people.ts';
import { ADDED, HOUR, OWN, REMOVED, stage } from '../support/rig/stage.ts';

describe.each([
  ['one after the other', true as const],
  ['beside each other', 'together' as const],
])('every job delivered twice, %s', (_, twice) => {
  const at = stage({ APPROVERS: `${AVERY},${SAM}`, SENSITIVE: 'jdoe', NOTIFY: AVERY }, { twice, most: 10 });

  test('one proposal, two approvals, one write, its undo, one removal, and everything is told once', async () => {
    await at.proposes();
    await at.rig.presses(AVERY, 'approve');
    await at.rig.presses(SAM, 'approve');
    await at.rig.presses(RILEY, 'undo');
    await at.rig.presses(AVERY, 'approve');
    await at.rig.presses(SAM, 'approve');

    expect(at.rig.modifies()).toEqual([ADDED, REMOVED]);
    expect(at.rig.held('jdoe')).toEqual([OWN]);
    expect(await at.states()).toEqual(['applied', 'applied']);
    expect(await at.cards()).toHaveLength(2);
    expect(await at.recorded()).toEqual(['checked', 'proposed', 'approved', 'approved', 'claimed', 'applied']);
    const thread = await at.thread();
    for (const words of ['This proposal waits', '1 of 2 approvals', 'Applied and read back', 'Undone and read back'])
      expect(thread.filter((line) => line.includes(words)).length).toBe(words.includes('read back') ? 1 : 2);
  }, 60_000);

  test('refused, cancelled, superseded and expired are each told once', async () => {
    await at.proposes();
    await at.rig.presses(RILEY, 'approve');
    await at.proposes(SAM, '/migcheck jdoe as MS:CORP/PO1/JOHND');
    await at.takesBack(SAM, 'cancel');
    await at.proposes(RILEY, '/migcheck hmeyer as MS:CORP/PO1/HMEYER');
    at.rig.later(9 * HOUR);
    await at.rig.sweeps();

    expect([...(await at.states())].sort()).toEqual(['cancelled', 'expired', 'superseded']);
    const thread = await at.thread();
    for (const words of ['Superseded', 'Cancelled', 'Expired, not denied'])
      expect(thread.filter((line) => line.includes(words))).toHaveLength(1);
    const away = (await at.rig.sees(RILEY)).filter(({ text }) => text.includes('Nobody approves their own'));
    expect(away.length).toBeLessThanOrEqual(twice === 'together' ? 2 : 1);
  }, 60_000);
});
