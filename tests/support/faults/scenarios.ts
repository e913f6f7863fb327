import { AVERY, RILEY } from '../rig/people.ts';
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
  /** Only leads to another one; it is not disturbed itself. */
  readonly isOnlyTheWay?: true;
};

export const SCENARIOS: readonly Scenario[] = [
  {
    name: 'check',
    answers: RILEY,
    step: (lane) => does(lane, () => lane.types(RILEY, '/migcheck jdoe as MS:CORP/PO1/JDOE')),
  },
  {
    name: 'propose',
    after: 'check',
    answers: RILEY,
    step: (lane) => does(lane, () => lane.clicks(RILEY, 'propose')),
  },
  { name: 'apply', after: 'propose', step: approve },
  { name: 'deny', after: 'propose', step: (lane) => givesAReason(lane, 'deny') },
  { name: 'expire', after: 'propose', step: (lane) => lane.later(9 * HOUR) },
  { name: 'approve while the directory is away', after: 'propose', step: approveInVain, isOnlyTheWay: true },
  {
    name: 'apply when the directory is back',
    after: 'approve while the directory is away',
    step: (lane) => lane.later(3 * MINUTE),
  },
  {
    name: 'expire an approval',
    after: 'approve while the directory is away',
    step: (lane) => lane.later(2 * HOUR),
  },
  { name: 'be interrupted', after: 'propose', step: beInterrupted, isOnlyTheWay: true },
  { name: 'settle what was interrupted', after: 'be interrupted', step: (lane) => lane.later(6 * MINUTE) },
];

/** What somebody does, with everything that follows from it. */
async function does(lane: Lane, deed: () => Promise<{ readonly ok: boolean }>): Promise<void> {
  await insists(deed);
  await lane.settle();
}

function approve(lane: Lane): Promise<void> {
  return does(lane, () => lane.clicks(AVERY, 'approve'));
}

/** A button that asks for a reason in a form; where no form opens, the person comes back later. */
async function givesAReason(lane: Lane, button: string): Promise<void> {
  await insists(() => lane.clicks(AVERY, button));
  while (!(await lane.modal(AVERY))) {
    await lane.later(HOUR);
    await insists(() => lane.clicks(AVERY, button));
  }
  await does(lane, () => lane.submits(AVERY, { reason: 'He leaves on Friday.' }));
}

async function approveInVain(lane: Lane): Promise<void> {
  lane.directory.leave();
  await approve(lane);
}

const KILLED_AFTER_THE_WRITE: Plan = {
  call: { service: 'directory', by: 'fix', what: 'the modify', nth: 1, writes: true },
  fault: { effect: { kind: 'kill' }, when: 'after' },
};

/** The worker is killed after the write, and the message it was working on never comes again. */
async function beInterrupted(lane: Lane): Promise<void> {
  lane.gate.arm(KILLED_AFTER_THE_WRITE);
  await insists(() => lane.clicks(AVERY, 'approve'));
  await lane.settle(lane.gate.hasStruck);
  lane.queues.forget();
}
