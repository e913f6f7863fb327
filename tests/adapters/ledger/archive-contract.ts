import { beforeEach, describe, expect, test } from '@jest/globals';
import { openArchive } from '../../../lib/adapters/ledger/archive.ts';
import { openEraser } from '../../../lib/adapters/ledger/eraser.ts';
import { openLedger } from '../../../lib/adapters/ledger/ledger.ts';
import { verifyAudit } from '../../../lib/flows/verify-audit.ts';
import type { AuditAction, AuditRecord } from '../../../lib/migration/audit.ts';
import { withoutParts } from '../../../lib/migration/parts.ts';
import { ended, entryFor, moved, noteFor, type Proposal } from '../../../lib/migration/proposal.ts';
import type { Finding } from '../../../lib/migration/verify/finding.ts';
import type { Head } from '../../../lib/migration/verify/heads.ts';
import type { Verified } from '../../../lib/migration/verify.ts';
import type { Archive, Ledger } from '../../../lib/ports.ts';
import { newTables, rewrite } from '../../support/ledger-tables.ts';
import { openProposal } from './sample.ts';

const AT = '2026-11-23T08:00:00.000Z';

const happened = (proposal: Proposal, action: AuditAction) => ({
  action,
  actor: ['proposed', 'approved', 'turned-away'].includes(action) ? { ...proposal.askedBy, user: 'U2' } : null,
  jobId: `job-${action}`,
  at: AT,
});

/** One proposal from its opening to its end, as the flows move it. */
async function wholeLife(id: string, ledger: Ledger): Promise<void> {
  const first = openProposal(id, { fix: { ...openProposal(id).fix, dn: `cn=${id},o=Corp` } });
  const proposed = { ...happened(first, 'proposed'), actor: first.askedBy };
  await ledger.open({ proposal: first, entries: [entryFor(first, proposed)], live: undefined });
  await ledger.record(noteFor(first, happened(first, 'turned-away')), id);
  const approval = { by: { ...first.askedBy, user: 'U2' }, at: AT, jobId: 'job-approved', ownProposal: false };
  const approved = moved(first, 'approved', { approvals: [approval], decision: { ...approval, verdict: 'approve' } });
  const applying = moved(approved, 'applying', { claimedAt: AT });
  const applied = ended(applying, 'applied', { outcome: { at: AT, after: ['migrate:MS:CORP/PO1/JDOE'] } });
  await ledger.move(approved, entryFor(approved, happened(approved, 'approved')));
  await ledger.move(applying, entryFor(applying, happened(applying, 'claimed')), { take: id });
  await ledger.move(applied, entryFor(applied, happened(applied, 'applied')), { release: id });
  await ledger.markTold(applied, 'told');
}

async function verified(archive: Archive, heads: readonly Head[] = []) {
  const findings: Finding[] = [];
  const verifying = verifyAudit(archive, heads);
  let next = await verifying.next();
  for (; !next.done; next = await verifying.next()) findings.push(next.value);
  return { findings, seen: next.value as Verified };
}

/** What every DynamoDB has to let the archive do. `endpoint` is asked for once the server is up. */
export function archiveContract(endpoint: () => string): void {
  let tables: Awaited<ReturnType<typeof newTables>>;
  let archive: Archive;
  let heads: Head[];

  const worker = (): Ledger => openLedger(tables, { now: () => AT }, (head) => void heads.push(head));

  beforeEach(async () => {
    tables = await newTables(endpoint());
    archive = openArchive(tables);
    heads = [];
  });

  describe('the archive', () => {
    test('what eight workers have written beside each other is sound, and witnessed by their heads', async () => {
      const lives = Array.from({ length: 8 }, async (_, at) => {
        const ledger = worker();
        for (const turn of ['a', 'b', 'c']) await wholeLife(`p-${at}-${turn}`, ledger);
      });
      await Promise.all(lives);

      const { findings, seen } = await verified(archive, heads);
      expect(findings).toEqual([]);
      expect(seen).toEqual({ records: 120, proposals: 24, heads: 120, headsOfOtherChains: 0, erased: 0 });
    }, 60_000);

    test('while workers write, nothing of it is taken for a fault', async () => {
      let writing = 4;
      const lives = Array.from({ length: writing }, async (_, at) => {
        const ledger = worker();
        for (let turn = 0; turn < 6; turn += 1) await wholeLife(`p-${at}-${turn}`, ledger);
        writing -= 1;
      });
      const found: Finding[] = [];
      while (writing > 0) found.push(...(await verified(archive)).findings);
      await Promise.all(lives);
      expect(found).toEqual([]);
    }, 60_000);

    test('a row that says two things, holds no proposal, or is of a later version is named', async () => {
      await wholeLife('p-1', worker());
      for (const change of [{ version: 9 }, { version: 4, body: '{}' }, { body: 'no JSON' }, { schema: 3 }]) {
        await rewrite(tables, 'proposal#p-1', change);
        const { findings } = await verified(archive);
        expect(findings).toContainEqual(expect.objectContaining({ what: 'row-altered', proposalId: 'p-1' }));
      }
    });

    test('two who erase parts of one record at the same time: what is gone does not come back', async () => {
      await wholeLife('p-1', worker());
      const [eraser, other] = [openEraser(tables), openEraser(tables)];
      const recordNow = async (): Promise<AuditRecord> => {
        for await (const { record } of archive.records(1)) if (record) return record;
        throw new Error('There is no second record');
      };
      const read = await recordNow();
      await eraser.replace(withoutParts(read, ['who'], 8));

      await expect(other.replace(withoutParts(read, ['words'], 9))).rejects.toThrow('conditional');
      expect(await recordNow()).toEqual(withoutParts(read, ['who'], 8));
      await other.replace(withoutParts(await recordNow(), ['words'], 9));
      expect((await recordNow()).erased).toMatchObject({ who: { by: 8 }, words: { by: 9 } });
      for (const one of [eraser, other]) one.close();
    });

    test('records are read from any number on, also beyond one page of an answer', async () => {
      const ledger = worker();
      const proposal = openProposal('p-1');
      const long = 'x'.repeat(100_000);
      for (let at = 0; at < 12; at += 1)
        await ledger.record({ ...noteFor(proposal, happened(proposal, 'turned-away')), detail: long }, `click-${at}`);
      const numbers = async (after?: number) => {
        const all: number[] = [];
        for await (const { number } of archive.records(after)) all.push(number);
        return all;
      };
      expect(await numbers()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
      expect(await numbers(10)).toEqual([11, 12]);
      expect(await ledger.history({ dn: proposal.fix.dn }, { limit: 12 })).toHaveLength(12);
    });
  });
}
