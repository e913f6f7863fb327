import { createHash } from 'node:crypto';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Job, QueueName, SendOptions } from '../job.ts';
import type { Queue } from '../ports.ts';
import { jobAtWork } from './at-work.ts';
import { type AwsPlace, awsSettings } from './aws.ts';

export type QueuePlace = AwsPlace & { readonly urls: Readonly<Record<QueueName, string>> };

/** Two tries of a second each: whoever sends from the door has to answer Slack within three. */
const PATIENCE = { requestTimeout: 1000, maxAttempts: 2 };

/** The queues in SQS. Throws when a job could not be handed over; it may then have been sent all the same. */
export function openQueue({ urls, ...place }: QueuePlace): Queue {
  const client = new SQSClient(awsSettings(place, PATIENCE));
  return {
    async send(queue, job, options = {}) {
      const QueueUrl = urls[queue];
      const manner = QueueUrl.endsWith('.fifo') ? inOrder(job, options) : { DelaySeconds: options.delaySeconds };
      const message = { QueueUrl, MessageBody: messageBody(job), ...manner, ...goingBack() };
      await client.send(new SendMessageCommand(message));
    },
  };
}

/** When Slack's request came that it all goes back to: a job that is queued by another goes on counting from there. */
function goingBack() {
  const work = jobAtWork();
  return work ? { MessageAttributes: { since: { DataType: 'Number', StringValue: `${work.since}` } } } : {};
}

/** A FIFO queue delays nothing by the message, and needs both ids. */
function inOrder(job: Job, { group, deduplication = job.id, delaySeconds }: SendOptions) {
  if (group === undefined) throw new Error(`A ${job.kind} job for a FIFO queue needs a group`);
  if (delaySeconds) throw new Error(`A ${job.kind} job for a FIFO queue cannot be delayed`);
  return { MessageGroupId: fifoId(group), MessageDeduplicationId: fifoId(deduplication) };
}

/** SQS takes up to 128 letters, digits and ASCII punctuation; anything else (a distinguished name) stands by its hash. */
const fifoId = (text: string): string =>
  /^[!-~]{1,128}$/.test(text) ? text : createHash('sha256').update(text).digest('hex');

/**
 * JSON with those characters escaped that JSON allows and SQS may not take: U+FFFE and U+FFFF, and all beyond them,
 * which SQS itself takes and fauxqs does not.
 */
const messageBody = (job: Job): string =>
  JSON.stringify(job).replace(/[\ud800-\udfff\ufffe\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16)}`);
