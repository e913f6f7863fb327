import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type LocalDynamo, startDynamo } from '../../../infra/local/dynamodb.ts';
import { type Call, wordsFor } from './call.ts';
import { type Nursery, openNursery } from './child.ts';
import { type Lane, openLane } from './lane.ts';
import { type Measured, measure, type Run } from './measured.ts';
import { SCENARIOS } from './scenarios.ts';
import { proposalsIn } from './tables.ts';
import { findings } from './truth.ts';
import type { Way } from './way.ts';

/** Jest runs so many tests beside each other (maxConcurrency), each in a lane of its own. */
const LANES = 5;

/** Longer than a proposal waits. */
const NIGHT = 12 * 60 * 60 * 1_000;

/** Milliseconds for one case; there is time enough on a machine that has other things to do. */
const PATIENCE = 120_000;

type Case = { readonly name: string; readonly run: Run; readonly call: Call; readonly way: Way };

/** The ways in which a call can fail, among all those of its scenario. */
type Ways = (call: Call, calls: readonly Call[]) => readonly Way[];

/** Runs every scenario once for each of its calls and each way in which `waysOf` says that it can fail. */
export function disturbEverything(waysOf: Ways): void {
  const measured = measure();
  const cases = measured.runs.flatMap((run) => casesOf(run, waysOf));
  const lanes = lanesFor(measured);
  beforeAll(lanes.open);
  afterAll(lanes.close);
  test.concurrent.each(cases)('$name', (one) => lanes.use((lane) => holds(lane, one)), PATIENCE);
}

function casesOf(run: Run, waysOf: Ways): readonly Case[] {
  const { usual = [] } = scenarioOf(run) ?? {};
  return run.calls
    .filter(({ job }) => !usual.includes(job))
    .flatMap((call) =>
      waysOf(call, run.calls).map((way) => ({ name: `${run.name}: ${wordsFor(call)} ${way.words}`, run, call, way })),
    );
}

const scenarioOf = (run: Run) => SCENARIOS.find(({ name }) => name === run.name);

async function holds(lane: Lane, { run, call, way: { fault } }: Case): Promise<void> {
  const scenario = scenarioOf(run);
  await lane.begin(run.begins, { call, fault });
  await scenario?.step(lane);
  await lane.recover();
  expect(lane.gate.hasStruck()).toBe(true);
  const story = { begins: run.begins, call, fault, answers: scenario?.answers };
  expect(await findings(lane, story)).toEqual([]);
  // What still waits for somebody's decision comes to its end without one.
  if (!proposalsIn(await lane.tables.rows()).some(({ state }) => state === 'open')) return;
  await lane.later(NIGHT);
  await lane.recover();
  expect(await findings(lane, story)).toEqual([]);
}

/** Lanes that are opened when they are wanted, and kept. */
function lanesFor({ worker }: Measured) {
  let nursery: Nursery;
  let dynamo: LocalDynamo;
  const all: Lane[] = [];
  const free: Lane[] = [];

  async function use(work: (lane: Lane) => Promise<void>): Promise<void> {
    const lane = free.pop() ?? (await openLane({ nursery, dynamo: dynamo.endpoint }));
    if (!all.includes(lane)) all.push(lane);
    try {
      await work(lane);
    } finally {
      free.push(lane);
    }
  }

  return {
    use,
    async open() {
      dynamo = await startDynamo();
      nursery = openNursery(worker, LANES);
    },
    async close() {
      await Promise.all(all.map((lane) => lane.close()));
      await nursery.close();
      await dynamo.close();
      rmSync(dirname(worker), { recursive: true });
    },
  };
}
