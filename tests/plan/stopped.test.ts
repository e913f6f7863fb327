import { expect, test } from '@jest/globals';
import type { SQSEvent } from 'aws-lambda';
import { planStage } from '../support/plan/on-stage.ts';
import { crowd, lackedBy } from '../support/plan/proposing.ts';
import { AVERY, MIGRATION, RILEY } from '../support/rig/people.ts';
import { MINUTE } from '../support/rig/stage.ts';

const { on, propose, plan, findings, held, added, change, dnOf } = planStage(crowd(10));

/** The worker is gone right after it has written the five of the second trial, before that is on record. */
async function diesAtTheSecondPage(): Promise<void> {
  on.rig.refuse.ledger(({ by, operation, body }) => {
    const said = JSON.stringify(body);
    return (
      by === 'fix' && operation === 'TransactWriteItems' && /row\.[^"]*\.1\.\d/.test(said) && /"applied"/.test(said)
    );
  });
  let isGone = false;
  const once = async (event: SQSEvent) => {
    if (!isGone) await on.rig.workers.fixes(event);
    isGone = true;
    return { batchItemFailures: [] };
  };
  await on.rig.clicks(AVERY, 'approve');
  await on.rig.queues.settle({ ...on.rig.workers, fixes: once });
  on.rig.refuse.ledger(() => false);
}

async function stops(): Promise<void> {
  const { id } = (await plan()).plan;
  const by = { enterprise: null, team: 'T0FABRIKAM', user: RILEY };
  const click = { kind: 'decide', schema: 1, id: `${id}:stop`, by, proposalId: id, verdict: 'cancel' } as const;
  await on.forges('talk', { ...click, replyTo: { channel: MIGRATION }, reason: 'Not tonight.' });
}

const states = async () => (await plan()).rows.map(({ fix, state }) => [fix.dn, state]).sort();
const expected = (...all: readonly string[]) => all.map((state, index) => [dnOf(index), state]).sort();

test('whoever was being written when a worker died and the plan was stopped is settled by the sweep, and nobody is written again', async () => {
  await propose();
  await diesAtTheSecondPage();
  expect(await states()).toEqual(expected('applied', ...Array(5).fill('applying')));
  await stops();
  expect((await plan()).plan.state).toBe('cancelled');
  // Of one of them the write was lost on the way.
  change(3, {});
  expect(held(3)).not.toContain(lackedBy(3));

  on.rig.later(6 * MINUTE);
  await on.rig.sweeps();
  expect(await states()).toEqual(expected('applied', 'applied', 'applied', 'unknown', 'applied', 'applied'));
  on.rig.later(10 * MINUTE);
  await on.rig.sweeps();

  expect(await states()).toEqual(expected('applied', 'applied', 'applied', 'failed', 'applied', 'applied'));
  const { plan: stopped, rows } = await plan();
  expect(stopped.state).toBe('cancelled');
  expect(rows.filter(({ outcome }) => outcome?.presumed)).toHaveLength(4);
  expect([...on.rig.modifies()].sort()).toEqual(Array.from({ length: 6 }, (_, index) => added(index)).sort());
  for (const [index, has] of [true, true, true, false, true, true].entries())
    expect(held(index).includes(lackedBy(index))).toBe(has);
  const last = async (id: string) => (await on.rig.records()).findLast(({ proposalId }) => proposalId === id)?.action;
  for (const { id, state } of rows) expect(await last(id)).toBe(state);
  const card = await on.card();
  expect(card).toContain('5 applied and read back; 1 failed');
  expect(card).toContain('Not taken up, and not touched: 4.');
  expect((await on.rig.rows()).filter(({ pk, due }) => String(pk).startsWith('proposal#') && due)).toEqual([]);
  expect(await findings()).toEqual([]);
});
