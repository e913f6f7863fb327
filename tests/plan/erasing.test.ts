import { describe, expect, test } from '@jest/globals';
import { openArchive } from '../../lib/adapters/ledger/archive.ts';
import { openEraser } from '../../lib/adapters/ledger/eraser.ts';
import { erase, planErasureIn } from '../../lib/flows/erase.ts';
import { verifyAudit } from '../../lib/flows/verify-audit.ts';
import type { Erasable } from '../../lib/migration/erasure.ts';
import type { Finding } from '../../lib/migration/verify/finding.ts';
import { planStage } from '../support/plan/on-stage.ts';
import { crowd } from '../support/plan/proposing.ts';
import { AVERY } from '../support/rig/people.ts';

const PEOPLE = crowd(6);
const { on, dnOf, propose } = planStage(PEOPLE);

async function erased(whom: Erasable): Promise<void> {
  const [archive, eraser] = [openArchive(on.rig.tables), openEraser(on.rig.tables)];
  const plan = await planErasureIn(archive, whom);
  expect({ live: plan.live, unreadable: plan.unreadable }).toEqual({ live: [], unreadable: [] });
  await erase(plan, `erase-${plan.records.size}`, { archive, eraser, clock: { now: () => new Date().toISOString() } });
  archive.close();
  eraser.close();
}

async function allFindings(): Promise<readonly Finding[]> {
  const archive = openArchive(on.rig.tables);
  const found: Finding[] = [];
  for await (const finding of verifyAudit(archive, [])) found.push(finding);
  archive.close();
  return found;
}

/** All that is kept until it is erased: records, proposals, lists of plans. */
async function kept(): Promise<string> {
  const rows = (await on.rig.rows()).filter(({ ttl }) => ttl === undefined);
  return JSON.stringify([await on.rig.records(), rows]).toLowerCase();
}

describe('whoever was part of a plan', () => {
  test('as one of its people, then as its approver, is erased: the others stay, and the record is sound', async () => {
    await propose();
    await on.rig.presses(AVERY, 'approve');
    expect(await allFindings()).toEqual([]);

    await erased({ dns: [dnOf(3)] });
    expect(await kept()).not.toContain(dnOf(3).toLowerCase());
    expect(await kept()).not.toContain(`/${PEOPLE[3]?.alias}"`.toLowerCase());
    expect(await kept()).toContain(dnOf(2).toLowerCase());
    expect(await allFindings()).toEqual([]);

    await erased({ user: AVERY });
    expect(await kept()).not.toContain(AVERY.toLowerCase());
    expect(await allFindings()).toEqual([]);
    expect(await on.rig.chain()).toMatchObject({ ok: true });
  });
});
