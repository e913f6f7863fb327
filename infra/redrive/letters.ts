import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  type QueueAttributeName,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { Job } from '../../lib/job.ts';
import { whyNot } from './judge.ts';
import type { Place } from './places.ts';

/** A job that was given up, as it was taken from its dead-letter queue. */
export type Letter = {
  readonly place: Place;
  readonly message: Message;
  readonly job: Job | undefined;
  /** Milliseconds since it was queued; in a FIFO queue since it was given up. */
  readonly age: number;
  /** Why it is not sent back. */
  readonly why: string | undefined;
};

/** So long nobody else gets what was taken, in seconds: somebody reads the list and makes up their mind. */
const HELD = 600;
/** As many of each queue at a time; the rest at the next run. */
const MOST = 1_000;

const isJob = (body: string): Job | undefined => {
  try {
    return Job.safeParse(JSON.parse(body)).data;
  } catch {
    return undefined;
  }
};

/** When it is, in milliseconds since 1970, and for how many seconds a queue is listened to that seems to be empty. */
export type Taking = { readonly now: number; readonly wait: number };

/** Takes the dead letters of a queue, oldest first; they are hidden from others for ten minutes, and stay where they are. */
export async function takeLetters(client: SQSClient, place: Place, taking: Taking): Promise<readonly Letter[]> {
  const letters: Letter[] = [];
  while (letters.length < MOST) {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl: place.deadUrl,
        MaxNumberOfMessages: 10,
        VisibilityTimeout: HELD,
        WaitTimeSeconds: taking.wait,
        MessageSystemAttributeNames: ['SentTimestamp', 'MessageGroupId'],
      }),
    );
    if (Messages.length === 0) break;
    letters.push(...Messages.map((message) => letterOf(place, message, taking.now)));
  }
  return letters.sort((a, b) => b.age - a.age);
}

/** How many somebody else has taken, or a program that ended before it gave them back. SQS counts by and by. */
export async function countTaken(client: SQSClient, { deadUrl }: Place): Promise<number> {
  const AttributeNames: QueueAttributeName[] = ['ApproximateNumberOfMessagesNotVisible'];
  const { Attributes } = await client.send(new GetQueueAttributesCommand({ QueueUrl: deadUrl, AttributeNames }));
  return Number(Attributes?.ApproximateNumberOfMessagesNotVisible ?? 0);
}

function letterOf(place: Place, message: Message, now: number): Letter {
  const job = isJob(message.Body ?? '');
  const age = Math.max(0, now - Number(message.Attributes?.SentTimestamp ?? now));
  return { place, message, job, age, why: whyNot(job, age) };
}

/** Puts the job on its queue again, and only then takes the letter away: in between it is there twice, never not at all. */
export async function sendBack(client: SQSClient, letter: Letter): Promise<void> {
  const { place, message } = letter;
  const { MessageId = '', Attributes } = message;
  // A FIFO queue forgets an id after five minutes, and takes no second job of it before that.
  const inOrder = place.url.endsWith('.fifo')
    ? { MessageGroupId: Attributes?.MessageGroupId ?? MessageId, MessageDeduplicationId: `redrive-${MessageId}` }
    : {};
  await client.send(new SendMessageCommand({ QueueUrl: place.url, MessageBody: message.Body ?? '', ...inOrder }));
  await discard(client, letter);
}

export async function discard(client: SQSClient, { place, message }: Letter): Promise<void> {
  await client.send(new DeleteMessageCommand({ QueueUrl: place.deadUrl, ReceiptHandle: message.ReceiptHandle }));
}

/** Lets others see it again at once. */
export async function giveBack(client: SQSClient, { place, message }: Letter): Promise<void> {
  const { ReceiptHandle } = message;
  await client.send(
    new ChangeMessageVisibilityCommand({ QueueUrl: place.deadUrl, ReceiptHandle, VisibilityTimeout: 0 }),
  );
}
