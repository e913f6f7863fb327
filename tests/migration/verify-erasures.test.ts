import { describe, expect, test } from '@jest/globals';
import { type AuditEntry, type AuditRecord, chainRecord } from '../../lib/migration/audit.ts';
import { type Part, withoutParts } from '../../lib/migration/parts.ts';
import { findingsIn, rowsOf, salted, worldOf } from '../support/recorded-world.ts';

/** Somebody's proposal from its check to the change, records 1 to 5. */
const world = worldOf([20, 0, 0, 0], true);
const rows = rowsOf(world);

/** The record of an erasure, behind all others. */
function erasure(erases?: AuditEntry['erases']): AuditRecord {
  const { recipient, attribute, value } = world.records[0] as AuditRecord;
  const about = { recipient, attribute, value, before: [], actor: null, jobId: 'erase-1', proposalId: 'erase-1' };
  const entry = salted({ schema: 2, at: '2026-12-24T09:00:00.000Z', action: 'erased', ...about });
  return chainRecord('migcheck', world.records.at(-1), { ...entry, ...(erases ? { erases } : {}) });
}

const without = (records: readonly AuditRecord[], part: Part, numbers: readonly number[]): readonly AuditRecord[] =>
  records.map((record) => (numbers.includes(record.number) ? withoutParts(record, [part], 6) : record));

/** The records without this part of these, and record 6, which says that they are erased. */
const erased = (part: Part, numbers: readonly number[]): readonly AuditRecord[] =>
  without([...world.records, erasure({ [part]: numbers })], part, numbers);

const unrecorded = (number: number, part: Part, proposalId = 'p-0') => ({
  what: 'unrecorded-erasure',
  number,
  proposalId,
  says: `Its part "${part}" is erased, and record 6 does not say so.`,
});

describe('what is erased of a record', () => {
  test('is vouched for by the later record that says so, and by nothing if that says nothing', () => {
    const records = without(world.records, 'whom', [1]);

    expect(findingsIn([...records, erasure({ whom: [1] })], rows)).toEqual([]);
    expect(findingsIn([...records, erasure()], rows)).toEqual([unrecorded(1, 'whom')]);
  });

  test('is not vouched for by the record itself', () => {
    expect(findingsIn(erased('whom', [6]), rows)).toEqual([unrecorded(6, 'whom', 'erase-1')]);
  });
});

describe('what is left of a proposal', () => {
  test('is not held against an object that was erased from a record', () => {
    expect(findingsIn(erased('whom', [4]), rows)).toEqual([]);
  });

  test('has a row that is held against all else, where the object was erased from every record', () => {
    const records = erased('whom', [1, 2, 3, 4, 5]);
    expect(findingsIn(records, rows)).toEqual([]);
    const others = rows.map((row) => ({ ...row, askedAt: '2026-01-01T00:00:00.000Z' }));
    expect(findingsIn(records, others)).toMatchObject([
      { what: 'row-altered', number: 5 },
      { what: 'row-altered', number: 1 },
    ]);
  });

  test('has no row, where the digest of its row was erased', () => {
    expect(findingsIn(erased('row', [5]), rows)).toEqual([
      {
        what: 'row-kept',
        number: 5,
        proposalId: 'p-0',
        says: 'Its records are erased in part, and its row is still there. See: migcheck audit erase',
      },
    ]);
    expect(findingsIn(erased('row', [5]), [])).toEqual([]);
  });
});
