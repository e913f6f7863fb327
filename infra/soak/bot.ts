// The packaged functions as one process, behind an HTTP API and three queues. Started by soak.ts, with --expose-gc.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { startGateway } from '../local/gateway.ts';
import { type BatchHandler, pollQueue } from '../local/poller.ts';

type Door = (event: APIGatewayProxyEventV2, context: Context) => Promise<APIGatewayProxyStructuredResultV2>;

/** What it says of itself: bytes that are in use after everything that nobody holds was thrown away. */
export type Weight = { readonly heap: number; readonly rss: number };

const require = createRequire(import.meta.url);
const bundles = process.argv[2] ?? '';
const handlerOf = <Handler>(name: string): Handler => require(join(bundles, name, 'index.js')).handler;

const setting = (name: string): string => process.env[name] ?? '';
const trouble = (error: unknown): void => {
  process.send?.({ trouble: error instanceof Error ? error.message : String(error) });
};
const poll = (queue: string, name: string, manner: { batchSize: number; maxConcurrency: number }) =>
  pollQueue({
    endpoint: setting('SQS_ENDPOINT'),
    queueUrl: setting(queue),
    handler: handlerOf<BatchHandler>(name),
    onError: trouble,
    ...manner,
  });

const gateway = await startGateway(handlerOf<Door>('slack'));
// As serverless.yml has them.
const pollers = await Promise.all([
  poll('TALK_QUEUE_URL', 'talk', { batchSize: 10, maxConcurrency: 5 }),
  poll('CHECKS_QUEUE_URL', 'check', { batchSize: 1, maxConcurrency: 5 }),
  poll('FIXES_QUEUE_URL', 'fix', { batchSize: 1, maxConcurrency: 2 }),
]);
const sweep = handlerOf<() => Promise<unknown>>('sweep');
const schedule = setInterval(() => void sweep().catch(trouble), 15_000);

function weigh(): Weight {
  // Twice: what has a finalizer goes with the second.
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, rss } = process.memoryUsage();
  return { heap: heapUsed, rss };
}

process.on('message', async (word: 'weigh' | 'stop') => {
  if (word === 'weigh') return void process.send?.({ weight: weigh() });
  clearInterval(schedule);
  await Promise.all(pollers.map((poller) => poller.stop()));
  await gateway.close();
  process.exit(0);
});
process.on('disconnect', () => process.exit(1));
process.send?.({ door: gateway.url });
