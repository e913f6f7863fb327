import { countsSentence } from './counts.ts';
import type { ExplainedEvent } from './explain.ts';

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
  /** What the summaries of the runs (10068, 8001) say. */
  readonly runs: readonly string[];
  /** What to do first, in order. */
  readonly doFirst: readonly string[];
};

/** Names beyond this are counted with the events and not listed. */
const LISTED = 1_000;

type Entry = { readonly event: ExplainedEvent; count: number; readonly accounts: Set<string> };

const keyOf = ({ id, source, known }: ExplainedEvent): string => `${known?.source ?? source ?? ''} ${id}`;

/** What stops a whole run comes before what stops one account, and that before single items. */
const REACH = { run: 0, account: 1, item: 2, nothing: 3 } as const;
/** An event that is not known may be any of them: it is looked at behind those that are known to stop something. */
const UNKNOWN = 2.5;

const rankOf = ({ event }: Entry): number => (event.known ? REACH[event.known.reach] : UNKNOWN);

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
  const inOrder = [...entries].sort((one, other) => rankOf(one) - rankOf(other) || other.count - one.count);
  const telling = inOrder.filter((entry) => rankOf(entry) < REACH.nothing);
  return (telling.length > 0 ? telling : inOrder.filter(({ event }) => event.known?.follows)).slice(0, 3).map(adviceOf);
}

const isEarlier = (one: string, other: string): boolean => Date.parse(one) < Date.parse(other);

/** Gathers events one by one, so that a log of any length is summed up in the memory of its distinct events. */
export function startSummary(): { readonly add: (event: ExplainedEvent) => void; readonly summary: () => Summary } {
  const entries = new Map<string, Entry>();
  const accounts = new Set<string>();
  const runs: string[] = [];
  const seen = { events: 0, migrationEvents: 0, explained: 0 };
  const times: { first?: string; last?: string } = {};

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
    if (!event.at) return;
    if (times.first === undefined || isEarlier(event.at, times.first)) times.first = event.at;
    if (times.last === undefined || !isEarlier(event.at, times.last)) times.last = event.at;
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
    const [first, last] = [times.first ?? null, times.last ?? null];
    return { ...seen, counts, accounts: [...accounts], first, last, runs, doFirst: doFirst(all) };
  }

  return { add, summary };
}

/** Sums up the events of one paste. */
export function summaryOf(events: readonly ExplainedEvent[]): Summary {
  const gathered = startSummary();
  for (const event of events) gathered.add(event);
  return gathered.summary();
}
