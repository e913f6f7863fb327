/**
 * Bundles the worker into the folder that is named, runs every scenario once with nothing going wrong, and writes down
 * beside the bundles (measured.json) how everything stands where it begins, and what it asks of the outside. A process
 * of its own, since Jest wants its table of tests before anything has run.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startDynamo } from '../../../infra/local/dynamodb.ts';
import { bundleWorker } from './bundle.ts';
import { openNursery } from './child.ts';
import { BEGINNING } from './clock.ts';
import { openLane } from './lane.ts';
import type { Measured, Run } from './measured.ts';
import type { World } from './outside.ts';
import { SCENARIOS } from './scenarios.ts';

const [folder = ''] = process.argv.slice(2);
const worker = await bundleWorker(folder);
const dynamo = await startDynamo();
const nursery = openNursery(worker, 1);
const lane = await openLane({ nursery, dynamo: dynamo.endpoint });
const ends = new Map<string, World>();
const runs: Run[] = [];
for (const { name, after, step, isOnlyTheWay } of SCENARIOS) {
  const begins = (after && ends.get(after)) || { ...(await lane.world()), at: BEGINNING };
  await lane.begin(begins);
  await step(lane);
  if (!isOnlyTheWay) runs.push({ name, begins, calls: lane.gate.calls() });
  ends.set(name, await lane.world());
}
await lane.keep();
await lane.close();
await nursery.close();
await dynamo.close();
writeFileSync(join(folder, 'measured.json'), JSON.stringify({ worker, runs } satisfies Measured));
