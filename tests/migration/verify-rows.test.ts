import { describe, expect, test } from '@jest/globals';
import { type AuditEntry, type AuditRecord, chainRecord } from '../../lib/migration/audit.ts';
import { entryFor, type Proposal, type ProposalState } from '../../lib/migration/proposal.ts';
import { startVerifying } from '../../lib/migration/verify.ts';
import { APPROVER, person } from '../support/proposals.ts';
import { findingsIn, rehashed, rowsOf, wholeLife, worldOf } from '../support/recorded-world.ts';

const found = (records: readonly AuditRecord[], rows: readonly Proposal[]) =>
  findingsIn(records, rows).map(({ number, what, says }) => `${number} ${what}: ${says}`);

describe('a row holds no more than the approvals on record', () => {
  const { records, ...world } = wholeLife();
  const [row] = rowsOf({ records, ...world }) as [Proposal];

  test('the question itself is not one', () => {
    const { actor, at, jobId } = records[1] as AuditRecord;
    const own = { by: actor ?? APPROVER, at, jobId, ownProposal: false };
    expect(found(records, [{ ...row, approvals: [...row.approvals, own] }])).toContain(
      '3 approvals: 1 of the approvals in its row are not on record.',
    );
  });

  test.each<ProposalState>([
    'approved',
    'applying',
    'applied',
    'already-present',
    'stale',
    'refused',
    'failed',
    'unknown',
  ])('none at all, and stands %s', (state) => {
    const { decision: _, ...undecided } = row;
    expect(found(records, [{ ...undecided, state, approvals: [] }])).toContain(
      '3 approvals: It needs 1 approvals; its row has them of 0.',
    );
  });

  test.each<ProposalState>(['open', 'denied', 'cancelled', 'superseded', 'expired'])(
    'none is needed where it stands %s',
    (state) => {
      expect(found(records, [{ ...row, state, approvals: [] }]).join()).not.toContain('approvals');
    },
  );
});

describe('a proposal of version 0.1.0', () => {
  const asInSchema1 = ({ stands: _, change: __, ...entry }: AuditEntry): AuditEntry => ({ ...entry, schema: 1 });
  const open = worldOf([0]);
  const given = { by: APPROVER, at: '2026-12-01T10:00:00.000Z', jobId: 'job-approve', ownProposal: false };
  const [proposed] = rowsOf(open) as [Proposal];
  const row: Proposal = { ...proposed, state: 'approved', version: 2, decision: { ...given, verdict: 'approve' } };
  const happened = { action: 'approved', actor: APPROVER, jobId: given.jobId, at: given.at } as const;
  const records = [...open.records, chainRecord('migcheck', open.records.at(-1), asInSchema1(entryFor(row, happened)))];

  test('has its one approval as the decision', () => {
    expect(row).toMatchObject({ schema: 1, approvals: [] });
    expect(found(records, [row])).toEqual([]);
    const { decision: _, ...undecided } = row;
    expect(found(records, [undecided])).toEqual(['2 approvals: It needs 1 approvals; its row has them of 0.']);
    const byAnother = { ...given, by: person('U-OTHER'), verdict: 'approve' } as const;
    expect(found(records, [{ ...row, decision: byAnother }])).toEqual([
      '2 approvals: 1 of the approvals in its row are not on record.',
    ]);
  });

  test('stands in the version that its records come to', () => {
    expect(found(records, [{ ...row, version: 3 }])).toEqual([
      '2 row-ahead: Its row stands approved in version 3, and version 2 is the last on record.',
    ]);
  });

  test('has a row of version 0.1.0 as long as it has no other records', () => {
    expect(found(records, [{ ...row, schema: 2 }])).toEqual([
      '2 row-altered: Its row stands approved in version 2, as its newest record says, but holds something else than it did then.',
    ]);
  });

  test('has records that do not say how it stood, and never knew to say it', () => {
    const stands = { state: 'approved', version: 2, digest: '' };
    expect(found(rehashed([...open.records, { ...(records[1] as AuditRecord), stands }], 0), [row])).toContain(
      '2 standing: Records of schema 1 do not say how the proposal stood.',
    );
  });

  test('has no such record any more after one of a later version', () => {
    const later = worldOf([0, 0, 0]);
    expect(later.records.map(({ schema, action }) => `${schema} ${action}`)).toEqual([
      '1 proposed',
      '2 approved',
      '2 claimed',
    ]);
    const { stands: _, ...last } = later.records[2] as AuditRecord;
    expect(found(rehashed(later.records.with(2, { ...last, schema: 1 }), 2), rowsOf(later))).toContain(
      '3 standing: It is of schema 1 after records of schema 2.',
    );
  });
});

test('every row is counted, whether it can be read or not', () => {
  const verifying = startVerifying('migcheck', []);
  const [proposal] = rowsOf(wholeLife()) as [Proposal];
  verifying.rowsBegin();
  verifying.proposal({ id: proposal.id, proposal });
  verifying.proposal({ id: 'p-1', trouble: 'Its row cannot be read.' });
  expect(verifying.verified().proposals).toBe(2);
});
