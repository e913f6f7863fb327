import { deepStrictEqual } from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Written, writeLog } from './exported-log.ts';
import { flagsOfMigcheck } from './flags.ts';
import { FORMS, type Form } from './log-forms.ts';
import type { Reader, Reading } from './log-readers.ts';
import { comparison, type Limit, type Row, type Run, row, type Section } from './row.ts';
import { interleaved } from './timing.ts';

const MEGABYTE = 1_000_000;
const SIZE = 50 * MEGABYTE;
const RUNS = 7;

/** Against csv-parse, sax and a scan of the lines, each on its own. */
const MOST: Readonly<Record<Form['kind'], Limit>> = {
  CSV: { of: 'ratio', most: 1.5 },
  XML: { of: 'ratio', most: 1.5 },
  text: { of: 'ratio', most: 6 },
};
const MOST_MEMORY = { of: 'ours', most: 200 } as const;

const READERS = pathToFileURL(join(import.meta.dirname, 'log-readers.ts')).href;

const PROGRAM = `
const [readers, ...asked] = process.argv.slice(1);
const { readOnce } = await import(readers);
process.stdout.write(JSON.stringify(await readOnce(...asked)));
`;

function readingOf(reader: Reader, file: string, { encoding = 'utf8' }: Form): Reading {
  const flags = [...process.execArgv, ...flagsOfMigcheck(), '--input-type=module'];
  const program = [...flags, '-e', PROGRAM, READERS, reader, file, encoding];
  return JSON.parse(execFileSync(process.execPath, program, { env: {}, encoding: 'utf8' }));
}

/** What `migcheck explain` takes for exports of 50 MB, from the first byte to the last word, without Node's own start. */
export async function measureExplain(): Promise<Section> {
  const folder = mkdtempSync(join(tmpdir(), 'migcheck-logs-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', remove);
  try {
    const rows: Row[] = [];
    for (const form of FORMS) rows.push(...(await rowsFor(form, join(folder, 'log'))));
    return {
      title: `Exported logs of ${SIZE / MEGABYTE} MB, explained: each in a fresh process, median of ${RUNS} runs`,
      baseline: 'csv-parse, sax, or a scan of the lines, each on its own',
      rows,
    };
  } finally {
    remove();
    process.off('exit', remove);
  }
}

async function rowsFor(form: Form, file: string): Promise<Row[]> {
  const written = writeLog(file, form, SIZE);
  const isListed = form.oursOfAHundred === 100;
  const peaks: number[] = [];
  const took = await interleaved(RUNS, {
    ours: async () => {
      const { found, milliseconds, peak } = readingOf(isListed ? 'ours as JSON' : 'ours', file, form);
      deepStrictEqual(found, written, `${form.name}: not all that was written was found`);
      peaks.push(peak / MEGABYTE);
      return milliseconds;
    },
    alone: async () => {
      const { found, milliseconds } = readingOf(form.kind, file, form);
      assertWhole(found.records ?? 0, written, form);
      return milliseconds;
    },
  });
  const runs = took.ours.map((ours, index): Run => ({ ours, baseline: took.alone[index] ?? Number.NaN }));
  return [
    comparison(form.name, runs, isListed ? undefined : MOST[form.kind]),
    row({ what: '  most memory', unit: 'MB', ours: Math.max(...peaks), limit: MOST_MEMORY }),
  ];
}

/** A baseline that stopped half-way would be quick; the first line may be an event or not. */
function assertWhole(records: number, { events }: Written, { name }: Form): void {
  if (records < events - 1) throw new Error(`${name}: ${records} records were read of ${events} events`);
}
