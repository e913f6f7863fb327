import { describe, expect, test } from '@jest/globals';
import { type AuditRecord, chainRecord } from '../../lib/migration/audit.ts';
import { erasureEntry, planErasure } from '../../lib/migration/erasure.ts';
import { withoutParts } from '../../lib/migration/parts.ts';
import type { OnList } from '../../lib/migration/people.ts';
import { appliedPlan, findingsInPlan, type PlanTables } from '../support/plan/recorded-plan.ts';
import { rehashed, salted } from '../support/recorded-world.ts';

const sound = appliedPlan();
const [plan, first, second, third] = sound.rows.map(({ id }) => id);
const [, pageOfTwo] = sound.pages as [PlanTables['pages'][number], PlanTables['pages'][number]];
const [anybody, somebody] = pageOfTwo.people as [OnList, OnList];

const found = (change: Partial<Parameters<typeof findingsInPlan>[0]>, before?: number) =>
  findingsInPlan({ ...sound, ...change }, before);

/** The records that are kept, numbered and hashed anew. */
const rewritten = (change: (record: AuditRecord) => AuditRecord | undefined) =>
  rehashed(
    sound.records.flatMap((record) => change(record) ?? []),
    0,
  );
const changed = (number: number, change: Partial<AuditRecord>) =>
  rewritten((record) => (record.number === number ? { ...record, ...change } : record));
const withoutNumbers = (...numbers: readonly number[]) =>
  rewritten((record) => (numbers.includes(record.number) ? undefined : record));

const ANOTHER = {
  what: 'people',
  number: 1,
  proposalId: plan,
  says: 'Its list of people is another than was approved.',
};
const notOnList = (number: number, proposalId: string | undefined) => ({
  what: 'not-planned',
  number,
  proposalId,
  says: 'The plan plan-1 has no such person and change.',
});

test('a plan that was applied is ten records', () => {
  expect(sound.records.map(({ action, proposalId }) => `${proposalId} ${action}`)).toEqual([
    'plan-1 checked',
    'plan-1 proposed',
    'plan-1 approved',
    'plan-1 claimed',
    'row.plan-1.0.0 claimed',
    'row.plan-1.0.0 applied',
    'row.plan-1.1.0 claimed',
    'row.plan-1.1.0 applied',
    'row.plan-1.1.1 already-present',
    'plan-1 applied',
  ]);
});

describe('a plan that nobody has touched is sound', () => {
  test('whatever order its pages come in', () => {
    expect(found({})).toEqual([]);
    expect(found({ pages: sound.pages.toReversed() })).toEqual([]);
  });

  test('whenever it is looked at while it is applied', () => {
    for (const before of sound.records.keys()) expect(found({}, before)).toEqual([]);
  });

  test('with somebody erased from the record, from its list and with their row', () => {
    const planning = planErasure({ dns: [sound.rows[2]?.fix.dn ?? ''] });
    for (const record of sound.records) planning.record(record);
    for (const row of sound.rows) planning.proposal(row);
    for (const page of sound.pages) planning.page(page);
    for (const record of sound.records) planning.again(record);
    const erasure = planning.plan();
    const entry = erasureEntry(erasure, { id: 'erase-1', at: '2026-12-24T09:00:00.000Z' });
    const records = sound.records.map((one) => withoutParts(one, erasure.records.get(one.number) ?? [], 11));
    const said = chainRecord('migcheck', records.at(-1), salted(entry));

    expect(erasure.proposals.map(({ id }) => id)).toEqual([second]);
    const rows = sound.rows.filter(({ id }) => id !== second);
    const pages = [...sound.pages.slice(0, 1), ...erasure.pages];
    expect(found({ records: [...records, said], rows, pages })).toEqual([]);
  });
});

describe('the list that was approved', () => {
  test('is gone: the plan says so, and nobody on it is blamed', () => {
    expect(found({ pages: [] })).toEqual([{ ...ANOTHER, says: 'Its list of people is gone.' }]);
  });

  test('is not gone that came after the pages had been read', () => {
    expect(found({ pages: [] }, 1)).toEqual([{ ...ANOTHER, says: 'Its list of people is gone.' }]);
    expect(found({ pages: [] }, 0)).toEqual([]);
  });

  test('lacks a page, and so do those who were on it', () => {
    expect(found({ pages: sound.pages.slice(0, 1) })).toEqual([ANOTHER, notOnList(7, second), notOnList(9, third)]);
    expect(found({ pages: sound.pages.slice(1) })).toEqual([ANOTHER, notOnList(5, first)]);
  });

  test('has another value for somebody', () => {
    const fix = { ...('fix' in somebody ? somebody.fix : undefined), value: 'migrate:MS:CORP/PO1/OTHER' };
    const forged = { ...pageOfTwo, people: [anybody, { ...somebody, fix } as OnList] };
    expect(found({ pages: [...sound.pages.slice(0, 1), forged] })).toEqual([ANOTHER, notOnList(9, third)]);
  });

  test.each([
    ['the same people in another order', { people: [somebody, anybody] }],
    ['a page under another number', { page: 2 }],
    ['a page whose number is no place in any list', { page: 4_294_967_294 }],
  ])('has %s', (_, change) => {
    expect(found({ pages: [...sound.pages.slice(0, 1), { ...pageOfTwo, ...change }] })).toEqual([ANOTHER]);
  });

  test.each([
    ['behind the last', { page: 2 }],
    ['at a number far behind the last', { page: 4_294_967_294 }],
    ['under the number of another', { page: 0 }],
    ['under the number of the same', { page: 1 }],
  ])('has a page more, %s', (_, change) => {
    const more = { ...pageOfTwo, ...change };
    expect(found({ pages: [...sound.pages, more] })).toEqual([ANOTHER]);
    expect(found({ pages: [more, ...sound.pages] })).toContainEqual(ANOTHER);
  });

  test.each<[string, unknown]>([
    ['nothing that can be read', undefined],
    ['a number', 7],
    ['something else than people', ['x', {}]],
    ['nobody', []],
  ])('has a page with %s on it', (_, kept) => {
    const page = { ...pageOfTwo, people: kept as OnList[] };
    const here = [ANOTHER, notOnList(7, second), notOnList(9, third)];
    expect(found({ pages: [...sound.pages.slice(0, 1), page] })).toEqual(here);
    expect(found({ pages: [...sound.pages, { ...page, page: 2 }] })).toEqual([ANOTHER]);
  });
});

describe('a person of a plan', () => {
  const other = { recipient: { dn: 'cn=other,cn=Recipients,o=FABRIKAM', identity: 'other', name: 'Other' } };

  test('is on record with a name that the plan does not have', () => {
    const records = changed(9, other);
    expect(found({ records })).toContainEqual(notOnList(9, third));
    expect(found({ records }, 8)).not.toContainEqual(notOnList(9, third));
    expect(found({ records }, 9)).toContainEqual(notOnList(9, third));
  });

  test('is taken up before the plan is', () => {
    const says = 'It is taken up while its plan plan-1 is approved.';
    const before = { what: 'not-planned', number: 4, proposalId: first, says };
    expect(found({ records: withoutNumbers(4) })).toContainEqual(before);
    expect(found({ records: withoutNumbers(4) })).not.toContainEqual({ ...before, number: 5 });
  });

  test('is taken up after the plan has ended', () => {
    const late = rehashed(sound.records.toSpliced(8, 2, ...sound.records.slice(8).toReversed()), 0);
    const says = 'It is taken up while its plan plan-1 is applied.';
    expect(found({ records: late })).toEqual([{ what: 'not-planned', number: 10, proposalId: third, says }]);
  });

  test('is taken up with a plan that is nowhere', () => {
    const records = rewritten((record) => (record.proposalId === third ? { ...record, plan: 'plan-9' } : record));
    const at = { number: 9, proposalId: third };
    expect(found({ records })).toEqual([
      { ...at, what: 'not-planned', says: 'It is taken up while its plan plan-9 is nowhere.' },
      { ...at, what: 'row-altered', says: 'Its row names another object, value or change than its records.' },
      { ...at, what: 'row-altered', says: 'Its row names another requester or time than the record.' },
    ]);
  });

  test.each([
    ['another plan', { plan: 'plan-2' }, 'Its row names another object, value or change than its records.'],
    ['no plan', { plan: undefined }, 'Its row names another object, value or change than its records.'],
    [
      'another time of asking',
      { askedAt: '2026-11-30T09:00:00.000Z' },
      'Its row names another requester or time than the record.',
    ],
  ])('has a row that names %s', (_, change, says) => {
    const rows = sound.rows.map((row) => (row.id === third ? { ...row, ...change } : row));
    expect(found({ rows: rows as PlanTables['rows'] })).toContainEqual({
      what: 'row-altered',
      number: 9,
      proposalId: third,
      says,
    });
  });
});

test('a plan for another number of people than its records say has a row that was altered', () => {
  const rows = sound.rows.map((row) => (row.people ? { ...row, people: { ...row.people, count: 4 } } : row));
  expect(found({ rows })).toContainEqual({
    what: 'row-altered',
    number: 10,
    proposalId: plan,
    says: 'Its row names another object, value or change than its records.',
  });
});
