import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Built } from '../build.ts';
import { comparison, type Row, type Run, row, type Section } from './row.ts';
import { interleaved } from './timing.ts';

const PAIRS = 21;
const MOST_OF_BOLT = 0.6;

const BOLT = createRequire(import.meta.url).resolve('@slack/bolt');

/** require(), not import(): Lambda loads a CommonJS bundle that way, and import() would read it twice. */
const PROGRAM = `
const start = performance.now();
require(process.argv[1]);
process.stdout.write(String(performance.now() - start));
`;

/** Milliseconds that a fresh process takes to load a file; nothing in its environment speeds it up. */
const loadingTime = async (file: string): Promise<number> =>
  Number(execFileSync(process.execPath, ['-e', PROGRAM, file], { env: {}, encoding: 'utf8' }));

/** The start of the packaged door, and what all five functions weigh. */
export async function measureDoorStart(door: string, bundles: readonly Built[]): Promise<Section> {
  const took = await interleaved(PAIRS, { door: () => loadingTime(door), bolt: () => loadingTime(BOLT) });
  const runs = took.door.map((ours, index): Run => ({ ours, baseline: took.bolt[index] ?? Number.NaN }));
  return {
    title: `Start of the packaged door: require() in a fresh process, median of ${PAIRS} pairs`,
    baseline: "require('@slack/bolt'), as it is installed",
    rows: [
      comparison('import, queue client included', runs, { of: 'ratio', most: MOST_OF_BOLT }),
      ...clientsIn(`${door}.map`),
      ...bundles.map(({ name, code }) => row({ what: `bundle size, ${name}`, unit: 'KiB', ours: code / 1024 })),
    ],
  };
}

/** Counts the files of the AWS clients that went into a bundle, by the source map that esbuild wrote with it. */
function clientsIn(map: string): Row[] {
  const { sources }: { sources: string[] } = JSON.parse(readFileSync(map, 'utf8'));
  const filesOf = (client: string): number => sources.filter((file) => file.includes(`/@aws-sdk/${client}/`)).length;
  if (filesOf('client-sqs') === 0) throw new Error('The door has no queue client: its start was not measured');
  const ssm = filesOf('client-ssm');
  return [row({ what: 'files of the SSM client in it', unit: 'count', ours: ssm, limit: { of: 'ours', most: 0 } })];
}
