import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { Clock, StoredCheck } from '../../ports.ts';
import type { Store } from './record.ts';
import { checkAttributes, checkOf, epochSeconds, keyOf, type Row } from './rows.ts';

const DAY = 24 * 60 * 60;

const isNew = 'attribute_not_exists(#pk)';
const isOver = '#ttl <= :now';

const untilTomorrow = (now: string): Row => marshall({ ttl: epochSeconds(now) + DAY });

/** Keeps a check for a day. One that is kept already stays as it was. */
export async function saveCheck({ client, proposalsTable }: Store, clock: Clock, check: StoredCheck): Promise<void> {
  const now = clock.now();
  const put = new PutItemCommand({
    TableName: proposalsTable,
    Item: { ...keyOf.check(check.id), ...checkAttributes(check), ...untilTomorrow(now) },
    ConditionExpression: `${isNew} OR ${isOver}`,
    ExpressionAttributeNames: { '#pk': 'pk', '#ttl': 'ttl' },
    ExpressionAttributeValues: marshall({ ':now': epochSeconds(now) }),
  });
  await client.send(put).catch((error: unknown) => {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  });
}

export async function readCheck(store: Store, clock: Clock, id: string): Promise<StoredCheck | undefined> {
  const row = await readOfToday(store, clock, keyOf.check(id));
  return row && checkOf(id, row);
}

type Done = { readonly key: string; readonly note?: string | undefined };

export async function markDone({ client, proposalsTable }: Store, clock: Clock, { key, note }: Done): Promise<void> {
  const Item = { ...keyOf.done(key), ...untilTomorrow(clock.now()), ...(note ? marshall({ note }) : {}) };
  await client.send(new PutItemCommand({ TableName: proposalsTable, Item }));
}

export const readNote = async (store: Store, clock: Clock, key: string): Promise<string | undefined> =>
  (await readOfToday(store, clock, keyOf.done(key)))?.note?.S;

export const isDone = async (store: Store, clock: Clock, key: string): Promise<boolean> =>
  (await readOfToday(store, clock, keyOf.done(key))) !== undefined;

/** Longer than any job takes, and shorter than a job that was lost stays away from its queue. */
const TAKEN_FOR = 60;

/** Takes a key for a minute; false while somebody else has it. */
export async function takeKey({ client, proposalsTable }: Store, clock: Clock, key: string): Promise<boolean> {
  const now = epochSeconds(clock.now());
  const put = new PutItemCommand({
    TableName: proposalsTable,
    Item: { ...keyOf.taken(key), ...marshall({ ttl: now + TAKEN_FOR }) },
    ConditionExpression: `${isNew} OR ${isOver}`,
    ExpressionAttributeNames: { '#pk': 'pk', '#ttl': 'ttl' },
    ExpressionAttributeValues: marshall({ ':now': now }),
  });
  try {
    await client.send(put);
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

export async function giveBackKey({ client, proposalsTable }: Store, key: string): Promise<void> {
  await client.send(new DeleteItemCommand({ TableName: proposalsTable, Key: keyOf.taken(key) }));
}

/** DynamoDB may take two days to delete a row whose time is over; for us it is gone at once. */
async function readOfToday({ client, proposalsTable }: Store, clock: Clock, key: Row): Promise<Row | undefined> {
  const { Item } = await client.send(new GetItemCommand({ TableName: proposalsTable, Key: key, ConsistentRead: true }));
  return Number(Item?.ttl?.N ?? 0) > epochSeconds(clock.now()) ? Item : undefined;
}
