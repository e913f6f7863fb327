import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import { Logger } from '@aws-lambda-powertools/logger';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { DirectoryUnavailable } from '../errors.ts';
import { Job } from '../job.ts';

/** How a job can be answered instead of being tried again. `undefined`: it is left to the queue. */
export type Answer = (job: Job, error: unknown, lastAttempt: boolean) => Promise<'answered' | undefined>;

/** As in the queues' redrive policy (infra/queues.yml): after this many receives a message is a dead letter. */
const MAX_RECEIVES = 5;

const logger = new Logger({ serviceName: 'migcheck' });

/** What went wrong, for the log: its kind and message; never a payload, since errors of ours hold none. */
const reasonOf = (error: unknown): Record<string, string> =>
  error instanceof DirectoryUnavailable
    ? { error: error.name, trouble: error.trouble, server: error.server }
    : error instanceof Error
      ? { error: error.name, says: error.message.slice(0, 300) }
      : { error: 'unknown' };

async function runRecord(record: SQSRecord, run: (job: Job) => Promise<void>, answer: Answer): Promise<void> {
  const started = performance.now();
  const lastAttempt = Number(record.attributes.ApproximateReceiveCount) >= MAX_RECEIVES;
  const job = Job.parse(JSON.parse(record.body));
  const line = (outcome: string, more: Record<string, string> = {}) =>
    logger.info('job', { kind: job.kind, id: job.id, outcome, ms: Math.round(performance.now() - started), ...more });
  try {
    await run(job);
    line('done');
  } catch (error) {
    const answered = await answer(job, error, lastAttempt);
    line(answered ?? (lastAttempt ? 'given up' : 'left to the queue'), reasonOf(error));
    if (!answered) throw error;
  }
}

/**
 * A Lambda handler for an SQS queue: each job on its own, the failed ones reported as a partial batch response, so that
 * only they come again. One structured line a job is logged, without bodies, tokens or URLs.
 */
export const worker =
  (run: (job: Job) => Promise<void>, answer: Answer) =>
  (event: SQSEvent, context?: Context): Promise<SQSBatchResponse> =>
    processPartialResponse(
      event,
      (record: SQSRecord) => runRecord(record, run, answer),
      new BatchProcessor(EventType.SQS),
      { throwOnFullBatchFailure: false, ...(context ? { context } : {}) },
    );
