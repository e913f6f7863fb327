import { randomUUID } from 'node:crypto';
import {
  GetItemCommand,
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
export async function judge(store: Store, clock: Clock, { id, keys, since, first }: Judged): Promise<boolean> {
  const now = clock.now();
  const row = await readRow(store, clock, id);
  if (!row) return false;
  const Update = updateOf(store, id, {
    set: { state: 'judged', end: { at: now }, since, first, dueAt: after(now, SILENCE) },
    when: '#state = :running',
    values: { running: 'running' },
  });
  const pointers = keys.map((key) => {
    const Item = { ...keyOf.newestWave(key), ...marshall({ wave: id, ttl: Number(row.ttl) }) };
    return { Put: { TableName: store.proposalsTable, Item } };
  });
  return isWritten(store, [{ Update }, ...pointers]);
}

/** Writes all of it, or nothing; false where a condition does not hold. */
async function isWritten({ client }: Store, TransactItems: TransactWriteItem[]): Promise<boolean> {
  try {
    await whenFree(() =>
      client.send(new TransactWriteItemsCommand({ TransactItems, ClientRequestToken: randomUUID() })),
    );
    return true;
  } catch (error) {
    if (isRefused(error)) return false;
    throw error;
  }
}

const isRefused = (error: unknown): boolean =>
  error instanceof TransactionCanceledException &&
  (error.CancellationReasons ?? []).some(({ Code }) => Code === 'ConditionalCheckFailed');

export async function newest({ client, proposalsTable }: Store, clock: Clock, key: string) {
  const Key: Row = keyOf.newestWave(key);
  const { Item } = await client.send(new GetItemCommand({ TableName: proposalsTable, Key, ConsistentRead: true }));
  return Number(Item?.ttl?.N ?? 0) > epochSeconds(clock.now()) ? Item?.wave?.S : undefined;
}
