import { showWaveJob } from '../../job.ts';
import type { Wave, WaveProgress, WaveWork } from '../../wave/wave.ts';
import type { JudgeDeps } from './deps.ts';

/** Milliseconds between two words of a worker; Slack is not told oftener how far a wave is. */
const EVERY = 3_000;

/** Milliseconds without a word after which another part's worker is the one that tells. */
const HEARD_OF = 10_000;

/** Somebody cancelled it, or another worker has it. */
export class WaveOver extends Error {}

/** Says how far a worker is. Throws WaveOver. */
export type Beat = (progress: Omit<WaveProgress, 'at'>) => void;

/** Of several workers the one with the first part tells how far all of them are. */
function isTheOneThatTells({ parts }: Wave, part: number, now: string): boolean {
  const heardOf = new Date(Date.parse(now) - HEARD_OF).toISOString();
  return part === parts.findIndex(({ isDone, starts, progress }) => !isDone && starts > 0 && progress.at > heardOf);
}

/** Says how far a worker is, at most every three seconds, beside the work; and hears whether the wave is over. */
export function beating(work: WaveWork, { ledger, queue, clock }: JudgeDeps) {
  let last = Date.parse(clock.now());
  let isOver = false;
  let saying: Promise<void> | undefined;
  const say = async (progress: WaveProgress): Promise<void> => {
    const wave = await ledger.waves.beat(work, progress);
    if (!wave) isOver = true;
    else if (isTheOneThatTells(wave, work.part, progress.at))
      await queue.send('talk', showWaveJob(wave.id, progress.at));
  };
  const at: Beat = (progress) => {
    if (isOver) throw new WaveOver();
    const now = clock.now();
    if (saying || Date.parse(now) - last < EVERY) return;
    last = Date.parse(now);
    // A word that is lost is no reason to stop; the next one comes in three seconds.
    saying = say({ ...progress, at: now })
      .catch(() => undefined)
      .finally(() => {
        saying = undefined;
      });
  };
  return { at, said: async () => void (await saying) };
}
