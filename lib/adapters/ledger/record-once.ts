import { randomUUID } from 'node:crypto';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { AuditEntry } from '../../migration/audit.ts';
import type { Clock } from '../../ports.ts';
import { type Store, writeWithRecords } from './record.ts';
import { epochSeconds, keyOf } from './rows.ts';

const DAY = 24 * 60 * 60;

/** Writes a record that moves nothing; the same key within a day is the same record. */
export async function recordOnce(store: Store, clock: Clock, { entry, key }: { entry: AuditEntry; key: string }) {
  const mark = randomUUID();
  const once = {
    TableName: store.proposalsTable,
    Item: { ...keyOf.done(`note:${key}`), ...marshall({ mark, ttl: epochSeconds(clock.now()) + DAY }) },
    ConditionExpression: 'attribute_not_exists(#pk)',
    ExpressionAttributeNames: { '#pk': 'pk' },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
  };
  await writeWithRecords(store, { rows: [{ Put: once }], entries: [entry], mark });
}
