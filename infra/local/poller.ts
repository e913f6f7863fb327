import { setTimeout as delay } from 'node:timers/promises';
import {
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { awsSettings } from '../../lib/adapters/aws.ts';
import { failedMessages, sqsRecord } from './sqs-event.ts';

/** A handler behind a queue, as Lambda calls it with ReportBatchItemFailures. */
export type BatchHandler = (event: SQSEvent) => Promise<SQSBatchResponse | null | undefined>;

export type Polling = {
  readonly endpoint: string;
  readonly queueUrl: string;
  readonly handler: BatchHandler;
  /** 1–10 messages are handed over at once. */
  readonly batchSize?: number;
  /** How many batches may be under way at the same time. */
  readonly maxConcurrency?: number;
  /** Told what a handler threw, and when the queue could not be reached. */
  readonly onError?: (error: unknown) => void;
};

export type Poller = {
  /** Takes nothing more, and waits for what is under way. */
  stop(): Promise<void>;
};

/** The longest that SQS lets a receiver wait. */
const LONG_POLL_SECONDS = 20;
const PAUSE_AFTER_TROUBLE_MS = 200;

/**
 * Does for one queue what Lambda's event source mapping does: takes messages in batches, hands them to the handler,
 * deletes those it did not report as failed. The others come back when their visibility timeout is over, in a FIFO
 * queue with their group held up until then; the queue's own redrive policy ends that. A handler that throws fails the
 * whole batch. As in Lambda it is the handler that, in a FIFO queue, reports all from the first failure on.
 */
export async function pollQueue(polling: Polling): Promise<Poller> {
  const patience = { requestTimeout: (LONG_POLL_SECONDS + 10) * 1000, maxAttempts: 3 };
  const client = new SQSClient(awsSettings(polling, patience));
  const queueArn = await arnOf(client, polling.queueUrl);
  const stopping = new AbortController();
  const source = { ...polling, client, queueArn, signal: stopping.signal };
  const receivers = Array.from({ length: polling.maxConcurrency ?? 2 }, () => takeUntilStopped(source));
  return {
    async stop() {
      stopping.abort();
      await Promise.all(receivers);
      client.destroy();
    },
  };
}

type Source = Polling & { readonly client: SQSClient; readonly queueArn: string; readonly signal: AbortSignal };

async function arnOf(client: SQSClient, queueUrl: string): Promise<string> {
  const asked = new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['QueueArn'] });
  const { Attributes } = await client.send(asked);
  return Attributes?.QueueArn ?? '';
}

async function takeUntilStopped(source: Source): Promise<void> {
  const { signal, onError = console.error } = source;
  while (!signal.aborted) {
    try {
      await handOver(source, await receive(source));
    } catch (error) {
      if (signal.aborted) return;
      onError(error);
      await delay(PAUSE_AFTER_TROUBLE_MS, undefined, { signal }).catch(() => {});
    }
  }
}

async function receive({ client, queueUrl, batchSize = 10, signal }: Source): Promise<readonly Message[]> {
  const command = new ReceiveMessageCommand({
    QueueUrl: queueUrl,
    MaxNumberOfMessages: batchSize,
    WaitTimeSeconds: LONG_POLL_SECONDS,
    MessageSystemAttributeNames: ['All'],
    MessageAttributeNames: ['All'],
  });
  const { Messages } = await client.send(command, { abortSignal: signal });
  return Messages ?? [];
}

async function handOver(source: Source, messages: readonly Message[]): Promise<void> {
  if (messages.length === 0) return;
  const failed = await failedOf(source, messages);
  const done = messages.filter(({ MessageId = '' }) => !failed.has(MessageId));
  if (done.length === 0) return;
  const Entries = done.map(({ ReceiptHandle }, index) => ({ Id: `${index}`, ReceiptHandle }));
  await source.client.send(new DeleteMessageBatchCommand({ QueueUrl: source.queueUrl, Entries }));
}

async function failedOf(source: Source, messages: readonly Message[]): Promise<Set<string>> {
  const { handler, queueArn, onError = console.error } = source;
  const ids = messages.map(({ MessageId = '' }) => MessageId);
  try {
    const response = await handler({ Records: messages.map((message) => sqsRecord(message, queueArn)) });
    return failedMessages(response, ids);
  } catch (error) {
    onError(error);
    return new Set(ids);
  }
}
