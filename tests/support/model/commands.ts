import fc from 'fast-check';
import { DEEDS, interferes } from './deeds.ts';
import { ALIASES, isLive, LOST_CHANGE, LOST_OPENING, PEOPLE, type State } from './state.ts';
import {
  approves,
  asksFor,
  cancels,
  checks,
  denies,
  done,
  has,
  hasMeanwhile,
  hasUndone,
  passes,
  proposes,
  redelivers,
  type Step,
  undoes,
  withLoss,
} from './steps.ts';
import type { World } from './world.ts';

/** The model: a state that every command replaces. */
export type Model = { state: State };

const command = (step: Step): fc.AsyncCommand<Model, World> => ({
  check: ({ state }) => step.can?.(state) ?? true,
  async run(model, world) {
    model.state = await done(step, model.state, world);
  },
  toString: () => step.name,
});

const who = fc.constantFrom(...PEOPLE);
const alias = fc.constantFrom(...ALIASES);
const n = fc.nat({ max: 5 });
const deed = fc.constantFrom(...(Object.keys(DEEDS) as (keyof typeof DEEDS)[]));
const minutes = fc.constantFrom(3, 16, 16, 250, 9 * 60, 25 * 60);

const lostOpening = fc.option(fc.constantFrom(...LOST_OPENING), { nil: undefined });
const lostChange = fc.option(fc.constantFrom(...LOST_CHANGE), { nil: undefined });
const lossy = (steps: fc.Arbitrary<Step>): fc.Arbitrary<Step> =>
  fc.tuple(lostChange, steps).map(([what, one]) => withLoss(what, one));
const decider = fc.tuple(who, n);
const deeds = fc.tuple(deed, alias).map((given) => interferes(...given));

const ALL: readonly { readonly weight: number; readonly arbitrary: fc.Arbitrary<Step> }[] = [
  { weight: 1, arbitrary: fc.tuple(who, alias).map(([one, at]) => checks(one, at)) },
  { weight: 1, arbitrary: fc.tuple(lostOpening, who).map(([what, one]) => withLoss(what, proposes(one))) },
  { weight: 3, arbitrary: fc.tuple(who, alias, lostOpening).map((given) => asksFor(...given)) },
  { weight: 4, arbitrary: fc.tuple(who, alias, lostChange).map((given) => has(...given)) },
  { weight: 3, arbitrary: fc.tuple(who, alias, deeds, lostChange).map((given) => hasMeanwhile(...given)) },
  { weight: 3, arbitrary: lossy(decider.map((given) => approves(...given))) },
  { weight: 1, arbitrary: lossy(decider.map((given) => denies(...given))) },
  { weight: 1, arbitrary: lossy(decider.map((given) => cancels(...given))) },
  { weight: 1, arbitrary: decider.map((given) => undoes(...given)) },
  { weight: 4, arbitrary: fc.tuple(who, n, lostChange).map((given) => hasUndone(...given)) },
  { weight: 3, arbitrary: minutes.map(passes) },
  { weight: 2, arbitrary: n.map(redelivers) },
  { weight: 3, arbitrary: deeds },
];

/** All that can happen, the one more often than the other. */
export const COMMANDS = [fc.oneof(...ALL).map(command)];

/** Time enough for everything to end that can end by itself. */
export async function untilQuiet(model: Model, world: World): Promise<void> {
  for (const pass of [16, 9 * 60, 9 * 60]) model.state = await done(passes(pass), model.state, world);
  if (model.state.changes.some(isLive)) throw new Error('Something is stuck');
}
