import { beforeEach, expect, test } from '@jest/globals';
import { openLedger } from '../../../lib/adapters/ledger/ledger.ts';
import { verifyChain } from '../../../lib/migration/audit.ts';
import type { Ledger } from '../../../lib/ports.ts';
import { newTables, recordsIn } from '../../support/ledger-tables.ts';
import { checkOf, DN, entryOf, nextOf, openProposal } from './sample.ts';

const address = 'CORP/PO1/JDOE';
const HOUR = 60 * 60 * 1000;

/** What every DynamoDB has to let the ledger do. `endpoint` is asked for once the server is up. */
export function ledgerContract(endpoint: () => string): void {
  let tables: Awaited<ReturnType<typeof newTables>>;
  let ledger: Ledger;
  let now: Date;

  const another = (): Ledger => openLedger(tables, { now: () => now.toISOString() });
  const opened = async (...[id, change]: Parameters<typeof openProposal>) => {
    const proposal = openProposal(id, change);
    await ledger.open(proposal, entryOf(proposal, 'proposed'));
    return proposal;
  };
  const approve = (by: Ledger, proposal: Parameters<typeof nextOf>[0]) =>
    by.move(nextOf(proposal, 'approved'), entryOf(proposal, 'approved'));

  beforeEach(async () => {
    tables = await newTables(endpoint());
    now = new Date('2026-11-23T08:00:00.000Z');
    ledger = another();
  });

  test('a proposal is read as it was opened, and its record is the first of the chain', async () => {
    const proposal = openProposal('p-1', { card: { channel: 'C1', ts: '1.2' } });

    expect(await ledger.open(proposal, entryOf(proposal, 'proposed'))).toBe('opened');

    expect(await ledger.proposal('p-1')).toEqual(proposal);
    expect(await recordsIn(tables)).toEqual([expect.objectContaining({ number: 1, action: 'proposed' })]);
    expect(await ledger.proposal('p-2')).toBeUndefined();
  });

  test('a proposal that is opened again exists, and is neither changed nor recorded twice', async () => {
    const proposal = await opened('p-1');

    expect(await ledger.open({ ...proposal, channel: 'C2' }, entryOf(proposal, 'proposed'))).toBe('exists');
    expect(await ledger.open(proposal, entryOf(proposal, 'proposed'))).toBe('exists');

    expect(await ledger.proposal('p-1')).toEqual(proposal);
    expect(await recordsIn(tables)).toHaveLength(1);
  });

  test('two copies of one opening make one proposal', async () => {
    const proposal = openProposal('p-1');
    const open = (by: Ledger) => by.open(proposal, entryOf(proposal, 'proposed'));

    expect((await Promise.all([open(ledger), open(another())])).sort()).toEqual(['exists', 'opened']);

    expect(await recordsIn(tables)).toHaveLength(1);
  });

  test('two movers of one proposal, with the very same words: one moves it, the other is told', async () => {
    const proposal = await opened('p-1');

    const outcomes = await Promise.all([approve(ledger, proposal), approve(another(), proposal)]);

    expect(outcomes.sort()).toEqual(['moved', 'overtaken']);
    expect(await ledger.proposal('p-1')).toMatchObject({ state: 'approved', version: 2 });
    expect((await recordsIn(tables)).map(({ action }) => action)).toEqual(['proposed', 'approved']);
  });

  test('a proposal that is not there cannot be moved', async () => {
    expect(await approve(ledger, openProposal('p-1'))).toBe('overtaken');
    expect(await recordsIn(tables)).toEqual([]);
  });

  test('thirty moves at once of different proposals leave one unbroken chain', async () => {
    const ids = Array.from({ length: 30 }, (_, index) => `p-${index}`);
    const proposals = [];
    for (const id of ids) proposals.push(await opened(id));

    const outcomes = await Promise.all(proposals.map((proposal) => approve(another(), proposal)));

    expect(new Set(outcomes)).toEqual(new Set(['moved']));
    const records = await recordsIn(tables);
    expect(verifyChain(records)).toEqual({ ok: true, count: 60 });
    expect(new Set(records.slice(30).map(({ proposalId }) => proposalId))).toEqual(new Set(ids));
  });

  test('a source address is locked for one proposal at a time, in any case of its letters', async () => {
    const [first, second] = [await opened('p-1'), await opened('p-2')];
    const claim = entryOf(first, 'claimed');

    expect(await ledger.move(nextOf(first, 'applying'), claim, { take: address })).toBe('moved');
    expect(await ledger.move(nextOf(second, 'applying'), claim, { take: address.toLowerCase() })).toBe('locked');

    expect(await ledger.proposal('p-2')).toEqual(second);
    expect(await recordsIn(tables)).toHaveLength(3);
  });

  test('whoever holds a lock can take it again, and once it is released another can', async () => {
    const [first, second] = [await opened('p-1'), await opened('p-2')];
    const claimed = nextOf(first, 'applying');
    const again = nextOf(claimed, 'applying');

    expect(await ledger.move(claimed, entryOf(first, 'claimed'), { take: address })).toBe('moved');
    expect(await ledger.move(again, entryOf(first, 'claimed'), { take: address })).toBe('moved');
    expect(await ledger.move(nextOf(again, 'applied'), entryOf(first, 'applied'), { release: address })).toBe('moved');

    expect(await ledger.move(nextOf(second, 'applying'), entryOf(second, 'claimed'), { take: address })).toBe('moved');
  });

  test('a lock that another proposal holds is not released, and the outcome is recorded all the same', async () => {
    const [first, second, third] = [await opened('p-1'), await opened('p-2'), await opened('p-3')];
    await ledger.move(nextOf(first, 'applying'), entryOf(first, 'claimed'), { take: address });

    expect(await ledger.move(nextOf(second, 'failed'), entryOf(second, 'failed'), { release: address })).toBe('moved');

    expect(await ledger.proposal('p-2')).toMatchObject({ state: 'failed' });
    const claim = ledger.move(nextOf(third, 'applying'), entryOf(third, 'claimed'), { take: address });
    expect(await claim).toBe('locked');
  });

  test('a lock that nobody holds can be released', async () => {
    const proposal = await opened('p-1');

    expect(await ledger.move(nextOf(proposal, 'failed'), entryOf(proposal, 'failed'), { release: address })).toBe(
      'moved',
    );
  });

  test('a card is placed once, and no move takes it away or puts it elsewhere', async () => {
    const proposal = await opened('p-1');
    const card = { channel: 'C1', ts: '1.2' };

    await ledger.placeCard('p-1', card);
    await ledger.placeCard('p-1', { channel: 'C9', ts: '9.9' });
    await approve(ledger, proposal);
    expect(await ledger.proposal('p-1')).toMatchObject({ version: 2, card });

    const elsewhere = nextOf(nextOf(proposal, 'approved'), 'applied', { card: { channel: 'C9', ts: '9.9' } });
    await ledger.move(elsewhere, entryOf(proposal, 'applied'));
    expect(await ledger.proposal('p-1')).toMatchObject({ version: 3, card });
  });

  test('a card cannot be placed for a proposal that is not there', async () => {
    await expect(ledger.placeCard('p-2', { channel: 'C1', ts: '1.2' })).rejects.toThrow('no proposal p-2');
    expect(await ledger.proposal('p-2')).toBeUndefined();
  });

  test('what is due comes oldest first, and what is not due, or no more, does not come', async () => {
    await opened('late', { dueAt: '2026-11-23T10:00:00.000Z' });
    await opened('early', { dueAt: '2026-11-23T09:00:00.000Z' });
    await opened('tomorrow', { dueAt: '2026-11-24T09:00:00.000Z' });
    await approve(ledger, await opened('decided', { dueAt: '2026-11-23T08:00:00.000Z' }));

    const due = await ledger.due('2026-11-23T10:00:00.000Z');

    expect(due.map(({ id }) => id)).toEqual(['early', 'late']);
    expect(due[0]).toEqual(await ledger.proposal('early'));
  });

  test('a proposal that becomes due again is found at its new time', async () => {
    const proposal = await opened('p-1', { dueAt: '2026-11-23T09:00:00.000Z' });
    const later = nextOf(proposal, 'approved', { dueAt: '2026-11-23T11:00:00.000Z' });

    await ledger.move(later, entryOf(proposal, 'put-off'));

    expect(await ledger.due('2026-11-23T10:59:59.999Z')).toEqual([]);
    expect(await ledger.due('2026-11-23T11:00:00.000Z')).toEqual([later]);
  });

  test('the history of an object comes newest first, however its name is written, and only its own', async () => {
    const proposal = await opened('p-1');
    await opened('p-2', { fix: { ...proposal.fix, dn: 'cn=Other,o=Corp' } });
    await approve(ledger, proposal);

    const history = await ledger.history(DN.toUpperCase(), 10);

    expect(history.map(({ number, action }) => [number, action])).toEqual([
      [3, 'approved'],
      [1, 'proposed'],
    ]);
    expect(history).toEqual((await recordsIn(tables)).filter(({ proposalId }) => proposalId === 'p-1').reverse());
    expect(await ledger.history(DN, 1)).toHaveLength(1);
  });

  test('an object whose name is too long for a key has its history too', async () => {
    const dn = `cn=${'ü'.repeat(3000)},o=Corp`;
    await opened('p-1', { fix: { ...openProposal('p-1').fix, dn } });

    expect(await ledger.history(dn, 10)).toEqual([expect.objectContaining({ proposalId: 'p-1' })]);
  });

  test('a check is kept as it was saved first, for a day', async () => {
    const check = checkOf('c-1', 'J\u00fcrgen "\ufffe\u0000"');

    await ledger.saveCheck(check);
    await ledger.saveCheck(checkOf('c-1', 'another'));

    expect(await ledger.check('c-1')).toEqual(check);
    expect(await ledger.check('c-2')).toBeUndefined();
    now = new Date(now.getTime() + 24 * HOUR);
    expect(await ledger.check('c-1')).toBeUndefined();
  });

  test('what is done stays done for a day', async () => {
    expect(await ledger.isDone('job-1')).toBe(false);

    await ledger.markDone('job-1');
    await ledger.markDone('job-1');

    expect(await ledger.isDone('job-1')).toBe(true);
    expect(await ledger.isDone('job-2')).toBe(false);
    await ledger.markDone('job-3', 'where it is');
    expect([await ledger.note('job-3'), await ledger.note('job-1')]).toEqual(['where it is', undefined]);
    now = new Date(now.getTime() + 24 * HOUR);
    expect(await ledger.isDone('job-1')).toBe(false);
  });
}
