import { randomUUID } from 'node:crypto';
import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
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
  await unlessRefused(client.send(put));
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

/** Takes a key for a minute; undefined while somebody else has it, else the mark of whoever took it. */
export async function takeKey({ client, proposalsTable }: Store, clock: Clock, key: string) {
  const [now, owner] = [epochSeconds(clock.now()), randomUUID()];
  const put = new PutItemCommand({
    TableName: proposalsTable,
    Item: { ...keyOf.taken(key), ...marshall({ ttl: now + TAKEN_FOR, owner }) },
    ConditionExpression: `${isNew} OR ${isOver}`,
    ExpressionAttributeNames: { '#pk': 'pk', '#ttl': 'ttl' },
    ExpressionAttributeValues: marshall({ ':now': now }),
  });
  return (await unlessRefused(client.send(put))) ? owner : undefined;
}

const isTheirs = '#owner = :owner';

/** Gives a key back that is still in the hands of `owner`. */
export async function giveBackKey({ client, proposalsTable }: Store, { key, owner }: { key: string; owner: string }) {
  const taken = new DeleteItemCommand({
    TableName: proposalsTable,
    Key: keyOf.taken(key),
    ConditionExpression: isTheirs,
    ExpressionAttributeNames: { '#owner': 'owner' },
    ExpressionAttributeValues: marshall({ ':owner': owner }),
  });
  await unlessRefused(client.send(taken));
}

/** True when it was done, false when its condition did not hold. */
async function unlessRefused(written: Promise<unknown>): Promise<boolean> {
  try {
    await written;
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

/** Counts one more in the current minute. */
export async function countUp({ client, proposalsTable }: Store, clock: Clock, person: string): Promise<number> {
  const now = clock.now();
  const { Attributes } = await client.send(
    new UpdateItemCommand({
      TableName: proposalsTable,
      Key: keyOf.rate(person, now.slice(0, 16)),
      UpdateExpression: 'ADD #count :one SET #ttl = :soon',
      ExpressionAttributeNames: { '#count': 'count', '#ttl': 'ttl' },
      ExpressionAttributeValues: marshall({ ':one': 1, ':soon': epochSeconds(now) + 120 }),
      ReturnValues: 'UPDATED_NEW',
    }),
  );
  return Number(Attributes?.count?.N ?? 0);
}

/** DynamoDB may take two days to delete a row whose time is over; for us it is gone at once. */
async function readOfToday({ client, proposalsTable }: Store, clock: Clock, key: Row): Promise<Row | undefined> {
  const { Item } = await client.send(new GetItemCommand({ TableName: proposalsTable, Key: key, ConsistentRead: true }));
  return Number(Item?.ttl?.N ?? 0) > epochSeconds(clock.now()) ? Item : undefined;
}
