import { AVERY, RILEY } from '../rig/people.ts';
import type { HandlerName, Request } from './call.ts';
import { insists, type Lane } from './lane.ts';

const HOUR = 60 * 60 * 1_000;

/** A way through, or a part of one that is disturbed by itself. */
export type Scenario = {
  readonly name: string;
  /** The scenario from whose end it goes on; the beginning unless given. */
  readonly after?: string;
  readonly step: (lane: Lane) => Promise<void>;
  /** Only leads to another one; it is not disturbed itself. */
  readonly isOnlyTheWay?: true;
};

export const SCENARIOS: readonly Scenario[] = [
  {
    name: 'check',
    async step(lane) {
      await insists(() => lane.types(RILEY, '/migcheck jdoe as MS:CORP/PO1/JDOE'));
      await lane.settle();
    },
  },
  {
    name: 'propose',
    after: 'check',
    async step(lane) {
      await insists(() => lane.clicks(RILEY, 'propose'));
      await lane.settle();
    },
  },
  { name: 'apply', after: 'propose', step: approve },
  {
    name: 'deny',
    after: 'propose',
    async step(lane) {
      for (let tried = 0; tried < 3 && !(await lane.modal(AVERY)); tried += 1)
        await insists(() => lane.clicks(AVERY, 'deny'));
      await insists(() => lane.submits(AVERY, { reason: 'He leaves on Friday.' }));
      await lane.settle();
    },
  },
  { name: 'expire', after: 'propose', step: (lane) => lane.later(9 * HOUR) },
];

async function approve(lane: Lane): Promise<void> {
  await insists(() => lane.clicks(AVERY, 'approve'));
  await lane.settle();
}
