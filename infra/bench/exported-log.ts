import { closeSync, openSync, writeSync } from 'node:fs';
import { isMigrationSource } from '../../lib/events/read/source.ts';
import type { Form } from './log-forms.ts';
import { loggedEvents } from './logged.ts';

/** What was written: so much has to be found. */
export type Written = {
  readonly events: number;
  readonly migrationEvents: number;
  /** How often each number of the wizard's came. */
  readonly counts: Readonly<Record<string, number>>;
};

const BATCH = 1_000_000;

/** Writes a log of this many bytes, and says what is in it. */
export function writeLog(
  file: string,
  { encoding = 'utf8', head = '', oursOfAHundred, print }: Omit<Form, 'name' | 'kind'>,
  bytes: number,
): Written {
  const output = openSync(file, 'w');
  const counts: Record<string, number> = {};
  let [events, migrationEvents, written, batch] = [0, 0, 0, head];
  for (const event of loggedEvents(oursOfAHundred)) {
    batch += print(event);
    events += 1;
    if (isMigrationSource(event.source)) {
      migrationEvents += 1;
      counts[event.id] = (counts[event.id] ?? 0) + 1;
    }
    if (batch.length < Math.min(BATCH, bytes)) continue;
    written += writeSync(output, batch, null, encoding);
    batch = '';
    if (written >= bytes) break;
  }
  closeSync(output);
  return { events, migrationEvents, counts };
}
