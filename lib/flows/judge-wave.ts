import { type JobOf, showWaveJob } from '../job.ts';
import type { Clock, Ledger, Queue } from '../ports.ts';
import { isWrongFile, type List } from '../wave/list.ts';
import { openFile } from '../wave/open-file.ts';
import { readList } from '../wave/read/read-list.ts';
import { beforeIn, type Since, sinceThen } from '../wave/since.ts';
import type { Survey } from '../wave/survey.ts';
import { titleOf, type Wave, type WaveProgress } from '../wave/wave.ts';

/** Whom a wave is about, and how far it has come while it is judged. */
export type Judging = {
  readonly of: { readonly list: List } | { readonly container: string };
  readonly wizard?: Wave['wizard'];
  /** Throws when the wave is over. */
  readonly onProgress: (progress: Omit<WaveProgress, 'at'>) => void;
};

type Deps = {
  readonly ledger: Ledger;
  readonly queue: Queue;
  readonly clock: Clock;
  /** Reads the directory once, and judges everybody. */
  readonly judge: (judging: Judging) => Promise<Survey>;
};

/** Milliseconds between two words of a worker; Slack is not told oftener how far it is. */
const EVERY = 3_000;

/** Milliseconds without a word after which another worker takes over. */
const SILENCE = 60_000;

/** A worker that was ended this often without a word will be again. */
const MOST_STARTS = 3;

const GIVEN_UP = `It was begun ${MOST_STARTS} times and never came to its end: it takes longer than a function may run, or more memory than it has. Hand it in in parts, or from a terminal: npm run -s migcheck -- wave FILE`;

const NOBODY = 'There is nobody in this container who could be migrated.';

/** Somebody cancelled it, or another worker has it. */
class WaveOver extends Error {}

/** Judges everybody of a wave, and says how far it is as it goes. A copy that finds another at work leaves it to them. */
export async function judgeWave({ waveId }: JobOf<'judge-wave'>, deps: Deps): Promise<void> {
  const { ledger, clock } = deps;
  const silentSince = new Date(Date.parse(clock.now()) - SILENCE).toISOString();
  const wave = await ledger.waves.start(waveId, silentSince);
  if (wave === 'over' || wave === 'busy') return;
  if (wave.starts > MOST_STARTS) return failWave(waveId, GIVEN_UP, deps);
  const beat = beating(wave, deps);
  try {
    const survey = await deps.judge(await judgingOf(wave, beat.at, deps));
    if (survey.verdicts.length + survey.findings.length === 0) return await failWave(waveId, NOBODY, deps);
    await conclude(wave, survey, deps);
  } catch (error) {
    if (!(error instanceof WaveOver)) throw error;
  } finally {
    await beat.said();
  }
}

/** Ends a wave that cannot be judged, and has it told. */
export async function failWave(
  waveId: string,
  why: string,
  { ledger, queue, clock }: Pick<Deps, 'ledger' | 'queue' | 'clock'>,
): Promise<void> {
  await ledger.waves.end(waveId, 'failed', { at: clock.now(), why });
  await queue.send('talk', showWaveJob(waveId, 'end'));
}

async function judgingOf(wave: Wave, onProgress: Judging['onProgress'], { ledger }: Deps): Promise<Judging> {
  const common = { onProgress, ...(wave.wizard ? { wizard: wave.wizard } : {}) };
  if (wave.subject.kind === 'container') return { of: { container: wave.subject.dn }, ...common };
  const opened = openFile((await ledger.waves.list(wave.id)) ?? Buffer.of());
  const list = isWrongFile(opened) ? opened : readList(opened.text);
  // It was read as a list when it was handed in.
  if (isWrongFile(list)) throw new Error(`The list of wave ${wave.id} cannot be read again`);
  return { of: { list }, ...common };
}

async function conclude(wave: Wave, survey: Survey, { ledger, queue }: Deps): Promise<void> {
  const keys = [wave.digest, nameKey(wave)];
  const since = await sinceLast(wave, keys, survey, ledger);
  const judged = await ledger.waves.judge(wave, survey, { keys, ...(since ? { since } : {}) });
  if (judged) await queue.send('talk', showWaveJob(wave.id, 'end'));
}

/** A list that people were added to goes by its name; nobody else's list of that name is meant. */
const nameKey = (wave: Wave): string =>
  `${wave.by.team ?? wave.by.enterprise ?? ''}:${wave.by.user}:${titleOf(wave).toLowerCase()}`;

/** What has changed since the same was asked last, or since a list of this name was handed in. */
async function sinceLast(
  wave: Wave,
  keys: readonly string[],
  { verdicts }: Survey,
  { waves }: Ledger,
): Promise<Since | undefined> {
  for (const key of keys) {
    const id = await waves.newest(key);
    const before = id === undefined || id === wave.id ? undefined : await waves.survey(id);
    const since = before && sinceThen(before.at, beforeIn(before.verdicts), verdicts);
    if (since) return since;
  }
  return undefined;
}

/** Says how far a worker is, at most every three seconds, beside the work; and hears whether the wave is over. */
function beating(wave: Wave, { ledger, queue, clock }: Deps) {
  let last = Date.parse(clock.now());
  let isOver = false;
  let saying: Promise<void> | undefined;
  const say = async (progress: WaveProgress): Promise<void> => {
    if (await ledger.waves.beat(wave, progress)) await queue.send('talk', showWaveJob(wave.id, progress.at));
    else isOver = true;
  };
  return {
    at: (progress: Omit<WaveProgress, 'at'>) => {
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
    },
    said: async () => void (await saying),
  };
}
