import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Built } from '../build.ts';
import { comparison, type Row, type Run, row, type Section } from './row.ts';
import { interleaved } from './timing.ts';

const ROUNDS = 21;
const MOST_OF_BOLT = 0.6;

const BOLT = createRequire(import.meta.url).resolve('@slack/bolt');

/** What a function is that does nothing: the least that a start can be. */
const EMPTY = 'exports.handler = async () => ({});\n';

/** require(), not import(): Lambda loads a CommonJS bundle that way, and import() would read it twice. */
const PROGRAM = `
const start = performance.now();
require(process.argv[1]);
process.stdout.write(String(performance.now() - start));
process.exit();
`;

/** What the functions look at while they are loaded; nothing in it speeds anything up. */
const ENVIRONMENT = { AWS_REGION: 'eu-central-1' };

type Start = { readonly load: number; readonly whole: number };

/** Milliseconds that a fresh process takes to load a file, and that it lives for. */
function start(file: string): Start {
  const begun = performance.now();
  const said = execFileSync(process.execPath, ['-e', PROGRAM, file], { env: ENVIRONMENT, encoding: 'utf8' });
  return { load: Number(said), whole: performance.now() - begun };
}

/** The start of each packaged function beside that of an empty one, of the door beside Bolt, and what they weigh. */
export async function measureStarts(out: string, bundles: readonly Built[]): Promise<Section> {
  const folder = mkdtempSync(join(tmpdir(), 'migcheck-starts-'));
  const empty = join(folder, 'index.cjs');
  writeFileSync(empty, EMPTY);
  try {
    const files = bundles.map(({ name }): [string, string] => [name, join(out, name, 'index.js')]);
    const starts = await startedBeside([...files, ['empty', empty], ['bolt', BOLT]]);
    return sectionOf(starts, out, bundles);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

type Starts = Readonly<Record<string, readonly Start[]>>;

/** All of them once a round, so that what the machine does meanwhile strikes all alike. */
async function startedBeside(files: readonly (readonly [string, string])[]): Promise<Starts> {
  const starts: Record<string, Start[]> = Object.fromEntries(files.map(([name]) => [name, []]));
  const noting = (name: string, file: string) => async () => {
    const took = start(file);
    starts[name]?.push(took);
    return took.whole;
  };
  await interleaved(ROUNDS, Object.fromEntries(files.map(([name, file]) => [name, noting(name, file)])));
  return starts;
}

function sectionOf(starts: Starts, out: string, bundles: readonly Built[]): Section {
  const against = (name: string, baseline: string, what: keyof Start): Run[] =>
    (starts[name] ?? []).map((ours, round) => ({
      ours: ours[what],
      baseline: starts[baseline]?.[round]?.[what] ?? Number.NaN,
    }));
  return {
    title: `Start of the packaged functions: a fresh process loads the bundle, median of ${ROUNDS} rounds`,
    baseline: 'the start of a process with an empty handler',
    rows: [
      ...bundles.map(({ name }) => comparison(`${name}, the whole process`, against(name, 'empty', 'whole'))),
      comparison("the door's require() against that of @slack/bolt as installed", against('slack', 'bolt', 'load'), {
        of: 'ratio',
        most: MOST_OF_BOLT,
      }),
      ...clientsIn(join(out, 'slack', 'index.js.map')),
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
