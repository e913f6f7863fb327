import { describe, expect, test } from '@jest/globals';
import { openQueue } from '../../lib/adapters/queue.ts';
import { queuePlace } from '../../lib/adapters/settings.ts';
import { AVERY, RILEY } from '../support/rig/people.ts';
import { ADDED, HOUR, stage } from '../support/rig/stage.ts';

describe('a job names a proposal and carries no change: whoever can put one on the queue of changes', () => {
  const at = stage();
  let forged = 0;
  async function applies(proposalId: string): Promise<void> {
    forged += 1;
    const job = { kind: 'apply', schema: 1, id: `forged-${forged}`, proposalId } as const;
    await openQueue(queuePlace(at.rig.environment)).send('fixes', job, { group: 'forged' });
    await at.rig.settle();
  }

  test('has nothing written that nobody approved', async () => {
    await at.proposes();
    await applies((await at.proposal()).id);

    expect(at.rig.modifies()).toEqual([]);
    expect(await at.states()).toEqual(['open']);
  });

  test.each(['deny', 'cancel'] as const)('nor what was taken back (%s)', async (way) => {
    await at.proposes();
    const { id } = await at.proposal();
    await at.takesBack(way === 'deny' ? AVERY : RILEY, way);
    await applies(id);

    expect(at.rig.modifies()).toEqual([]);
  });

  test('nor what has expired, nor twice what was applied', async () => {
    await at.proposes();
    at.rig.later(9 * HOUR);
    await at.rig.sweeps();
    await applies((await at.proposal()).id);
    expect(at.rig.modifies()).toEqual([]);

    await at.proposes();
    await at.rig.presses(AVERY, 'approve');
    await applies((await at.proposal()).id);
    expect(at.rig.modifies()).toEqual([ADDED]);
  });
});
