import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type DynamoEngine, dynoxide, startDynamo } from '../../../infra/local/dynamodb.ts';
import { createTables } from '../../../infra/local/tables.ts';
import { systemClock } from '../../../lib/adapters/clock.ts';
import { openLedger } from '../../../lib/adapters/ledger/ledger.ts';
import { needs } from '../../support/machine.ts';

const tables = { proposalsTable: 'proposals', auditTable: 'audit' };

/** Starts a server, lets `use` have its ledger, and stops it. */
async function withLedger<T>(
  options: Parameters<typeof startDynamo>[0],
  use: (ledger: ReturnType<typeof openLedger>) => Promise<T>,
): Promise<T> {
  const { endpoint, close } = await startDynamo(options);
  try {
    await createTables(endpoint, tables);
    return await use(openLedger({ endpoint, ...tables }, systemClock));
  } finally {
    await close();
  }
}

const keepsWhatItHolds = (engine: DynamoEngine) => () => {
  let dataDir: string;
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'migcheck-'));
  });
  afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

  test('with a folder, what was written is there when it starts again', async () => {
    await withLedger({ engine, dataDir }, (ledger) => ledger.markDone('job-1'));

    expect(await withLedger({ engine, dataDir }, (ledger) => ledger.isDone('job-1'))).toBe(true);
  });

  test('without one it starts empty', async () => {
    await withLedger({ engine }, (ledger) => ledger.markDone('job-1'));

    expect(await withLedger({ engine }, (ledger) => ledger.isDone('job-1'))).toBe(false);
  });
};

needs(dynoxide)('the embedded DynamoDB', keepsWhatItHolds('dynoxide'));
needs('java', 'javac')("Amazon's DynamoDB Local", keepsWhatItHolds('dynamodb-local'));
