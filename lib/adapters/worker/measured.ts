import type { SQSRecord } from 'aws-lambda';
import type { Job } from '../../job.ts';
import type { ProposalState } from '../../migration/proposal.ts';
import type { AtWork } from '../at-work.ts';
import type { Measured } from '../metrics.ts';

type Ended = AtWork & {
  readonly record: SQSRecord;
  /** When a worker took it up, in milliseconds since 1970. */
  readonly startedAt: number;
  readonly outcome: string;
  readonly error?: unknown;
  readonly lastAttempt: boolean;
};

/** The time from Slack's request to the end of such a job. */
const TIMED: Partial<Record<Job['kind'], 'Check' | 'Answer' | 'Decision'>> = {
  examine: 'Check',
  'examine-again': 'Check',
  tell: 'Answer',
  decide: 'Decision',
};

/** What an approved change came to. */
const COUNTED: Partial<Record<ProposalState, keyof Measured>> = {
  applied: 'Applied',
  'already-present': 'Applied',
  stale: 'Stale',
  refused: 'Refused',
  failed: 'Failed',
  unknown: 'Unknown',
};

/** Clocks of several machines: none runs backwards for us. */
const between = (from: number, to: number): number => Math.max(0, to - from);

/** The time that whoever clicked or asked has waited. */
function waited(job: Job, { since, became, outcome, record }: Ended): Measured {
  const name = TIMED[job.kind];
  if (name && outcome === 'done') return { [name]: between(since, Date.now()) };
  // What the sweep sent again goes back to no click: a directory that was away is no slowness of ours.
  const clicked = record.messageAttributes.since !== undefined;
  return job.kind === 'apply' && became === 'applied' && clicked ? { VerifiedWrite: between(since, Date.now()) } : {};
}

/** All that is measured by one job, now that it has ended. */
export function measuredOf(job: Job, ended: Ended): Measured {
  const { became, record, startedAt, error, lastAttempt } = ended;
  const counted = job.kind === 'apply' && became ? COUNTED[became] : undefined;
  return {
    QueueAge: between(Number(record.attributes.SentTimestamp), startedAt),
    ...waited(job, ended),
    ...(counted ? { [counted]: 1 } : {}),
    ...(error !== undefined && lastAttempt ? { GivenUp: 1 } : {}),
  };
}
