import type { Clock, Ledger, Queue } from '../../ports.ts';
import type { Member } from '../../wave/list.ts';
import type { Part } from '../../wave/part.ts';
import type { Head } from '../../wave/summary.ts';
import type { Judged } from '../../wave/survey.ts';
import type { Wave } from '../../wave/wave.ts';

/** Everybody in the directory as they were when it was read. */
export type ReadDirectory = Omit<Head, 'list'> & {
  /** How many of a container can be migrated. */
  count(container: string): Promise<number>;
  /** Those of them who are in a part; `passBy` is told of each of the others. */
  members(container: string, part: Part, passBy: () => void): Iterable<Member>;
  /** What becomes of people, some after some; `onProgress` is told of how many so far. */
  judged(members: Iterable<Member>, onProgress: (people: number) => void): AsyncIterable<Judged>;
  close(): Promise<void>;
};

export type JudgeDeps = {
  readonly ledger: Ledger;
  readonly queue: Queue;
  readonly clock: Clock;
  /** WAVE_SPLIT: of how many people a part is, about (lib/wave/part.ts). */
  readonly split: number;
  /** Reads the directory once. */
  readonly read: (asked: {
    readonly wizard?: NonNullable<Wave['wizard']>;
    readonly onProgress: (recipients: number) => void;
  }) => Promise<ReadDirectory>;
};
