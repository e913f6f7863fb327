import { idsSaidIn } from './known-texts.ts';
import { severityOf } from './labels.ts';
import type { LoggedEvent, Printed, Shape } from './logged-event.ts';

type Said = Printed & { readonly shape: Shape };
type Where = {
  readonly lines: LoggedEvent['lines'] /** All that was printed of it; its description when left out. */;
  readonly text?: string;
};

/** An event with what it was recognised by: its source, or its text where no source is named. */
export function recognized(id: number, said: Said, { lines, text = said.description ?? '' }: Where): LoggedEvent {
  const severity = said.type && severityOf(said.type);
  const byText = !said.source && idsSaidIn(text).includes(id);
  const recognizedBy = said.source ? 'source' : byText ? 'description' : 'number';
  const event = { ...said, id, lines, recognizedBy } as const;
  return severity ? { ...event, severity } : event;
}
