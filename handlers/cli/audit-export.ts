import { stringify } from 'csv-stringify/sync';
import type { Environment } from '../../lib/adapters/settings.ts';
import { parsePeriod } from '../../lib/asking/period.ts';
import { RECORD_COLUMNS, recordCells } from '../../lib/cards/record-cells.ts';
import { verbatim } from '../../lib/cards/visible.ts';
import { Misuse } from '../../lib/errors.ts';
import { exportRecords, type Wanted } from '../../lib/flows/export-records.ts';
import type { AuditRecord } from '../../lib/migration/audit.ts';
import type { Archive } from '../../lib/ports.ts';
import type { Pieces } from './answered.ts';
import { objectsAsked, userNamed } from './audit-named.ts';

type Options = {
  readonly [Name in 'from' | 'to' | 'user' | 'recipient']?: string | undefined;
} & { readonly csv?: boolean | undefined; readonly json?: boolean | undefined };

async function wantedOf({ from, to, user, recipient }: Options, environment: Environment): Promise<Wanted> {
  const period = parsePeriod(from, to);
  if ('kind' in period) throw new Misuse(`${period.problem} Type: ${period.instead}`);
  return {
    ...period,
    ...(user === undefined ? {} : { user: userNamed(user) }),
    ...(recipient === undefined ? {} : { dns: await objectsAsked(recipient, environment) }),
  };
}

type Form = { readonly head: string; line(record: AuditRecord, index: number): string; readonly end: string };

const cells = (line: readonly string[]): string => stringify([[...line]], { record_delimiter: 'windows' });

/** RFC 4180: commas, quotes where they are needed, lines that end in CR LF, a header. */
const CSV: Form = { head: cells(RECORD_COLUMNS), line: (record) => cells(recordCells(record)), end: '' };

const JSON_LIST: Form = {
  head: '[',
  line: (record, index) => `${index > 0 ? ',' : ''}\n${JSON.stringify(record)}`,
  end: '\n]\n',
};

/** A file gets every byte; a terminal is not to be steered by what somebody has written into a record. */
const shown = (text: string): string => (process.stdout.isTTY ? text.split(/\r?\n/).map(verbatim).join('\n') : text);

/** Not part of the output: whoever reads along has to know what is not in it. */
function warn(unreadable: readonly number[]): void {
  const [named, more] = [unreadable.slice(0, 20).join(', '), unreadable.length > 20 ? ', …' : ''];
  const words = `Not exported, since they cannot be read: records ${named}${more}. See: migcheck audit verify`;
  if (unreadable.length > 0) process.stderr.write(`${words}\n`);
}

async function* written(archive: Archive, wanted: Wanted, form: Form): Pieces {
  const records = exportRecords(archive, wanted);
  let count = 0;
  yield form.head;
  let next = await records.next();
  for (; !next.done; next = await records.next()) {
    yield shown(form.line(next.value, count));
    count += 1;
  }
  yield form.end;
  archive.close();
  warn(next.value);
  return count === 0 || next.value.length > 0 ? 1 : 0;
}

/** Records, oldest first, one after the other as they are read. */
export async function exported(options: Options, open: () => Archive, environment: Environment): Promise<Pieces> {
  if (options.csv && options.json) throw new Misuse('Either --csv or --json.');
  const wanted = await wantedOf(options, environment);
  return written(open(), wanted, options.json ? JSON_LIST : CSV);
}
