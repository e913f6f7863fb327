import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { openQueue } from '../../lib/adapters/queue.ts';
import type { JobOf } from '../../lib/job.ts';
import type { Queue } from '../../lib/ports.ts';
import { startSqsServer } from '../support/sqs-places.ts';
import { until } from '../support/until.ts';

const apply = (id: string): JobOf<'apply'> => ({ kind: 'apply', schema: 1, id, proposalId: 'p-1' });

let sqs: Awaited<ReturnType<typeof startSqsServer>>;
let queue: Queue;

beforeAll(async () => {
  sqs = await startSqsServer();
});
beforeEach(() => {
  queue = openQueue(sqs);
});
afterAll(() => sqs?.stop());

test('a job arrives as it was sent, whatever characters are in it', async () => {
  const job: JobOf<'explain'> = {
    kind: 'explain',
    asked: 'command',
    schema: 1,
    id: 'job-1',
    by: { enterprise: null, team: 'T1', user: 'U1' },
    replyTo: { channel: 'C1' },
    text: 'Jürgen \u0000 \ufffe \uffff \ud800 \u{1f600} \u202e "\\',
  };

  await queue.send('checks', job);

  const message = await sqs.take(sqs.urls.checks);
  expect(JSON.parse(message?.Body ?? '')).toEqual(job);
});

test('a job that is to wait is held back by the queue', async () => {
  await queue.send('talk', apply('later'), { delaySeconds: 900 });

  expect(await sqs.counts(sqs.urls.talk)).toEqual({ ready: 0, hidden: 0, delayed: 1 });
});

test('a job that is to wait a second is there after it', async () => {
  await queue.send('checks', apply('soon'), { delaySeconds: 1 });

  const message = await until(() => sqs.take(sqs.urls.checks), Boolean);

  expect(JSON.parse(message?.Body ?? '')).toEqual(apply('soon'));
});

test('a fix is in the group of its recipient, and a repeat of it is the same message', async () => {
  const recipient = 'CN=Jürgen Doe,OU=HQ\\, North,DC=corp';

  await queue.send('fixes', apply('job-1'), { group: recipient, deduplication: 'job-1 attempt 1' });
  await queue.send('fixes', apply('job-1'), { group: recipient, deduplication: 'job-1 attempt 1' });
  await queue.send('fixes', apply('job-1'), { group: recipient, deduplication: 'job-1 attempt 2' });

  expect(await sqs.counts(sqs.urls.fixes)).toMatchObject({ ready: 2 });
  const { MessageGroupId, MessageDeduplicationId } = (await sqs.take(sqs.urls.fixes))?.Attributes ?? {};
  expect(MessageGroupId).toMatch(/^[0-9a-f]{64}$/);
  expect(MessageDeduplicationId).toMatch(/^[0-9a-f]{64}$/);
});

test('a group that SQS takes as it is stays readable, and the job itself is what makes a repeat', async () => {
  await queue.send('fixes', apply('job-7'), { group: 'guid-7' });

  const attributes = await until(async () => (await sqs.take(sqs.urls.fixes))?.Attributes, Boolean);
  expect(attributes).toMatchObject({ MessageGroupId: 'guid-7', MessageDeduplicationId: 'job-7' });
});

test('a fix without a group, or one that is to wait, is refused before it is sent', async () => {
  await expect(queue.send('fixes', apply('job-8'))).rejects.toThrow('needs a group');
  await expect(queue.send('fixes', apply('job-8'), { group: 'g', delaySeconds: 5 })).rejects.toThrow('delayed');
});
