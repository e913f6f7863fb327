import { GetQueueAttributesCommand, GetQueueUrlCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type AwsTrouble, troubleOf } from '../doctor/aws.ts';
import type { QueueSeen, QueueState } from '../doctor/queues.ts';
import { type AwsPlace, awsSettings } from './aws.ts';

type Place = AwsPlace & { readonly urls: Readonly<Record<string, string>> };

const PATIENCE = { requestTimeout: 3000, maxAttempts: 2 };

/** What SQS says of each queue, by its address or its name; one without is left out. Reads no message, throws nothing. */
export async function lookAtQueues({ urls, ...place }: Place): Promise<readonly QueueSeen[]> {
  const client = new SQSClient(awsSettings(place, PATIENCE));
  const named = Object.entries(urls).filter(([, url]) => url !== '');
  try {
    return await Promise.all(named.map(async ([name, url]) => ({ name, state: await stateOf(client, url) })));
  } finally {
    client.destroy();
  }
}

async function attributesOf(client: SQSClient, QueueUrl: string): Promise<Readonly<Record<string, string>>> {
  const { Attributes = {} } = await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
  return Attributes;
}

async function addressOf(client: SQSClient, QueueName: string): Promise<string> {
  if (QueueName.includes('://')) return QueueName;
  return (await client.send(new GetQueueUrlCommand({ QueueName }))).QueueUrl ?? '';
}

async function stateOf(client: SQSClient, queue: string): Promise<QueueState | AwsTrouble> {
  try {
    const url = await addressOf(client, queue);
    const all = await attributesOf(client, url);
    return {
      waiting: Number(all.ApproximateNumberOfMessages ?? 0),
      inWork: Number(all.ApproximateNumberOfMessagesNotVisible ?? 0),
      delayed: Number(all.ApproximateNumberOfMessagesDelayed ?? 0),
      fifo: url.endsWith('.fifo'),
      deadLetters: await deadLettersOf(client, url, all.RedrivePolicy),
    };
  } catch (error) {
    return troubleOf(error);
  }
}

/** A queue's dead letters lie in a queue of the same account, whose name ends the ARN in its redrive policy. */
async function deadLettersOf(
  client: SQSClient,
  url: string,
  policy: string | undefined,
): Promise<QueueState['deadLetters']> {
  const name = /"deadLetterTargetArn"\s*:\s*"[^"]*:([^":]+)"/.exec(policy ?? '')?.[1];
  if (!name) return 'none';
  try {
    return Number((await attributesOf(client, url.replace(/[^/]*$/, name))).ApproximateNumberOfMessages ?? 0);
  } catch (error) {
    return troubleOf(error);
  }
}
