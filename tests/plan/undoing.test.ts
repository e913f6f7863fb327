import { describe, expect, test } from '@jest/globals';
import { rewrite } from '../support/ledger-tables.ts';
import { planStage } from '../support/plan/on-stage.ts';
import { crowd, lackedBy } from '../support/plan/proposing.ts';
import { AVERY, RILEY, SAM } from '../support/rig/people.ts';

const PEOPLE = crowd(32);
const { on, dnOf, held, removed, propose, plan, findings, change } = planStage(PEOPLE, {
  APPROVERS: `${AVERY} ${RILEY} ${SAM}`,
});

/** What everybody holds now. */
const everything = () => PEOPLE.map((_, index) => held(index));

async function applied(count = PEOPLE.length): Promise<void> {
  await propose(count);
  await on.rig.presses(AVERY, 'approve');
}

describe('the undo of a plan', () => {
  test('removes exactly what was added, from everybody: afterwards all is as before, byte for byte', async () => {
    const before = everything();
    await applied();
    expect(everything().filter((values, index) => values.includes(lackedBy(index)))).toHaveLength(32);
    await on.rig.presses(RILEY, 'undo');
    expect(await on.card()).toContain('Approval wanted for the undo of a plan');
    await on.rig.presses(AVERY, 'approve');

    expect(everything()).toEqual(before);
    const { plan: undo, rows } = await plan();
    expect(undo).toMatchObject({ state: 'applied', progress: { tally: { applied: 32 } } });
    expect(rows.every(({ undoes }) => undoes?.startsWith(`row.${undo.undoes}.`))).toBe(true);
    const [first] = (await on.rig.proposals()).filter(({ people }) => people);
    expect(first?.undoneBy).toBe(undo.id);
    const undone = (await on.rig.proposals()).filter((one) => one.plan === first?.id);
    expect(undone.map(({ undoneBy }) => undoneBy).sort()).toEqual(rows.map(({ id }) => id).sort());
    expect((await on.cards()).length).toBe(2);
    expect(await findings()).toEqual([]);
  });

  test('leaves out whoever was changed since, says who and why, and touches nothing of theirs', async () => {
    await applied(8);
    const theirs = ['smtp$else@fabrikam.example'];
    change(2, { otherMailbox: theirs });
    on.rig.ldap.remove(dnOf(3));
    await on.rig.presses(RILEY, 'undo');
    const told = await on.told();
    expect(told).toContain('A plan for 6 people is proposed');
    expect(told).toContain('Somebody else has changed this value since, so it is not touched.');
    expect(told).toContain('The object is gone from the directory.');
    await on.rig.presses(AVERY, 'approve');

    expect((await plan()).plan).toMatchObject({ state: 'applied', progress: { tally: { applied: 6 } } });
    expect(held(2)).toEqual(theirs);
    expect(on.rig.modifies().filter((line) => line.startsWith('delete'))).toHaveLength(6);
    expect(await findings()).toEqual([]);
  });

  test('takes two people where somebody else asked for the plan', async () => {
    await applied(3);
    await on.rig.presses(SAM, 'undo');
    const card = await on.card();
    expect(card).toContain('0 of 2 approvals.');
    expect(card).toContain("It takes back somebody else's change.");
  });

  test('of more than a thousand people is looked at by the worker that has more time for it', async () => {
    await applied(7);
    const { id } = (await plan()).plan;
    const key = `proposal#${id}`;
    const row = (await on.rig.rows()).find(({ pk }) => pk === key);
    const body = JSON.parse(String(row?.body));
    const people = { ...body.people, count: 1_001 };
    await rewrite(on.rig.tables, key, { body: JSON.stringify({ ...body, people }) });
    const before = on.rig.queues.handed.length;
    await on.rig.presses(RILEY, 'undo');

    const jobs = on.rig.queues.handed.slice(before).filter(({ queue }) => queue === 'waves' || queue === 'checks');
    expect(jobs.map(({ queue }) => queue)).toEqual(['waves']);
    expect(await on.told()).toContain('A plan for 7 people is proposed');
    expect((await plan()).plan).toMatchObject({ state: 'open', undoes: id, fix: { change: 'remove' } });
    on.rig.directoryGoesDown();
    await on.rig.presses(RILEY, 'undo');
    expect(await on.told()).toContain('Nothing was proposed. The directory cannot be reached.');
    await on.rig.directoryComesBack();
  });

  test('is one plan, however often it is asked for', async () => {
    await applied(3);
    await on.rig.presses(RILEY, 'undo');
    await on.rig.presses(SAM, 'undo');

    expect(await on.states()).toHaveLength(5);
    expect(await on.told(SAM)).toContain('A plan for the same 3 people stands already.');
  });

  test('of an undo gives it to everybody again', async () => {
    await applied(7);
    const given = everything();
    for (let time = 0; time < 2; time += 1) {
      await on.rig.presses(RILEY, 'undo');
      await on.rig.presses(AVERY, 'approve');
    }

    expect(everything()).toEqual(given);
    expect((await plan()).plan.fix.change).toBe('add');
    expect(await findings()).toEqual([]);
  });

  test('is refused while the plan is under way, and where it wrote nothing', async () => {
    await propose(3);
    const { id } = (await plan()).plan;
    const by = { enterprise: null, team: 'T0FABRIKAM', user: RILEY };
    const undo = {
      kind: 'undo',
      schema: 1,
      id: `${id}:undo`,
      by,
      replyTo: { channel: 'C0MIGRATE' },
      proposalId: id,
    } as const;
    await on.forges('checks', undo);
    expect(await on.told()).toContain('That change has not ended yet.');
    on.rig.ldap.faults.put({ on: 'modify', code: 50 });
    await on.rig.presses(AVERY, 'approve');
    await on.rig.presses(RILEY, 'undo');
    expect(await on.told()).toContain('migcheck has changed nothing there');
  });
});

describe('the undo of one person of a plan', () => {
  test('is that of any change: exactly this value, and the others keep theirs', async () => {
    const before = everything();
    await applied(8);
    await on.rig.asks(RILEY, `/migcheck undo ${PEOPLE[4]?.alias}`);
    await on.rig.presses(AVERY, 'approve');

    expect(on.rig.modifies().filter((line) => line.startsWith('delete'))).toEqual([removed(4)]);
    expect(held(4)).toEqual(before[4]);
    expect(held(5)).toContain(lackedBy(5));
    // The undo of the whole leaves out whom somebody has taken back already.
    const [first] = await on.cards();
    if (!first) throw new Error('The plan has no card');
    await on.rig.clicksOn(RILEY, first, 'undo');
    await on.rig.settle();
    expect(await on.told()).toContain('A plan for 7 people is proposed');
    expect(await findings()).toEqual([]);
  });
});
