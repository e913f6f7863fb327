import { randomUUID } from 'node:crypto';
import {
  BatchGetItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { marshall } from '@aws-sdk/util-dynamodb';
import { Attribute, Change, Client } from 'ldapts';
import { awsSettings } from '../../lib/adapters/aws.ts';
import { inPool } from '../../lib/wave/plan/pool.ts';

const PATIENCE = { requestTimeout: 30_000, maxAttempts: 1 };
const AT_ONCE = 8;
/** As long as what a row of a plan, a record and one person on a list hold. */
const ROW = 'x'.repeat(1_950);
const PERSON = 'x'.repeat(1_100);
const ATTRIBUTES = ['*', 'otherMailbox', 'USN-Created'];

/** Of the form of a record, attribute by attribute, since a table takes longer for many than for one. */
const HASH = 'f'.repeat(64);
const SALT = 'a'.repeat(32);
const NAMES = [
  'MS$FABRIKAM/LONDON/SOMEBODY',
  'X400$c=US;a= ;p=FABRIKAM;o=LONDON;s=Somebody;',
  'SMTP$somebody@fabrikam',
];
const RECORD = {
  ...{ schema: 3, at: '2026-11-28T08:00:00.000Z', action: 'claimed', actor: null, jobId: 'by-hand', plan: 'by-hand' },
  ...{ proposalId: 'row.by-hand.0.0', change: 'add', attribute: 'otherMailbox', value: NAMES[0], before: NAMES },
  recipient: { dn: 'cn=somebody,cn=Recipients,ou=LONDON,o=FABRIKAM', identity: HASH, name: 'Somebody' },
  stands: { state: 'applying', version: 1, digest: HASH },
  salts: { who: SALT, whom: SALT, words: SALT, row: SALT },
  ...{ detail: 'Taken up by hand.', previous: HASH, hash: HASH },
};

/** Somebody as a script knows them. */
export type Target = { readonly dn: string; readonly alias: string; readonly address: string };

/** What a plan asks of the outside, batched in the same way, without a line that decides, checks or builds anything. */
export async function openPlanByHand(environment: Record<string, string>) {
  const { DYNAMODB_ENDPOINT, SQS_ENDPOINT, PROPOSALS_TABLE: table = '', AUDIT_TABLE: audit = '' } = environment;
  const dynamo = new DynamoDBClient(awsSettings({ endpoint: DYNAMODB_ENDPOINT }, PATIENCE));
  const sqs = new SQSClient(awsSettings({ endpoint: SQS_ENDPOINT }, PATIENCE));
  const ldap = new Client({ url: environment.LDAP_URL ?? '' });
  await ldap.bind(environment.LDAP_WRITE_BIND_DN ?? '', environment.LDAP_WRITE_BIND_PASSWORD ?? '');
  const QueueUrl = environment.TALK_QUEUE_URL;
  let head = 0;

  const get = (pk: string) =>
    dynamo.send(new GetItemCommand({ TableName: table, Key: marshall({ pk }), ConsistentRead: true }));
  const getAll = (pks: readonly string[]) => {
    const Keys = pks.map((pk) => marshall({ pk }));
    return dynamo.send(new BatchGetItemCommand({ RequestItems: { [table]: { Keys, ConsistentRead: true } } }));
  };
  const put = (pk: string, more: Record<string, unknown>): TransactWriteItem => ({
    Put: { TableName: table, Item: marshall({ pk, ...more }), ConditionExpression: 'attribute_not_exists(pk)' },
  });
  const over = (pk: string, version: number): TransactWriteItem => ({
    Update: {
      TableName: table,
      Key: marshall({ pk }),
      UpdateExpression: 'SET version = :version, body = :body REMOVE due, dueAt',
      ConditionExpression: 'version = :before',
      ExpressionAttributeValues: marshall({
        ':version': version,
        ':before': version - 1,
        ':body': ROW,
      }),
    },
  });
  const record = (): TransactWriteItem => {
    head += 1;
    const Item = marshall({ ...RECORD, chain: 'plan-by-hand', number: head, recipientKey: `by-hand-${head}` });
    return { Put: { TableName: audit, Item, ConditionExpression: 'attribute_not_exists(chain)' } };
  };
  const write = (rows: readonly TransactWriteItem[], records: number) =>
    dynamo.send(
      new TransactWriteItemsCommand({
        ClientRequestToken: randomUUID(),
        TransactItems: [...rows, ...Array.from({ length: records }, record)],
      }),
    );
  const tell = () => sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'by hand' }));
  const read = ({ dn }: Target) =>
    ldap.search(dn, { scope: 'base', filter: '(objectClass=*)', attributes: ATTRIBUTES });
  const holders = (page: readonly Target[], suffix: string) => {
    const kinds = ['MS:', 'MS$', 'migrate:MS:', 'migrate$MS:', 'migrate:', 'migrate$'];
    const each = page.map(
      ({ address }) =>
        `${kinds.map((kind) => `(otherMailbox=${kind}${address})`).join('')}(Target-Address=MS:${address})`,
    );
    const filter = `(|${each.join('')}(uid=${page[0]?.alias}))`;
    return ldap.search(suffix, { scope: 'sub', filter, attributes: ATTRIBUTES });
  };
  const modify = ({ dn, address }: Target) => {
    const modification = new Attribute({ type: 'otherMailbox', values: [`migrate$MS:${address}`] });
    return ldap.modify(dn, new Change({ operation: 'add', modification }));
  };

  async function page(plan: string, number: number, people: readonly Target[], suffix: string): Promise<void> {
    const ids = people.map((_, index) => `hand-row#${plan}#${number}#${index}`);
    await get(`hand-people#${plan}#${number}`);
    await getAll(ids);
    await getAll(people.map(({ dn }) => `hand-recipient#${dn}`));
    await inPool(people, AT_ONCE, read);
    await holders(people, suffix);
    const claims = people.flatMap(({ dn, address }, index) => [
      put(ids[index] ?? '', { version: 1, body: ROW, due: 'by-hand', dueAt: new Date().toISOString() }),
      put(`hand-recipient#${dn}`, { proposalId: ids[index] }),
      put(`hand-lock#${address}`, { holder: dn }),
    ]);
    const asRead: TransactWriteItem = {
      ConditionCheck: {
        TableName: table,
        Key: marshall({ pk: `hand-plan#${plan}` }),
        ConditionExpression: 'version = :version',
        ExpressionAttributeValues: marshall({ ':version': 2 }),
      },
    };
    await write([...claims, asRead], people.length);
    await inPool(people, AT_ONCE, modify);
    await inPool(people, AT_ONCE, read);
    await holders(people, suffix);
    const outcomes = people.flatMap(({ dn, address }, index): TransactWriteItem[] => [
      over(ids[index] ?? '', 2),
      { Put: { TableName: table, Item: marshall({ pk: `hand-lock#${address}`, holder: dn, ttl: 2_000_000_000 }) } },
    ]);
    const progress: TransactWriteItem = {
      Update: {
        TableName: table,
        Key: marshall({ pk: `hand-plan#${plan}` }),
        UpdateExpression: 'SET done = :done',
        ExpressionAttributeValues: marshall({ ':done': number }),
      },
    };
    await write([...outcomes, progress], people.length);
  }

  return {
    /** Writes the list that stands for the plan's, and the plan. */
    async prepare(plan: string, pages: readonly (readonly Target[])[]): Promise<void> {
      for (const [number, people] of pages.entries()) {
        const Item = marshall({ pk: `hand-people#${plan}#${number}`, people: people.map(() => PERSON) });
        await dynamo.send(new PutItemCommand({ TableName: table, Item }));
      }
      const Item = marshall({ pk: `hand-plan#${plan}`, version: 1, body: ROW });
      await dynamo.send(new PutItemCommand({ TableName: table, Item }));
    },
    async apply(plan: string, pages: readonly (readonly Target[])[], suffix: string): Promise<void> {
      await get(`hand-plan#${plan}`);
      await dynamo.send(
        new QueryCommand({
          TableName: audit,
          KeyConditionExpression: 'chain = :chain',
          ExpressionAttributeValues: marshall({ ':chain': 'plan-by-hand' }),
          ScanIndexForward: false,
          Limit: 1,
          ConsistentRead: true,
        }),
      );
      await write([over(`hand-plan#${plan}`, 2)], 1);
      await tell();
      for (const [number, people] of pages.entries()) await page(plan, number, people, suffix);
      await tell();
      await write([over(`hand-plan#${plan}`, 3)], 1);
      await tell();
    },
    async close(): Promise<void> {
      dynamo.destroy();
      sqs.destroy();
      await ldap.unbind();
    },
  };
}
