import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { DirectorySettings } from '../../lib/adapters/directory/settings.ts';
import { soughtBelow } from '../../lib/adapters/directory/sweep/read-everybody.ts';
import { MIGRATE_TEMPLATE } from '../../lib/migration/address.ts';
import { programPath } from '../../tests/support/program-path.ts';
import { startSlapd } from '../../tests/support/slapd.ts';
import { activeDirectoryOrganization } from '../local/sample/active-directory.ts';
import { exchange55Organization } from '../local/sample/exchange55.ts';
import type { SampleOrganization } from '../local/sample/organization.ts';
import { personOf, RECIPIENTS, sourceOf } from './crowd.ts';
import { flagsOfMigcheck } from './flags.ts';
import { comparison, type NotMeasured, type Row, row, type Section } from './row.ts';
import { interleaved, median, timed } from './timing.ts';
import { userList, waveEntries } from './wave-crowd.ts';
import type { runWave } from './wave-run.ts';

const RUNS = 5;
const PAGE = 1_000;
/** So many people are searched by a process each, and the time is scaled to all. */
const SEARCHED_ONE_BY_ONE = 1_000;
const MEGABYTE = 1_000_000;
const ALLOWED = {
  read: { of: 'ratio', most: 1.5 },
  oneByOne: { of: 'ratio', most: 1 / 30 },
  memory: { of: 'ours', most: 512 },
} as const;

const RUN = pathToFileURL(join(import.meta.dirname, 'wave-run.ts')).href;
const PROGRAM = `
const [run, file, settings] = process.argv.slice(1);
const { runWave } = await import(run);
process.stdout.write(JSON.stringify(await runWave(file, JSON.parse(settings))));
`;

type WaveRun = Awaited<ReturnType<typeof runWave>>;
type Stand = { readonly organization: SampleOrganization; readonly settings: DirectorySettings; readonly file: string };

/** What a wave of everybody costs in a directory as large as they come, in the manner of either directory. */
export async function measureWave(): Promise<Section> {
  const folder = mkdtempSync(join(tmpdir(), 'migcheck-wave-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', remove);
  try {
    const file = join(folder, 'users.csv');
    writeFileSync(file, userList());
    const rows: (Row | NotMeasured)[] = [];
    for (const organization of [exchange55Organization(), activeDirectoryOrganization()])
      rows.push(...(await rowsFor(organization, file)));
    return {
      title: `A wave of ${RECIPIENTS}: slapd with ${RECIPIENTS} recipients, each in a fresh process, median of ${RUNS} runs`,
      baseline:
        'ldapsearch for the same entries and attributes in pages of 1000, its best run; or one ldapsearch a person',
      rows,
    };
  } finally {
    remove();
    process.off('exit', remove);
  }
}

/** How the reading account of a sample organisation asks a server of it. */
export function settingsFor({ accounts }: SampleOrganization, url: string): DirectorySettings {
  const { names, password } = accounts.reader;
  const bindDn = names[0] ?? '';
  return { urls: [url], bindDn, password, tls: 'off', kind: 'auto', migrateTemplate: MIGRATE_TEMPLATE };
}

async function rowsFor(organization: SampleOrganization, file: string): Promise<(Row | NotMeasured)[]> {
  const missing = ['slapd', 'slapadd', 'ldapsearch'].find((program) => !programPath(program));
  if (missing) return [{ what: `wave, ${organization.dialect}`, notMeasured: `no ${missing}` }];
  const accounts = Object.values(organization.accounts);
  const entries = waveEntries(organization);
  const server = await startSlapd({ ...organization, entries, accounts, sizeLimit: PAGE });
  try {
    return await measure({ organization, settings: settingsFor(organization, server.url), file });
  } finally {
    await server.stop();
  }
}

async function measure(stand: Stand): Promise<Row[]> {
  const runs: WaveRun[] = [];
  const took = await interleaved(RUNS, {
    ours: async () => {
      const run = waveIn(stand);
      runs.push(run);
      return run.sweep + run.diagnosis;
    },
    ldapsearch: () => timed(async () => searchAll(stand, runs[0]?.recipients)),
    intoFile: () => timed(async () => searchIntoFile(stand)),
  });
  const oneByOne = (await timed(async () => searchOneByOne(stand))) * (RECIPIENTS / SEARCHED_ONE_BY_ONE);
  // Its best run, since a pipe between two processes takes twice as long every now and then.
  const against = (runs: readonly number[]) => took.ours.map((ours) => ({ ours, baseline: Math.min(...runs) }));
  const { dialect } = stand.organization;
  const of = (part: 'list' | 'sweep' | 'diagnosis' | 'report') => median(runs.map((run) => run[part]));
  const single = took.ours.map((ours) => ({ ours, baseline: oneByOne }));
  return [
    comparison(`read and checked, ${dialect}`, against(took.ldapsearch), ALLOWED.read),
    comparison('  against ldapsearch into a file', against(took.intoFile)),
    comparison('  against one search a person', single, ALLOWED.oneByOne),
    row({ what: '  the directory read', unit: 'ms', ours: of('sweep') }),
    row({ what: '  everybody checked', unit: 'ms', ours: of('diagnosis') }),
    row({ what: '  the list read', unit: 'ms', ours: of('list') }),
    row({ what: '  text, CSV and JSON written', unit: 'ms', ours: of('report') }),
    row({ what: '  verdicts of different kinds', unit: 'count', ours: Object.keys(runs[0]?.kinds ?? {}).length }),
    row({
      what: '  most memory',
      unit: 'MB',
      ours: Math.max(...runs.map(({ peak }) => peak)) / MEGABYTE,
      limit: ALLOWED.memory,
    }),
  ];
}

function waveIn({ settings, file }: Stand): WaveRun {
  const flags = [...process.execArgv, ...flagsOfMigcheck(), '--input-type=module'];
  const words = [...flags, '-e', PROGRAM, RUN, file, JSON.stringify(settings)];
  return JSON.parse(execFileSync(process.execPath, words, { env: {}, encoding: 'utf8' }));
}

const loginOf = ({ settings: { urls, bindDn, password } }: Stand): string[] => [
  ...['-x', '-LLL', '-H', urls[0] ?? '', '-D', bindDn, '-w', password],
];

function wordsFor(stand: Stand): string[] {
  const { base, filter, attributes } = soughtBelow(stand.organization.suffix, stand.organization.dialect);
  return [...loginOf(stand), '-b', base, '-E', `pr=${PAGE}/noprompt`, filter.toString(), ...attributes];
}

/** With the number of recipients given it makes sure that none is missing: a search that stops half-way is quick. */
function searchAll(stand: Stand, recipients: number | undefined): void {
  const found = execFileSync('ldapsearch', wordsFor(stand), { maxBuffer: 1 << 30 });
  if (recipients !== undefined && countOf(found, '\ndn') + 1 < recipients)
    throw new Error(`ldapsearch found fewer than ${recipients} recipients`);
}

/** What nobody reads while it is written. */
function searchIntoFile(stand: Stand): void {
  const file = openSync(join(dirname(stand.file), 'all.ldif'), 'w');
  try {
    execFileSync('ldapsearch', wordsFor(stand), { stdio: ['ignore', file, 'pipe'] });
  } finally {
    closeSync(file);
  }
}

function countOf(bytes: Buffer, text: string): number {
  let count = 0;
  for (let at = bytes.indexOf(text); at >= 0; at = bytes.indexOf(text, at + 1)) count += 1;
  return count;
}

const BY_ALIAS = { exchange55: 'uid', ad: 'mailNickname' } as const;
const BY_PROXY = { exchange55: 'otherMailbox', ad: 'proxyAddresses' } as const;

/** As a script would do it: by alias, by MS and by MIGRATE at once. */
function searchOneByOne(stand: Stand): void {
  const { dialect, suffix } = stand.organization;
  const sign = dialect === 'ad' ? ':' : '$';
  for (let round = 0; round < SEARCHED_ONE_BY_ONE; round += 1) {
    const number = Math.floor((round * RECIPIENTS) / SEARCHED_ONE_BY_ONE);
    const { network, postOffice, mailbox } = sourceOf(number);
    const address = `${network}/${postOffice}/${mailbox}`;
    const filter = `(|(${BY_ALIAS[dialect]}=${personOf(number).alias})(${BY_PROXY[dialect]}=MS${sign}${address})(${BY_PROXY[dialect]}=migrate${sign}MS:${address}))`;
    execFileSync('ldapsearch', [...loginOf(stand), '-b', suffix, filter, '*'], { stdio: ['ignore', 'pipe', 'pipe'] });
  }
}
