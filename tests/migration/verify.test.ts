import { describe, expect, test } from '@jest/globals';
import type { AuditRecord } from '../../lib/migration/audit.ts';
import type { Proposal } from '../../lib/migration/proposal.ts';
import { headsIn } from '../../lib/migration/verify/heads.ts';
import { startVerifying } from '../../lib/migration/verify.ts';
import { findingsIn, rehashed, rowsOf, type World, wholeLife, worldOf } from '../support/recorded-world.ts';

test('a whole life is five records', () => {
  const actions = wholeLife().records.map(({ action }) => action);
  expect(actions).toEqual(['checked', 'proposed', 'approved', 'claimed', 'applied']);
});

/** The records that are kept, numbered and hashed anew. */
const rewritten = (records: readonly AuditRecord[], change: (record: AuditRecord) => AuditRecord | undefined) =>
  rehashed(
    records.flatMap((record) => change(record) ?? []),
    0,
  );

const without = (action: string) => (record: AuditRecord) => (record.action === action ? undefined : record);

describe('a chain whose hashes were all made anew is held against what a proposal may do', () => {
  test.each([
    [
      'applied without a claim',
      without('claimed'),
      { what: 'move', number: 4, says: '"applied" leads from approved to applied.' },
    ],
    [
      'claimed without an approval',
      without('approved'),
      { what: 'move', number: 3, says: '"claimed" leads from open to applying.' },
    ],
    [
      'a version left out',
      without('claimed'),
      { what: 'version', number: 4, says: 'Version 4 comes after version 2.' },
    ],
    [
      'never proposed',
      without('proposed'),
      { what: 'move', number: 2, says: '"approved" leads from nothing to approved.' },
    ],
  ] as const)('%s', (_, change, finding) => {
    const { records, ...sound } = wholeLife();
    const found = findingsIn(rewritten(records, change), rowsOf({ records, ...sound }));
    expect(found).toContainEqual({ ...finding, proposalId: 'p-0' });
  });

  const changed = (action: string, change: Partial<AuditRecord>) => (record: AuditRecord) =>
    record.action === action ? { ...record, ...change } : record;
  const requester = { enterprise: null, team: 'T1', user: 'U-REQUESTER' };
  const unstood = undefined as never;

  test.each<[string, string, Partial<AuditRecord>, string]>([
    [
      'approved by the requester, and not a word of it',
      'approved',
      { actor: requester, detail: 'Because.' },
      '3 own-approval: The requester approved, and the record does not say that this was allowed.',
    ],
    ['approved by nobody', 'approved', { actor: null }, '3 move: "approved", and by nobody.'],
    [
      'an approval of nobody taken for one',
      'approved',
      { actor: null },
      '3 approvals: It needs 1 approvals; 0 people had given one.',
    ],
    [
      'approved by somebody whom the row does not know',
      'approved',
      { actor: { ...requester, user: 'U-TWO' } },
      '3 approvals: 1 of the approvals in its row are not on record.',
    ],
    [
      'another value',
      'claimed',
      { value: 'migrate:MS:CORP/PO1/OTHER' },
      '4 other-change: It names another object, value or change than the record before it.',
    ],
    [
      'taken for a removal',
      'proposed',
      { change: 'remove' },
      '2 other-change: It names another object, value or change than the record before it.',
    ],
    [
      'a kind of record that nobody knows',
      'claimed',
      { action: 'blessed' as never },
      '4 move: "blessed" leads from approved to applying.',
    ],
    [
      'a move without its standing',
      'claimed',
      { stands: unstood },
      '4 standing: It does not say how the proposal stood after it.',
    ],
    [
      'a note with a standing',
      'checked',
      { stands: { state: 'open', version: 1, digest: '' } },
      '1 standing: "checked" moves nothing, and yet says how the proposal stood after it.',
    ],
    [
      'passed off as of the first version',
      'applied',
      { schema: 1, stands: unstood },
      '5 standing: It is of schema 1 after records of schema 2.',
    ],
    [
      'asked by somebody else',
      'proposed',
      { actor: { ...requester, user: 'U-TWO' } },
      '1 row-altered: Its row names another requester or time than the record.',
    ],
  ])('%s', (_, action, change, says) => {
    const { records, ...sound } = wholeLife();
    const found = findingsIn(rewritten(records, changed(action, change)), rowsOf({ records, ...sound }));
    expect(found.map((one) => `${one.number} ${one.what}: ${one.says}`)).toContain(says);
  });

  test('whatever it was that led to "approved", enough people had approved before', () => {
    const sound = worldOf([20, 0, 25]);
    expect(sound.records.at(-1)).toMatchObject({ action: 'put-off', stands: { state: 'approved' } });
    const needing = (approvals: number) => rowsOf(sound).map((row) => ({ ...row, needs: { approvals, because: [] } }));
    const lacking = (records: readonly AuditRecord[], rows: readonly Proposal[]) =>
      findingsIn(records, rows).flatMap(({ what, number, says }) => (what === 'approvals' ? `${number} ${says}` : []));

    expect(lacking(rewritten(sound.records, without('approved')), needing(1))).toContain(
      '3 It needs 1 approvals; 0 people had given one.',
    );
    expect(lacking(sound.records, needing(2))).toContain('3 It needs 2 approvals; 1 people had given one.');
  });
});

describe('records that move nothing', () => {
  const { records } = wholeLife();
  const [checked, ...rest] = records;
  const click = { ...(checked as AuditRecord), action: 'turned-away' } as const;
  const said = (some: readonly AuditRecord[]) =>
    findingsIn(rehashed(some, 0), rowsOf(wholeLife())).map(({ what, number, says }) => `${number} ${what}: ${says}`);

  test('a click is turned away once there is a proposal, and until whenever', () => {
    expect(said([...records, click])).toEqual([]);
    expect(said([...records.slice(0, 3), click, ...records.slice(3)])).toEqual([]);
    expect(said([click, ...rest])).toEqual(['1 move: A click is turned away before anything was proposed.']);
  });

  test('a check comes before the proposal that was made from it', () => {
    expect(said([...rest, checked as AuditRecord])).toEqual([
      '5 move: The check comes after the proposal that was made from it.',
    ]);
  });
});

describe('a row is held against its newest record', () => {
  const found = (change: (row: Proposal) => Proposal | undefined) => {
    const sound = wholeLife();
    return findingsIn(
      sound.records,
      rowsOf(sound).flatMap((row) => change(row) ?? []),
    );
  };

  test('none, older, newer, other, and one that nothing on record is about', () => {
    const at = { number: 5, proposalId: 'p-0' };
    const finding = (what: string, says: string) => [{ what, ...at, says }];
    expect(found(() => undefined)).toEqual(finding('row-missing', 'There are records of it, and it has no row.'));
    expect(found((row) => ({ ...row, version: 3 }))).toEqual(
      finding('row-behind', 'Its row stands applied in version 3, and its newest record says applied in version 4.'),
    );
    expect(found((row) => ({ ...row, version: 5 }))).toEqual(
      finding('row-ahead', 'Its row stands applied in version 5, and version 4 is the last on record.'),
    );
    expect(found((row) => ({ ...row, state: 'failed' }))).toEqual(
      finding('row-altered', 'Its row stands failed in version 4, and its newest record says applied.'),
    );
    expect(found((row) => ({ ...row, attempts: 9 }))).toEqual(
      finding(
        'row-altered',
        'Its row stands applied in version 4, as its newest record says, but holds something else than it did then.',
      ),
    );
    expect(found((row) => ({ ...row, recipientName: 'Another' }))).toContainEqual(
      finding('row-altered', 'Its row names another object, value or change than its records.')[0],
    );
    expect(found((row) => ({ ...row, askedAt: '2026-01-01T00:00:00.000Z' }))).toContainEqual({
      what: 'row-altered',
      number: 1,
      proposalId: 'p-0',
      says: 'Its row names another requester or time than the record.',
    });
    expect(found((row) => ({ ...row, needs: undefined as never }))).toEqual([
      { what: 'row-altered', proposalId: 'p-0', says: 'Its row holds something else than a proposal.' },
    ]);
    const sound = wholeLife();
    const [row] = rowsOf(sound);
    const stray = { ...(row as Proposal), id: 'p-stray' };
    expect(findingsIn(sound.records, [...rowsOf(sound), stray])).toEqual([
      { what: 'row-unrecorded', proposalId: 'p-stray', says: 'Nothing on record is about it.' },
    ]);
  });

  test('what stands beside it may change without a record', () => {
    const beside = { cards: [{ channel: 'C1', ts: '1.2' }], told: { version: 4, noted: 4 } };
    expect(found((row) => ({ ...row, ...beside }))).toEqual([]);
  });

  test('more approvals are needed than people had given', () => {
    const needy = (row: Proposal) => ({ ...row, needs: { approvals: 2, because: [] } });
    expect(found(needy).filter(({ what }) => what === 'approvals')).toEqual(
      ['1 people had given one.', 'its row has them of 1.'].map((rest) => ({
        what: 'approvals',
        number: 3,
        proposalId: 'p-0',
        says: `It needs 2 approvals; ${rest}`,
      })),
    );
  });

  test('a row of the first version is held against the records that say nothing of it', () => {
    const sound = worldOf([20, 0, 0, 0]);
    const [row] = rowsOf(sound);
    expect(row).toMatchObject({ schema: 2, state: 'applied' });
    expect(findingsIn(sound.records, rowsOf(sound))).toEqual([]);
    const opened = worldOf([0]);
    const [old] = rowsOf(opened);
    expect(old).toMatchObject({ schema: 1, state: 'open' });
    const forged = { ...(old as Proposal), state: 'applied' as const };
    expect(findingsIn(opened.records, [forged])).toMatchObject([{ what: 'row-altered', number: 1 }]);
  });
});

describe('while the bot is at work', () => {
  /** The chain as it was when the rows began to be read, these rows, and the chain to its end. */
  const lookedAt = (records: readonly AuditRecord[], before: number, rows: readonly Proposal[]) => {
    const one = startVerifying('migcheck', []);
    const read = (some: readonly AuditRecord[]) =>
      some.flatMap((record) => one.record({ number: record.number, record }));
    const found = [...read(records.slice(0, before))];
    one.rowsBegin();
    for (const proposal of rows) found.push(...one.proposal({ id: proposal.id, proposal }));
    found.push(...read(records.slice(before)));
    return [...found, ...one.end()];
  };
  const { records, versions } = wholeLife();
  const all = versions.get('p-0') ?? [];

  test('a row of any version since the rows began to be read is sound, and so is one that came too late', () => {
    for (const row of all.slice(1)) expect(lookedAt(records, 3, [row])).toEqual([]);
    expect(lookedAt(records, 0, [])).toEqual([]);
  });

  test('a row that is older than that is rolled back', () => {
    expect(lookedAt(records, 3, all.slice(0, 1))).toMatchObject([{ what: 'row-behind' }]);
  });
});

describe('noted heads', () => {
  const sound = wholeLife();
  const verifying = (heads: World['heads']) => {
    const one = startVerifying('migcheck', heads);
    for (const record of sound.records) one.record({ number: record.number, record });
    return one;
  };

  test('of other chains do not count, and what comes after the last is remarked', () => {
    const [first] = sound.heads;
    const other = { chain: 'elsewhere', number: 99, hash: 'f'.repeat(64) };
    const one = verifying([...sound.heads.slice(0, 1), other]);
    expect(one.verified()).toMatchObject({
      heads: 1,
      headsOfOtherChains: 1,
      unwitnessed: { from: (first?.number ?? 0) + 1, to: 5 },
    });
  });

  test('may be as many as a busy year has', () => {
    const many = Array.from({ length: 300_000 }, (_, at) => ({ chain: 'migcheck', number: at + 1, hash: '' }));
    expect(startVerifying('migcheck', many).verified()).toMatchObject({ heads: 300_000 });
  });

  test('beyond the end, or with another hash, are findings at their numbers', () => {
    const rows = rowsOf(sound);
    const hash = 'f'.repeat(64);
    const heads = [3, 7].map((number) => ({ chain: 'migcheck', number, hash }));
    expect(findingsIn(sound.records, rows, heads)).toMatchObject([
      { what: 'head', number: 3 },
      { what: 'head', number: 7 },
    ]);
  });

  test.each([
    ['a line as standard output has it', (line: string) => line],
    ['a line with the time before it', (line: string) => `2026-11-23T08:00:00.000Z ${line}`],
    ['an event of filter-log-events', (line: string) => `    "message": ${JSON.stringify(`${line}\n`)},`],
    ['a cell of a CSV export', (line: string) => `2026-11-23,"${line.replaceAll('"', '""')}"`],
    ['two in one line', (line: string) => `[${line.replace('7', '6')},${line}]`],
  ])('are read out of %s', (_, wrap) => {
    const head = { chain: 'migcheck', number: 7, hash: 'a'.repeat(64) };
    const line = JSON.stringify({ level: 'INFO', message: 'audit head', service: 'migcheck', ...head });
    expect(headsIn(wrap(line))).toContainEqual(head);
  });

  test('that cannot be read are not passed over, and other lines are', () => {
    expect(headsIn('{"message":"audit head","chain":"migcheck","number":7,"hash":"aa')).toBe('unreadable');
    expect(headsIn('{"message":"audit head","chain":"migcheck","number":"7","hash":"aa"}')).toBe('unreadable');
    expect(headsIn('{"message":"job","kind":"examine"}')).toEqual([]);
  });
});
