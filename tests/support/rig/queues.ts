import { setTimeout as delay } from 'node:timers/promises';
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { failedMessages, sqsRecord } from '../../../infra/local/sqs-event.ts';
import { awsSettings } from '../../../lib/adapters/aws.ts';
import type { QueueName } from '../../../lib/job.ts';
import { startSqsServer } from '../sqs-places.ts';

type Handler = (event: SQSEvent) => Promise<SQSBatchResponse | null | undefined>;
export type Workers = Readonly<Record<QueueName, Handler>>;

const NAMES: readonly QueueName[] = ['checks', 'waves', 'talk', 'fixes'];

export type WorkOptions = {
  /** Every job is handed over a second time after it was done, or beside it (`together`), as SQS may do. */
  readonly twice?: boolean | 'together';
  /** How many jobs are handed over at once, to be done beside each other; one, unless said otherwise. */
  readonly most?: number;
  /** Only what is on these queues is worked on. */
  readonly only?: readonly QueueName[];
};

const withoutCopies = (response: SQSBatchResponse | null | undefined): SQSBatchResponse => ({
  batchItemFailures: (response?.batchItemFailures ?? []).filter(({ itemIdentifier: id }) => !id.endsWith('-copy')),
});

/** An SQS of its own, and work on its queues one message after another, so that a test knows when all is done. */
export async function startQueues() {
  const server = await startSqsServer({ visibilitySeconds: 60 });
  const client = new SQSClient(awsSettings(server, { requestTimeout: 5000, maxAttempts: 3 }));
  const handed: { queue: QueueName; body: string }[] = [];

  async function take(name: QueueName, most: number): Promise<readonly Message[]> {
    const all = { MessageSystemAttributeNames: ['All' as const], MessageAttributeNames: ['All'] };
    const command = new ReceiveMessageCommand({ QueueUrl: server.urls[name], MaxNumberOfMessages: most, ...all });
    return (await client.send(command)).Messages ?? [];
  }

  async function handOver(
    name: QueueName,
    messages: readonly Message[],
    worker: Handler,
    { times, together }: { times: number; together: boolean },
  ) {
    for (const { Body = '' } of messages) handed.push({ queue: name, body: Body });
    const Records = messages.map((message) => sqsRecord(message, `arn:aws:sqs:us-east-1:000000000000:${name}`));
    let failed = new Set<string>();
    const copies = together ? Records.map((record) => ({ ...record, messageId: `${record.messageId}-copy` })) : [];
    for (let time = 0; time < times; time += 1) {
      const ids = messages.map(({ MessageId = '' }) => MessageId);
      failed = failedMessages(withoutCopies(await worker({ Records: [...Records, ...copies] })), ids);
    }
    for (const { MessageId = '', ReceiptHandle } of messages) {
      const place = { QueueUrl: server.urls[name], ReceiptHandle };
      // What failed comes again at once, instead of when its visibility timeout is over.
      if (failed.has(MessageId))
        await client.send(new ChangeMessageVisibilityCommand({ ...place, VisibilityTimeout: 0 }));
      else await client.send(new DeleteMessageCommand(place));
    }
  }

  /** How many messages are left on each queue, delayed ones and those in work included. */
  async function left(): Promise<ReadonlyMap<QueueName, number>> {
    const counts = await server.countsOf(NAMES.map((name) => server.urls[name]));
    return new Map(
      counts.map(({ ready, hidden, delayed }, index) => [NAMES[index] ?? 'checks', ready + hidden + delayed]),
    );
  }

  /** Works until nothing is left on any queue, delayed messages included. */
  async function settle(workers: Workers, { twice = false, most = 1, only = NAMES }: WorkOptions = {}): Promise<void> {
    const manner = (name: QueueName) => ({
      times: twice === true ? 2 : 1,
      together: twice === 'together' && name !== 'fixes',
    });
    for (;;) {
      let waiting = await left();
      let worked = false;
      for (const name of only) {
        while (waiting.get(name)) {
          const messages = await take(name, name === 'fixes' ? 1 : most);
          if (messages.length === 0) break;
          worked = true;
          await handOver(name, messages, workers[name], manner(name));
          waiting = await left();
        }
      }
      if (only.every((name) => !waiting.get(name))) return;
      if (worked) continue;
      // What is left comes later. How long it takes until the clock is moved does not matter: it is moved again.
      server.moveOn(1_000);
      await delay(20);
    }
  }

  return {
    ...server,
    settle,
    /** Everything that was handed to a worker so far, oldest first. */
    handed: handed as readonly { queue: QueueName; body: string }[],
    /** How many messages were given up for good. */
    deadLetters: async () => {
      const counts = await server.countsOf(NAMES.map((name) => server.deadLetterUrls[name]));
      return counts.reduce((sum, { ready }) => sum + ready, 0);
    },
    close: async () => {
      client.destroy();
      await server.stop();
    },
  };
}
