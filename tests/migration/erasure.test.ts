import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type AuditRecord, chainRecord, verifyChain } from '../../lib/migration/audit.ts';
import { digestOf } from '../../lib/migration/digest.ts';
import type { Erasable } from '../../lib/migration/erasure.ts';
import { type Erases, PARTS, withoutParts } from '../../lib/migration/parts.ts';
import type { Finding } from '../../lib/migration/verify/finding.ts';
import { startVerifying } from '../../lib/migration/verify.ts';
import { erasedFrom, planFor, type Tables } from '../support/erased-world.ts';
import { findingsIn, rowsOf, type World, worldOf } from '../support/recorded-world.ts';

const anyWorld = fc.array(fc.nat(100_000), { minLength: 6, maxLength: 30 }).map((choices) =>
  worldOf(
    choices.filter((choice) => choice % 4 !== 0 || choice % 10 < 9),
    true,
  ),
);
const tablesOf = (world: World): Tables => ({ records: world.records, rows: rowsOf(world) });
const what = (findings: readonly Finding[]) => findings.map(({ number, what }) => `${what} ${number ?? ''}`.trim());

/** One recipient's proposal from its check to the change, approved by U-ONE, and then another's, denied by U-TWO. */
const world = worldOf([20, 0, 0, 0, 29, 75], true);
const tables = tablesOf(world);
const [first] = world.records as readonly [AuditRecord, ...AuditRecord[]];
const RECIPIENT = { dns: [first.recipient.dn] };
const USER = { user: 'U-ONE' };
const said = tables.records.length + 1;

const changed = ({ records, rows }: Tables, number: number, change: object): Tables => ({
  records: records.map((record) => (record.number === number ? { ...record, ...change } : record)),
  rows,
});
const recordOf = ({ records }: Tables, number: number) => records[number - 1] as AuditRecord;
const foundIn = ({ records, rows }: Tables, heads = world.heads) => what(findingsIn(records, rows, heads));

describe('nobody else is touched', () => {
  test.each<[string, Erasable]>([
    ['an id that was cut off when it was copied', { user: 'U-ON' }],
    ['the container in place of the object', { dns: [first.recipient.dn.replace(/^[^,]+,/, '')] }],
    ['a name that was cut off', { dns: [first.recipient.dn.slice(0, -1)] }],
  ])('by %s', (_, whom) => {
    expect(planFor(tables, whom)).toMatchObject({ records: new Map(), proposals: [], pages: [] });
  });
});

describe('whoever is erased is in no record any more, and the chain holds', () => {
  test.each([
    ['a recipient', RECIPIENT, first.recipient.dn],
    ['a user', USER, 'U-ONE'],
  ])('%s', (_, whom, name) => {
    expect(JSON.stringify(tables)).toContain(name);
    const after = erasedFrom(tables, whom);

    expect(JSON.stringify(after)).not.toContain(name);
    expect(after.records.slice(0, -1).map(({ hash }) => hash)).toEqual(tables.records.map(({ hash }) => hash));
    expect(verifyChain(after.records)).toEqual({ ok: true, count: said });
    expect(foundIn(after)).toEqual([]);
  });

  test('whatever has happened, and whoever it is, one after the other', () => {
    fc.assert(
      fc.property(anyWorld, fc.constantFrom('U-ONE', 'U-TWO', 'U-REQUESTER'), fc.nat(40), (any, user, at) => {
        const recipient = any.records[at % Math.max(any.records.length, 1)]?.recipient.dn ?? 'cn=nobody';
        const isOld = any.records.some(({ schema }) => schema === 1);
        fc.pre(!isOld);
        const once = erasedFrom(tablesOf(any), { user });
        const twice = erasedFrom(once, { dns: [recipient] });

        expect(foundIn(once, any.heads)).toEqual([]);
        expect(foundIn(twice, any.heads)).toEqual([]);
        expect(JSON.stringify(twice)).not.toMatch(user);
        expect(JSON.stringify(twice)).not.toContain(recipient);
      }),
      { numRuns: 60 },
    );
  });

  test('what was done, when, and how it ended stays, and acts of one person stay the acts of one', () => {
    const after = erasedFrom(tables, { user: 'U-REQUESTER' });
    const facts = ({ action, at, stands }: AuditRecord) => ({
      action,
      at,
      state: stands?.state,
      version: stands?.version,
    });

    expect(after.records.slice(0, -1).map(facts)).toEqual(tables.records.map(facts));
    const actors = (some: Tables) =>
      some.records.slice(0, tables.records.length).map(({ actor }) => actor?.user ?? 'migcheck');
    expect(actors(after)).toEqual(actors(tables).map((user) => (user === 'U-REQUESTER' ? `erased-${said}` : user)));
  });

  test('the rows of their proposals go, and with them every digest of those rows', () => {
    const after = erasedFrom(tables, USER);

    expect(after.rows.map(({ id }) => id)).toEqual(['p-1']);
    const ofRow = after.records.filter(({ proposalId, stands }) => proposalId === 'p-0' && stands);
    expect(ofRow.map(({ stands }) => stands?.digest)).toEqual(ofRow.map(() => 'erased'));
  });

  test('no erased digest can be made from what it was made of: that takes the salt, which is gone', () => {
    const after = erasedFrom(tables, RECIPIENT);
    const { recipient, value, before } = first;
    const { erased, salts } = recordOf(after, 1);

    expect(erased?.whom?.digest).toMatch(/^[0-9a-f]{64}$/);
    expect(salts).not.toHaveProperty('whom');
    expect(salts).not.toHaveProperty('words');
    for (const guess of [{ recipient, value, before }, [undefined, { recipient, value, before }]])
      expect(digestOf(guess)).not.toBe(erased?.whom?.digest);
    expect(digestOf([first.salts?.whom, { recipient, value, before }])).toBe(erased?.whom?.digest);
  });

  test('nothing is made up where nothing was: nobody stays nobody, and what was not said stays unsaid', () => {
    const bare = tables.records.find(({ actor, detail, after }) => !actor && !detail && !after) as AuditRecord;
    const { actor, detail, after, before, value } = withoutParts(bare, PARTS, said);

    expect({ actor, detail, after }).toEqual({ actor: null, detail: undefined, after: undefined });
    expect({ before, value }).toEqual({ before: ['erased'], value: 'erased' });
    const note = withoutParts(recordOf(tables, 1), PARTS, said);
    expect(note).not.toHaveProperty('stands');
    expect(withoutParts({ ...bare, after: ['smtp:x'], detail: 'x' }, PARTS, said)).toMatchObject({
      after: ['erased'],
      detail: 'erased',
    });
  });

  test('what is erased already stays erased by the record that said so', () => {
    const once = withoutParts(first, ['whom'], said);

    expect(withoutParts(once, ['whom', 'words'], said + 1).erased).toMatchObject({
      whom: once.erased?.whom,
      words: { by: said + 1 },
    });
  });

  test('a person who is only named in the words of another is taken out of those', () => {
    const other = {
      ...first,
      proposalId: 'p-9',
      detail: `MS:CORP/PO1/X is also held by ${first.recipient.dn.toUpperCase()}.`,
    };
    const {
      chain: _,
      number: __,
      previous: ___,
      hash: ____,
      ...entry
    } = {
      ...other,
      recipient: { dn: 'cn=other', identity: 'other', name: 'Other' },
    };
    const records = [...tables.records, chainRecord('migcheck', tables.records.at(-1), entry)];

    expect(planFor({ records, rows: tables.rows }, RECIPIENT).records.get(records.length)).toEqual(['words']);
  });
});

describe('an erasure is itself on record', () => {
  test('which parts of which records, and nothing of who it was', () => {
    const after = erasedFrom(tables, USER);
    const { action, erases, actor, proposalId } = recordOf(after, said);

    expect({ action, actor, proposalId }).toEqual({ action: 'erased', actor: null, proposalId: 'erase-1' });
    const by = (user: string) => tables.records.filter(({ actor }) => actor?.user === user).map(({ number }) => number);
    expect(erases).toMatchObject({ who: by('U-ONE'), words: by('U-ONE'), whom: [] });
    expect(erases?.row).toEqual(
      tables.records.filter(({ proposalId, stands }) => proposalId === 'p-0' && stands).map(({ number }) => number),
    );
  });

  test('and counted by the verification', () => {
    const { records } = erasedFrom(tables, RECIPIENT);
    const verifying = startVerifying('migcheck', []);
    for (const record of records) verifying.record({ number: record.number, record });

    expect(verifying.verified().erased).toBe(planFor(tables, RECIPIENT).records.size);
  });

  test('parts that are gone without one are found', () => {
    const records = tables.records.map((record) => withoutParts(record, record.number === 2 ? PARTS : [], said));

    expect(what(findingsIn(records, []))).toEqual(expect.arrayContaining(Array(4).fill('unrecorded-erasure 2')));
  });

  test.each([
    ['of another number', { who: [3], whom: [3], words: [3], row: [3] }],
    ['of another part', { who: [2] }],
    ['that lists nothing', { who: 2, whom: 'x', words: null }],
    ['of itself and later ones', { who: [said], whom: [said + 1] }],
  ])('so are those that are gone by a record %s', (_, erases) => {
    const { chain: __, number: ___, previous: ____, hash: _____, ...entry } = first;
    const e = chainRecord('migcheck', tables.records.at(-1), { ...entry, action: 'erased', erases: erases as Erases });
    const records = tables.records.map((record) => withoutParts(record, record.number === 2 ? ['whom'] : [], said));

    expect(foundIn({ records: [...records, e], rows: tables.rows })).toContain('unrecorded-erasure 2');
  });
});

test('an erasure that was written in advance vouches for nothing, nor does a record of another kind', () => {
  const { chain: _, number: __, previous: ___, hash: ____, ...entry } = first;
  const behind = (entries: readonly Partial<AuditRecord>[]) => {
    const records = [...tables.records];
    for (const more of entries) records.push(chainRecord('migcheck', records.at(-1), { ...entry, ...more }));
    return records;
  };
  const advance = behind([{ action: 'erased', erases: { whom: [said + 1] } }, { proposalId: 'p-9' }]);
  const other = behind([{ action: 'turned-away', erases: { whom: [1] } }]);
  const without = (records: readonly AuditRecord[], number: number, by: number) =>
    what(
      findingsIn(
        records.map((one) => (one.number === number ? withoutParts(one, ['whom'], by) : one)),
        [],
      ),
    );

  expect(without(advance, said + 1, said)).toContain(`unrecorded-erasure ${said + 1}`);
  expect(without(other, 1, said)).toContain('unrecorded-erasure 1');
});

describe('nothing is passed off as erased, and nothing erased as something', () => {
  const after = erasedFrom(tables, USER);
  const theirs = tables.records.find(({ actor }) => actor?.user === 'U-ONE') as AuditRecord;
  const { number } = theirs;
  const { salts, erased } = recordOf(after, number);
  const someone = (user: string) => ({ enterprise: null, team: null, user });

  test.each([
    ['another person in the place of whom was erased', { actor: someone('U-TWO') }],
    ['the pseudonym of somebody else', { actor: someone('erased-1') }],
    ['words in the place of words', { detail: 'Because I like it.' }],
    ['the salt put back', { salts: { ...salts, who: 'x' } }],
    ['another digest', { erased: { ...erased, who: { ...erased?.who, digest: 'f'.repeat(64) } } }],
    ['another record that says so', { erased: { ...erased, who: { ...erased?.who, by: said + 1 } } }],
    ['a note that it is erased taken away', { erased: {} }],
    ['another state', { stands: { ...theirs.stands, digest: 'erased', state: 'denied' } }],
    ['a field that nobody knows', { parts: [] }],
    ['a field that nobody knows in how it stood', { stands: { ...recordOf(after, number).stands, more: 1 } }],
  ])('%s', (_, change) => {
    expect(foundIn(changed(after, number, change))).toContain(`altered ${number}`);
  });

  test('a row that is still there', () => {
    const last = tables.records.findLast(({ proposalId }) => proposalId === 'p-0')?.number;

    expect(foundIn({ ...after, rows: tables.rows })).toEqual([`row-kept ${last}`]);
  });

  test('a row that went while nothing of it was erased', () => {
    const [, other] = tables.rows;

    expect(foundIn({ ...after, rows: after.rows.filter(({ id }) => id !== other?.id) })).toEqual([
      expect.stringMatching(/^row-missing/),
    ]);
  });

  test('an object, in a record beside erased ones, that is not that of the others', () => {
    const half = erasedFrom(tables, RECIPIENT, 2);

    expect(foundIn(half)).toEqual([expect.stringMatching(/^row-kept/)]);
  });
});

describe('an erasure that was interrupted', () => {
  test.each([0, 1, 3])('after %i records is finished by another, and nothing is wrong then', (done) => {
    for (const whom of [USER, RECIPIENT]) {
      const after = erasedFrom(erasedFrom(tables, whom, done), whom);

      expect(foundIn(after)).toEqual([]);
      expect(JSON.stringify(after)).not.toContain('user' in whom ? whom.user : whom.dns[0]);
    }
  });
});

test('rows that were left are found by the name, however it is spelled, where no record has it any more', () => {
  const { records } = erasedFrom(tables, RECIPIENT);
  const spelled = first.recipient.dn.replaceAll(',', ' ,  ').toUpperCase();
  const plan = planFor({ records, rows: tables.rows }, { dns: [spelled] });

  expect(plan.proposals.map(({ id }) => id)).toEqual(['p-0']);
});

describe('what cannot be erased', () => {
  test('records of earlier versions are named, and their proposals stay whole', () => {
    const old = tablesOf(worldOf([20, 0, 0, 0, 29, 75], false));
    const plan = planFor(old, USER);

    expect(plan.kept.length).toBeGreaterThan(0);
    expect({ records: plan.records.size, proposals: plan.proposals }).toEqual({ records: 0, proposals: [] });
    expect(withoutParts(recordOf(old, 1), PARTS, 9)).toMatchObject({ recipient: recordOf(old, 1).recipient });
  });

  test('a proposal that has not ended, or is still to be told, is in the way', () => {
    const open = tablesOf(worldOf([20], true));
    const untold = tablesOf(worldOf([20, 0, 0, 0], true));
    const told = { ...untold, rows: untold.rows.map((row) => ({ ...row, told: { version: row.version, noted: 0 } })) };

    expect(planFor(open, { user: 'U-REQUESTER' }).live).toEqual(['p-0']);
    expect(planFor(untold, USER).live).toEqual(['p-0']);
    expect(planFor(told, USER).live).toEqual([]);
  });
});
