import type { Clock, Waves } from '../../ports.ts';
import { isFound, isOver, silentParts, type Wave, type WaveWork } from '../../wave/wave.ts';
import type { Kept } from './pieces.ts';
import type { Store } from './record.ts';
import { epochSeconds } from './rows.ts';
import { after, change, KEPT_FOR, type PartRow, readRow, SILENCE, waveOf } from './wave-rows.ts';

const fresh = (at: string, starts: number): PartRow => ({ starts, progress: { at, doing: 'reading', people: 0 } });

type Start = Parameters<Waves['start']>[1] & { readonly id: string };

/** Which part is to be begun; undefined where another worker has it, or it is done. */
function partFor(wave: Wave, { part, silentSince }: Start): number | undefined {
  if (wave.parts.length === 0) return 0;
  const [silent] = silentParts(wave, silentSince);
  if (part === undefined) return silent;
  const { isDone, starts, progress } = wave.parts[part] ?? { isDone: true, starts: 0, progress: { at: '' } };
  return !isDone && (starts === 0 || progress.at <= silentSince) ? part : undefined;
}

/**
 * Nobody has begun, or one of a version that knew no parts, and is silent: without `starts` it writes nothing more. From
 * now on all that is kept of the wave goes by this time to live.
 */
const first = (now: string, silentSince: string) => ({
  set: { state: 'running', parts: { 0: fresh(now, 1) }, ttl: epochSeconds(now) + KEPT_FOR, dueAt: after(now, SILENCE) },
  remove: ['starts'],
  when: '#state = :asked OR (#state = :running AND attribute_not_exists(#parts) AND #progress.#at <= :silent)',
  values: { asked: 'asked', running: 'running', silent: silentSince },
});

/** The part as it was read has not been begun by another worker since. */
const next = (part: number, { parts }: Wave, now: string) => {
  const { starts = 0, progress } = parts[part] ?? {};
  const at = `#parts.#${part}`;
  return {
    set: { [`parts.${part}`]: fresh(now, starts + 1), dueAt: after(now, SILENCE) },
    when: `#state = :running AND ${at}.#starts = :before AND ${at}.#progress.#at = :silent AND attribute_not_exists(${at}.#found)`,
    values: { running: 'running', before: starts, silent: progress?.at },
  };
};

export async function start(store: Store, clock: Clock, asked: Start): ReturnType<Waves['start']> {
  const row = await readRow(store, clock, asked.id);
  const wave = row && waveOf(row);
  if (!wave || isOver(wave)) return 'over';
  if (isFound(wave)) return 'found';
  const part = partFor(wave, asked);
  if (part === undefined) return 'busy';
  const now = clock.now();
  const how = wave.parts.length === 0 ? first(now, asked.silentSince) : next(part, wave, now);
  const begun = await change(store, wave.id, how);
  return begun ? { wave: waveOf(begun), part, start: (wave.parts[part]?.starts ?? 0) + 1 } : 'busy';
}

/** A part that is in this worker's hands and in no other's. */
const inHand = ({ part, start: mine }: WaveWork) => ({
  when: `#state = :running AND #parts.#${part}.#starts = :mine AND attribute_not_exists(#parts.#${part}.#found)`,
  values: { running: 'running', mine },
});

type Cut = Parameters<Waves['cut']>[1];

export async function cut(store: Store, clock: Clock, { work, parts, people }: Cut & { readonly work: WaveWork }) {
  const now = clock.now();
  const others = Array.from({ length: parts - 1 }, (_, index) => [`parts.${index + 1}`, fresh(now, 0)] as const);
  const { when, values } = inHand(work);
  const row = await change(store, work.wave.id, {
    set: { people, ...Object.fromEntries(others), dueAt: after(now, SILENCE) },
    when: `${when} AND attribute_not_exists(#people)`,
    values,
  });
  return row && waveOf(row);
}

/** Notes something about a part; the wave as it then stands. */
async function note(store: Store, work: WaveWork, set: Partial<PartRow>): Promise<Wave | undefined> {
  const { part, wave } = work;
  const row = await change(store, wave.id, {
    set: {
      ...Object.fromEntries(Object.entries(set).map(([name, value]) => [`parts.${part}.${name}`, value])),
      ...(set.progress ? { dueAt: after(set.progress.at, SILENCE) } : {}),
    },
    ...inHand(work),
  });
  return row && waveOf(row);
}

export const beat = (store: Store, work: WaveWork, progress: PartRow['progress']): Promise<Wave | undefined> =>
  note(store, work, { progress });

export const finish = (store: Store, work: WaveWork, end: { progress: PartRow['progress']; found: Kept }) =>
  note(store, work, end);
