import { createHash, randomUUID } from 'node:crypto';
import type { SQSEvent } from 'aws-lambda';
import { sqsRecord } from '../../../infra/local/sqs-event.ts';
import type { QueueName } from '../../../lib/job.ts';
import type { Delivery } from './gate.ts';
import type { Answered, Heard } from './http-proxy.ts';

/** Milliseconds. As infra/queues.yml has it: how long a message that was not done stays away, and how often it comes. */
const VISIBILITY = 180_000;
const MAX_RECEIVES = 5;
/** For so long SQS takes a repeat on a FIFO queue for the same message. */
const DEDUPLICATION = 300_000;

const MINUTE = 60_000;
/** How much later a message comes that is held up on its way. */
const HELD_UP: Readonly<Record<Delivery, number>> = {
  twice: 0,
  together: 0,
  overtaken: MINUTE / 2,
  late: 20 * MINUTE,
  'too-late': 9 * 60 * MINUTE,
};

export type Message = {
  readonly queue: QueueName;
  readonly id: string;
  readonly body: string;
  readonly group: string | undefined;
  readonly together: boolean;
  readyAt: number;
  receives: number;
};

type Sent = {
  readonly QueueUrl: string;
  readonly MessageBody: string;
  readonly DelaySeconds?: number;
  readonly MessageGroupId?: string;
  readonly MessageDeduplicationId?: string;
};

/** The three queues, on a clock that can be moved: nobody has to wait until a message is visible again. */
export function openQueues(now: () => number) {
  let waiting: Message[] = [];
  let dead: Message[] = [];
  let sent = new Map<string, number>();

  function isRepeat(id: string | undefined): boolean {
    if (id === undefined) return false;
    const before = sent.get(id);
    if (before !== undefined && now() - before < DEDUPLICATION) return true;
    sent.set(id, now());
    return false;
  }

  function put({ QueueUrl, MessageBody, DelaySeconds = 0, MessageGroupId }: Sent, how?: Delivery): string {
    const queue = QueueUrl.split('/').at(-1)?.replace('.fifo', '') as QueueName;
    const readyAt = now() + DelaySeconds * 1_000 + (how ? HELD_UP[how] : 0);
    const shape = { queue, body: MessageBody, group: MessageGroupId, together: how === 'together', receives: 0 };
    const message = { ...shape, id: randomUUID(), readyAt };
    waiting.push(message);
    if (how === 'twice') waiting.push({ ...message });
    return message.id;
  }

  /** In a FIFO queue nothing overtakes what is before it in its group. */
  const isFirst = (message: Message): boolean =>
    message.group === undefined || waiting.find(({ group }) => group === message.group) === message;

  return {
    /** SendMessage as SQS answers it. */
    async send({ body }: Heard, how?: Delivery): Promise<Answered> {
      const message: Sent = JSON.parse(body);
      const id = isRepeat(message.MessageDeduplicationId) ? randomUUID() : put(message, how);
      const digest = createHash('md5').update(message.MessageBody).digest('hex');
      const said = JSON.stringify({ MD5OfMessageBody: digest, MessageId: id });
      return { status: 200, headers: { 'content-type': 'application/x-amz-json-1.0' }, body: said };
    },
    /** What is to be done next, if anything is ready. */
    next: (): Message | undefined => waiting.find((message) => message.readyAt <= now() && isFirst(message)),
    /** When something will be ready next. */
    readyAt: (): number | undefined => {
      const times = waiting.filter(isFirst).map(({ readyAt }) => readyAt);
      return times.length > 0 ? Math.min(...times) : undefined;
    },
    done(message: Message) {
      waiting = waiting.filter((one) => one !== message);
    },
    /** It comes again once its visibility timeout is over; after too many receives it is a dead letter. */
    failed(message: Message) {
      message.readyAt = now() + VISIBILITY;
      if (message.receives < MAX_RECEIVES) return;
      waiting = waiting.filter((one) => one !== message);
      dead.push(message);
    },
    dead: (): readonly Message[] => dead,
    forget() {
      waiting = [];
      dead = [];
      sent = new Map();
    },
  };
}

/** What Lambda hands over of a message; with a copy beside it, where it is delivered twice at once. */
export function eventOf({ queue, id, body, receives, together }: Message): SQSEvent {
  const Attributes = { ApproximateReceiveCount: String(receives) };
  const message = { MessageId: id, ReceiptHandle: id, Body: body, Attributes };
  const record = sqsRecord(message, `arn:aws:sqs:us-east-1:000000000000:${queue}`);
  return { Records: together ? [record, { ...record, messageId: `${id}-copy` }] : [record] };
}
