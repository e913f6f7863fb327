import { type ExplainedEvent, explainEvents, explainLogged } from './explain.ts';
import { detacher } from './read/detached.ts';
import { readLogStream } from './read/stream.ts';
import { type Summary, startSummary, summaryOf } from './summary.ts';

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

/** What a log comes to, once its events are told. */
export type LogEnd = Omit<ExplainedLog, 'events'>;

type Batches = AsyncGenerator<readonly ExplainedEvent[], LogEnd>;

async function* explainStream(log: AsyncIterable<string>): Batches {
  const gathered = startSummary();
  const detach = detacher();
  let notListed = 0;
  for await (const batch of readLogStream(log, LISTED)) {
    gathered.addOthers(batch.passed);
    notListed += batch.passed;
    const events = batch.events.map((event) => explainLogged(detach(event)));
    events.forEach(gathered.add);
    if (events.length > 0) yield events;
  }
  return { notListed, summary: gathered.summary(), pasted: '' };
}

/** Explains a paste, which is at hand as a whole. */
export function explainPaste(pasted: string): ExplainedLog {
  const events = explainEvents(pasted);
  return { events, notListed: 0, summary: summaryOf(events), pasted };
}

/** Explains a text of any length; a log is read as a stream, its events come as they are read, and none is held. */
export async function* explainBatches(text: AsyncIterable<string>): Batches {
  const start = await begun(text);
  if ('log' in start) return yield* explainStream(start.log);
  const { events, ...end } = explainPaste(start.paste);
  if (events.length > 0) yield events;
  return end;
}

/** The same, with all the events at once. */
export async function explainLog(text: AsyncIterable<string>): Promise<ExplainedLog> {
  const batches = explainBatches(text);
  const events: ExplainedEvent[] = [];
  let next = await batches.next();
  for (; !next.done; next = await batches.next()) for (const event of next.value) events.push(event);
  return { events, ...next.value };
}
