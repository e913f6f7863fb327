import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { buildApp } from 'fauxqs';
import { awsSettings } from '../../lib/adapters/aws.ts';
import type { QueueName } from '../../lib/job.ts';

export type QueueUrls = Readonly<Record<QueueName, string>>;

export type LocalSqs = {
  readonly endpoint: string;
  readonly urls: QueueUrls;
  /** Where a job ends that was received too often and never done. */
  readonly deadLetterUrls: QueueUrls;
  close(): Promise<void>;
};

/** The numbers of infra/queues.yml: how long a received job stays hidden, and how often it is handed out. */
export type QueueTimes = { readonly visibilitySeconds?: number; readonly maxReceives?: number };

const ACCOUNT = '000000000000';

/** Starts an SQS on 127.0.0.1, in this process and in memory, with the four queues and a dead-letter queue for each. */
export async function startSqs(times: QueueTimes = {}): Promise<LocalSqs> {
  // Not startFauxqs: that listens on every interface.
  const app = buildApp({ logger: false });
  const endpoint = await app.listen({ host: '127.0.0.1', port: 0 });
  const client = new SQSClient(awsSettings({ endpoint }, { requestTimeout: 5000, maxAttempts: 3 }));
  const create = (name: string, suffix = '') => createQueue(client, endpoint, { name, suffix, ...times });
  const talk = await create('talk');
  const checks = await create('checks');
  const waves = await create('waves');
  const fixes = await create('fixes', '.fifo');
  client.destroy();
  return {
    endpoint,
    urls: { talk: talk.url, checks: checks.url, waves: waves.url, fixes: fixes.url },
    deadLetterUrls: {
      talk: talk.deadLetterUrl,
      checks: checks.deadLetterUrl,
      waves: waves.deadLetterUrl,
      fixes: fixes.deadLetterUrl,
    },
    close: () => app.close(),
  };
}

type QueueShape = QueueTimes & { readonly name: string; readonly suffix: string };

async function createQueue(client: SQSClient, endpoint: string, shape: QueueShape) {
  const { name, suffix, visibilitySeconds = 180, maxReceives = 5 } = shape;
  const deadLetters = `${name}-dead${suffix}`;
  const redrive = {
    deadLetterTargetArn: `arn:aws:sqs:us-east-1:${ACCOUNT}:${deadLetters}`,
    maxReceiveCount: maxReceives,
  };
  const kind = suffix === '.fifo' ? { FifoQueue: 'true' } : {};
  await client.send(new CreateQueueCommand({ QueueName: deadLetters, Attributes: kind }));
  await client.send(
    new CreateQueueCommand({
      QueueName: `${name}${suffix}`,
      Attributes: { ...kind, VisibilityTimeout: `${visibilitySeconds}`, RedrivePolicy: JSON.stringify(redrive) },
    }),
  );
  // The server's own addresses are names under localhost, which not every machine can look up.
  const urlOf = (queue: string) => `${endpoint}/${ACCOUNT}/${queue}`;
  return { url: urlOf(`${name}${suffix}`), deadLetterUrl: urlOf(deadLetters) };
}
