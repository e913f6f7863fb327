import type { Progress, Proposal, ProposalState, Trouble } from '../../migration/proposal.ts';

export const NO_PROGRESS: Progress = { pages: 0, tally: {}, troubles: [] };

/** As many troubles are kept with the plan; each of them is on record with its person. */
const KEPT = 20;
/** A plan's row is written with each page. */
const LONGEST_DETAIL = 300;

const WELL: ReadonlySet<ProposalState> = new Set<ProposalState>(['applied', 'already-present', 'applying']);

const troubleOf = ({ recipientName, state, outcome }: Proposal): Trouble => ({
  name: recipientName.slice(0, 100),
  state,
  detail: (outcome?.detail ?? '').slice(0, LONGEST_DETAIL),
});

/** The tally with these people counted in by what became of them. */
export function withRows({ pages, tally, troubles }: Progress, rows: readonly Proposal[]): Progress {
  const counts = { ...tally };
  for (const { state } of rows) counts[state] = (counts[state] ?? 0) + 1;
  const more = rows.filter(({ state }) => !WELL.has(state)).map(troubleOf);
  return { pages, tally: counts, troubles: [...troubles, ...more].slice(0, KEPT) };
}

/** The same after one page more, on which all have ended. */
export const afterPage = (progress: Progress, rows: readonly Proposal[]): Progress => ({
  ...withRows(progress, rows),
  pages: progress.pages + 1,
});

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

/** How many have been taken up. */
export const takenUp = ({ tally }: Progress): number => sum(Object.values(tally));
