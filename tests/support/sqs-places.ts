import { join } from 'node:path';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { LocalSqs, QueueTimes } from '../../infra/local/sqs.ts';
import { awsSettings } from '../../lib/adapters/aws.ts';
import { startScript } from './script-server.ts';

export type SqsPlaces = Omit<LocalSqs, 'close'>;

/** How many messages of a queue are ready, received but not yet deleted, and waiting for their delay to pass. */
export type Counts = { readonly ready: number; readonly hidden: number; readonly delayed: number };

/** A queue as the server tells of it where it tells of all at once. */
type Told = {
  readonly name: string;
  readonly approximateMessageCount: number;
  readonly approximateInflightCount: number;
  readonly approximateDelayedCount: number;
};

function countsIn(all: ReadonlyMap<string, Counts>, url: string): Counts {
  const counts = all.get(url.split('/').at(-1) ?? '');
  if (!counts) throw new Error(`There is no queue ${url}`);
  return counts;
}

/** An SQS of its own for a test, with a look into its queues that owes nothing to what is tested. */
export async function startSqsServer(times: QueueTimes = {}) {
  const { said: places, tell, stop } = await startScript<SqsPlaces>(join(__dirname, 'sqs-server.ts'), times);
  const client = new SQSClient(awsSettings(places, { requestTimeout: 5000, maxAttempts: 3 }));

  /** By the server's own question for all queues, which takes a fraction of GetQueueAttributes for each of them. */
  async function look(): Promise<ReadonlyMap<string, Counts>> {
    const told = (await (await fetch(`${places.endpoint}/_fauxqs/queues`)).json()) as readonly Told[];
    return new Map(
      told.map((queue) => [
        queue.name,
        {
          ready: queue.approximateMessageCount,
          hidden: queue.approximateInflightCount,
          delayed: queue.approximateDelayedCount,
        },
      ]),
    );
  }
  return {
    ...places,
    /** Takes one message, if there is one, with everything SQS knows of it. */
    async take(QueueUrl: string) {
      const all = { MessageSystemAttributeNames: ['All' as const], MessageAttributeNames: ['All'] };
      const { Messages = [] } = await client.send(new ReceiveMessageCommand({ QueueUrl, ...all }));
      return Messages[0];
    },
    counts: async (url: string): Promise<Counts> => countsIn(await look(), url),
    /** The same of several, as they are at one moment. */
    countsOf: async (urls: readonly string[]): Promise<readonly Counts[]> => {
      const all = await look();
      return urls.map((url) => countsIn(all, url));
    },
    /** Moves the clock of the queues on, so that nobody waits for a delayed message. */
    moveOn: (milliseconds: number): void => tell(String(milliseconds)),
    async stop() {
      client.destroy();
      await stop();
    },
  };
}
