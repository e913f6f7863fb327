import { countsSentence } from './counts.ts';
import type { ExplainedEvent } from './explain.ts';
import { type DateOrder, type PrintedTime, startOrder, timeOf } from './times.ts';
import { byUrgency, isTelling } from './urgency.ts';

/** How often an event came, and whom it names. */
export type Count = {
  readonly source: string | null;
  readonly id: number;
  readonly title: string | null;
  readonly count: number;
  readonly accounts: readonly string[];
};

/** What many events come to. Times are as they were printed. */
export type Summary = {
  readonly events: number;
  readonly migrationEvents: number;
  readonly explained: number;
  /** The wizard's events, the most frequent first. */
  readonly counts: readonly Count[];
  /** Everybody whom an event names. */
  readonly accounts: readonly string[];
  readonly first: string | null;
  readonly last: string | null;
  /** How dates like 5/7/2002 were read; null where nothing hung on it. */
  readonly datesRead: DateOrder | null;
  /** What the summaries of the runs (10068, 8001) say. */
  readonly runs: readonly string[];
  /** What to do first, in order. */
  readonly doFirst: readonly string[];
};

/** Names beyond this are counted with the events and not listed. */
const LISTED = 1_000;

type Entry = { readonly event: ExplainedEvent; count: number; readonly accounts: Set<string> };

const keyOf = ({ id, source, known }: ExplainedEvent): string => `${known?.source ?? source ?? ''} ${id}`;

function adviceOf({ event, count }: Entry): string {
  const times = count === 1 ? 'once' : `${count} times`;
  if (!event.known) return `Event ${event.id} (${times}) is not known: collect what stands around it.`;
  const { title, causes } = event.known;
  const [only, ...more] = causes;
  const step = more.length > 0 ? `Tell its ${causes.length} causes apart.` : (only?.remedy[0] ?? '');
  return `Event ${event.id} (${times}): ${title}. ${step}`.trim();
}

/** Follow-ups and summaries explain nothing, so they are nothing to begin with, unless they are all there is. */
function doFirst(entries: readonly Entry[]): readonly string[] {
  const inOrder = [...entries].sort(byUrgency);
  const telling = inOrder.filter(isTelling);
  return (telling.length > 0 ? telling : inOrder.filter(({ event }) => event.known?.follows)).slice(0, 3).map(adviceOf);
}

const ORDERS: readonly DateOrder[] = ['day first', 'month first'];

const isBefore = (time: number, held: number | undefined): boolean =>
  held === undefined || (Number.isNaN(held) && !Number.isNaN(time)) || time < held;

/** The first and the last of many times, for either order of day and month; which one counts, all together tell. */
function startTimes() {
  const found: Record<DateOrder, { first?: PrintedTime; last?: PrintedTime }> = { 'day first': {}, 'month first': {} };
  const { add: tell, order } = startOrder();
  function add(printed: string): void {
    const time = timeOf(printed);
    tell(time);
    for (const read of ORDERS) {
      const times = found[read];
      // What cannot be read stands for itself only where nothing else can.
      if (isBefore(time[read], times.first?.[read])) times.first = time;
      if (isBefore(-time[read], times.last && -times.last[read])) times.last = time;
    }
  }
  function times() {
    const told = order();
    const { first, last } = found[told ?? 'month first'];
    const ends = { first: first?.printed ?? null, last: last?.printed ?? null };
    // Between two dates that either reading puts in this order there is nothing to be said.
    return { ...ends, datesRead: first === last ? null : (told ?? null) };
  }
  return { add, times };
}

/** Gathers events one by one, so that a log of any length is summed up in the memory of its distinct events. */
export function startSummary(): {
  readonly add: (event: ExplainedEvent) => void;
  /** Other programs' events, of which nothing is said but how many there are. */
  readonly addOthers: (count: number) => void;
  readonly summary: () => Summary;
} {
  const entries = new Map<string, Entry>();
  const accounts = new Set<string>();
  const runs: string[] = [];
  const seen = { events: 0, migrationEvents: 0, explained: 0 };
  const times = startTimes();

  function add(event: ExplainedEvent): void {
    seen.events += 1;
    if (!event.isMigrationEvent) return;
    seen.migrationEvents += 1;
    if (event.known) seen.explained += 1;
    const entry = entries.get(keyOf(event)) ?? { event, count: 0, accounts: new Set<string>() };
    entry.count += 1;
    entries.set(keyOf(event), entry);
    const { account } = event.placeholders;
    if (account && accounts.size < LISTED) for (const names of [entry.accounts, accounts]) names.add(account);
    const sentence = countsSentence(event.id, event.text);
    if (sentence && runs.length < LISTED) runs.push(sentence);
    if (event.at) times.add(event.at);
  }

  function summary(): Summary {
    const all = [...entries.values()];
    const counts = all
      .map(({ event, count, accounts: names }) => ({
        source: event.source ?? null,
        id: event.id,
        title: event.known?.title ?? null,
        count,
        accounts: [...names],
      }))
      .sort((one, other) => other.count - one.count);
    return { ...seen, counts, accounts: [...accounts], ...times.times(), runs, doFirst: doFirst(all) };
  }

  const addOthers = (count: number): void => {
    seen.events += count;
  };

  return { add, addOthers, summary };
}

/** Sums up the events of one paste. */
export function summaryOf(events: readonly ExplainedEvent[]): Summary {
  const gathered = startSummary();
  for (const event of events) gathered.add(event);
  return gathered.summary();
}
