import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { dynoxide, type LocalDynamo, startDynamo } from '../../../infra/local/dynamodb.ts';
import { openLedger } from '../../../lib/adapters/ledger/ledger.ts';
import { verifyChain } from '../../../lib/migration/audit.ts';
import { newTables, recordsIn } from '../../support/ledger-tables.ts';
import { type Mishaps, startLossyProxy } from '../../support/lossy-proxy.ts';
import { needs } from '../../support/machine.ts';
import { entryOf, nextOf, openingOf, openProposal } from './sample.ts';

/** A server that does not know the token of a request that it has carried out before. */
const forgetTokens = (operation: string, body: string): string =>
  operation === 'TransactWriteItems' ? JSON.stringify({ ...JSON.parse(body), ClientRequestToken: randomUUID() }) : body;

const firstTransactions = (many: number) => (operation: string, nth: number) =>
  operation === 'TransactWriteItems' && nth <= many;

const clock = { now: () => '2026-11-23T08:00:00.000Z' };

needs(dynoxide)('an answer that gets lost', () => {
  let server: LocalDynamo;
  let tables: Awaited<ReturnType<typeof newTables>>;
  const open: { close(): Promise<unknown> }[] = [];
  const proposal = openProposal('p-1');
  const recorded = async () => (await recordsIn(tables)).map(({ action }) => action);

  const ledgerBehind = async (mishaps: Mishaps) => {
    const proxy = await startLossyProxy(server.endpoint, mishaps);
    open.push(proxy);
    return { proxy, ledger: openLedger({ ...tables, endpoint: proxy.endpoint }, clock) };
  };

  beforeAll(async () => {
    server = await startDynamo({ engine: 'dynoxide' });
  });
  beforeEach(async () => {
    tables = await newTables(server.endpoint);
  });
  afterEach(async () => {
    for (const proxy of open.splice(0)) await proxy.close();
  });
  afterAll(() => server?.close());

  test.each([
    ['once, so that the SDK asks again', 1],
    ['until the SDK has given up, so that the ledger asks again', 3],
  ])('does not open a proposal twice, nor take it for another one: %s', async (_, many) => {
    const { ledger, proxy } = await ledgerBehind({ losesAnswer: firstTransactions(many) });

    expect(await ledger.open(openingOf(proposal))).toBe('opened');

    expect(proxy.times('TransactWriteItems')).toBe(many + 1);
    expect(await recorded()).toEqual(['proposed']);
  });

  test('is known by our own mark where the server forgot that it had done it', async () => {
    const { ledger } = await ledgerBehind({
      losesAnswer: (...seen) => firstTransactions(1)(...seen),
      forwards: forgetTokens,
    });

    expect(await ledger.open(openingOf(proposal))).toBe('opened');
    expect(await ledger.open(openingOf(proposal))).toBe('exists');

    expect(await recorded()).toEqual(['proposed']);
  });

  test('of a move is a move, with one record, and the lock is held', async () => {
    const losesAnswer = (operation: string, nth: number) =>
      operation === 'TransactWriteItems' && [2, 3, 4].includes(nth);
    const { ledger } = await ledgerBehind({ losesAnswer, forwards: forgetTokens });
    await ledger.open(openingOf(proposal));

    const claim = ledger.move(nextOf(proposal, 'applying'), entryOf(proposal, 'claimed'), { take: 'CORP/PO1/JDOE' });

    expect(await claim).toBe('moved');
    expect(await recorded()).toEqual(['proposed', 'claimed']);
    expect(verifyChain(await recordsIn(tables))).toEqual({ ok: true, count: 2 });
  });

  test('does not hide that somebody else had moved the proposal before', async () => {
    const { ledger } = await ledgerBehind({ losesAnswer: firstTransactions(1), forwards: forgetTokens });
    const direct = openLedger(tables, clock);
    await direct.open(openingOf(proposal));
    await direct.move(nextOf(proposal, 'denied'), entryOf(proposal, 'denied'));

    expect(await ledger.move(nextOf(proposal, 'approved'), entryOf(proposal, 'approved'))).toBe('overtaken');

    expect(await recorded()).toEqual(['proposed', 'denied']);
  });
});
