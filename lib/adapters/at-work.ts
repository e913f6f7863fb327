import { AsyncLocalStorage } from 'node:async_hooks';
import type { ProposalState } from '../migration/proposal.ts';

/** What becomes known of a job while it is worked on, for its line in the log. Nothing is decided by it. */
export type AtWork = {
  /** When Slack's request came that this job goes back to, in milliseconds since 1970. */
  readonly since: number;
  /** LDAP requests sent for it. */
  roundTrips: number;
  /** What a proposal was made to be by it. */
  became?: ProposalState;
};

const jobs = new AsyncLocalStorage<AtWork>();

/** Does the work of one job; other jobs may be worked on beside it. */
export const working = <Result>(job: AtWork, work: () => Promise<Result>): Promise<Result> => jobs.run(job, work);

/** The job that is being worked on; undefined in a terminal, at the door and in the sweep. */
export const jobAtWork = (): AtWork | undefined => jobs.getStore();
