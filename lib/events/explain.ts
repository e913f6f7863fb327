import { describedEvents, type KnownEvent, knownEvent } from './catalogue.ts';
import { type Placeholders, placeholdersIn, saysSo } from './placeholders.ts';
import type { LoggedEvent } from './read/logged-event.ts';
import { readEvents } from './read/read-events.ts';
import { isMigrationEvent } from './read/source.ts';

/** An event with what is known of it. */
export type ExplainedEvent = LoggedEvent & {
  /** Its source is the migration wizard's, or its text is and no source was named. */
  readonly isMigrationEvent: boolean;
  /** Present when the catalogue holds it; never for another source's event of the same id. */
  readonly known?: KnownEvent;
  /** Account, path, line and the like, as the event's text names them. */
  readonly placeholders: Placeholders;
  /** All of it as it was pasted. */
  readonly text: string;
};

const textOf = ({ description, lines }: LoggedEvent, pasted: readonly string[]): string =>
  description ?? pasted.slice(lines.from - 1, lines.to).join('\n');

/** Where no source is named the text says which of the two families it is. */
function knownByText(id: number, text: string): KnownEvent | undefined {
  const described = describedEvents().find((event) => event.id === id && saysSo(event, text));
  return knownEvent(described?.family ?? 'MSExchangeMig', id);
}

function explain(event: LoggedEvent, pasted: readonly string[]): ExplainedEvent {
  const { id, source } = event;
  const isOurs = isMigrationEvent(event);
  const text = textOf(event, pasted);
  if (!isOurs) return { ...event, text, isMigrationEvent: false, placeholders: {} };
  const known = source ? knownEvent(source, id) : knownByText(id, text);
  const placeholders = known ? placeholdersIn(known, text) : {};
  return { ...event, text, isMigrationEvent: true, ...(known ? { known } : {}), placeholders };
}

/** Explains an event of a log, whose text is not at hand any more. */
export const explainLogged = (event: LoggedEvent): ExplainedEvent => explain(event, []);

/** Explains what was pasted, in order. Empty when there is no event in it. */
export function explainEvents(pasted: string): readonly ExplainedEvent[] {
  const lines = pasted.split(/\r\n?|\n/);
  return readEvents(pasted).map((event) => explain(event, lines));
}
