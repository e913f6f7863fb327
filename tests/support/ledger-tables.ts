import { randomUUID } from 'node:crypto';
import { DeleteItemCommand, DynamoDBClient, paginateQuery, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { createTables } from '../../infra/local/tables.ts';
import { awsSettings } from '../../lib/adapters/aws.ts';
import type { AuditRecord } from '../../lib/migration/audit.ts';

/** Two new tables, and a look at what the audit table holds that owes nothing to the ledger. */
export async function newTables(endpoint: string) {
  const id = randomUUID();
  const names = { proposalsTable: `proposals-${id}`, auditTable: `audit-${id}` };
  await createTables(endpoint, names);
  return { ...names, endpoint };
}

/** All records of a chain in the order of their numbers, without the attributes that only the indices need. */
export async function recordsIn(tables: { endpoint: string; auditTable: string }, chain = 'migcheck') {
  const client = new DynamoDBClient(awsSettings(tables, { requestTimeout: 5000, maxAttempts: 3 }));
  const records: AuditRecord[] = [];
  const query = {
    TableName: tables.auditTable,
    KeyConditionExpression: '#chain = :chain',
    ExpressionAttributeNames: { '#chain': 'chain' },
    ExpressionAttributeValues: { ':chain': { S: chain } },
    ConsistentRead: true,
  };
  for await (const { Items = [] } of paginateQuery({ client }, query))
    for (const { recipientKey: _, actorKey: __, ...item } of Items) records.push(unmarshall(item) as AuditRecord);
  client.destroy();
  return records;
}

/** Writes attributes of a row in the proposals table behind the ledger's back. */
export async function rewrite(
  tables: { endpoint: string; proposalsTable: string },
  pk: string,
  attributes: Readonly<Record<string, unknown>>,
): Promise<void> {
  const client = new DynamoDBClient(awsSettings(tables, { requestTimeout: 5000, maxAttempts: 3 }));
  const names = Object.keys(attributes);
  await client.send(
    new UpdateItemCommand({
      TableName: tables.proposalsTable,
      Key: { pk: { S: pk } },
      UpdateExpression: `SET ${names.map((name) => `#${name} = :${name}`).join(', ')}`,
      ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
      ExpressionAttributeValues: marshall(
        Object.fromEntries(Object.entries(attributes).map(([name, value]) => [`:${name}`, value])),
      ),
    }),
  );
  client.destroy();
}

/** Takes a row out of the proposals table behind the ledger's back. */
export async function takeOut(tables: { endpoint: string; proposalsTable: string }, pk: string): Promise<void> {
  const client = new DynamoDBClient(awsSettings(tables, { requestTimeout: 5000, maxAttempts: 3 }));
  await client.send(new DeleteItemCommand({ TableName: tables.proposalsTable, Key: { pk: { S: pk } } }));
  client.destroy();
}
