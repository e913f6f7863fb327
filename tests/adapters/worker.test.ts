import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { SQSEvent } from 'aws-lambda';
import { reasonOf } from '../../lib/adapters/worker/reason.ts';
import { type Answer, worker } from '../../lib/adapters/worker.ts';
import { DirectoryUnavailable, Misconfigured } from '../../lib/errors.ts';
import { listenToAll } from '../support/said.ts';

// The logger writes to the stdout that it finds when it is loaded.
const log = listenToAll();
beforeEach(() => {
  process.env.POWERTOOLS_LOG_LEVEL = 'INFO';
});
afterAll(() => log.stop());

const JOB = { kind: 'announce', schema: 1, id: 'p-1:announce:2:decided', proposalId: 'p-1' };

/** One message, as it is handed over for the `received`th time; `since` as a worker adds it. */
const message = (received: number, since?: number): SQSEvent => ({
  Records: [
    {
      messageId: `m-${received}`,
      receiptHandle: 'r',
      body: JSON.stringify(JOB),
      attributes: {
        ApproximateReceiveCount: String(received),
        SentTimestamp: String(Date.now() - 2_000),
        SenderId: '',
        ApproximateFirstReceiveTimestamp: '0',
      },
      messageAttributes:
        since === undefined
          ? {}
          : { since: { stringValue: String(since), dataType: 'Number', stringListValues: [], binaryListValues: [] } },
      md5OfBody: '',
      eventSource: 'aws:sqs',
      eventSourceARN: 'arn:aws:sqs:eu-west-1:1:talk',
      awsRegion: 'eu-west-1',
    },
  ],
});

const failing = async () => {
  throw new Error('the table is away');
};
const unanswered: Answer = async () => undefined;

describe('how a job ends', () => {
  test('one that fails is left to the queue; its fifth failure is its last, and is counted as given up', async () => {
    expect(await worker(failing, unanswered)(message(1))).toEqual({ batchItemFailures: [{ itemIdentifier: 'm-1' }] });
    expect(log.lines('job').at(-1)).toMatchObject({ outcome: 'left to the queue', says: 'the table is away' });
    expect(log.lines('job').at(-1)).not.toHaveProperty('GivenUp');

    expect(await worker(failing, unanswered)(message(5))).toEqual({ batchItemFailures: [{ itemIdentifier: 'm-5' }] });
    expect(log.lines('job').at(-1)).toMatchObject({ outcome: 'given up', GivenUp: 1 });
  });

  test('a last failure that the asker was told of does not come again, and is counted all the same', async () => {
    expect(await worker(failing, async () => 'answered')(message(5))).toEqual({ batchItemFailures: [] });
    expect(log.lines('job').at(-1)).toMatchObject({ outcome: 'answered', GivenUp: 1 });
  });

  test('where the asker cannot be told either, the log names what went wrong first, and the job comes again', async () => {
    const speechless: Answer = async () => {
      throw new Error('Slack is away, too');
    };
    const { batchItemFailures } = await worker(failing, speechless)(message(5));
    expect(batchItemFailures).toHaveLength(1);
    expect(log.lines('job').at(-1)).toMatchObject({ outcome: 'given up', says: 'the table is away' });
  });

  test('the age in the queue is that of this message, whatever it goes back to', async () => {
    await worker(async () => undefined, unanswered)(message(1, Date.now() - 60_000));
    const { QueueAge } = log.lines('job').at(-1) as { QueueAge: number };
    expect(QueueAge).toBeGreaterThanOrEqual(2_000);
    expect(QueueAge).toBeLessThan(60_000);
  });
});

describe('what the log says of an error', () => {
  const parsing = (text: string): unknown => {
    try {
      return JSON.parse(text);
    } catch (error) {
      return error;
    }
  };

  test.each<[string, unknown, string]>([
    ['a parser that quotes what it read', parsing('secret body'), 'secret'],
    [
      'a URL that cannot be used',
      new TypeError('Failed to parse URL from https://hooks.slack.com/commands/T1/2'),
      'T1',
    ],
    ['a token', new Error('invalid header xoxb-1234-abcd'), '1234'],
    ['a name in quotation marks', new Error("no such object: 'cn=jdoe,o=FABRIKAM'"), 'jdoe'],
  ])('%s is not repeated', (_, error, secret) => {
    expect(JSON.stringify(reasonOf(error))).not.toContain(secret);
  });

  test('what our own errors say is kept, and a directory that is away is named', () => {
    expect(reasonOf(new Misconfigured('RATE_LIMIT is a whole number'))).toMatchObject({
      says: 'RATE_LIMIT is a whole number',
    });
    expect(reasonOf(new DirectoryUnavailable('timeout', 'ldaps://dc1.example.com:636'))).toEqual({
      error: 'DirectoryUnavailable',
      trouble: 'timeout',
      server: 'ldaps://dc1.example.com:636',
    });
  });
});
