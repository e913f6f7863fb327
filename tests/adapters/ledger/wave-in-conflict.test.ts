import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { dynoxide, type LocalDynamo, startDynamo } from '../../../infra/local/dynamodb.ts';
import { openLedger } from '../../../lib/adapters/ledger/ledger.ts';
import type { NewWave } from '../../../lib/wave/wave.ts';
import { newTables } from '../../support/ledger-tables.ts';
import { startLossyProxy } from '../../support/lossy-proxy.ts';
import { needs } from '../../support/machine.ts';

const NOW = '2026-11-23T08:00:00.000Z';

const WAVE: NewWave = {
  id: 'w-1',
  schema: 1,
  by: { enterprise: null, team: 'T1', user: 'UJANE' },
  askedAt: NOW,
  subject: { kind: 'container', dn: 'o=Corp' },
  digest: 'd1',
};

/** What DynamoDB says while a transaction, or another one, holds a row. */
const IN_CONFLICT: Readonly<Record<string, object>> = {
  TransactWriteItems: {
    __type: 'com.amazonaws.dynamodb.v20120810#TransactionCanceledException',
    CancellationReasons: [{ Code: 'TransactionConflict' }, { Code: 'None' }],
  },
  UpdateItem: { __type: 'com.amazonaws.dynamodb.v20120810#TransactionConflictException' },
};

needs(dynoxide)('a wave whose row is being written by somebody else at the moment', () => {
  const refuses = (operation: string, nth: number) => (nth === 1 ? IN_CONFLICT[operation] : undefined);
  let server: LocalDynamo;
  let proxy: Awaited<ReturnType<typeof startLossyProxy>>;
  beforeAll(async () => {
    server = await startDynamo({ engine: 'dynoxide' });
    proxy = await startLossyProxy(server.endpoint, { refuses });
  });
  afterAll(async () => {
    await proxy?.close();
    await server?.close();
  });

  test('is shown, and ends, once that is over', async () => {
    const tables = await newTables(server.endpoint);
    const { waves } = openLedger({ ...tables, endpoint: proxy.endpoint }, { now: () => NOW });
    await waves.begin(WAVE);
    await waves.place('w-1', { channel: 'C1', ts: '1.2' });
    await waves.start('w-1', { silentSince: NOW });

    expect(await waves.judge('w-1', { known: new Map([['d1', undefined]]) })).toBe('judged');
    expect(await waves.wave('w-1')).toMatchObject({ state: 'judged', place: { ts: '1.2' } });
    expect([proxy.times('TransactWriteItems'), proxy.times('UpdateItem')]).toEqual([2, 3]);
  });
});
