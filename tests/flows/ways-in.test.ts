import { afterEach, describe, expect, test } from '@jest/globals';
import { AVERY, CASEY, MIGRATION, RILEY, SAM, wordsIn } from '../support/rig/people.ts';
import { ADDED, HOUR, stage } from '../support/rig/stage.ts';

type Way = 'approve' | 'deny' | 'cancel';

const OWN = 'Nobody approves their own proposal';
const STRANGER = 'not among the approvers';
const OUTSIDER = 'Only people of the workspace';
const LATE = 'has expired';

/** Every way in for every kind of person: what becomes of it, or what they are told instead. */
const TABLE: readonly (readonly [string, string, Way, string])[] = [
  ['an approver', AVERY, 'approve', 'applied'],
  ['an approver', AVERY, 'deny', 'denied'],
  ['an approver', AVERY, 'cancel', 'cancelled'],
  ['the requester', RILEY, 'approve', OWN],
  ['the requester', RILEY, 'deny', STRANGER],
  ['the requester', RILEY, 'cancel', 'cancelled'],
  ['a stranger', SAM, 'approve', STRANGER],
  ['a stranger', SAM, 'deny', STRANGER],
  ['a stranger', SAM, 'cancel', STRANGER],
  ['somebody of another organisation', CASEY, 'approve', OUTSIDER],
  ['somebody of another organisation', CASEY, 'deny', OUTSIDER],
  ['somebody of another organisation', CASEY, 'cancel', OUTSIDER],
];

describe('one decision for every way in', () => {
  const at = stage();
  afterEach(() => at.rig.slack.controls.setMember(MIGRATION, CASEY, false));
  const takes = async (who: string, way: Way) => {
    if (way === 'approve') await at.rig.presses(who, way);
    else await at.takesBack(who, way, 'because');
  };

  test.each(TABLE)('%s (%s) may %s: %s', async (_, who, way, outcome) => {
    await at.proposes();
    at.rig.slack.controls.setMember(MIGRATION, CASEY, true);
    await takes(who, way);

    const { state } = await at.proposal();
    expect(state).toBe(outcome.includes(' ') ? 'open' : outcome);
    expect(at.rig.modifies()).toEqual(state === 'applied' ? [ADDED] : []);
    const [last] = (await at.rig.records()).slice(-1);
    if (state !== 'open') return;
    expect((await at.rig.sees(who)).map(wordsIn).join()).toContain(outcome);
    expect(last).toMatchObject({ action: 'turned-away', actor: { user: who } });
  });

  test.each(TABLE.filter(([, who]) => who !== CASEY))(
    '%s (%s) is too late to %s once it is over',
    async (_, who, way) => {
      await at.proposes();
      if (way !== 'approve') await at.rig.clicks(who, way);
      at.rig.later(9 * HOUR);
      if (way === 'approve') await at.rig.presses(who, way);
      else await at.rig.hands(who, { reason: 'because' });

      expect(await at.told(who)).toContain(LATE);
      expect((await at.proposal()).state).toBe('open');
      expect(at.rig.modifies()).toEqual([]);
    },
  );

  test.each(['approve', 'deny', 'cancel'] as const)(
    'the same %s, delivered twice beside each other, is one',
    async (way) => {
      await at.proposes();
      if (way !== 'approve') await at.rig.clicks(AVERY, way);
      if (way === 'approve') await at.rig.clicks(AVERY, way);
      else await at.rig.submits(AVERY, { reason: 'because' });
      await at.rig.queues.settle(at.rig.workers, { twice: 'together', most: 10 });

      const decided = (await at.recorded()).filter((action) => ['approved', 'denied', 'cancelled'].includes(action));
      expect(decided).toHaveLength(1);
      expect(at.rig.modifies()).toEqual(way === 'approve' ? [ADDED] : []);
      expect(await at.cards()).toHaveLength(1);
      expect(await at.thread()).toHaveLength(1);
    },
  );
});
