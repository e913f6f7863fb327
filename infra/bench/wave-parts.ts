import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { systemClock } from '../../lib/adapters/clock.ts';
import type { DirectorySettings } from '../../lib/adapters/directory/settings.ts';
import { openLedger } from '../../lib/adapters/ledger/ledger.ts';
import { ledgerPlace } from '../../lib/adapters/settings.ts';
import { newTables } from '../../tests/support/ledger-tables.ts';
import { startScript } from '../../tests/support/script-server.ts';
import { startDynamo } from '../local/dynamodb.ts';
import { queueSettings, tableSettings } from '../local/settings.ts';
import type { LocalSqs } from '../local/sqs.ts';
import { REQUESTER } from './approving.ts';
import { flagsOfWave } from './flags.ts';
import { type Row, row } from './row.ts';
import type * as runs from './wave-parts-run.ts';

const MEGABYTE = 1_000_000;
const MOST_MEMORY = { of: 'ours', most: 512 } as const;

const RUN = pathToFileURL(join(import.meta.dirname, 'wave-parts-run.ts')).href;
const PROGRAM = `
const [run, what, ...words] = process.argv.slice(1);
const runs = await import(run);
process.stdout.write(JSON.stringify(await runs[what](...words.map((word) => JSON.parse(word)))));
`;

type What = keyof typeof runs;
type Run = Awaited<ReturnType<(typeof runs)[What]>>;

function inItsOwn(what: What, ...words: readonly unknown[]): Run {
  const flags = [...process.execArgv, ...(what === 'runPart' ? flagsOfWave() : []), '--input-type=module'];
  const given = words.map((word) => JSON.stringify(word));
  return JSON.parse(
    execFileSync(process.execPath, [...flags, '-e', PROGRAM, RUN, what, ...given], { encoding: 'utf8' }),
  );
}

/** A wave of a whole directory from Slack: each part in a process of its own, as its function has one. */
export async function measureParts(settings: DirectorySettings, container: string): Promise<Row[]> {
  const dynamo = await startDynamo();
  const script = join(import.meta.dirname, '../../tests/support/sqs-server.ts');
  const sqs = await startScript<Pick<LocalSqs, 'endpoint' | 'urls'>>(script);
  try {
    const tables = await newTables(dynamo.endpoint);
    const environment = {
      POWERTOOLS_LOG_LEVEL: 'SILENT',
      LDAP_URL: settings.urls[0] ?? '',
      LDAP_TLS: 'off',
      LDAP_BIND_DN: settings.bindDn,
      LDAP_BIND_PASSWORD: settings.password,
      ...tableSettings(tables),
      ...queueSettings(sqs.said),
    };
    return await rowsOf(environment, container);
  } finally {
    await Promise.all([sqs.stop(), dynamo.close()]);
  }
}

async function rowsOf(environment: Record<string, string>, container: string): Promise<Row[]> {
  const id = 'million';
  const wave = { id, schema: 1, by: REQUESTER, askedAt: systemClock.now(), digest: id } as const;
  const ledger = openLedger(ledgerPlace(environment), systemClock);
  await ledger.waves.begin({ ...wave, subject: { kind: 'container', dn: container } });
  const runs = [inItsOwn('runPart', environment, id, 0)];
  for (let part = 1; part < (runs[0]?.parts ?? 1); part += 1) runs.push(inItsOwn('runPart', environment, id, part));
  const files = inItsOwn('runFiles', environment, id);
  return [
    row({ what: '  from Slack: the first part, counted, checked and kept', unit: 'ms', ours: runs[0]?.took ?? 0 }),
    row({ what: '  the last part, and all put together', unit: 'ms', ours: runs.at(-1)?.took ?? 0 }),
    row({ what: '  parts', unit: 'count', ours: runs.length }),
    row({ what: '  most memory of one', unit: 'MB', ours: peakOf(runs), limit: MOST_MEMORY }),
    row({ what: '  the files of 100,000 of them', unit: 'ms', ours: files.took }),
    row({ what: '  most memory of that', unit: 'MB', ours: peakOf([files]) }),
  ];
}

const peakOf = (runs: readonly Run[]): number => Math.max(...runs.map(({ peak }) => peak)) / MEGABYTE;
