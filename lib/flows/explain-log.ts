import { type ExplainedEvent, explainEvents, explainLogged } from '../events/explain.ts';
import type { LoggedEvent } from '../events/read/logged-event.ts';
import { readEventStream } from '../events/read/stream.ts';
import { type Summary, startSummary, summaryOf } from '../events/summary.ts';

/** What a text or a whole log holds. */
export type ExplainedLog = {
  /** All events of a paste; of a log the wizard's, and as many of other programs as a paste could hold. */
  readonly events: readonly ExplainedEvent[];
  /** Events of other programs that are counted in the summary and are not among the events. */
  readonly notListed: number;
  readonly summary: Summary;
  /** The text, where it is short enough to be a paste; empty for a log. */
  readonly pasted: string;
};

/** Characters; a longer text is a log. */
const LONGEST_PASTE = 1_000_000;
/** Events of other programs that are listed. */
const LISTED = 1_000;

type Begun = { readonly paste: string } | { readonly log: AsyncIterable<string> };

/** Reads on until it is certain whether a text is a paste. */
async function begun(text: AsyncIterable<string>): Promise<Begun> {
  const pieces = text[Symbol.asyncIterator]();
  const read: string[] = [];
  let length = 0;
  for (let piece = await pieces.next(); !piece.done; piece = await pieces.next()) {
    read.push(piece.value);
    length += piece.value.length;
    if (length > LONGEST_PASTE) break;
  }
  if (length <= LONGEST_PASTE) return { paste: read.join('') };
  async function* whole(): AsyncGenerator<string> {
    yield* read.splice(0);
    for (let piece = await pieces.next(); !piece.done; piece = await pieces.next()) yield piece.value;
  }
  return { log: whole() };
}

/** More different texts than the events of one log have. */
const MOST_TEXTS = 20_000;

/** Copies that hold on to nothing of the text they were cut out of, which would keep the whole log in memory. */
function detacher(): (event: LoggedEvent) => LoggedEvent {
  const texts = new Map<string, string>();
  const copyOf = (text: string): string => {
    const held = texts.get(text);
    if (held !== undefined) return held;
    const copy = Buffer.from(text).toString();
    if (texts.size < MOST_TEXTS) texts.set(copy, copy);
    return copy;
  };
  return (event) =>
    Object.fromEntries(
      Object.entries(event).map(([name, value]) => [name, typeof value === 'string' ? copyOf(value) : value]),
    ) as LoggedEvent;
}

async function explainStream(log: AsyncIterable<string>): Promise<ExplainedLog> {
  const gathered = startSummary();
  const detached = detacher();
  const events: ExplainedEvent[] = [];
  let foreign = 0;
  for await (const event of readEventStream(log)) {
    const explained = explainLogged(event);
    if (!explained.isMigrationEvent) foreign += 1;
    if (!explained.isMigrationEvent && foreign > LISTED) {
      gathered.add(explained);
      continue;
    }
    const kept = explainLogged(detached(event));
    gathered.add(kept);
    events.push(kept);
  }
  return { events, notListed: Math.max(0, foreign - LISTED), summary: gathered.summary(), pasted: '' };
}

/** Explains a text of any length; a log is read as a stream, and what is kept of it are its events. */
export async function explainLog(text: AsyncIterable<string>): Promise<ExplainedLog> {
  const start = await begun(text);
  if ('log' in start) return explainStream(start.log);
  const events = explainEvents(start.paste);
  return { events, notListed: 0, summary: summaryOf(events), pasted: start.paste };
}
