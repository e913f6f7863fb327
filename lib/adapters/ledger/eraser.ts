import {
  GetItemCommand,
  PutItemCommand,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { AuditRecord } from '../../migration/audit.ts';
import { PARTS } from '../../migration/parts.ts';
import { newestUnder } from '../../migration/people.ts';
import type { Proposal } from '../../migration/proposal.ts';
import type { Head } from '../../migration/verify/heads.ts';
import type { Eraser } from '../../ports.ts';
import { CHAIN, clientFor, type LedgerPlace } from './client.ts';
import { newTurn, type Store, writeWithRecords } from './record.ts';
import { keyOf, pageRow, type Row, recordOf, recordRow } from './rows.ts';

const isThatRecord = '#hash = :hash';
const isInThatVersion = '#version = :version';
const pointsToIt = '#proposalId = :id';

/**
 * A record may be put in the place of itself alone: under the same number and the same hash, and with everything erased
 * that is erased of it by now, or a part that another erasure took meanwhile would come back.
 */
async function replace({ client, auditTable }: Store, record: AuditRecord): Promise<void> {
  const still = PARTS.filter((part) => !record.erased?.[part]);
  const put = new PutItemCommand({
    TableName: auditTable,
    Item: recordRow(record),
    ConditionExpression: [isThatRecord, ...still.map((part) => `attribute_not_exists(#erased.#${part})`)].join(' AND '),
    ExpressionAttributeNames: {
      '#hash': 'hash',
      ...(still.length > 0 ? { '#erased': 'erased' } : {}),
      ...Object.fromEntries(still.map((part) => [`#${part}`, part])),
    },
    ExpressionAttributeValues: marshall({ ':hash': record.hash }),
  });
  await client.send(put);
}

const get = async ({ client }: Store, TableName: string, Key: Row): Promise<Row | undefined> =>
  (await client.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }))).Item;

/**
 * The recipient's pointer, where it points to this proposal, back to the one before it as long as that is there; else it
 * goes along, or nothing could be proposed for them again.
 */
async function pointedElsewhere(store: Store, proposal: Proposal): Promise<readonly TransactWriteItem[]> {
  const { proposalsTable: TableName } = store;
  const { id, follows } = proposal;
  const pointer = keyOf.recipient(newestUnder(proposal));
  if ((await get(store, TableName, pointer))?.proposalId?.S !== id) return [];
  const condition = {
    TableName,
    ConditionExpression: pointsToIt,
    ExpressionAttributeNames: { '#proposalId': 'proposalId' },
    ExpressionAttributeValues: marshall({ ':id': id }),
  };
  const isThere = follows !== undefined && (await get(store, TableName, keyOf.proposal(follows))) !== undefined;
  return isThere
    ? [{ Put: { ...condition, Item: { ...pointer, ...marshall({ proposalId: follows }) } } }]
    : [{ Delete: { ...condition, Key: pointer } }];
}

async function forget(store: Store, proposal: Proposal): Promise<void> {
  const row = {
    TableName: store.proposalsTable,
    Key: keyOf.proposal(proposal.id),
    ConditionExpression: isInThatVersion,
    ExpressionAttributeNames: { '#version': 'version' },
    ExpressionAttributeValues: marshall({ ':version': proposal.version }),
  };
  const TransactItems = [{ Delete: row }, ...(await pointedElsewhere(store, proposal))];
  await store.client.send(new TransactWriteItemsCommand({ TransactItems }));
}

/** The two tables, for one who may change records that are written and delete rows that have ended. */
export function openEraser(place: LedgerPlace): Eraser {
  const { proposalsTable, auditTable, chain = CHAIN } = place;
  const client = clientFor(place);
  let head: Head | undefined;
  const noteHead = (noted: Head): void => {
    head = noted;
  };
  const store: Store = { client, proposalsTable, auditTable, chain, noteHead, turn: newTurn() };
  return {
    async append(entry) {
      await writeWithRecords(store, { rows: [], entries: [entry], mark: '' });
      const Key = { chain: { S: chain }, number: { N: String(head?.number) } };
      const row = await get(store, auditTable, Key);
      if (!row) throw new Error('The record of the erasure is not there after it was written');
      return recordOf(row);
    },
    replace: (record) => replace(store, record),
    forget: (proposal) => forget(store, proposal),
    unlist: async (page) =>
      void (await client.send(new PutItemCommand({ TableName: proposalsTable, Item: pageRow(page) }))),
    close: () => client.destroy(),
  };
}
