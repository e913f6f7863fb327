import { randomUUID } from 'node:crypto';
import {
  GetItemCommand,
  type Put,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { Clock, Waves } from '../../ports.ts';
import type { Store } from './record.ts';
import { epochSeconds, keyOf, type Row } from './rows.ts';
import { after, readRow, SILENCE, updateOf } from './wave-rows.ts';
import { whenFree } from './when-free.ts';

type Judged = Parameters<Waves['judge']>[1] & { readonly id: string };

/** Ends a wave and makes it the newest at once: there is none that has ended and that the next does not know of. */
export async function judge(store: Store, clock: Clock, judged: Judged): ReturnType<Waves['judge']> {
  const { id, known, since, first } = judged;
  const now = clock.now();
  const row = await readRow(store, clock, id);
  if (!row) return 'over';
  const Update = updateOf(store, id, {
    set: { state: 'judged', end: { at: now }, since, first, dueAt: after(now, SILENCE) },
    when: '#state = :running',
    values: { running: 'running' },
  });
  const pointer = { wave: id, ttl: Number(row.ttl) };
  const pointers = [...known].map(([key, before]) => ({
    Put: {
      TableName: store.proposalsTable,
      Item: { ...keyOf.newestWave(key), ...marshall(pointer) },
      ...isStillTheNewest(before, now),
    },
  }));
  return written(store, [{ Update }, ...pointers]);
}

/** What is over may be there for two days more. */
const isStillTheNewest = (known: string | undefined, now: string): Omit<Put, 'TableName' | 'Item'> =>
  known === undefined
    ? {
        ConditionExpression: 'attribute_not_exists(#pk) OR #ttl <= :now',
        ExpressionAttributeNames: { '#pk': 'pk', '#ttl': 'ttl' },
        ExpressionAttributeValues: marshall({ ':now': epochSeconds(now) }),
      }
    : {
        ConditionExpression: '#wave = :known',
        ExpressionAttributeNames: { '#wave': 'wave' },
        ExpressionAttributeValues: marshall({ ':known': known }),
      };

/** The first of these rows is that of the wave. */
async function written({ client }: Store, TransactItems: TransactWriteItem[]) {
  try {
    await whenFree(() =>
      client.send(new TransactWriteItemsCommand({ TransactItems, ClientRequestToken: randomUUID() })),
    );
    return 'judged';
  } catch (error) {
    const reasons = error instanceof TransactionCanceledException ? (error.CancellationReasons ?? []) : [];
    const refused = reasons.findIndex(({ Code }) => Code === 'ConditionalCheckFailed');
    if (refused < 0) throw error;
    return refused === 0 ? 'over' : 'overtaken';
  }
}

export async function newest({ client, proposalsTable }: Store, clock: Clock, key: string) {
  const Key: Row = keyOf.newestWave(key);
  const { Item } = await client.send(new GetItemCommand({ TableName: proposalsTable, Key, ConsistentRead: true }));
  return Number(Item?.ttl?.N ?? 0) > epochSeconds(clock.now()) ? Item?.wave?.S : undefined;
}
