import { GetItemCommand, type TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { Proposal } from '../../migration/proposal.ts';
import type { Lock } from '../../ports.ts';
import type { Store } from './record.ts';
import { epochSeconds, keyOf, recipientKey } from './rows.ts';

const isFreeOrTheirs = 'attribute_not_exists(#pk) OR #holder = :holder OR #ttl <= :now';

/** The one row of a lock, taken, kept or given back for the proposal's recipient. */
export function lockRow(
  { proposalsTable }: Store,
  { id, fix }: Proposal,
  { lock, now }: { lock: Lock; now: string },
): TransactWriteItem {
  const holder = recipientKey(fix.dn);
  const condition = {
    TableName: proposalsTable,
    ConditionExpression: isFreeOrTheirs,
    ExpressionAttributeNames: { '#pk': 'pk', '#holder': 'holder', '#ttl': 'ttl' },
    ExpressionAttributeValues: marshall({ ':holder': holder, ':now': epochSeconds(now) }),
  };
  if ('release' in lock) return { Delete: { ...condition, Key: keyOf.lock(lock.release) } };
  const held = { proposalId: id, holder };
  if ('take' in lock) return { Put: { ...condition, Item: { ...keyOf.lock(lock.take), ...marshall(held) } } };
  const Item = { ...keyOf.lock(lock.keep), ...marshall({ ...held, ttl: epochSeconds(lock.until) }) };
  return { Put: { ...condition, Item } };
}

/** The proposal that holds a lock, or held it last. */
export async function lockHolder({ client, proposalsTable }: Store, address: string): Promise<string | undefined> {
  const { Item } = await client.send(
    new GetItemCommand({ TableName: proposalsTable, Key: keyOf.lock(address), ConsistentRead: true }),
  );
  return Item?.proposalId?.S;
}
