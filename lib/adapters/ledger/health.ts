import {
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  QueryCommand,
  type TableDescription,
} from '@aws-sdk/client-dynamodb';
import { troubleOf } from '../../doctor/aws.ts';
import type { ClockSeen } from '../../doctor/clock.ts';
import type { HeadSeen } from '../../doctor/record.ts';
import type { TableRole, TableSeen } from '../../doctor/tables.ts';
import { sealOf } from '../../migration/parts.ts';
import { CHAIN, clientFor, type LedgerPlace } from './client.ts';
import { recordOf } from './rows.ts';

/** What DynamoDB says of the two tables, and the end of the chain. Reads, and throws nothing. */
export async function lookAtLedger(
  place: LedgerPlace,
): Promise<{ readonly tables: readonly TableSeen[]; readonly head: HeadSeen }> {
  const client = clientFor(place);
  const clock = watchClock(client);
  try {
    const [proposals, audit, head] = await Promise.all([
      tableSeen(client, 'proposals', place.proposalsTable),
      tableSeen(client, 'audit', place.auditTable),
      headSeen(client, place),
    ]);
    const seen = clock();
    return { tables: [{ ...proposals, ...(seen ? { clock: seen } : {}) }, audit], head };
  } finally {
    if (!('client' in place)) client.destroy();
  }
}

/** Notes the Date of the newest answer beside our own time. */
function watchClock(client: DynamoDBClient): () => ClockSeen | undefined {
  let seen: ClockSeen | undefined;
  client.middlewareStack.add(
    (next) => async (args) => {
      const answer = await next(args);
      const date = dateIn(answer.response);
      if (date) seen = { theirs: new Date(date).toISOString(), ours: new Date().toISOString() };
      return answer;
    },
    { step: 'deserialize', name: 'noteDate' },
  );
  return () => seen;
}

/** The SDK hands on the HTTP response as it is, without a type. */
function dateIn(response: unknown): string | undefined {
  const { headers = {} }: { headers?: Readonly<Record<string, string>> } = Object(response);
  return headers.date;
}

async function tableSeen(client: DynamoDBClient, role: TableRole, name: string): Promise<TableSeen> {
  try {
    const { Table = {} } = await client.send(new DescribeTableCommand({ TableName: name }));
    const recovery = await recoveryOf(client, name);
    return { role, name, table: shapeOf(Table), ...(recovery ? { recovery } : {}) };
  } catch (error) {
    return { role, name, table: troubleOf(error) };
  }
}

const keysOf = ({ KeySchema = [] }: Pick<TableDescription, 'KeySchema'>): string[] =>
  KeySchema.map(({ AttributeName, KeyType }) => `${AttributeName}:${KeyType}`);

const shapeOf = (table: TableDescription) => ({
  status: table.TableStatus ?? 'unknown',
  keys: keysOf(table),
  indices: (table.GlobalSecondaryIndexes ?? []).map((index) => `${index.IndexName}(${keysOf(index).join(',')})`),
  protectedFromDeletion: table.DeletionProtectionEnabled ?? false,
});

/** Undefined where the server knows no such question, as stand-ins do not. */
async function recoveryOf(client: DynamoDBClient, TableName: string): Promise<TableSeen['recovery']> {
  try {
    const { ContinuousBackupsDescription: backups } = await client.send(
      new DescribeContinuousBackupsCommand({ TableName }),
    );
    const status = backups?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus;
    return status === 'ENABLED' ? 'on' : 'off';
  } catch (error) {
    const trouble = troubleOf(error);
    return /UnknownOperation|NotImplemented|ValidationException/.test(trouble.trouble) ? undefined : trouble;
  }
}

async function headSeen(client: DynamoDBClient, place: LedgerPlace): Promise<HeadSeen> {
  try {
    const { Items = [] } = await client.send(
      new QueryCommand({
        TableName: place.auditTable,
        KeyConditionExpression: '#chain = :chain',
        ExpressionAttributeNames: { '#chain': 'chain' },
        ExpressionAttributeValues: { ':chain': { S: place.chain ?? CHAIN } },
        ScanIndexForward: false,
        Limit: 1,
        ConsistentRead: true,
      }),
    );
    const [row] = Items;
    return row ? recordSeen(row) : 'empty';
  } catch (error) {
    return troubleOf(error);
  }
}

/** Whoever can write to the table may have put anything there. */
function recordSeen(row: Parameters<typeof recordOf>[0]): HeadSeen {
  try {
    const { hash, ...unsealed } = recordOf(row);
    const { number, at } = unsealed;
    return { number, at, hash, sound: sealOf(unsealed) === hash };
  } catch {
    return { unreadable: Number(row.number?.N) };
  }
}
