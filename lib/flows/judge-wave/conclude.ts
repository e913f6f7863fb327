import { NotAsKept } from '../../errors.ts';
import { showWaveJob } from '../../job.ts';
import type { KeptSurvey, Known, Waves } from '../../ports.ts';
import { type Before, comparing, remember, type Since } from '../../wave/since.ts';
import { isOver, titleOf, type Wave } from '../../wave/wave.ts';
import type { JudgeDeps } from './deps.ts';
import { failWave } from './fail.ts';

/** Milliseconds after the end of its last part in which a wave is put together, or never will be. */
const LONG_ENOUGH = 2 * 60 * 60 * 1_000;

const NEVER_ENDED = `All its people were checked, and in two hours nobody could put the answers together: that takes longer than a function may run, or more memory than it has. Hand it in in parts, or from a terminal: npm run -s migcheck -- wave FILE`;

const NOBODY = 'There is nobody in this container who could be migrated.';

/** Ends a wave of which all parts have ended, once, and has it told. */
export async function concludeWave(waveId: string, deps: Pick<JudgeDeps, 'ledger' | 'queue' | 'clock'>): Promise<void> {
  const { waves } = deps.ledger;
  const wave = await waves.wave(waveId);
  // Whoever dies over it is followed by the next, and would be for thirty days.
  if (wave && !isOver(wave) && hasWaitedTooLong(wave, deps.clock.now())) return failWave(waveId, NEVER_ENDED, deps);
  const survey = await waves.survey(waveId);
  if (!wave || !survey || isOver(wave)) return;
  if (survey.people + survey.remarks.length === 0) return failWave(waveId, NOBODY, deps);
  const known = await newestUnder([wave.digest, nameKey(wave)], waves);
  const since = await sinceLast(survey, known, waves);
  const first = await firstOf(known.get(wave.digest), waves);
  const outcome = await waves.judge(waveId, { known, ...(since ? { since } : {}), ...(first ? { first } : {}) });
  // Another one of the same was judged between our look and our write: look once more.
  if (outcome === 'overtaken') return concludeWave(waveId, deps);
  if (outcome === 'judged') await deps.queue.send('talk', showWaveJob(waveId, 'end'));
}

function hasWaitedTooLong({ parts }: Wave, now: string): boolean {
  const last = Math.max(...parts.map(({ progress }) => Date.parse(progress.at)));
  return Date.parse(now) - last > LONG_ENOUGH;
}

/** A list that people were added to goes by its name; nobody else's list of that name is meant. */
const nameKey = (wave: Wave): string =>
  `${wave.by.team ?? wave.by.enterprise ?? ''}:${wave.by.user}:${titleOf(wave).toLowerCase()}`;

async function newestUnder(keys: readonly string[], waves: Waves): Promise<Known> {
  return new Map(await Promise.all(keys.map(async (key) => [key, await waves.newest(key)] as const)));
}

/** The first wave of the same people that is still known, by the newest of them. */
async function firstOf(earlier: string | undefined, waves: Waves): Promise<string | undefined> {
  return earlier === undefined ? undefined : ((await waves.wave(earlier))?.first ?? earlier);
}

/** What has changed since the same was asked last, or since a list of this name was handed in. */
async function sinceLast(survey: KeptSurvey, known: Known, waves: Waves): Promise<Wave['since']> {
  for (const id of known.values()) {
    const before = id === undefined ? undefined : await remembered(id, waves);
    const since = before === 'unreadable' ? before : before && (await sinceThen(before, survey));
    if (since) return since;
  }
  return undefined;
}

/** What an earlier wave found. That it cannot be read is no failure of the one that is to be compared with it. */
async function remembered(id: string, waves: Waves): Promise<Before | 'unreadable'> {
  try {
    const earlier = await waves.survey(id);
    if (!earlier) return 'unreadable';
    const before: Before = { at: earlier.at, people: new Map() };
    for (const piece of earlier.pieces) remember(before, (await piece.read()).verdicts);
    return before;
  } catch (error) {
    if (error instanceof NotAsKept) return 'unreadable';
    throw error;
  }
}

async function sinceThen(before: Before, survey: KeptSurvey): Promise<Since | undefined> {
  const comparison = comparing(before);
  for (const piece of survey.pieces) comparison.add((await piece.read()).verdicts);
  return comparison.since();
}
