import { describe, expect, test } from '@jest/globals';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { systemClock } from '../../lib/adapters/clock.ts';
import { openLedger } from '../../lib/adapters/ledger/ledger.ts';
import { openQueue } from '../../lib/adapters/queue.ts';
import { policy, queuePlace } from '../../lib/adapters/settings.ts';
import { sweepProposals } from '../../lib/flows/sweep.ts';
import { planDn } from '../../lib/migration/people.ts';
import { planStage } from '../support/plan/on-stage.ts';
import { crowd, lackedBy } from '../support/plan/proposing.ts';
import { AVERY, RILEY } from '../support/rig/people.ts';
import { MINUTE } from '../support/rig/stage.ts';

const PEOPLE = crowd(40);
const { on, dnOf, held, added, propose, plan, findings, change } = planStage(PEOPLE);

const all = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => added(index));

describe('an approved plan', () => {
  test('gives everybody exactly one value, one first, then five, then the rest, and tells so', async () => {
    await propose();
    expect(on.rig.modifies()).toEqual([]);
    await on.rig.presses(AVERY, 'approve');

    expect([...on.rig.modifies()].sort()).toEqual([...all(40)].sort());
    expect(on.rig.modifies()[0]).toBe(added(0));
    expect([...on.rig.modifies().slice(1, 6)].sort()).toEqual([...all(6).slice(1)].sort());
    const { plan: one, rows } = await plan();
    expect(one).toMatchObject({ state: 'applied', progress: { pages: 4, tally: { applied: 40 }, troubles: [] } });
    expect(rows.map(({ state, outcome }) => [state, outcome?.presumed])).toEqual(
      rows.map(() => ['applied', undefined]),
    );
    const card = await on.card();
    expect(card).toContain('Plan done: 40 people');
    expect(card).toContain('40 applied and read back');
    expect(await findings()).toEqual([]);
  });

  test('has a record for each person: claimed and applied, with the plan; a history tells who asked and who approved', async () => {
    await propose(6);
    await on.rig.presses(AVERY, 'approve');

    const { plan: one } = await plan();
    const of = (dn: string) =>
      on.rig.records().then((records) => records.filter(({ recipient }) => recipient.dn === dn));
    const person = (await of(dnOf(3))).slice(-2);
    expect(person.map(({ action, plan: id }) => [action, id])).toEqual([
      ['claimed', one.id],
      ['applied', one.id],
    ]);
    const own = (await of(planDn(one.id))).slice(-5);
    expect(own.map(({ action }) => action)).toEqual(['checked', 'proposed', 'approved', 'claimed', 'applied']);
    await on.rig.asks(RILEY, `/migcheck history ${PEOPLE[3]?.alias}`);
    const told = await on.told();
    expect(told).toContain('applied and read back');
    expect(told).toContain(`<@${RILEY}>`);
    expect(told).toContain(`<@${AVERY}>`);
    await on.rig.asks(RILEY, `/migcheck history ${planDn(one.id)}`);
    expect(await on.told()).toContain('plan: done');
  });

  test('shows everybody in a file before it is decided about, and what became of them afterwards', async () => {
    await propose(6);
    await on.rig.presses(AVERY, 'approve');

    const files = [...on.rig.slack.workspace.files.values()]
      .slice(-2)
      .map(({ name, bytes }) => [name, bytes.toString()]);
    const [[list, lines = ''] = [], [outcomes, became = ''] = []] = files;
    const { id } = (await plan()).plan;
    expect([list, outcomes]).toEqual([`plan-${id}.csv`, `plan-${id}-outcomes.csv`]);
    for (let index = 0; index < 6; index += 1)
      expect(lines).toContain(`${dnOf(index).includes(',') ? '"' : ''}${dnOf(index)}`);
    expect(lines.split('\n').filter((line) => line.includes('migrate$MS:'))).toHaveLength(6);
    expect(became.split('\n').filter((line) => line.includes(',applied,'))).toHaveLength(6);
  });

  test('goes on past a person’s own trouble: moved, gone, there already, held by another', async () => {
    await propose(30);
    on.rig.ldap.remove(dnOf(7));
    change(8, { otherMailbox: [lackedBy(8)] });
    change(9, { otherMailbox: ['smtp$somebody@fabrikam.example'] });
    change(11, { otherMailbox: [`MS$${lackedBy(10).slice('migrate$MS:'.length)}`] });
    await on.rig.presses(AVERY, 'approve');

    const { plan: one, rows } = await plan();
    const states = (count: number) => rows.find(({ fix }) => fix.dn === dnOf(count))?.state;
    expect([7, 8, 9, 10, 11, 12].map(states)).toEqual([
      'stale',
      'already-present',
      'stale',
      'refused',
      'stale',
      'applied',
    ]);
    expect(one).toMatchObject({
      state: 'applied',
      progress: { tally: { applied: 25, stale: 3, refused: 1, 'already-present': 1 } },
    });
    expect(on.rig.modifies()).toHaveLength(25);
    const card = await on.card();
    expect(card).toContain('Who did not get it, and why');
    expect(card).toContain('The object is gone.');
    expect(await findings()).toEqual([]);
  });
});

describe('a failure that is not one person’s own', () => {
  test('stops the plan at once: nobody else is touched, and that is said', async () => {
    await propose();
    on.rig.ldap.faults.put({ on: 'modify', code: 50 }, { times: 1_000 });
    await on.rig.presses(AVERY, 'approve');

    const { plan: one, rows } = await plan();
    expect(one).toMatchObject({ state: 'failed', outcome: { ldap: { code: 50 } } });
    expect(rows.map(({ state }) => state)).toEqual(['failed']);
    expect(on.rig.modifies()).toHaveLength(1);
    for (let index = 0; index < 40; index += 1) expect(held(index)).not.toContain(lackedBy(index));
    const card = await on.card();
    expect(card).toContain('Plan stopped');
    expect(card).toContain('The write account may not change this object');
    expect(card).toContain('39 people not taken up: nothing was written for them.');
    expect(await findings()).toEqual([]);
  });

  test('in the middle of the rest: what was written stays, whoever was claimed and not sent is told so', async () => {
    await propose();
    on.rig.ldap.faults.put({ on: 'modify', code: 51 }, { times: 1_000, after: 14 });
    await on.rig.presses(AVERY, 'approve');

    const { plan: one, rows } = await plan();
    const tally = Map.groupBy(rows, ({ state }) => state);
    expect(one.state).toBe('failed');
    expect(tally.get('applied')).toHaveLength(14);
    expect(tally.get('refused')).toHaveLength(16);
    expect(on.rig.modifies().length).toBeLessThan(30);
    expect(await on.card()).toContain('10 people not taken up');
    expect(await findings()).toEqual([]);
  });

  test('a directory that is away before anybody was taken up is asked again later', async () => {
    await propose(6);
    on.rig.directoryGoesDown();
    await on.rig.presses(AVERY, 'approve');
    expect((await plan()).plan).toMatchObject({ state: 'approved', attempts: 1 });
    await on.rig.directoryComesBack();
    on.rig.later(4 * MINUTE);
    await on.rig.sweeps();

    expect((await plan()).plan).toMatchObject({ state: 'applied', progress: { tally: { applied: 6 } } });
    expect(await findings()).toEqual([]);
  });
});

describe('a plan and one person’s own fix at the same time', () => {
  test('are kept apart: who is under way otherwise is left out, and who was mended meanwhile is not written again', async () => {
    await propose(10);
    const own = (index: number) => `/migcheck ${PEOPLE[index]?.alias} as ${lackedBy(index).slice('migrate$'.length)}`;
    await on.proposes(RILEY, own(4));
    await on.rig.presses(AVERY, 'approve');
    await on.proposes(RILEY, own(5));
    const [card] = await on.cards();
    if (!card) throw new Error('The plan has no card');
    await on.rig.clicksOn(AVERY, card, 'approve');
    await on.rig.settle();

    const { rows } = await plan();
    const row = (index: number) => rows.find(({ fix }) => fix.dn === dnOf(index));
    expect(row(4)?.state).toBe('already-present');
    expect(row(5)?.state).toBe('refused');
    expect(row(5)?.outcome?.detail).toContain('Another change of this recipient is under way');
    expect(on.rig.modifies().filter((line) => line === added(4))).toHaveLength(1);
    // The other one is decided for itself.
    await on.rig.presses(AVERY, 'approve');
    expect(held(5).filter((value) => value === lackedBy(5))).toHaveLength(1);
    expect(await findings()).toEqual([]);
  });
});

describe('a worker whose time is nearly over', () => {
  test('hands the plan on, and the next one goes on where it was', async () => {
    await propose();
    let calls = 0;
    const inShort = { getRemainingTimeInMillis: () => (calls++ % 2 === 0 ? 90_000 : 59_000) } as Context;
    const fixes = on.rig.workers.fixes as (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>;
    await on.rig.clicks(AVERY, 'approve');
    await on.rig.queues.settle({ ...on.rig.workers, fixes: (event) => fixes(event, inShort) });

    const applies = on.rig.queues.handed.filter(({ body }) => JSON.parse(body).kind === 'apply');
    expect(applies.length).toBeGreaterThanOrEqual(4);
    expect((await plan()).plan).toMatchObject({ state: 'applied', progress: { tally: { applied: 40 } } });
    expect([...on.rig.modifies()].sort()).toEqual([...all(40)].sort());
  });
});

test('a plan that takes longer than a quarter of an hour is no write of which nobody knows', async () => {
  await propose();
  let worked = 0;
  const fixes = on.rig.workers.fixes as (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>;
  const left = [90_000, 59_000];
  const inShort = { getRemainingTimeInMillis: () => left.shift() ?? 0 } as Context;
  const firstOnly = async (event: SQSEvent) => (worked++ === 0 ? fixes(event, inShort) : { batchItemFailures: [] });
  await on.rig.clicks(AVERY, 'approve');
  await on.rig.queues.settle({ ...on.rig.workers, fixes: firstOnly });
  const { plan: one, rows } = await plan();
  expect([one.state, rows.map(({ state }) => state)]).toEqual(['applying', ['applied']]);

  on.rig.later(20 * MINUTE);
  const swept = await sweepProposals({
    ledger: openLedger(on.rig.tables, systemClock),
    queue: openQueue(queuePlace(on.rig.environment)),
    clock: systemClock,
    policy: policy(on.rig.environment),
  });
  expect(swept).toMatchObject({ due: 1, unknownFor: 0, failures: [] });
  await on.rig.settle();
  expect((await plan()).plan.state).toBe('applied');
});

test('the cards are changed while a plan is being applied, after each of the two trials at least', async () => {
  await propose();
  await on.rig.presses(AVERY, 'approve');

  const shown = on.rig.queues.handed.filter(({ body }) => JSON.parse(body).kind === 'progress');
  expect(shown.length).toBeGreaterThanOrEqual(2);
});
