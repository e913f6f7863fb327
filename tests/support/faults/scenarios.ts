import { AVERY, RILEY, SAM } from '../rig/people.ts';
import type { Plan } from './gate.ts';
import { insists, type Lane } from './lane.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A way through, or a part of one that is disturbed by itself. */
export type Scenario = {
  readonly name: string;
  /** The scenario from whose end it goes on; the beginning unless given. */
  readonly after?: string;
  readonly step: (lane: Lane) => Promise<void>;
  /** Who is to hear something that is for them alone. */
  readonly answers?: string;
  /** Jobs that go as they do in another scenario, and are not disturbed once more. */
  readonly usual?: readonly string[];
  /** Only leads to another one; it is not disturbed itself. */
  readonly isOnlyTheWay?: true;
};

const CHECK = '/migcheck jdoe as MS:CORP/PO1/JDOE';

const TOLD = ['announce'];
const APPLIED = ['apply', ...TOLD];
const OPENED = ['open', ...TOLD];

export const SCENARIOS: readonly Scenario[] = [
  { name: 'check', answers: RILEY, step: (lane) => does(lane, () => lane.types(RILEY, CHECK)) },
  { name: 'propose', after: 'check', answers: RILEY, step: presses(RILEY, 'propose') },
  { name: 'apply', after: 'propose', step: presses(AVERY, 'approve') },
  { name: 'deny', after: 'propose', step: givesAReason(AVERY, 'deny') },
  { name: 'cancel', after: 'propose', step: givesAReason(RILEY, 'cancel'), usual: TOLD },
  { name: 'turn away', after: 'propose', answers: SAM, step: presses(SAM, 'approve') },
  { name: 'remind', after: 'propose', step: later(5 * HOUR), usual: TOLD },
  { name: 'expire', after: 'propose', step: later(9 * HOUR), usual: TOLD },

  { name: 'check anew', after: 'propose', step: checkAnew, isOnlyTheWay: true },
  { name: 'supersede', after: 'check anew', answers: RILEY, step: presses(RILEY, 'propose'), usual: ['propose'] },

  { name: 'approve in vain', after: 'propose', step: approveInVain, isOnlyTheWay: true },
  { name: 'apply at last', after: 'approve in vain', step: later(3 * MINUTE), usual: APPLIED },
  { name: 'expire an approval', after: 'approve in vain', step: later(2 * HOUR), usual: TOLD },

  { name: 'be interrupted', after: 'propose', step: beInterrupted, isOnlyTheWay: true },
  { name: 'settle', after: 'be interrupted', step: later(6 * MINUTE), usual: TOLD },

  { name: 'propose an undo', after: 'apply', answers: RILEY, step: presses(RILEY, 'undo'), usual: OPENED },
  { name: 'undo', after: 'propose an undo', step: presses(AVERY, 'approve'), usual: TOLD },

  { name: "undo another's change", after: 'apply', step: presses(SAM, 'undo'), isOnlyTheWay: true },
  { name: 'approve first of two', after: "undo another's change", step: presses(AVERY, 'approve'), usual: TOLD },
  { name: 'approve second of two', after: 'approve first of two', step: presses(RILEY, 'approve'), usual: APPLIED },
];

/** What somebody does, with everything that follows from it. */
async function does(lane: Lane, deed: () => Promise<{ readonly ok: boolean }>): Promise<void> {
  await insists(deed);
  await lane.settle();
}

/** Time passes, and the sweep does what is due. */
function later(milliseconds: number): Scenario['step'] {
  return (lane) => lane.later(milliseconds);
}

function presses(who: string, button: string): Scenario['step'] {
  return (lane) => does(lane, () => lane.clicks(who, button));
}

/** A button that asks for a reason in a form; where no form opens, the person comes back later. */
function givesAReason(who: string, button: string): Scenario['step'] {
  return async (lane) => {
    await insists(() => lane.clicks(who, button));
    for (let tried = 0; tried < 10 && !(await lane.modal(who)); tried += 1) {
      await lane.later(HOUR);
      await insists(() => lane.clicks(who, button));
    }
    if (await lane.modal(who)) await does(lane, () => lane.submits(who, { reason: 'He leaves on Friday.' }));
  };
}

async function checkAnew(lane: Lane): Promise<void> {
  lane.putProxies([...lane.proxies(), 'smtp$john@fabrikam.example']);
  await does(lane, () => lane.types(RILEY, CHECK));
}

async function approveInVain(lane: Lane): Promise<void> {
  lane.directory.leave();
  await does(lane, () => lane.clicks(AVERY, 'approve'));
}

const KILLED_AFTER_THE_WRITE: Plan = {
  call: { service: 'directory', by: 'fix', job: 'apply', piece: 0, what: 'the modify', nth: 1, writes: true },
  fault: { effect: { kind: 'kill' }, when: 'after' },
};

/** The worker is killed after the write, and the message it was working on never comes again. */
async function beInterrupted(lane: Lane): Promise<void> {
  lane.gate.arm(KILLED_AFTER_THE_WRITE);
  await insists(() => lane.clicks(AVERY, 'approve'));
  await lane.settle(lane.gate.hasStruck);
  lane.queues.forget();
}
