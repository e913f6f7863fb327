import { describe, expect, test } from '@jest/globals';
import { openLedger } from '../../lib/adapters/ledger/ledger.ts';
import { openQueue } from '../../lib/adapters/queue.ts';
import { queuePlace } from '../../lib/adapters/settings.ts';
import type { JudgeDeps, ReadDirectory } from '../../lib/flows/judge-wave/deps.ts';
import { judgeWave } from '../../lib/flows/judge-wave.ts';
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

  /** Hands in a list of 300 people, and takes its job away. */
  async function handedIn(): Promise<string> {
    const list = await at.rig.uploads(RILEY, 'night.csv', listOfWave(300));
    await at.rig.asks(RILEY, '/migcheck wave');
    await at.rig.submits(RILEY, { list: [list], readers: 'channel' });
    await at.rig.queues.settle(at.rig.workers, { only: ['talk'] });
    await at.rig.queues.settle({ ...at.rig.workers, waves: async () => ({ batchItemFailures: [] }) });
    const id = (await at.rig.rows()).map(({ pk }) => String(pk)).find((key) => key.startsWith('wave#')) ?? '';
    return id.slice('wave#'.length);
  }

  type Work = {
    readonly reads?: (onProgress: (people: number) => void) => Promise<void>;
    readonly judges: ReadDirectory['judged'];
  };

  const VIEW = { dialect: 'exchange55', server: 'ldap://a', base: 'o=A', seesHidden: true, encrypted: true } as const;

  /** A worker that reads and judges like this, and finds nobody. */
  const worker = (split: number, { reads, judges }: Work): JudgeDeps => ({
    ledger: openLedger(at.rig.tables, clock),
    queue: openQueue(queuePlace(at.rig.environment)),
    clock,
    split,
    read: async ({ onProgress }) => {
      await reads?.(onProgress);
      const nobody = { count: async () => 0, members: () => [], close: async () => undefined };
      return { at: clock.now(), view: VIEW, recipients: 1, ...nobody, judged: judges };
    },
  });

  const NOBODY = { verdicts: [], findings: [] };
  const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

  test('the message says how far it is, at most every three seconds; cancelled, the worker stops at its next word', async () => {
    const waveId = await handedIn();
    let words = 0;
    await judgeWave(
      judgeJob(waveId, 'test'),
      worker(1_000, {
        reads: async (onProgress) => {
          onProgress(100);
          expect(await shown()).toContain('Waiting for the directory');
          now += 3 * SECOND;
          onProgress(1_500);
          await shows('1,500 recipients so far');
          now += 2 * SECOND;
          onProgress(2_500);
          expect(await shown()).toContain('1,500 recipients so far');
        },
        judges: async function* (_, onProgress) {
          now += SECOND;
          onProgress(150);
          await shows('██████████░░░░░░░░░░ 150 of 300 people checked');
          await at.rig.clicks(RILEY, 'cancel-wave');
          expect(await shown()).toContain('Cancelled');
          for (;;) {
            now += 3 * SECOND;
            onProgress(200 + words);
            words += 1;
            await nextTurn();
            yield NOBODY;
          }
        },
      }),
    );

    expect(words).toBeGreaterThan(0);
    expect(await shown()).toContain(`Cancelled by \n<@${RILEY}>`);
  }, 30_000);

  test('of parts beside each other one tells how far all are; cancelled, both stop, and the third is not begun', async () => {
    const waveId = await handedIn();
    const begun = new Set<number>();
    const stopped = new Set<number>();
    const part = (number: number) =>
      worker(20, {
        judges: async function* (_, onProgress) {
          begun.add(number);
          try {
            for (let people = 1; ; people = Math.min(60, people + 1)) {
              onProgress(people);
              await nextTurn();
              yield NOBODY;
            }
          } finally {
            stopped.add(number);
          }
        },
      });
    const work = [judgeWave(judgeJob(waveId, 'test'), part(0))];
    await until(
      () => begun.size,
      (size) => size === 1,
    );
    work.push(judgeWave(judgeJob(waveId, '1', 1), part(1)));
    await until(
      () => begun.size,
      (size) => size === 2,
    );
    const { waves } = openLedger(at.rig.tables, clock);
    const heard = async () => (await waves.wave(waveId))?.parts.filter(({ progress }) => progress.at === clock.now());
    const before = at.rig.queues.handed.length;
    for (let word = 0; word < 5; word += 1) {
      now += 3 * SECOND;
      await until(heard, (parts) => parts?.length === 2);
    }
    await shows('120 of 300 people checked, in 3 parts');
    const told = at.rig.queues.handed.slice(before).filter(({ queue }) => queue === 'talk');
    await at.rig.clicks(RILEY, 'cancel-wave');
    await shows('Cancelled');
    now += 3 * SECOND;
    await Promise.all(work);
    await at.rig.settle();

    expect(told).toHaveLength(5);
    expect([...stopped].sort()).toEqual([0, 1]);
    expect((await waves.wave(waveId))?.parts.map(({ starts }) => starts)).toEqual([1, 1, 0]);
    expect(await shown()).toContain(`Cancelled by \n<@${RILEY}>`);
  }, 30_000);
});
