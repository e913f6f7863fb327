import { randomUUID } from 'node:crypto';
import {
  type CancellationReason,
  type DynamoDBClient,
  DynamoDBServiceException,
  QueryCommand,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
  type TransactWriteItemsCommandInput,
} from '@aws-sdk/client-dynamodb';
import pRetry from 'p-retry';
import { type AuditEntry, type AuditRecord, chainRecord } from '../../migration/audit.ts';
import { type Row, recordOf, recordRow } from './rows.ts';

/** The end of a chain, as it is noted outside the tables. */
export type Head = Pick<AuditRecord, 'chain' | 'number' | 'hash'>;

/** The tables, and the client that reaches them. `noteHead` is told of every new head, after it was written. */
export type Store = {
  readonly client: DynamoDBClient;
  readonly proposalsTable: string;
  readonly auditTable: string;
  readonly chain: string;
  readonly noteHead: (head: Head) => void;
};

/** A change of state and its records: all of it is written, or nothing. `mark` is on what the first row writes. */
export type Change = {
  readonly rows: readonly TransactWriteItem[];
  readonly entries: readonly AuditEntry[];
  readonly mark: string;
};

const numberIsFree = 'attribute_not_exists(#chain)';

/** Thirteen tries at most; each wait is drawn between once and twice its length, so that rivals drift apart. */
const PATIENCE = { retries: 12, minTimeout: 10, factor: 1.7, maxTimeout: 2000, randomize: true, maxRetryTime: 20_000 };

/** What another transaction, or too many of them, can do to ours; the next try may go well. */
const PASSING = ['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded'];

type Request = { readonly input: TransactWriteItemsCommandInput; readonly head: Head | undefined };

/**
 * Writes a change in one transaction with its records at the head of the chain. `{ refused }`: the first row that is
 * not as the change expects, by its place. Throws when it is not known what became of it.
 */
export function writeWithRecords(store: Store, change: Change): Promise<'written' | { readonly refused: number }> {
  let request: Request | undefined;
  const attempt = async () => {
    request ??= await requestFor(store, change);
    try {
      await store.client.send(new TransactWriteItemsCommand(request.input));
      if (request.head) store.noteHead(request.head);
      return 'written' as const;
    } catch (error) {
      // No clear answer: the same request goes out again under the same token, and is done once.
      if (!(error instanceof TransactionCanceledException)) throw error;
      const verdict = verdictOf(error.CancellationReasons ?? [], change);
      if (verdict) return verdict;
      request = undefined;
      throw error;
    }
  };
  return pRetry(attempt, { ...PATIENCE, shouldRetry: ({ error }) => mayPass(error) });
}

async function requestFor(store: Store, { rows, entries }: Change): Promise<Request> {
  let head = await headOf(store);
  const records = entries.map((entry) => {
    head = chainRecord(store.chain, head, entry);
    const Item = recordRow(head);
    return { TableName: store.auditTable, Item, ConditionExpression: numberIsFree, ...CHAIN_NAME };
  });
  const items = [...rows, ...records.map((Put) => ({ Put }))];
  return { input: { TransactItems: items, ClientRequestToken: randomUUID() }, head };
}

const CHAIN_NAME = { ExpressionAttributeNames: { '#chain': 'chain' } };

/** The newest record of the chain; there is no row that keeps the head, so none that writers fight over. */
async function headOf({ client, auditTable, chain }: Store): Promise<AuditRecord | undefined> {
  const { Items } = await client.send(
    new QueryCommand({
      TableName: auditTable,
      KeyConditionExpression: '#chain = :chain',
      ExpressionAttributeNames: { '#chain': 'chain' },
      ExpressionAttributeValues: { ':chain': { S: chain } },
      ScanIndexForward: false,
      Limit: 1,
      ConsistentRead: true,
    }),
  );
  return Items?.[0] && recordOf(Items[0]);
}

const conditionFailed = (reason?: CancellationReason): boolean => reason?.Code === 'ConditionalCheckFailed';

const carries = (row: Row | undefined, mark: string): boolean => row?.mark?.S === mark;

/** What a cancelled transaction says for good; undefined where only a place in the chain was taken, or by chance. */
function verdictOf(reasons: readonly CancellationReason[], { rows, mark }: Change) {
  const refused = reasons.slice(0, rows.length).findIndex(conditionFailed);
  if (refused < 0) return undefined;
  // Our own mark on the row: an earlier try of this very call did it, though its answer never came.
  return carries(reasons[0]?.Item, mark) ? ('written' as const) : { refused };
}

/** True where another try can end differently. What DynamoDB refuses as wrong will be wrong again. */
function mayPass(error: Error): boolean {
  if (!(error instanceof DynamoDBServiceException)) return true;
  if (error instanceof TransactionCanceledException) return mayPassNextTime(error.CancellationReasons ?? []);
  return error.$fault === 'server' || error.name === 'TransactionInProgressException' || Boolean(error.$retryable);
}

/** Only places in the chain have conditions that failed when this is asked: another writer was faster. */
const mayPassNextTime = (reasons: readonly CancellationReason[]): boolean =>
  reasons.some((reason) => conditionFailed(reason) || PASSING.includes(reason.Code ?? ''));
