import { type JobOf, judgeJob } from '../job.ts';
import { isFound, silentParts, type WaveWork } from '../wave/wave.ts';
import { type Beat, beating, WaveOver } from './judge-wave/beat.ts';
import { concludeWave } from './judge-wave/conclude.ts';
import type { JudgeDeps } from './judge-wave/deps.ts';
import { failWave } from './judge-wave/fail.ts';
import { besidePeople } from './judge-wave/findings-beside.ts';
import { inContainer, onList, type Whom } from './judge-wave/whom.ts';

/** Milliseconds without a word after which another worker takes over. */
const SILENCE = 60_000;

/** A worker that was ended this often without a word will be again. */
const MOST_STARTS = 3;

const GIVEN_UP = `It was begun ${MOST_STARTS} times and never came to its end: it takes longer than a function may run, or more memory than it has. Hand it in in parts, or from a terminal: npm run -s migcheck -- wave FILE`;

/**
 * Judges a part of a wave, and says how far it is as it goes; whoever ends the last part ends the wave. A copy that
 * finds others at work leaves it to them.
 */
export async function judgeWave({ waveId, part }: JobOf<'judge-wave'>, deps: JudgeDeps): Promise<void> {
  const now = deps.clock.now();
  const silentSince = new Date(Date.parse(now) - SILENCE).toISOString();
  const work = await deps.ledger.waves.start(waveId, { part, silentSince });
  if (work === 'over' || work === 'busy') return;
  if (work === 'found') return concludeWave(waveId, deps);
  if (work.start > MOST_STARTS) return failWave(waveId, GIVEN_UP, deps);
  // Whoever finds one that has fallen silent sends for all of them.
  for (const silent of silentParts(work.wave, silentSince))
    await deps.queue.send('waves', judgeJob(waveId, `${silent}:${now}`, silent));
  if (await worked(work, deps)) await concludeWave(waveId, deps);
}

/** Works a part to its end; true where with it all of them have ended. */
async function worked(work: WaveWork, deps: JudgeDeps): Promise<boolean> {
  const beat = beating(work, deps);
  try {
    return await (work.wave.subject.kind === 'list' ? listWorked : containerWorked)(work, beat.at, deps);
  } catch (error) {
    if (!(error instanceof WaveOver)) throw error;
    return false;
  } finally {
    await beat.said();
  }
}

async function listWorked(work: WaveWork, beat: Beat, deps: JudgeDeps): Promise<boolean> {
  const whom = await onList(work, deps);
  return judged(work, { whom, directory: await read(work, beat, deps) }, { beat, ...deps });
}

async function containerWorked(work: WaveWork, beat: Beat, deps: JudgeDeps): Promise<boolean> {
  const directory = await read(work, beat, deps);
  return judged(work, { whom: await inContainer(work, directory, deps), directory }, { beat, ...deps });
}

const read = ({ wave: { wizard } }: WaveWork, beat: Beat, deps: JudgeDeps) =>
  deps.read({ ...(wizard ? { wizard } : {}), onProgress: (people) => beat({ doing: 'reading', people }) });

type Asked = { readonly whom: Whom; readonly directory: Awaited<ReturnType<JudgeDeps['read']>> };

/** Asks for everybody of a part, and keeps what comes of it as it goes. */
async function judged(work: WaveWork, { whom, directory }: Asked, deps: JudgeDeps & { beat: Beat }): Promise<boolean> {
  const gathering = deps.ledger.waves.gather(work);
  const beside = besidePeople(whom.findings);
  const onProgress = (people: number): void => deps.beat({ doing: 'checking', people });
  try {
    for await (const some of directory.judged(whom.members, onProgress)) await gathering.keep(beside.of(some));
    await gathering.keep(beside.rest());
  } finally {
    // What was read is not kept while the whole is put together.
    await directory.close();
  }
  const { view, recipients, at } = directory;
  const wave = await gathering.end({ at, list: whom.list(), view, recipients });
  return wave !== undefined && isFound(wave);
}
