import type { Actor } from '../migration/audit.ts';
import type { WizardVersion } from '../migration/wizard.ts';
import type { ListFormat } from './list.ts';
import type { Since } from './since.ts';

/** asked: it waits for a worker. The last three are ends. */
export type WaveState = 'asked' | 'running' | 'judged' | 'cancelled' | 'failed';

/** How far a worker has come, and when it last said so (ISO 8601, UTC). */
export type WaveProgress = {
  readonly at: string;
  readonly doing: 'reading' | 'checking';
  readonly people: number;
};

/** A part of a wave, which is one worker's at a time. */
export type WavePart = {
  /** How often a worker has begun it. */
  readonly starts: number;
  readonly progress: WaveProgress;
  /** What was found in it is kept. */
  readonly isDone: boolean;
};

/** The message that shows the wave; its files go below it, or into the thread in which it stands. */
export type WavePlace = { readonly channel: string; readonly ts: string; readonly threadTs?: string };

/** How a wave ended. */
export type WaveEnd = {
  readonly at: string;
  /** Who cancelled it. */
  readonly by?: string;
  /** Why it failed, in a sentence that says what to do. */
  readonly why?: string;
};

/** What somebody asked about: a list that was handed in, or a container of the directory. */
export type WaveSubject =
  | { readonly kind: 'list'; readonly name: string; readonly format: ListFormat; readonly people: number }
  | { readonly kind: 'container'; readonly dn: string };

/** A wave that somebody asked for in Slack. Its list and its survey are kept beside it. */
export type Wave = {
  readonly id: string;
  readonly schema: 1;
  readonly by: Actor;
  readonly askedAt: string;
  readonly subject: WaveSubject;
  /** What is asked, whatever it is called and however it is written: the same people, the same digest. */
  readonly digest: string;
  readonly wizard?: WizardVersion;
  readonly state: WaveState;
  /** By their numbers. There are none before a worker has begun, and one until it knows how many people there are. */
  readonly parts: readonly WavePart[];
  /** How many people there are in all, as soon as it is known. */
  readonly people?: number;
  readonly place?: WavePlace;
  /** What has changed since the last time the same was asked, if that can still be read; on a wave that is judged. */
  readonly since?: Since | 'unreadable';
  /** The first wave of the same people that was known when this one was judged, if it is not itself. */
  readonly first?: string;
  readonly end?: WaveEnd;
};

/** A wave before anything became of it. */
export type NewWave = Omit<Wave, 'state' | 'parts' | 'people' | 'place' | 'since' | 'first' | 'end'>;

/** One part of a wave in the hands of a worker: the wave as it then was, and the how-manieth start of the part it is. */
export type WaveWork = { readonly wave: Wave; readonly part: number; readonly start: number };

/** As many people may be on one list. */
export const MOST_PEOPLE = 1_000_000;

/** What a wave is called. */
export const titleOf = ({ subject }: Pick<Wave, 'subject'>): string =>
  subject.kind === 'list' ? subject.name : subject.dn;

/** What was found in all of its parts is kept. */
export const isFound = ({ parts }: Pick<Wave, 'parts'>): boolean =>
  parts.length > 0 && parts.every(({ isDone }) => isDone);

/** Parts of which nothing was found yet, and nothing heard since then. */
export const silentParts = ({ parts }: Pick<Wave, 'parts'>, since: string): readonly number[] =>
  parts.flatMap(({ isDone, progress }, number) => (!isDone && progress.at <= since ? [number] : []));

/** How far all of its parts have come together. */
export function progressOf({ parts }: Pick<Wave, 'parts'>): Omit<WaveProgress, 'at'> {
  const checking = parts.filter(({ isDone, progress }) => isDone || progress.doing === 'checking');
  const people = (some: readonly WavePart[]): readonly number[] => some.map(({ progress }) => progress.people);
  if (checking.length === 0) return { doing: 'reading', people: Math.max(0, ...people(parts)) };
  return { doing: 'checking', people: people(checking).reduce((sum, some) => sum + some, 0) };
}

export const isOver = ({ state }: Pick<Wave, 'state'>): boolean =>
  state === 'judged' || state === 'cancelled' || state === 'failed';
