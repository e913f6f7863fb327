import { beforeEach, expect, test } from '@jest/globals';
import { openLedger } from '../../../lib/adapters/ledger/ledger.ts';
import { verifyChain } from '../../../lib/migration/audit.ts';
import type { Ledger } from '../../../lib/ports.ts';
import { newTables, recordsIn, rewrite } from '../../support/ledger-tables.ts';
import { checkOf, DN, entryOf, nextOf, openingOf, openProposal } from './sample.ts';

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
    await ledger.open({ ...openingOf(proposal), live: (await ledger.newestFor(proposal.fix.dn))?.id });
    return proposal;
  };
  const openedFor = (id: string) => opened(id, { fix: { ...openProposal(id).fix, dn: `cn=${id},o=Corp` } });
  /** What nobody has to be told of any more is due for its own sake alone. */
  const told = async (...[id, change]: Parameters<typeof openProposal>) => {
    const proposal = await opened(id, change);
    await ledger.markTold(proposal, 'told');
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
    const proposal = openProposal('p-1', { cards: [{ channel: 'C1', ts: '1.2' }] });

    expect(await ledger.open(openingOf(proposal))).toBe('opened');

    expect(await ledger.proposal('p-1')).toEqual(proposal);
    expect(await recordsIn(tables)).toEqual([expect.objectContaining({ number: 1, action: 'proposed' })]);
    expect(await ledger.proposal('p-2')).toBeUndefined();
  });

  test('a proposal that is opened again exists, and is neither changed nor recorded twice', async () => {
    const proposal = await opened('p-1');

    expect(await ledger.open(openingOf({ ...proposal, channel: 'C2' }))).toBe('exists');
    expect(await ledger.open(openingOf(proposal))).toBe('exists');

    expect(await ledger.proposal('p-1')).toEqual(proposal);
    expect(await recordsIn(tables)).toHaveLength(1);
  });

  test('two copies of one opening make one proposal', async () => {
    const proposal = openProposal('p-1');
    const open = (by: Ledger) => by.open(openingOf(proposal));

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

  test('a source address is locked for one recipient at a time, in any case of its letters', async () => {
    const [first, second] = [await openedFor('p-1'), await openedFor('p-2')];
    const claim = entryOf(first, 'claimed');

    expect(await ledger.move(nextOf(first, 'applying'), claim, { take: address })).toBe('moved');
    expect(await ledger.move(nextOf(second, 'applying'), claim, { take: address.toLowerCase() })).toBe('locked');

    expect(await ledger.proposal('p-2')).toEqual(second);
    expect(await recordsIn(tables)).toHaveLength(3);
  });

  test('whoever holds a lock can take it again, and once it is released another can', async () => {
    const [first, second] = [await openedFor('p-1'), await openedFor('p-2')];
    const claimed = nextOf(first, 'applying');
    const again = nextOf(claimed, 'applying');

    expect(await ledger.move(claimed, entryOf(first, 'claimed'), { take: address })).toBe('moved');
    expect(await ledger.move(again, entryOf(first, 'claimed'), { take: address })).toBe('moved');
    expect(await ledger.move(nextOf(again, 'applied'), entryOf(first, 'applied'), { release: address })).toBe('moved');

    expect(await ledger.move(nextOf(second, 'applying'), entryOf(second, 'claimed'), { take: address })).toBe('moved');
  });

  test('a lock that another proposal holds is not released, and the outcome is recorded all the same', async () => {
    const [first, second, third] = [await openedFor('p-1'), await openedFor('p-2'), await openedFor('p-3')];
    await ledger.move(nextOf(first, 'applying'), entryOf(first, 'claimed'), { take: address });

    expect(await ledger.move(nextOf(second, 'failed'), entryOf(second, 'failed'), { release: address })).toBe('moved');

    expect(await ledger.proposal('p-2')).toMatchObject({ state: 'failed' });
    const claim = ledger.move(nextOf(third, 'applying'), entryOf(third, 'claimed'), { take: address });
    expect(await claim).toBe('locked');
  });

  test('a lock that is kept outlives the change, for others, until its time', async () => {
    const [first, second] = [await openedFor('p-1'), await openedFor('p-2')];
    const claimed = nextOf(first, 'applying');
    await ledger.move(claimed, entryOf(first, 'claimed'), { take: address });
    const until = '2026-11-24T08:00:00.000Z';
    await ledger.move(nextOf(claimed, 'applied'), entryOf(first, 'applied'), { keep: address, until });
    const claim = () => ledger.move(nextOf(second, 'applying'), entryOf(second, 'claimed'), { take: address });

    expect(await claim()).toBe('locked');
    expect(await ledger.lockedBy(address)).toBe('p-1');
    now = new Date('2026-11-24T07:59:59.000Z');
    expect(await claim()).toBe('locked');
    now = new Date(until);
    expect(await claim()).toBe('moved');
    expect(await ledger.lockedBy(address)).toBe('p-2');
  });

  test('a lock that nobody holds can be released', async () => {
    const proposal = await opened('p-1');

    expect(await ledger.move(nextOf(proposal, 'failed'), entryOf(proposal, 'failed'), { release: address })).toBe(
      'moved',
    );
  });

  test('every place of a card is known once, and no move takes one away', async () => {
    const proposal = await opened('p-1');
    const [one, other] = [
      { channel: 'C1', ts: '1.2' },
      { channel: 'C9', ts: '9.9' },
    ];

    expect(await ledger.placeCard('p-1', one)).toEqual([one]);
    expect(await ledger.placeCard('p-1', other)).toEqual([one, other]);
    expect(await ledger.placeCard('p-1', one)).toEqual([one, other]);
    await approve(ledger, proposal);

    expect(await ledger.proposal('p-1')).toMatchObject({ version: 2, cards: [one, other] });
  });

  test('a card cannot be placed for a proposal that is not there', async () => {
    await expect(ledger.placeCard('p-2', { channel: 'C1', ts: '1.2' })).rejects.toThrow('no proposal p-2');
    expect(await ledger.proposal('p-2')).toBeUndefined();
  });

  test('that a change was taken back is noted beside it, and is no move', async () => {
    const proposal = await opened('p-1');
    await ledger.markUndone('p-1', 'p-2');
    await ledger.markUndone('p-1', 'p-2');

    expect(await ledger.proposal('p-1')).toMatchObject({ version: 1, undoneBy: 'p-2' });
    await approve(ledger, proposal);
    expect(await ledger.proposal('p-1')).toMatchObject({ version: 2, undoneBy: 'p-2' });
    await expect(ledger.markUndone('p-3', 'p-2')).rejects.toThrow();
  });

  test('what is due comes oldest first, and what is not due, or no more, does not come', async () => {
    await told('late', { dueAt: '2026-11-23T10:00:00.000Z' });
    await told('early', { dueAt: '2026-11-23T09:00:00.000Z' });
    await told('tomorrow', { dueAt: '2026-11-24T09:00:00.000Z' });
    const decided = await opened('decided', { dueAt: '2026-11-23T08:00:00.000Z' });
    const denied = nextOf(decided, 'denied');
    await ledger.move(denied, entryOf(decided, 'denied'));
    await ledger.markTold(denied, 'told');

    const due = await ledger.due('2026-11-23T10:00:00.000Z');

    expect(due.proposals.map(({ id }) => id)).toEqual(['early', 'late']);
    expect(due.proposals[0]).toEqual(await ledger.proposal('early'));
    expect((await ledger.due()).proposals.map(({ id }) => id)).toEqual(['early', 'late', 'tomorrow']);
  });

  test('a proposal that becomes due again is found at its new time', async () => {
    const proposal = await told('p-1', { dueAt: '2026-11-23T09:00:00.000Z' });
    const later = nextOf(proposal, 'approved', { dueAt: '2026-11-23T11:00:00.000Z' });
    await ledger.move(later, entryOf(proposal, 'put-off'));
    await ledger.markTold(later, 'told');

    expect((await ledger.due('2026-11-23T10:59:59.999Z')).proposals).toEqual([]);
    expect((await ledger.due('2026-11-23T11:00:00.000Z')).proposals).toMatchObject([{ id: 'p-1', version: 2 }]);
  });

  test('what has ended stays due until it is told, from a minute after it happened', async () => {
    const proposal = await opened('p-1');
    const denied = nextOf(proposal, 'denied');
    await ledger.move(denied, entryOf(proposal, 'denied'));
    const dueAt = async (at: string) => (await ledger.due(at)).proposals.map(({ told: { noted } }) => noted);

    expect(await dueAt('2026-11-23T08:00:59.999Z')).toEqual([]);
    expect(await dueAt('2026-11-23T08:01:00.000Z')).toEqual([0]);
    await ledger.markTold(denied, 'noted');
    expect(await dueAt('2026-11-23T08:01:00.000Z')).toEqual([2]);
    await ledger.postpone(denied, '2026-11-23T09:00:00.000Z');
    expect(await dueAt('2026-11-23T08:59:59.999Z')).toEqual([]);
    expect(await dueAt('2026-11-23T09:00:00.000Z')).toEqual([2]);
    await ledger.markTold(denied, 'told');
    expect(await dueAt('2027-11-23T09:00:00.000Z')).toEqual([]);
  });

  test('what was told of an earlier version marks nothing of the one that came since', async () => {
    const proposal = await opened('p-1');
    await approve(ledger, proposal);

    await ledger.markTold(proposal, 'told');

    expect(await ledger.proposal('p-1')).toMatchObject({ version: 2, told: { version: 0, noted: 0 } });
  });

  test('waiting to be told puts off nothing that is due by itself', async () => {
    const proposal = await opened('p-1', { dueAt: '2026-11-23T08:30:00.000Z' });
    await ledger.postpone(proposal, '2026-11-23T09:00:00.000Z');
    expect((await ledger.due('2026-11-23T08:30:00.000Z')).proposals).toHaveLength(1);
  });

  test('a row of a later version is named, and holds up none of the others', async () => {
    await opened('p-1');
    await rewrite(tables, 'proposal#p-1', { schema: 3 });
    await opened('p-2', { fix: { ...openProposal('p-2').fix, dn: 'cn=Other,o=Corp' } });

    const { proposals, unreadable } = await ledger.due('2026-11-23T09:00:00.000Z');

    expect(proposals.map(({ id }) => id)).toEqual(['p-2']);
    expect(unreadable).toEqual(['proposal#p-1']);
  });

  test('one recipient has one newest proposal; who opens beside it without knowing it is overtaken', async () => {
    const first = await opened('p-1');
    const second = openProposal('p-2');

    expect(await ledger.open(openingOf(second))).toBe('overtaken');
    expect(await ledger.newestFor(DN.toUpperCase())).toMatchObject({ id: 'p-1' });

    const superseded = nextOf(first, 'superseded', { supersededBy: 'p-2' });
    const entries = [entryOf(first, 'superseded'), entryOf(second, 'proposed')];
    expect(await ledger.open({ proposal: second, entries, live: 'p-1', superseded })).toBe('opened');
    expect(await ledger.newestFor(DN)).toMatchObject({ id: 'p-2', state: 'open' });
    expect(await ledger.proposal('p-1')).toMatchObject({ state: 'superseded', supersededBy: 'p-2' });
    expect(verifyChain(await recordsIn(tables))).toEqual({ ok: true, count: 3 });
  });

  test('a proposal that was decided in the meantime is not superseded, and nothing is opened', async () => {
    const first = await opened('p-1');
    await approve(ledger, first);
    const second = openProposal('p-2');

    const opening = { ...openingOf(second), live: 'p-1', superseded: nextOf(first, 'superseded') };
    expect(await ledger.open(opening)).toBe('overtaken');
    expect(await ledger.proposal('p-2')).toBeUndefined();
    expect(await ledger.proposal('p-1')).toMatchObject({ state: 'approved' });
  });

  test('a note is in the chain once for each key', async () => {
    const proposal = await opened('p-1');
    const note = entryOf(proposal, 'turned-away');

    await ledger.record(note, 'click-1');
    await ledger.record(note, 'click-1');
    await ledger.record(note, 'click-2');

    expect((await recordsIn(tables)).map(({ action }) => action)).toEqual(['proposed', 'turned-away', 'turned-away']);
  });

  test('a key is one hold at a time, given back by its holder alone, and free after a minute', async () => {
    const hold = (await ledger.take('k')) ?? '';
    expect(await another().take('k')).toBeUndefined();
    await ledger.giveBack('k', 'somebody else');
    expect(await ledger.take('k')).toBeUndefined();
    await ledger.giveBack('k', hold);
    const again = await ledger.take('k');
    expect(again).toBeDefined();
    now = new Date(now.getTime() + 60_000);
    expect(await ledger.take('k')).toBeDefined();
    await ledger.giveBack('k', again ?? '');
    expect(await ledger.take('k')).toBeUndefined();
  });

  test('questions are counted by person and minute', async () => {
    expect([await ledger.count('T1:U1'), await ledger.count('T1:U1'), await ledger.count('T1:U2')]).toEqual([1, 2, 1]);
    now = new Date(now.getTime() + 60_000);
    expect(await ledger.count('T1:U1')).toBe(1);
  });

  test('a proposal of the first version is read as one approval was enough, and as told', async () => {
    const { cards: _, told: __, approvals: ___, needs: ____, ...old } = openProposal('p-1');
    const { change: _____, ...fix } = old.fix;
    await opened('p-1');
    await rewrite(tables, 'proposal#p-1', {
      schema: 1,
      body: JSON.stringify({ ...old, schema: 1, fix }),
      card: { channel: 'C1', ts: '1.2' },
    });

    expect(await ledger.proposal('p-1')).toEqual({
      ...openProposal('p-1'),
      schema: 1,
      cards: [{ channel: 'C1', ts: '1.2' }],
      told: { version: 1, noted: 1 },
    });
  });

  test('the history of an object comes newest first, however its name is written, and only its own', async () => {
    const proposal = await opened('p-1');
    await opened('p-2', { fix: { ...proposal.fix, dn: 'cn=Other,o=Corp' } });
    await approve(ledger, proposal);

    const history = await ledger.history({ dn: DN.toUpperCase() }, { limit: 10 });

    expect(history.map(({ number, action }) => [number, action])).toEqual([
      [3, 'approved'],
      [1, 'proposed'],
    ]);
    expect(history).toEqual((await recordsIn(tables)).filter(({ proposalId }) => proposalId === 'p-1').reverse());
    expect(await ledger.history({ dn: DN }, { limit: 1 })).toHaveLength(1);
  });

  test('what a person did comes newest first, page by page, and is theirs alone', async () => {
    const proposal = await opened('p-1');
    await approve(ledger, proposal);
    await ledger.record(entryOf(proposal, 'turned-away', { actor: { enterprise: null, team: 'T1', user: 'U2' } }), 'x');
    const actor = entryOf(proposal, 'proposed').actor ?? { enterprise: null, team: null, user: '' };
    const numbers = async (before?: number) =>
      (await ledger.history({ actor }, { limit: 1, ...(before ? { before } : {}) })).map(({ number }) => number);

    expect(await numbers()).toEqual([2]);
    expect(await numbers(2)).toEqual([1]);
    expect(await numbers(1)).toEqual([]);
  });

  test('an object whose name is too long for a key has its history too', async () => {
    const dn = `cn=${'ü'.repeat(3000)},o=Corp`;
    await opened('p-1', { fix: { ...openProposal('p-1').fix, dn } });

    expect(await ledger.history({ dn }, { limit: 10 })).toEqual([expect.objectContaining({ proposalId: 'p-1' })]);
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
