import { showWaveJob } from '../../job.ts';
import type { JudgeDeps } from './deps.ts';

type Deps = Pick<JudgeDeps, 'ledger' | 'queue' | 'clock'>;

/** Ends a wave that cannot be judged, and has it told. */
export async function failWave(waveId: string, why: string, { ledger, queue, clock }: Deps): Promise<void> {
  await ledger.waves.end(waveId, 'failed', { at: clock.now(), why });
  await queue.send('talk', showWaveJob(waveId, 'end'));
}
