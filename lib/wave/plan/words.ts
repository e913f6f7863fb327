import type { Progress, Proposal, ProposalState } from '../../migration/proposal.ts';
import { takenUp } from './progress.ts';

const people = (count: number): string => (count === 1 ? '1 person' : `${count} people`);

/** What became of people, counted, in the order in which it matters. */
const BECAME: readonly (readonly [ProposalState, string])[] = [
  ['applied', 'applied and read back'],
  ['already-present', 'as wanted before'],
  ['applying', 'being written'],
  ['unknown', 'not known yet'],
  ['stale', 'changed since, not touched'],
  ['refused', 'refused, not touched'],
  ['failed', 'failed'],
];

/** "300 applied and read back, 2 changed since, not touched": what is nobody's is left out. */
export const tallySays = ({ tally }: Progress): string =>
  BECAME.flatMap(([state, words]) => (tally[state] ? [`${tally[state]} ${words}`] : [])).join('; ');

export const untouched = ({ people: all }: Proposal, progress: Progress): number =>
  (all?.count ?? 0) - takenUp(progress);

/** What a plan came to whose last page has ended. */
export const doneSays = (progress: Progress): string => `Of ${people(takenUp(progress))}: ${tallySays(progress)}.`;

/** Why a plan went no further, and that nobody else was touched. */
export const stoppedSays = (plan: Proposal, progress: Progress, why: string): string =>
  [
    why,
    takenUp(progress) > 0 ? `Of those taken up: ${tallySays(progress)}.` : '',
    `${people(untouched(plan, progress))} not taken up: nothing was written for them.`,
  ]
    .filter(Boolean)
    .join(' ');
