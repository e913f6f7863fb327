import { describe, expect, test } from '@jest/globals';
import { systemClock } from '../../lib/adapters/clock.ts';
import { openDirectory } from '../../lib/adapters/directory/directory.ts';
import { openArchive } from '../../lib/adapters/ledger/archive.ts';
import { openEraser } from '../../lib/adapters/ledger/eraser.ts';
import { directorySettings } from '../../lib/adapters/settings.ts';
import { erase, planErasureIn } from '../../lib/flows/erase.ts';
import { reconcile } from '../../lib/flows/reconcile.ts';
import { rewrite, takeOut } from '../support/ledger-tables.ts';
import { planStage } from '../support/plan/on-stage.ts';
import { crowd } from '../support/plan/proposing.ts';
import { AVERY, RILEY } from '../support/rig/people.ts';
import { inTerminal } from '../support/terminal.ts';

const { on, dnOf, propose, plan, allFindings } = planStage(crowd(8));

const archive = () => openArchive(on.rig.tables);

/** What is found about the newest plan and its rows. */
async function aboutPlan(): Promise<readonly string[]> {
  const { id } = (await plan()).plan;
  return (await allFindings()).filter(({ proposalId }) => proposalId?.includes(id)).map(({ what }) => what);
}

/** Erases somebody as the terminal does, once it is confirmed; who stands in the way, if anything does. */
async function erases(dn: string): Promise<readonly string[]> {
  const [kept, eraser] = [archive(), openEraser(on.rig.tables)];
  const erasure = await planErasureIn(kept, { dns: [dn] });
  if (erasure.live.length === 0) await erase(erasure, 'erase-1', { archive: kept, eraser, clock: systemClock });
  kept.close();
  eraser.close();
  return erasure.live;
}

async function applied(): Promise<void> {
  await propose();
  await on.rig.presses(AVERY, 'approve');
}

const listRow = async (page: number): Promise<string> => `people#${(await plan()).plan.fix.identity}#${page}`;

/** The people on a page, as the table has them. */
async function peopleOn(page: number): Promise<readonly Record<string, unknown>[]> {
  const key = await listRow(page);
  const row = (await on.rig.rows()).find(({ pk }) => pk === key);
  return JSON.parse(String(row?.people));
}

describe('audit verify finds, of a plan,', () => {
  test('nothing as long as nobody has touched it', async () => {
    await applied();
    expect(await aboutPlan()).toEqual([]);
  });

  test('another value on the list than was approved, and the row that was written by the true one', async () => {
    await applied();
    const [first, ...more] = await peopleOn(1);
    const fix = { ...(first?.fix as object), value: 'migrate:MS:CORP/PO1/OTHER' };
    await rewrite(on.rig.tables, await listRow(1), { people: JSON.stringify([{ ...first, fix }, ...more]) });

    expect(await aboutPlan()).toEqual(['people', 'not-planned']);
  });

  test('a page that is gone', async () => {
    await applied();
    await takeOut(on.rig.tables, await listRow(1));

    expect(await aboutPlan()).toContain('people');
  });

  test('a row that says another thing than its record', async () => {
    await applied();
    const [row] = (await plan()).rows;
    await rewrite(on.rig.tables, `proposal#${row?.id}`, { body: JSON.stringify({ ...row, state: 'stale' }) });

    expect(await aboutPlan()).toEqual(['row-altered', 'row-altered']);
  });
});

describe('what is on record of a plan', () => {
  test('is exported with the plan of each row, and how many people a plan is about', async () => {
    await applied();
    const { id } = (await plan()).plan;
    const { out } = await inTerminal(['audit', 'export'], { env: on.rig.environment });
    const [head = '', ...lines] = out.trim().split(/\r?\n/);
    const column = head.split(',').indexOf('plan');
    expect(column).toBeGreaterThan(0);
    const rows = lines.filter((line) => line.includes(`row.${id}.`));
    expect(rows).toHaveLength(16);
    expect(rows.every((line) => line.includes(`,${id},`))).toBe(true);
  });

  test('is compared with the directory person by person', async () => {
    await applied();
    const directory = openDirectory(directorySettings(on.rig.environment, 'read'));
    const { changes } = await reconcile(archive(), directory);
    await directory.close();
    expect(changes.map(({ stands, proposal }) => [stands, proposal.plan])).toEqual(
      changes.map(() => ['as-recorded', changes[0]?.proposal.plan]),
    );
    expect(changes).toHaveLength(8);
  });

  test('forgets one of its people: they are in no list, no row and no record, and all of it still holds', async () => {
    await applied();
    const name = dnOf(4);
    expect(await erases(name)).toEqual([]);

    const kept = JSON.stringify([
      await on.rig.records(),
      await on.rig.proposals(),
      await peopleOn(1),
      await peopleOn(2),
    ]);
    expect(kept).not.toContain(name);
    expect(kept).toContain(dnOf(5));
    expect(await aboutPlan()).toEqual([]);
    // The others can still be undone.
    await on.rig.presses(RILEY, 'undo');
    expect(await on.told()).toContain('A plan for 7 people is proposed');
  });

  test('forgets nobody while the plan is under way', async () => {
    await propose();
    expect(await erases(dnOf(4))).toEqual([(await plan()).plan.id]);
    await on.rig.presses(AVERY, 'approve');
    expect((await plan()).plan).toMatchObject({ state: 'applied', progress: { tally: { applied: 8 } } });
  });
});
