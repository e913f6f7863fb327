import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { type Poller, pollQueue } from '../../../infra/local/poller.ts';
import type { QueueName } from '../../../lib/job.ts';
import { openNursery, type Worker } from '../faults/child.ts';
import type { SqsPlaces } from '../sqs-places.ts';

/** As serverless.yml has it: what works on each queue, and how many messages it is handed at once. */
const QUEUES = { talk: ['talk', 10], checks: ['check', 1], waves: ['wave', 1], fixes: ['fix', 1] } as const;
const NAMES: readonly QueueName[] = ['talk', 'checks', 'fixes'];

/** The settings that a worker works with. */
export type Furnishing = Readonly<Record<string, string>>;
/** Which of the workers has to take a job; any of them, unless said otherwise. */
type Assignment = (event: SQSEvent) => number | undefined;

const ANYBODY: Assignment = () => undefined;

/** Bundles the worker, and starts one process for each of these settings. */
async function hire(settings: readonly Furnishing[]) {
  const folder = mkdtempSync(join(tmpdir(), 'migcheck-races-'));
  execFileSync(process.execPath, [join(__dirname, 'bundle.ts'), folder]);
  const nursery = openNursery(join(folder, 'worker.cjs'), 0);
  // The first one leaves what it has compiled to the others.
  const first = await nursery.take();
  await first.keep();
  const workers = [first, ...(await Promise.all(settings.slice(1).map(() => nursery.take())))];
  for (const [index, variables] of settings.entries()) workers[index]?.tell({ kind: 'anew', variables });
  const dismiss = async () => {
    await nursery.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { workers, dismiss };
}

/** Processes that run the handlers as they are, one for each of these settings, fed as Lambda feeds them. */
export async function hireCrew(sqs: SqsPlaces, settings: readonly Furnishing[]) {
  const { workers, dismiss } = await hire(settings);
  const errors: unknown[] = [];
  let [signal, go, doors, assigned] = [Promise.resolve(), () => {}, 0, ANYBODY];
  const worker = (index: number): Worker => {
    const one = workers[index % workers.length];
    if (!one) throw new Error('Nobody is at work');
    return one;
  };
  const feed = (index: number, name: QueueName): Promise<Poller> => {
    const [handler, batchSize] = QUEUES[name];
    return pollQueue({
      endpoint: sqs.endpoint,
      queueUrl: sqs.urls[name],
      batchSize,
      maxConcurrency: 1,
      handler: async (event) => {
        await signal;
        return (await worker(assigned(event) ?? index).call(handler, event)) as SQSBatchResponse;
      },
      onError: (error) => void errors.push(error),
    });
  };
  const pollers = await Promise.all(workers.flatMap((_, index) => NAMES.map((name) => feed(index, name))));

  return {
    /** What a handler threw, and when a queue could not be reached. */
    errors: errors as readonly unknown[],
    /** Everybody takes what they find, and begins with it at the signal. */
    hold() {
      signal = new Promise((resolve) => {
        go = resolve;
      });
    },
    go: (by = ANYBODY) => {
      assigned = by;
      go();
    },
    /** One worker's door after the other. */
    async door(event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> {
      doors += 1;
      return (await worker(doors).call('slack', event)) as APIGatewayProxyStructuredResultV2;
    },
    /** The schedule's function, and the clock by which everybody works, in milliseconds ahead of the machine's. */
    async sweepAt(ahead: number) {
      for (const one of workers) one.tell({ kind: 'clock', ahead });
      await worker(0).call('sweep', undefined);
    },
    async dismiss() {
      go();
      await Promise.all(pollers.map((poller) => poller.stop()));
      await dismiss();
    },
  };
}
