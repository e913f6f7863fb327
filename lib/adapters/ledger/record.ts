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

/** The tables, and the client that reaches them. */
export type Store = {
  readonly client: DynamoDBClient;
  readonly proposalsTable: string;
  readonly auditTable: string;
  readonly chain: string;
};

/** A change of state, its record, and maybe a lock: all of it is written, or nothing. `mark` is on what it writes. */
export type Change = {
  readonly proposal: TransactWriteItem;
  readonly entry: AuditEntry;
  readonly lock?: TransactWriteItem | undefined;
  readonly mark: string;
};

const numberIsFree = 'attribute_not_exists(#chain)';

/** Thirteen tries at most; each wait is drawn between once and twice its length, so that rivals drift apart. */
const PATIENCE = { retries: 12, minTimeout: 10, factor: 1.7, maxTimeout: 2000, randomize: true, maxRetryTime: 20_000 };

/** What another transaction, or too many of them, can do to ours; the next try may go well. */
const PASSING = ['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded'];

/**
 * Writes a change in one transaction with its record at the head of the chain. `refused`: the proposal is not as the
 * change expects. `locked`: its lock could not be had. Throws when it is not known what became of it.
 */
export function writeWithRecord(store: Store, change: Change): Promise<'written' | 'refused' | 'locked'> {
  let request: TransactWriteItemsCommandInput | undefined;
  const attempt = async () => {
    request ??= await requestFor(store, change);
    try {
      await store.client.send(new TransactWriteItemsCommand(request));
      return 'written';
    } catch (error) {
      // No clear answer: the same request goes out again under the same token, and is done once.
      if (!(error instanceof TransactionCanceledException)) throw error;
      const verdict = verdictOf(error.CancellationReasons ?? [], change.mark);
      if (verdict) return verdict;
      request = undefined;
      throw error;
    }
  };
  return pRetry(attempt, { ...PATIENCE, shouldRetry: ({ error }) => mayPass(error) });
}

async function requestFor(store: Store, change: Change): Promise<TransactWriteItemsCommandInput> {
  const record = chainRecord(store.chain, await headOf(store), change.entry);
  const place = {
    TableName: store.auditTable,
    Item: recordRow(record),
    ConditionExpression: numberIsFree,
    ExpressionAttributeNames: { '#chain': 'chain' },
  };
  const items = [change.proposal, { Put: place }, ...(change.lock ? [change.lock] : [])];
  return { TransactItems: items, ClientRequestToken: randomUUID() };
}

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

/** What a cancelled transaction says for good; undefined where only the place in the chain was taken, or by chance. */
function verdictOf(reasons: readonly CancellationReason[], mark: string) {
  const [proposal, , lock] = reasons;
  // Our own mark on the row: an earlier try of this very call did it, though its answer never came.
  if (conditionFailed(proposal)) return carries(proposal?.Item, mark) ? 'written' : 'refused';
  return conditionFailed(lock) ? 'locked' : undefined;
}

/** True where another try can end differently. What DynamoDB refuses as wrong will be wrong again. */
function mayPass(error: Error): boolean {
  if (!(error instanceof DynamoDBServiceException)) return true;
  if (error instanceof TransactionCanceledException) return mayPassNextTime(error.CancellationReasons ?? []);
  return error.$fault === 'server' || error.name === 'TransactionInProgressException' || Boolean(error.$retryable);
}

const mayPassNextTime = (reasons: readonly CancellationReason[]): boolean =>
  conditionFailed(reasons[1]) || reasons.some((reason) => PASSING.includes(reason.Code ?? ''));
