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

async function explainStream(log: AsyncIterable<string>): Promise<ExplainedLog> {
  const gathered = startSummary();
  const detach = detacher();
  const events: ExplainedEvent[] = [];
  let notListed = 0;
  for await (const batch of readLogStream(log, LISTED)) {
    gathered.addOthers(batch.passed);
    notListed += batch.passed;
    for (const event of batch.events) {
      const kept = explainLogged(detach(event));
      gathered.add(kept);
      events.push(kept);
    }
  }
  return { events, notListed, summary: gathered.summary(), pasted: '' };
}

/** Explains a paste, which is at hand as a whole. */
export function explainPaste(pasted: string): ExplainedLog {
  const events = explainEvents(pasted);
  return { events, notListed: 0, summary: summaryOf(events), pasted };
}

/** Explains a text of any length; a log is read as a stream, and what is kept of it are its events. */
export async function explainLog(text: AsyncIterable<string>): Promise<ExplainedLog> {
  const start = await begun(text);
  return 'log' in start ? explainStream(start.log) : explainPaste(start.paste);
}
