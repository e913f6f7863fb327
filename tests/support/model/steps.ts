import { Job } from '../../../lib/job.ts';
import { approve, attempt, later, takeBack } from './deciding.ts';
import {
  type Alias,
  type Change,
  check,
  DAY,
  isInForce,
  type Loss,
  MINUTE,
  PEOPLE,
  propose,
  type State,
  undo,
  type Who,
} from './state.ts';
import type { World } from './world.ts';

/** Something that happens: in the world, and in the model. */
export type Step = {
  readonly name: string;
  readonly can?: (state: State) => boolean;
  /** What is done to the world, and what the model then is. */
  readonly does: (state: State, world: World) => Promise<State>;
};

/** Does a step; afterwards nothing is armed any more, and the world agrees with the model. */
export async function done({ does }: Step, state: State, world: World): Promise<State> {
  const { loss: _, ...next } = await does(state, world);
  world.disarm();
  await world.agreesWith(next);
  return next;
}

/** Several steps, each as far as it can be done then. */
const inOrder = (...steps: readonly Step[]): Step => ({
  name: steps.map(({ name }) => name).join(', '),
  ...(steps[0]?.can ? { can: steps[0].can } : {}),
  does: async (state, world) => {
    let next = state;
    for (const step of steps) if (step.can?.(next) ?? true) next = await done(step, next, world);
    return next;
  },
});

/** The how-manieth of those changes of which this is true, or the newest. */
const nth = (state: State, n: number, is: (change: Change) => boolean): number => {
  const all = state.changes.flatMap((one, index) => (is(one) ? [index] : []));
  return (n === NEWEST ? all.at(-1) : all[n % all.length]) ?? -1;
};
const NEWEST = -1;

const isOpen = ({ state }: Change): boolean => state === 'open';
const inForce = (state: State): Change[] => state.changes.filter((_, index) => isInForce(state, index));
const isUndecided = ({ state }: Change): boolean => state === 'open' || state === 'approved';

export const checks = (who: Who, alias: Alias): Step => ({
  name: `${who} checks ${alias}`,
  does: async (state, { rig }) => {
    await rig.asks(who, `/migcheck ${alias} as MS:CORP/PO1/JDOE`);
    return check(state, who, alias);
  },
});

export const proposes = (who: Who): Step => ({
  name: `${who} proposes`,
  can: ({ checks: all }) => all[who] !== undefined,
  does: async (state, { rig }) => {
    await rig.presses(who, 'propose');
    return propose(state, who);
  },
});

export const approves = (who: Who, n: number): Step => ({
  name: `${who} approves ${n === NEWEST ? 'it' : n}`,
  can: ({ changes }) => changes.some(isOpen),
  does: async (state, { press, idOf }) => {
    const index = nth(state, n, isOpen);
    await press(who, 'approve', idOf(index));
    return approve(state, who, index);
  },
});

/** The same with something that goes wrong. */
export const withLoss = (loss: Loss | undefined, step: Step): Step => ({
  ...step,
  name: loss ? `${step.name} (${loss})` : step.name,
  does: async (state, world) => {
    if (loss) world.arm(loss);
    return step.does({ ...state, loss }, world);
  },
});

const others = (who: Who): readonly Who[] => PEOPLE.filter((one) => one !== who);

export const asksFor = (who: Who, alias: Alias, loss: Loss | undefined): Step =>
  inOrder(checks(who, alias), withLoss(loss, proposes(who)));

/** Between the proposal and its approval something may happen. */
export const hasMeanwhile = (who: Who, alias: Alias, meanwhile: Step | undefined, loss: Loss | undefined): Step =>
  inOrder(
    asksFor(who, alias, undefined),
    ...(meanwhile ? [meanwhile] : []),
    ...others(who)
      .slice(0, 1)
      .map((one) => withLoss(loss, approves(one, NEWEST))),
  );

export const has = (who: Who, alias: Alias, loss: Loss | undefined): Step => hasMeanwhile(who, alias, undefined, loss);

export const denies = (who: Who, n: number): Step => ({
  name: `${who} denies ${n}`,
  can: ({ changes }) => changes.some(isOpen),
  does: async (state, world) => {
    const index = nth(state, n, isOpen);
    await world.takesBack(who, 'deny', world.idOf(index));
    return takeBack(state, index, 'denied');
  },
});

export const cancels = (who: Who, n: number): Step => ({
  name: `${who} cancels ${n}`,
  can: ({ changes }) => changes.some(isUndecided),
  does: async (state, world) => {
    const index = nth(state, n, isUndecided);
    await world.takesBack(who, 'cancel', world.idOf(index));
    return takeBack(state, index, 'cancelled');
  },
});

export const undoes = (who: Who, n: number): Step => ({
  name: `${who} undoes ${n}`,
  can: (state) => inForce(state).length > 0,
  does: async (state, { press, idOf }) => {
    const all = inForce(state);
    const index = nth(state, n, (one) => all.includes(one));
    await press(who, 'undo', idOf(index));
    return undo(state, who, index);
  },
});

export const hasUndone = (who: Who, n: number, loss: Loss | undefined): Step =>
  inOrder(undoes(who, n), ...others(who).map((one) => withLoss(loss, approves(one, NEWEST))));

/** The next try of what was put off is drawn; three minutes are long enough for the first one only. */
const isSurelyDue = (minutes: number) => (state: State) =>
  minutes > 15 || state.changes.every((one) => one.state !== 'approved' || one.attempts < 2);

export const passes = (minutes: number): Step => ({
  name: `${minutes} minutes pass`,
  can: isSurelyDue(minutes),
  does: async (state, { rig, dueOrder }) => {
    const order = await dueOrder();
    rig.later(minutes * MINUTE);
    await rig.sweeps();
    return later(state, minutes * MINUTE, order);
  },
});

/** What is handed over once more is of today; SQS knows no older copies. */
export const redelivers = (n: number): Step => ({
  name: `message ${n} comes again`,
  can: ({ at }) => at < DAY,
  does: async (state, { handed, redeliver, indexOf }) => {
    const all = handed();
    const message = all[all.length - 1 - (n % Math.max(all.length, 1))];
    if (!message) return state;
    await redeliver(message);
    const job = Job.parse(JSON.parse(message.body));
    return job.kind === 'apply' ? attempt(state, indexOf(job.proposalId)) : state;
  },
});
