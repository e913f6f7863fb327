import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import { Logger } from '@aws-lambda-powertools/logger';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { correlationOf, Job } from '../job.ts';
import { type AtWork, working } from './at-work.ts';
import { embedded } from './metrics.ts';
import { measuredOf } from './worker/measured.ts';
import { reasonOf } from './worker/reason.ts';

/** How a job can be answered instead of being tried again. `undefined`: it is left to the queue. */
export type Answer = (job: Job, error: unknown, lastAttempt: boolean) => Promise<'answered' | undefined>;

/** As in the queues' redrive policy (infra/queues.yml): after this many receives a message is a dead letter. */
const MAX_RECEIVES = 5;

const logger = new Logger({ serviceName: 'migcheck' });

type Handlers = { readonly run: (job: Job) => Promise<void>; readonly answer: Answer };
type Ended = { readonly outcome: string; readonly error?: unknown };

/** When Slack's request came: what a job was queued by says so, and the door's own jobs are queued at that moment. */
const sinceOf = ({ attributes, messageAttributes }: SQSRecord): number =>
  Number(messageAttributes.since?.stringValue ?? attributes.SentTimestamp);

/** Works on one job; throws what is left to the queue, once it is known how it ended. */
async function runJob(job: Job, { run, answer }: Handlers, lastAttempt: boolean): Promise<Ended> {
  try {
    await run(job);
    return { outcome: 'done' };
  } catch (error) {
    const answered = await answer(job, error, lastAttempt).catch(() => undefined);
    return { outcome: answered ?? (lastAttempt ? 'given up' : 'left to the queue'), error };
  }
}

/** The job in a message; what cannot be read is noted by the message's id, and comes again until it is a dead letter. */
function jobIn({ body, messageId }: SQSRecord): Job {
  try {
    return Job.parse(JSON.parse(body));
  } catch {
    logger.info('job', { kind: 'unreadable', id: messageId, outcome: 'left to the queue' });
    throw new Error('The job cannot be read by this version');
  }
}

async function runRecord(record: SQSRecord, handlers: Handlers): Promise<void> {
  const started = { clock: performance.now(), at: Date.now() };
  const lastAttempt = Number(record.attributes.ApproximateReceiveCount) >= MAX_RECEIVES;
  const job = jobIn(record);
  const work: AtWork = { since: sinceOf(record), roundTrips: 0 };
  const ended = await working(work, () => runJob(job, handlers, lastAttempt));
  const measured = measuredOf(job, { ...work, ...ended, record, startedAt: started.at, lastAttempt });
  logger.info('job', {
    kind: job.kind,
    id: job.id,
    correlation: correlationOf(job),
    outcome: ended.outcome,
    ...(work.became ? { state: work.became } : {}),
    ms: Math.round(performance.now() - started.clock),
    roundTrips: work.roundTrips,
    ...(ended.error === undefined ? {} : reasonOf(ended.error)),
    ...embedded(measured),
  });
  if (ended.error !== undefined && ended.outcome !== 'answered') throw ended.error;
}

/**
 * A Lambda handler for an SQS queue: each job on its own, the failed ones reported as a partial batch response, so that
 * only they come again. `left` is how many milliseconds the function has; where nobody counts them, no end of them. One
 * structured line a job is logged, without bodies, tokens or URLs; metrics are fields of it.
 */
export const worker =
  (run: (job: Job, left: () => number) => Promise<void>, answer: Answer) =>
  (event: SQSEvent, context?: Context): Promise<SQSBatchResponse> => {
    const left = () => context?.getRemainingTimeInMillis() ?? Number.POSITIVE_INFINITY;
    return processPartialResponse(
      event,
      (record: SQSRecord) => runRecord(record, { run: (job) => run(job, left), answer }),
      new BatchProcessor(EventType.SQS),
      { throwOnFullBatchFailure: false, ...(context ? { context } : {}) },
    );
  };
