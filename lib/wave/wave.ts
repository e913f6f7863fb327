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
  /** How many there are in all, where that is known. */
  readonly of?: number;
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
  /** How often a worker has begun it. */
  readonly starts: number;
  readonly place?: WavePlace;
  readonly progress?: WaveProgress;
  /** What has changed since the last time the same was asked; on a wave that is judged. */
  readonly since?: Since;
  readonly end?: WaveEnd;
};

/** A wave before anything became of it. */
export type NewWave = Omit<Wave, 'state' | 'starts' | 'place' | 'progress' | 'since' | 'end'>;

/** As many people as the answer can be made of and put into Slack within a function's memory and time. */
export const MOST_PEOPLE = 100_000;

/** What a wave is called. */
export const titleOf = ({ subject }: Pick<Wave, 'subject'>): string =>
  subject.kind === 'list' ? subject.name : subject.dn;

export const isOver = ({ state }: Pick<Wave, 'state'>): boolean =>
  state === 'judged' || state === 'cancelled' || state === 'failed';
