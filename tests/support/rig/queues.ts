import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { sqsRecord } from '../../../infra/local/sqs-event.ts';
import { awsSettings } from '../../../lib/adapters/aws.ts';
import type { QueueName } from '../../../lib/job.ts';
import { startSqsServer } from '../sqs-places.ts';

type Handler = (event: SQSEvent) => Promise<SQSBatchResponse | null | undefined>;
export type Workers = Readonly<Record<QueueName, Handler>>;

const NAMES: readonly QueueName[] = ['checks', 'talk', 'fixes'];

export type WorkOptions = {
  /** Every job is handed over a second time after it was done, as SQS may do. */
  readonly twice?: boolean;
};

/** An SQS of its own, and work on its queues one message after another, so that a test knows when all is done. */
export async function startQueues() {
  const server = await startSqsServer({ visibilitySeconds: 60 });
  const client = new SQSClient(awsSettings(server, { requestTimeout: 5000, maxAttempts: 3 }));
  const handed: { queue: QueueName; body: string }[] = [];

  async function take(name: QueueName): Promise<Message | undefined> {
    const all = { MessageSystemAttributeNames: ['All' as const], MessageAttributeNames: ['All'] };
    const { Messages = [] } = await client.send(new ReceiveMessageCommand({ QueueUrl: server.urls[name], ...all }));
    return Messages[0];
  }

  async function handOver(name: QueueName, message: Message, worker: Handler, times: number): Promise<void> {
    handed.push({ queue: name, body: message.Body ?? '' });
    const place = { QueueUrl: server.urls[name], ReceiptHandle: message.ReceiptHandle ?? '' };
    const event: SQSEvent = { Records: [sqsRecord(message, `arn:aws:sqs:us-east-1:000000000000:${name}`)] };
    let failed = false;
    for (let time = 0; time < times; time += 1) failed = ((await worker(event))?.batchItemFailures ?? []).length > 0;
    // What failed comes again at once, instead of when its visibility timeout is over.
    if (failed) await client.send(new ChangeMessageVisibilityCommand({ ...place, VisibilityTimeout: 0 }));
    else await client.send(new DeleteMessageCommand(place));
  }

  /** Works until nothing is left on any queue, delayed messages included. */
  async function settle(workers: Workers, { twice = false }: WorkOptions = {}): Promise<void> {
    for (;;) {
      let worked = false;
      for (const name of NAMES) {
        for (let message = await take(name); message; message = await take(name)) {
          worked = true;
          await handOver(name, message, workers[name], twice ? 2 : 1);
        }
      }
      if (worked) continue;
      const counts = await Promise.all(NAMES.map((name) => server.counts(server.urls[name])));
      if (counts.every(({ ready, hidden, delayed }) => ready + hidden + delayed === 0)) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  return {
    ...server,
    settle,
    /** Everything that was handed to a worker so far, oldest first. */
    handed: handed as readonly { queue: QueueName; body: string }[],
    /** How many messages were given up for good. */
    deadLetters: async () => {
      const counts = await Promise.all(NAMES.map((name) => server.counts(server.deadLetterUrls[name])));
      return counts.reduce((sum, { ready }) => sum + ready, 0);
    },
    close: async () => {
      client.destroy();
      await server.stop();
    },
  };
}
