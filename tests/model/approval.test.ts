import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { COMMANDS, type Model, untilQuiet } from '../support/model/commands.ts';
import { ALIASES, beginning, PEOPLE } from '../support/model/state.ts';
import { openWorld, type World } from '../support/model/world.ts';
import { type Rig, startRig } from '../support/rig/rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig({ environment: { APPROVERS: PEOPLE.join(), RATE_LIMIT: '100000' } });
}, 120_000);
afterAll(() => rig.close());

/** A failure prints its seed and its paths; MODEL_REPLAY takes them as JSON: `{"seed":1,"path":"0","replayPath":"A"}`. */
const { replayPath, ...replay } = JSON.parse(process.env.MODEL_REPLAY ?? '{}');

const sequences = fc.noBias(
  fc.commands(COMMANDS, { maxCommands: 12, size: 'max', ...(replayPath ? { replayPath } : {}) }),
);

const startAnew = async (): Promise<{ model: Model; real: World }> => {
  const real = await openWorld(rig);
  const [jdoe, hmeyer] = ALIASES.map((alias) => ({ made: 0, proxies: rig.held(alias) }));
  return { model: { state: beginning({ jdoe, hmeyer }) }, real };
};

test('whatever happens in whatever order, directory, tables and chain agree with the model after each step', async () => {
  const property = fc.asyncProperty(sequences, async (commands) => {
    const { model, real } = await startAnew();
    await fc.asyncModelRun(() => ({ model, real }), commands);
    await untilQuiet(model, real);
    expect(await rig.chain()).toMatchObject({ ok: true });
    expect(await rig.queues.deadLetters()).toBe(0);
  });
  await fc.assert(property, { numRuns: 25, ...replay });
}, 300_000);
