import { createReadStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { parse } from 'csv-parse';
import sax from 'sax';
import { openedText } from '../../handlers/cli/file.ts';
import { startDocument, startText } from '../../lib/cards/log-document.ts';
import { explainBatches } from '../../lib/events/log.ts';
import type { Written } from './exported-log.ts';
import type { Encoding } from './log-forms.ts';

/** What somebody found who read a log. */
export type Found = Partial<Written> & { readonly records?: number };

type Told = ReturnType<typeof startDocument> | ReturnType<typeof startText>;

/** What `migcheck explain FILE` does, but for its output, which goes nowhere. */
async function explained(file: string, told: Told): Promise<Found> {
  const batches = explainBatches(await openedText(file));
  let next = await batches.next();
  for (; !next.done; next = await batches.next()) told.add(next.value);
  told.end(next.value);
  const { summary } = next.value;
  const counts: Record<string, number> = {};
  for (const { id, count } of summary.counts) counts[id] = (counts[id] ?? 0) + count;
  return { events: summary.events, migrationEvents: summary.migrationEvents, counts };
}

/**
 * csv-parse at its best: rows are counted where it makes them, and go nowhere. The header is passed over, since it names
 * one column less than there are, and csv-parse makes an Error for every row that differs from the first.
 */
async function parsedCsv(file: string): Promise<Found> {
  let records = 0;
  const on_record = () => {
    records += 1;
    return null;
  };
  const parser = parse({ bom: true, from_line: 2, relax_column_count: true, on_record });
  await finished(createReadStream(file).pipe(parser).resume());
  return { records };
}

async function parsedXml(file: string, encoding: Encoding): Promise<Found> {
  let records = 0;
  const parser = sax.parser(false, { lowercase: true });
  parser.onopentag = ({ name }) => {
    if (name === 'event') records += 1;
  };
  parser.write('<events>');
  for await (const piece of createReadStream(file, { encoding })) parser.write(piece);
  parser.close();
  return { records };
}

async function scannedLines(file: string, encoding: Encoding): Promise<Found> {
  let [records, longest, rest] = [0, 0, ''];
  for await (const piece of createReadStream(file, { encoding })) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      records += 1;
      longest = Math.max(longest, line.length);
    }
  }
  if (longest === 0) throw new Error(`${file} has no lines`);
  return { records };
}

const READERS = {
  ours: (file: string) => explained(file, startText()),
  'ours as JSON': (file: string) => explained(file, startDocument()),
  CSV: parsedCsv,
  XML: parsedXml,
  text: scannedLines,
} as const;

export type Reader = keyof typeof READERS;

/** One reading of a log in a process of its own. */
export type Reading = { readonly found: Found; readonly milliseconds: number; readonly peak: number };

const BYTES_OF_A_KILOBYTE = 1_024;

/** Reads a log once; what the process took in memory so far is in bytes. */
export async function readOnce(reader: Reader, file: string, encoding: Encoding): Promise<Reading> {
  const start = performance.now();
  const found = await READERS[reader](file, encoding);
  const milliseconds = performance.now() - start;
  return { found, milliseconds, peak: process.resourceUsage().maxRSS * BYTES_OF_A_KILOBYTE };
}
