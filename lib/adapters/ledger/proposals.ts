import { randomUUID } from 'node:crypto';
import {
  ConditionalCheckFailedException,
  GetItemCommand,
  paginateQuery,
  TransactionConflictException,
  type TransactWriteItem,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import pRetry from 'p-retry';
import type { AuditEntry } from '../../migration/audit.ts';
import type { Proposal } from '../../migration/proposal.ts';
import type { Lock } from '../../ports.ts';
import { type Store, writeWithRecord } from './record.ts';
import { DUE, keyOf, proposalAttributes, proposalOf, type Row } from './rows.ts';

const isNew = 'attribute_not_exists(#pk)';
const isTheVersionBefore = '#version = :before';
const isFreeOrOurs = 'attribute_not_exists(#pk) OR #proposalId = :proposalId';
const isThere = 'attribute_exists(#pk)';
const standsNowhereYet = 'attribute_not_exists(#card)';

/** The row that made a condition fail comes back with the refusal: it tells our own earlier try from somebody else's. */
const SHOW_WHY = { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' } as const;

/** `opened`, or `exists` when a proposal with this id is there already. */
export async function openProposal(store: Store, proposal: Proposal, entry: AuditEntry) {
  const mark = randomUUID();
  const card = proposal.card && marshall({ card: proposal.card });
  const put = {
    TableName: store.proposalsTable,
    Item: { ...keyOf.proposal(proposal.id), ...proposalAttributes(proposal, mark), ...card },
    ConditionExpression: isNew,
    ExpressionAttributeNames: { '#pk': 'pk' },
    ...SHOW_WHY,
  };
  const outcome = await writeWithRecord(store, { proposal: { Put: put }, entry, mark });
  return outcome === 'written' ? 'opened' : 'exists';
}

/** Writes `next` over the version before it. A lock that another proposal holds by now is not ours to release. */
export async function moveProposal(store: Store, next: Proposal, { entry, lock }: { entry: AuditEntry; lock?: Lock }) {
  const mark = randomUUID();
  const change = { proposal: overTheVersionBefore(store, next, mark), entry, mark };
  const outcome = await writeWithRecord(store, { ...change, lock: lock && lockItem(store, next, lock) });
  if (outcome !== 'locked') return outcome === 'written' ? 'moved' : 'overtaken';
  if (lock && 'take' in lock) return 'locked';
  return (await writeWithRecord(store, change)) === 'written' ? 'moved' : 'overtaken';
}

function overTheVersionBefore(store: Store, next: Proposal, mark: string): TransactWriteItem {
  const attributes = proposalAttributes(next, mark);
  const assignments = Object.keys(attributes).map((name) => `#${name} = :${name}`);
  // Placed by itself, maybe after `next` was decided: the place that is there stays.
  if (next.card) assignments.push('#card = if_not_exists(#card, :card)');
  const names = ['version', 'due', 'dueAt', ...Object.keys(attributes), ...(next.card ? ['card'] : [])];
  const values = Object.entries(attributes).map(([name, value]) => [`:${name}`, value]);
  const update = {
    TableName: store.proposalsTable,
    Key: keyOf.proposal(next.id),
    UpdateExpression: `SET ${assignments.join(', ')}${next.dueAt === undefined ? ' REMOVE #due, #dueAt' : ''}`,
    ConditionExpression: isTheVersionBefore,
    ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
    ExpressionAttributeValues: {
      ...Object.fromEntries(values),
      ...marshall({ ':before': next.version - 1, ...(next.card ? { ':card': next.card } : {}) }),
    },
    ...SHOW_WHY,
  };
  return { Update: update };
}

function lockItem({ proposalsTable }: Store, { id }: Proposal, lock: Lock): TransactWriteItem {
  const ours = marshall({ ':proposalId': id });
  const condition = {
    TableName: proposalsTable,
    ConditionExpression: isFreeOrOurs,
    ExpressionAttributeNames: { '#pk': 'pk', '#proposalId': 'proposalId' },
    ExpressionAttributeValues: ours,
  };
  if ('release' in lock) return { Delete: { ...condition, Key: keyOf.lock(lock.release) } };
  return { Put: { ...condition, Item: { ...keyOf.lock(lock.take), ...marshall({ proposalId: id }) } } };
}

export async function readProposal({ client, proposalsTable }: Store, id: string): Promise<Proposal | undefined> {
  const { Item } = await client.send(
    new GetItemCommand({ TableName: proposalsTable, Key: keyOf.proposal(id), ConsistentRead: true }),
  );
  return Item && proposalOf(Item);
}

/** Writes where the card stands; a card that stands somewhere already stays there. */
export async function placeCard({ client, proposalsTable }: Store, id: string, card: NonNullable<Proposal['card']>) {
  const update = new UpdateItemCommand({
    TableName: proposalsTable,
    Key: keyOf.proposal(id),
    UpdateExpression: 'SET #card = :card',
    ConditionExpression: `${isThere} AND ${standsNowhereYet}`,
    ExpressionAttributeNames: { '#pk': 'pk', '#card': 'card' },
    ExpressionAttributeValues: marshall({ ':card': card }),
    ...SHOW_WHY,
  });
  const place = () =>
    client.send(update).then(
      () => true,
      (error: unknown) => {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        if (!error.Item) throw new Error(`There is no proposal ${id} to place a card for`, { cause: error });
        return unmarshall(error.Item).card?.ts === card.ts;
      },
    );
  // A move of the same proposal may be under way; it is over in a moment.
  return pRetry(place, { minTimeout: 20, shouldRetry: ({ error }) => error instanceof TransactionConflictException });
}

/** Every proposal that was due at `now`, oldest first. The index may lag a moment behind; a move finds that out. */
export async function dueProposals({ client, proposalsTable }: Store, now: string): Promise<readonly Proposal[]> {
  const query = {
    TableName: proposalsTable,
    IndexName: 'due',
    KeyConditionExpression: '#due = :due AND #dueAt <= :now',
    ExpressionAttributeNames: { '#due': 'due', '#dueAt': 'dueAt' },
    ExpressionAttributeValues: marshall({ ':due': DUE, ':now': now }),
  };
  const rows: Row[] = [];
  for await (const page of paginateQuery({ client }, query)) rows.push(...(page.Items ?? []));
  return rows.map(proposalOf);
}
