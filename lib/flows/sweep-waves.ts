import { judgeJob, showWaveJob } from '../job.ts';
import type { Clock, Ledger, Queue } from '../ports.ts';
import { isOver, type Wave } from '../wave/wave.ts';

type Deps = { ledger: Ledger; queue: Queue; clock: Clock };

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const later = (now: string, milliseconds: number): string => new Date(Date.parse(now) + milliseconds).toISOString();

/** The older the news, the longer until the next try; after a day nobody waits for it any more. */
async function haveTold({ id, end }: Wave, now: string, { ledger, queue }: Deps): Promise<void> {
  const age = Date.parse(now) - Date.parse(end?.at ?? now);
  if (age > DAY) return ledger.waves.markTold(id);
  await queue.send('talk', showWaveJob(id, now.slice(0, 16)));
  return ledger.waves.postpone(id, later(now, Math.max(2 * MINUTE, age / 4)));
}

async function lookAt(wave: Wave, now: string, deps: Deps): Promise<void> {
  if (isOver(wave)) return haveTold(wave, now, deps);
  await deps.queue.send('waves', judgeJob(wave.id, now.slice(0, 16)));
  return deps.ledger.waves.postpone(wave.id, later(now, 2 * MINUTE));
}

/** What a sweep came to; `failures`: why some were left as they are. */
type Swept = { readonly due: number; readonly failures: readonly unknown[] };

/** Has waves begun again whose worker fell silent, and ends told that were not. */
export async function sweepWaves(deps: Deps): Promise<Swept> {
  const now = deps.clock.now();
  const waves = await deps.ledger.waves.due(now);
  const failures: unknown[] = [];
  // One that cannot be looked at holds up none of the others.
  for (const wave of waves) await lookAt(wave, now, deps).catch((error: unknown) => failures.push(error));
  return { due: waves.length, failures };
}
