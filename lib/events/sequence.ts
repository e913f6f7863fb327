import type { Forerunner } from './catalogue/entry.ts';
import { familyOf } from './catalogue.ts';
import type { ExplainedEvent } from './explain.ts';
import { timesIn } from './times.ts';

/** A consequence, and which event of the same paste explains it; without `of` that event was not pasted. */
export type FollowUp = { readonly kind: 'follow-up'; readonly of?: number; readonly says: string };

/** More events than a wizard logs between a fault and its consequence. */
const FARTHEST = 200;

/** Where a run of the wizard begins in the log. */
const RUN_BEGINS = 10_002;

const isOne = ({ id, source, isMigrationEvent }: ExplainedEvent, forerunners: readonly Forerunner[]): boolean =>
  isMigrationEvent &&
  forerunners.some((one) => id >= one.from && id <= one.to && familyOf(source ?? 'MSExchangeMig') === one.source);

/** Event Viewer shows the newest event first, and copies so; the times tell, where they can be read. */
export function isNewestFirst(events: readonly ExplainedEvent[]): boolean {
  const times = timesIn(events.flatMap(({ at }) => at ?? [])).filter((time) => !Number.isNaN(time));
  const steps = times.slice(1).map((time, index) => Math.sign(time - (times[index] ?? time)));
  return steps.reduce((sum, step) => sum + step, 0) < 0;
}

type Search = { readonly events: readonly ExplainedEvent[]; readonly step: 1 | -1 };

/** The nearest forerunner in one direction, within the same run. */
function nearest({ events, step }: Search, from: number, forerunners: readonly Forerunner[]): number | undefined {
  for (let index = from + step; Math.abs(index - from) <= FARTHEST; index += step) {
    const event = events[index];
    if (!event || (event.isMigrationEvent && event.id === RUN_BEGINS)) return undefined;
    if (isOne(event, forerunners)) return index;
  }
  return undefined;
}

/** What an event follows from; the way back is gone to its end (8002, then 8124, then 8074). */
function rootOf(events: readonly ExplainedEvent[], index: number, ways: readonly (1 | -1)[]): number | undefined {
  const follows = events[index]?.known?.follows;
  if (!follows) return undefined;
  for (const step of ways) {
    const found = nearest({ events, step }, index, follows);
    if (found !== undefined && found !== index) return rootOf(events, found, [step]) ?? found;
  }
  return undefined;
}

const MISSING: Record<number, string> = {
  8002: 'It says nothing of its own. The 8xxx event logged before it is not in this text: paste that one, too.',
  8124: 'It only says that a section was skipped. The 8074 or 8030 logged before it is not in this text: paste that one, too.',
  8149: 'It only points to MSExchangeMigDS. No event of that source is in this text: paste the one logged at the same time, too.',
};

function followUp(events: readonly ExplainedEvent[], index: number, ways: readonly (1 | -1)[]): FollowUp | undefined {
  const event = events[index];
  if (!event?.known?.follows) return undefined;
  const of = rootOf(events, index, ways);
  const root = of === undefined ? undefined : events[of];
  if (of === undefined || !root)
    return { kind: 'follow-up', says: MISSING[event.id] ?? 'The event before it explains it.' };
  const source = root.known?.source ?? root.source ?? '';
  return {
    kind: 'follow-up',
    of,
    says: `Follows from event ${root.id} of ${source}, which is explained in its place.`,
  };
}

const waysIn = (events: readonly ExplainedEvent[]) => (isNewestFirst(events) ? ([1, -1] as const) : ([-1, 1] as const));

/** For each event of a paste, in order: is it the consequence of another one, and of which (domain.md 3.1)? */
export function followUpsIn(events: readonly ExplainedEvent[]): readonly (FollowUp | undefined)[] {
  const ways = waysIn(events);
  return events.map((_, index) => followUp(events, index, ways));
}

/** An event, and what it follows from; `of` counts from the first event of all. */
export type Linked = { readonly event: ExplainedEvent; readonly followUp: FollowUp | undefined };

/** A consequence of a consequence of a consequence is as far from its cause. */
const REACH = 3 * FARTHEST;
/** So many events tell which end of the log is the newer one; from then on so many are told at once. */
const FIRST_BLOCK = 2_000;
const BLOCK = 100;

/** The same of events that come one by one, without end: those near to each other are held, and no others. */
export function startLinking(): {
  readonly add: (events: readonly ExplainedEvent[]) => readonly Linked[];
  readonly end: () => readonly Linked[];
} {
  let held: ExplainedEvent[] = [];
  let [told, gone] = [0, 0];
  let ways: ReturnType<typeof waysIn> | undefined;
  function linked(index: number): Linked {
    ways ??= waysIn(held);
    const found = followUp(held, index, ways);
    const isFound = found?.of !== undefined;
    return {
      event: held[index] as ExplainedEvent,
      followUp: isFound ? { ...found, of: (found.of ?? 0) + gone } : found,
    };
  }
  function tell(until: number): readonly Linked[] {
    const links: Linked[] = [];
    for (; told < until; told += 1) links.push(linked(told));
    const dropped = Math.max(0, told - REACH);
    held = held.slice(dropped);
    [told, gone] = [told - dropped, gone + dropped];
    return links;
  }
  const add = (events: readonly ExplainedEvent[]): readonly Linked[] => {
    for (const event of events) held.push(event);
    const block = ways ? BLOCK : FIRST_BLOCK;
    return held.length - told < block + REACH ? [] : tell(held.length - REACH);
  };
  return { add, end: () => tell(held.length) };
}
