import { GetQueueAttributesCommand, GetQueueUrlCommand, QueueDoesNotExist, type SQSClient } from '@aws-sdk/client-sqs';
import type { Environment } from '../../lib/adapters/settings.ts';
import { Misuse } from '../../lib/errors.ts';
import type { QueueName } from '../../lib/job.ts';

/** How each queue's name ends in infra/queues.yml, and the setting that holds its address. */
const QUEUES = {
  talk: { name: 'talk', setting: 'TALK_QUEUE_URL' },
  checks: { name: 'checks', setting: 'CHECKS_QUEUE_URL' },
  waves: { name: 'waves', setting: 'WAVES_QUEUE_URL' },
  fixes: { name: 'fixes.fifo', setting: 'FIXES_QUEUE_URL' },
} as const satisfies Record<QueueName, { name: string; setting: string }>;

const NAMES = Object.keys(QUEUES) as readonly QueueName[];

/** A queue, and where its dead letters lie. */
export type Place = { readonly queue: QueueName; readonly url: string; readonly deadUrl: string };

/** The queues of a stage on AWS, else those that the environment names. Throws Misuse where it names none. */
export async function placesOf(client: SQSClient, environment: Environment, stage?: string): Promise<readonly Place[]> {
  const urlOf = async (queue: QueueName): Promise<string> => {
    const { name, setting } = QUEUES[queue];
    if (!stage) return environment[setting] ?? '';
    return addressOf(client, `migcheck-${stage}-${name}`);
  };
  const urls = await Promise.all(NAMES.map(urlOf));
  if (urls.includes(''))
    throw new Misuse(
      'Which queues? Name the stage (--stage prod), start the bot (npm start), or set the queues in .env.',
    );
  return Promise.all(NAMES.map(async (queue, index) => placeOf(client, queue, urls[index] ?? '')));
}

async function addressOf(client: SQSClient, QueueName: string): Promise<string> {
  try {
    return (await client.send(new GetQueueUrlCommand({ QueueName }))).QueueUrl ?? '';
  } catch (error) {
    if (!(error instanceof QueueDoesNotExist)) throw error;
    const region = await client.config.region();
    throw new Misuse(`There is no queue ${QueueName} in ${region}: look at --stage and AWS_REGION.`);
  }
}

/** The queue itself says where its dead letters go; they lie beside it. */
async function placeOf(client: SQSClient, queue: QueueName, url: string): Promise<Place> {
  const asked = new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['RedrivePolicy'] });
  const { Attributes } = await client.send(asked);
  const { deadLetterTargetArn = '' } = JSON.parse(Attributes?.RedrivePolicy ?? '{}');
  const name = String(deadLetterTargetArn).split(':').at(-1);
  if (!name) throw new Misuse(`The queue ${queue} has no dead letters: ${url}`);
  return { queue, url, deadUrl: url.replace(/[^/]+$/, name) };
}
