import { describe, expect, test } from '@jest/globals';
import { openLedger } from '../../lib/adapters/ledger/ledger.ts';
import { openQueue } from '../../lib/adapters/queue.ts';
import { queuePlace } from '../../lib/adapters/settings.ts';
import { type Judging, judgeWave } from '../../lib/flows/judge-wave.ts';
import { judgeJob } from '../../lib/job.ts';
import { MIGRATION, RILEY, SAM, wordsIn } from '../support/rig/people.ts';
import { stage } from '../support/rig/stage.ts';
import { until } from '../support/until.ts';
import { listOfWave } from '../support/waves.ts';

const SECOND = 1_000;

describe('while a wave is judged', () => {
  const at = stage();
  let now = Date.now();
  const clock = { now: () => new Date(now).toISOString() };

  const shown = async () => {
    await at.rig.queues.settle(at.rig.workers, { only: ['talk'] });
    return (await at.rig.sees(SAM, MIGRATION)).map(wordsIn).join();
  };

  /** A word is on its way for a moment before it can be read. */
  const shows = (words: string) => until(shown, (all) => all.includes(words));

  /** Hands in a list and has it judged by this. */
  async function judgedBy(judge: (judging: Judging) => Promise<never>) {
    const list = await at.rig.uploads(RILEY, 'night.csv', listOfWave(300));
    await at.rig.asks(RILEY, '/migcheck wave');
    await at.rig.submits(RILEY, { list: [list], readers: 'channel' });
    await at.rig.queues.settle(at.rig.workers, { only: ['talk'] });
    await at.rig.queues.settle({ ...at.rig.workers, waves: async () => ({ batchItemFailures: [] }) });
    const id = (await at.rig.rows()).map(({ pk }) => String(pk)).find((key) => key.startsWith('wave#')) ?? '';
    const waveId = id.slice('wave#'.length);
    const ledger = openLedger(at.rig.tables, clock);
    const deps = { ledger, queue: openQueue(queuePlace(at.rig.environment)), clock };
    return judgeWave(judgeJob(waveId, 'test'), { ...deps, judge });
  }

  test('the message says how far it is, at most every three seconds; cancelled, the worker stops at its next word', async () => {
    let words = 0;
    await judgedBy(async ({ onProgress }) => {
      onProgress({ doing: 'reading', people: 100 });
      expect(await shown()).toContain('Waiting for the directory');
      now += 3 * SECOND;
      onProgress({ doing: 'reading', people: 1_500 });
      await shows('1,500 recipients so far');
      now += 2 * SECOND;
      onProgress({ doing: 'reading', people: 2_500 });
      expect(await shown()).toContain('1,500 recipients so far');
      now += SECOND;
      onProgress({ doing: 'checking', people: 150, of: 300 });
      await shows('██████████░░░░░░░░░░ 150 of 300 people checked');
      await at.rig.clicks(RILEY, 'cancel-wave');
      expect(await shown()).toContain('Cancelled');
      for (;;) {
        now += 3 * SECOND;
        onProgress({ doing: 'checking', people: 200 + words, of: 300 });
        words += 1;
        await new Promise((resolve) => setImmediate(resolve));
      }
    });

    expect(words).toBeGreaterThan(0);
    expect(await shown()).toContain(`Cancelled by \n<@${RILEY}>`);
  }, 30_000);
});
