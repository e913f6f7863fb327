import type { LoggedEvent } from './logged-event.ts';
import { isMigrationEvent, isMigrationSource } from './source.ts';

/** What a part of a log holds. `passed`: events of other programs that are only counted. */
export type Batch = { readonly events: readonly LoggedEvent[]; readonly passed: number };

/** What a reader tells of the events that it finds, in order. */
export type Found = {
  /** True while other programs' events are gathered, too. */
  readonly wantsOthers: () => boolean;
  /** False when an event of this source would only be counted: it is enough then to say that it was there. */
  readonly isWanted: (source: string | undefined) => boolean;
  readonly take: (event: LoggedEvent) => void;
  readonly pass: () => void;
};

/** Gathers what a reader finds: the wizard's events, as many of other programs, and the number of all others. */
export function gathering(mostOthers: number): Found & { readonly batch: () => Batch } {
  let events: LoggedEvent[] = [];
  let [others, passed] = [0, 0];
  const wantsOthers = (): boolean => others < mostOthers;
  const isWanted = (source: string | undefined): boolean =>
    wantsOthers() || !source?.trim() || isMigrationSource(source);
  const pass = () => {
    passed += 1;
  };
  const take = (event: LoggedEvent) => {
    const isOurs = isMigrationEvent(event);
    if (!isOurs && !wantsOthers()) return pass();
    if (!isOurs) others += 1;
    events.push(event);
  };
  const batch = (): Batch => {
    const full = { events, passed };
    [events, passed] = [[], 0];
    return full;
  };
  return { wantsOthers, isWanted, take, pass, batch };
}
