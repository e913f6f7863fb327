import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { SQSEvent, SQSRecord } from 'aws-lambda';
import { type BatchHandler, type Poller, pollQueue } from '../../../infra/local/poller.ts';
import { openQueue } from '../../../lib/adapters/queue.ts';
import type { JobOf, QueueName } from '../../../lib/job.ts';
import type { Queue } from '../../../lib/ports.ts';
import { startSqsServer } from '../../support/sqs-places.ts';
import { until } from '../../support/until.ts';

const EMPTY = { ready: 0, hidden: 0, delayed: 0 };
const apply = (id: string): JobOf<'apply'> => ({ kind: 'apply', schema: 1, id, proposalId: 'p-1' });
const idOf = ({ body }: SQSRecord): string => JSON.parse(body).id;
const fails = (...records: readonly SQSRecord[]) => ({
  batchItemFailures: records.map(({ messageId }) => ({ itemIdentifier: messageId })),
});

describe('a queue and the handler behind it', () => {
  let sqs: Awaited<ReturnType<typeof startSqsServer>>;
  let queue: Queue;
  let events: SQSEvent[];
  let errors: unknown[];
  const pollers: Poller[] = [];

  const handled = () => events.map(({ Records }) => Records.map(idOf));
  const handle = async (
    name: QueueName,
    handler: BatchHandler,
    options: { batchSize?: number; maxConcurrency?: number } = {},
  ) => {
    const noting: BatchHandler = (event) => {
      events.push(event);
      return handler(event);
    };
    const onError = (error: unknown) => void errors.push(error);
    const source = { endpoint: sqs.endpoint, queueUrl: sqs.urls[name], maxConcurrency: 1 };
    const poller = await pollQueue({ ...source, handler: noting, onError, ...options });
    pollers.push(poller);
    return poller;
  };

  beforeEach(async () => {
    sqs = await startSqsServer({ visibilitySeconds: 1, maxReceives: 2 });
    queue = openQueue(sqs);
    events = [];
    errors = [];
  });
  afterEach(async () => {
    await Promise.all(pollers.splice(0).map((poller) => poller.stop()));
    await sqs.stop();
  });

  test('the handler gets what Lambda would hand over, and what it did is gone from the queue', async () => {
    await handle('fixes', async () => ({ batchItemFailures: [] }));

    await queue.send('fixes', apply('job-1'), { group: 'jdoe' });
    await until(
      () => sqs.counts(sqs.urls.fixes),
      (counts) => events.length > 0 && counts.hidden === 0,
    );

    expect(events).toEqual([
      { Records: [expect.objectContaining({ eventSource: 'aws:sqs', awsRegion: 'us-east-1' })] },
    ]);
    expect(events[0]?.Records[0]).toMatchObject({
      messageId: expect.any(String),
      receiptHandle: expect.any(String),
      body: JSON.stringify(apply('job-1')),
      md5OfBody: expect.stringMatching(/^[0-9a-f]{32}$/),
      eventSourceARN: expect.stringMatching(/^arn:aws:sqs:.*:fixes\.fifo$/),
      messageAttributes: {},
      attributes: {
        ApproximateReceiveCount: '1',
        SentTimestamp: expect.stringMatching(/^\d{13}$/),
        ApproximateFirstReceiveTimestamp: expect.stringMatching(/^\d{13}$/),
        SenderId: expect.any(String),
        MessageGroupId: 'jdoe',
        MessageDeduplicationId: 'job-1',
        SequenceNumber: expect.any(String),
      },
    });
    expect(await sqs.counts(sqs.urls.fixes)).toEqual(EMPTY);
  });

  test('a handler that answers nothing did all of its batch, and a batch is no larger than asked for', async () => {
    for (const id of ['1', '2', '3']) await queue.send('checks', apply(id));

    await handle('checks', async () => undefined, { batchSize: 2 });
    await until(
      () => sqs.counts(sqs.urls.checks),
      (counts) => handled().flat().length === 3 && counts.hidden === 0,
    );

    expect(handled().map(({ length }) => length)).toEqual([2, 1]);
    expect(await sqs.counts(sqs.urls.checks)).toEqual(EMPTY);
  });

  test('of a batch only what failed comes back, with its count, and is gone once it is done', async () => {
    for (const id of ['good', 'bad']) await queue.send('checks', apply(id));

    await handle('checks', async ({ Records }) =>
      fails(...Records.filter((record) => idOf(record) === 'bad' && record.attributes.ApproximateReceiveCount === '1')),
    );
    await until(
      () => sqs.counts(sqs.urls.checks),
      (counts) => events.length === 2 && counts.hidden === 0,
    );

    expect(handled()).toEqual([['good', 'bad'], ['bad']]);
    expect(events[1]?.Records[0]?.attributes.ApproximateReceiveCount).toBe('2');
    expect(await sqs.counts(sqs.urls.checks)).toEqual(EMPTY);
  });

  test('a handler that throws fails its whole batch, and what it threw is told', async () => {
    for (const id of ['1', '2']) await queue.send('checks', apply(id));

    await handle('checks', async ({ Records }) => {
      if (Records[0]?.attributes.ApproximateReceiveCount === '1') throw new Error('no directory');
      return undefined;
    });
    await until(
      () => sqs.counts(sqs.urls.checks),
      (counts) => events.length === 2 && counts.hidden === 0,
    );

    expect(handled().map((ids) => ids.sort())).toEqual([
      ['1', '2'],
      ['1', '2'],
    ]);
    expect(errors).toEqual([new Error('no directory')]);
    expect(await sqs.counts(sqs.urls.checks)).toEqual(EMPTY);
  });

  test.each([
    ['an id of no message', { batchItemFailures: [{ itemIdentifier: 'nobody' }] }],
    ['an empty id', { batchItemFailures: [{ itemIdentifier: '' }] }],
  ])('a handler that reports %s fails its whole batch', async (_, response) => {
    await queue.send('checks', apply('1'));

    await handle('checks', async () => response);
    const letter = await until(() => sqs.take(sqs.deadLetterUrls.checks), Boolean);

    expect(JSON.parse(letter?.Body ?? '')).toEqual(apply('1'));
  });

  test('what fails as often as the queue allows is a dead letter, and is not handed over again', async () => {
    await queue.send('talk', apply('poison'));

    await handle('talk', async ({ Records }) => fails(...Records));
    const letter = await until(() => sqs.take(sqs.deadLetterUrls.talk), Boolean);

    expect(JSON.parse(letter?.Body ?? '')).toEqual(apply('poison'));
    expect(handled()).toEqual([['poison'], ['poison']]);
    expect(await sqs.counts(sqs.urls.talk)).toEqual(EMPTY);
  });

  test('jobs of one group come in order, and wait for one that failed, while other groups go on', async () => {
    for (const id of ['a1', 'a2', 'a3']) await queue.send('fixes', apply(id), { group: 'a' });
    await queue.send('fixes', apply('b1'), { group: 'b' });

    await handle(
      'fixes',
      async ({ Records }) =>
        fails(
          ...Records.filter((record) => idOf(record) === 'a1' && record.attributes.ApproximateReceiveCount === '1'),
        ),
      { batchSize: 1 },
    );
    await until(
      () => sqs.counts(sqs.urls.fixes),
      (counts) => events.length === 5 && counts.hidden === 0,
    );

    const order = handled().flat();
    expect(order.filter((id) => id.startsWith('a'))).toEqual(['a1', 'a1', 'a2', 'a3']);
    expect(order.indexOf('b1')).toBeLessThan(order.lastIndexOf('a1'));
  });

  test('no more batches are under way at once than allowed, and that many are', async () => {
    for (const id of ['1', '2', '3']) await queue.send('checks', apply(id));
    const { promise, resolve } = Promise.withResolvers<undefined>();

    await handle('checks', () => promise, { batchSize: 1, maxConcurrency: 2 });
    await until(
      () => events.length,
      (count) => count === 2,
    );
    expect(await sqs.counts(sqs.urls.checks)).toEqual({ ready: 1, hidden: 2, delayed: 0 });

    resolve(undefined);
    await until(
      () => events.length,
      (count) => count >= 3,
    );
  });

  test('stopping waits for what is under way, and takes nothing more', async () => {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const poller = await handle('checks', () => promise);
    await queue.send('checks', apply('under way'));
    await until(
      () => events.length,
      (count) => count === 1,
    );

    let stopped = false;
    const stopping = poller.stop().then(() => {
      stopped = true;
    });
    await queue.send('checks', apply('too late'));
    expect(stopped).toBe(false);

    resolve(undefined);
    await stopping;
    expect(handled()).toEqual([['under way']]);
    expect(await sqs.counts(sqs.urls.checks)).toEqual({ ready: 1, hidden: 0, delayed: 0 });
  });

  test('an idle poller stops at once', async () => {
    const poller = await handle('checks', async () => undefined);

    await poller.stop();

    expect([events, errors]).toEqual([[], []]);
  });
});
