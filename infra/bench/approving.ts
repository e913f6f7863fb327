import { subscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { Job } from '../../lib/job.ts';
import { type FixQueue, openFixQueue } from './approval-by-hand.ts';

type Handler = (event: SQSEvent) => Promise<SQSBatchResponse>;

export const REQUESTER = { enterprise: null, team: 'T1', user: 'U1' };
export const APPROVER = { enterprise: null, team: 'T1', user: 'U2' };

/** Approves one proposal, from the click to the change that was read back and recorded. */
export type Approve = (proposalId: string) => Promise<void>;

const ATTRIBUTES = {
  ApproximateReceiveCount: '1',
  SentTimestamp: '0',
  SenderId: '',
  ApproximateFirstReceiveTimestamp: '0',
};

const eventOf = (body: string): SQSEvent => ({
  Records: [
    {
      messageId: 'bench',
      receiptHandle: 'bench',
      body,
      attributes: ATTRIBUTES,
      messageAttributes: {},
      md5OfBody: '',
      eventSource: 'aws:sqs',
      eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:bench',
      awsRegion: 'us-east-1',
    },
  ],
});

async function handed(handler: Handler, body: string): Promise<void> {
  const { batchItemFailures } = await handler(eventOf(body));
  if (batchItemFailures.length > 0) throw new Error('A worker gave a job back');
}

const clickOn = (proposalId: string): Job => ({
  kind: 'decide',
  schema: 1,
  id: `click-${proposalId}`,
  by: APPROVER,
  replyTo: { channel: 'C1' },
  proposalId,
  verdict: 'approve',
});

/** The click is handed to the one worker, what it queues to the other; the environment has to be the bot's. */
export async function openApproving(queue: FixQueue): Promise<Approve> {
  const [{ handler: talk }, { handler: fix }] = await Promise.all([
    import('../../handlers/talk.ts'),
    import('../../handlers/fix.ts'),
  ]);
  return async (proposalId) => {
    await handed(talk, JSON.stringify(clickOn(proposalId)));
    const message = await queue.take();
    await handed(fix, message.body);
    await message.done();
  };
}

/** Run as a process of its own: approves one proposal after the other as they are sent, and says how many transactions each took. */
async function workOff(): Promise<void> {
  let transactions = 0;
  subscribe('http.client.request.start', (message) => {
    const { request } = message as { request: ClientRequest };
    if (String(request.getHeader('x-amz-target')).endsWith('.TransactWriteItems')) transactions += 1;
  });
  const queue = openFixQueue(process.env);
  const approve = await openApproving(queue);
  process.on('message', async (id: string) => {
    transactions = 0;
    await approve(id);
    process.send?.({ transactions });
  });
  process.on('disconnect', () => process.exit());
  process.send?.('ready');
}

if (process.argv[2] === 'work-off') await workOff();
