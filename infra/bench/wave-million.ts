import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { programPath } from '../../tests/support/program-path.ts';
import { startSlapd } from '../../tests/support/slapd.ts';
import { activeDirectoryOrganization } from '../local/sample/active-directory.ts';
import { exchange55Organization } from '../local/sample/exchange55.ts';
import type { SampleOrganization } from '../local/sample/organization.ts';
import { flagsOfMigcheck } from './flags.ts';
import { type NotMeasured, type Row, row, type Section } from './row.ts';
import { settingsFor } from './wave.ts';
import { millionEntries } from './wave-crowd.ts';
import type { runMillion } from './wave-million-run.ts';
import { measureParts } from './wave-parts.ts';

const PAGE = 1_000;
const MEGABYTE = 1_000_000;
/** As WAVE_SPLIT is, unless it is set. */
const SPLIT = 110_000;
const MOST_MEMORY = { of: 'ours', most: 512 } as const;

const RUN = pathToFileURL(join(import.meta.dirname, 'wave-million-run.ts')).href;
const PROGRAM = `
const [run, settings] = process.argv.slice(1);
const { runMillion } = await import(run);
process.stdout.write(JSON.stringify(await runMillion(JSON.parse(settings), ${SPLIT})));
`;

/** What a wave of a million recipients costs; to load them takes minutes, so that it is measured only when asked for. */
export async function measureMillion(): Promise<Section> {
  const rows: (Row | NotMeasured)[] = [];
  for (const organization of [exchange55Organization(), activeDirectoryOrganization()])
    rows.push(...(await rowsFor(organization)));
  return {
    title:
      'A wave of a million: slapd with a million recipients, all of them checked in parts, in a fresh process, once',
    baseline: 'nothing',
    rows,
  };
}

async function rowsFor(organization: SampleOrganization): Promise<(Row | NotMeasured)[]> {
  const { dialect } = organization;
  const missing = ['slapd', 'slapadd'].find((program) => !programPath(program));
  if (missing) return [{ what: `a million, ${dialect}`, notMeasured: `no ${missing}` }];
  const accounts = Object.values(organization.accounts);
  const entries = millionEntries(organization);
  const server = await startSlapd({ ...organization, entries, accounts, sizeLimit: PAGE });
  try {
    const settings = settingsFor(organization, server.url);
    const flags = [...process.execArgv, ...flagsOfMigcheck(), '--input-type=module'];
    const words = [...flags, '-e', PROGRAM, RUN, JSON.stringify(settings)];
    const said = execFileSync(process.execPath, words, { env: {}, encoding: 'utf8' });
    return [...rowsOf(dialect, JSON.parse(said)), ...(await measureParts(settings, organization.suffix))];
  } finally {
    await server.stop();
  }
}

const rowsOf = (dialect: string, run: Awaited<ReturnType<typeof runMillion>>): Row[] => [
  row({ what: `the directory read, ${dialect}`, unit: 'ms', ours: run.sweep }),
  row({ what: '  recipients', unit: 'count', ours: run.recipients }),
  row({ what: '  everybody checked', unit: 'ms', ours: run.diagnosis }),
  row({ what: '  people', unit: 'count', ours: run.people }),
  row({ what: '  text, CSV and JSON written', unit: 'ms', ours: run.report }),
  row({ what: '  most memory', unit: 'MB', ours: run.peak / MEGABYTE, limit: MOST_MEMORY }),
];
