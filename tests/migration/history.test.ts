import { expect, test } from '@jest/globals';
import { type AuditAction, type AuditRecord, chainRecord } from '../../lib/migration/audit.ts';
import { toldIn } from '../../lib/migration/history.ts';
import { entryFor } from '../../lib/migration/proposal.ts';
import { APPROVER, proposal } from '../support/proposals.ts';

const record = (action: AuditAction): AuditRecord =>
  chainRecord(
    'main',
    undefined,
    entryFor(proposal(), { action, actor: APPROVER, jobId: 'j', at: '2026-12-01T10:00:00.000Z' }),
  );

test('refused clicks that follow one another are one line, and every change is a line of its own', () => {
  const [click, change] = [record('turned-away'), record('applied')];
  expect(toldIn([click, click, change, change, click, click, click])).toEqual([
    [click, click],
    [change],
    [change],
    [click, click, click],
  ]);
  expect(toldIn([])).toEqual([]);
});
