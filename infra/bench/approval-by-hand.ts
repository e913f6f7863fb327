import { randomUUID } from 'node:crypto';
import {
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { DeleteMessageCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { marshall } from '@aws-sdk/util-dynamodb';
import { Attribute, Change, Client } from 'ldapts';
import { awsSettings } from '../../lib/adapters/aws.ts';
import type { SampleOrganization } from '../local/sample/organization.ts';
import type { Person } from '../local/sample/person.ts';

const PATIENCE = { requestTimeout: 10_000, maxAttempts: 1 };

/** The queue `fixes`: a message is deleted once it was worked off. */
export type FixQueue = {
  take(): Promise<{ readonly body: string; readonly done: () => Promise<void> }>;
  close(): void;
};

type Environment = Readonly<Record<string, string | undefined>>;

export function openFixQueue({ SQS_ENDPOINT: endpoint, FIXES_QUEUE_URL: QueueUrl }: Environment): FixQueue {
  const sqs = new SQSClient(awsSettings({ endpoint }, PATIENCE));
  return {
    async take() {
      const wanted = { QueueUrl, MaxNumberOfMessages: 1, WaitTimeSeconds: 5 };
      const [message] = (await sqs.send(new ReceiveMessageCommand(wanted))).Messages ?? [];
      if (!message) throw new Error('No change was queued');
      const { Body = '', ReceiptHandle } = message;
      const done = async () => {
        await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
      };
      return { body: Body, done };
    },
    close: () => sqs.destroy(),
  };
}

/** What an approval asks of the outside, without a line that decides, checks or builds anything. */
export type Bare = {
  readonly queue: FixQueue;
  /** Writes the row that stands for the proposal. */
  readonly prepare: (number: number) => Promise<void>;
  readonly approve: (number: number, person: Person) => Promise<void>;
  readonly close: () => Promise<void>;
};

/** As long as what a proposal's row and a record hold. */
const BODY = 'x'.repeat(1_500);
const ATTRIBUTES = ['*', 'otherMailbox', 'USN-Created'];

export async function openBare(organization: SampleOrganization, environment: Record<string, string>): Promise<Bare> {
  const { DYNAMODB_ENDPOINT = '', SQS_ENDPOINT = '', PROPOSALS_TABLE: proposals, AUDIT_TABLE: audit } = environment;
  const dynamo = new DynamoDBClient(awsSettings({ endpoint: DYNAMODB_ENDPOINT }, PATIENCE));
  const sqs = new SQSClient(awsSettings({ endpoint: SQS_ENDPOINT }, PATIENCE));
  const ldap = new Client({ url: environment.LDAP_URL ?? '' });
  await ldap.bind(environment.LDAP_WRITE_BIND_DN ?? '', environment.LDAP_WRITE_BIND_PASSWORD ?? '');
  const { TALK_QUEUE_URL: talk, FIXES_QUEUE_URL: fixes } = environment;
  const keyOf = (number: number) => marshall({ pk: `by-hand#${number}` });
  const get = (key: ReturnType<typeof keyOf>) =>
    dynamo.send(new GetItemCommand({ TableName: proposals, Key: key, ConsistentRead: true }));
  const queue = openFixQueue(environment);
  let head = 0;

  async function move(number: number, version: number, withLock: boolean): Promise<void> {
    await dynamo.send(
      new QueryCommand({
        TableName: audit,
        KeyConditionExpression: 'chain = :chain',
        ExpressionAttributeValues: marshall({ ':chain': 'by-hand' }),
        ScanIndexForward: false,
        Limit: 1,
        ConsistentRead: true,
      }),
    );
    head += 1;
    const record = { chain: 'by-hand', number: head, recipientKey: `by-hand-${number}`, body: BODY };
    const update = {
      TableName: proposals,
      Key: keyOf(number),
      UpdateExpression: 'SET version = :version, body = :body',
      ConditionExpression: 'version = :before',
      ExpressionAttributeValues: marshall({ ':version': version, ':before': version - 1, ':body': BODY }),
    };
    const lock = { TableName: proposals, Item: marshall({ pk: `lock-by-hand#${number}`, holder: `${number}` }) };
    await dynamo.send(
      new TransactWriteItemsCommand({
        ClientRequestToken: randomUUID(),
        TransactItems: [
          { Update: update },
          ...(withLock ? [{ Put: lock }] : []),
          {
            Put: {
              TableName: audit,
              Item: marshall(record),
              ConditionExpression: 'attribute_not_exists(chain)',
            },
          },
        ],
      }),
    );
  }

  const search = (base: string, filter: string, scope: 'base' | 'sub') =>
    ldap.search(base, { scope, filter, attributes: ATTRIBUTES });

  return {
    queue,
    async prepare(number) {
      const Item = { ...keyOf(number), ...marshall({ version: 1, body: BODY }) };
      await dynamo.send(new PutItemCommand({ TableName: proposals, Item }));
    },
    async approve(number, person) {
      const dn = organization.dnOf(person);
      const value = `migrate$MS:CORP/BYHAND/B${number}`;
      const holders = `(|${['MS:', 'MS$', 'migrate:MS:', 'migrate$MS:', 'migrate:', 'migrate$']
        .map((type) => `(otherMailbox=${type}CORP/BYHAND/B${number})`)
        .join('')}(Target-Address=MS:CORP/BYHAND/B${number})(uid=${person.alias}))`;
      await get(marshall({ pk: `done#${number}` }));
      await dynamo.send(
        new UpdateItemCommand({
          TableName: proposals,
          Key: marshall({ pk: 'rate-by-hand' }),
          UpdateExpression: 'ADD n :one',
          ExpressionAttributeValues: marshall({ ':one': 1 }),
        }),
      );
      await get(keyOf(number));
      await move(number, 2, false);
      const group = { MessageGroupId: `${number}`, MessageDeduplicationId: randomUUID() };
      await sqs.send(new SendMessageCommand({ QueueUrl: fixes, MessageBody: `${number}`, ...group }));
      await sqs.send(new SendMessageCommand({ QueueUrl: talk, MessageBody: `${number}` }));
      await dynamo.send(new PutItemCommand({ TableName: proposals, Item: marshall({ pk: `done#${number}` }) }));
      const message = await queue.take();
      await get(keyOf(number));
      await search(dn, '(objectClass=*)', 'base');
      await search(organization.suffix, holders, 'sub');
      await move(number, 3, true);
      const modification = new Attribute({ type: 'otherMailbox', values: [value] });
      await ldap.modify(dn, new Change({ operation: 'add', modification }));
      await search(dn, '(objectClass=*)', 'base');
      await search(organization.suffix, holders, 'sub');
      await move(number, 4, true);
      await sqs.send(new SendMessageCommand({ QueueUrl: talk, MessageBody: `${number}` }));
      await message.done();
    },
    async close() {
      dynamo.destroy();
      sqs.destroy();
      queue.close();
      await ldap.unbind();
    },
  };
}
