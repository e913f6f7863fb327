import { randomBytes, randomUUID } from 'node:crypto';
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
import { unmarshall } from '@aws-sdk/util-dynamodb';
import pRetry from 'p-retry';
import { type AuditEntry, chainRecord } from '../../migration/audit.ts';
import type { Head } from '../../migration/verify/heads.ts';
import { type Row, recordRow } from './rows.ts';

/** The tables, and the client that reaches them. `noteHead` is told of every new head, after it was written. */
export type Store = {
  readonly client: DynamoDBClient;
  readonly proposalsTable: string;
  readonly auditTable: string;
  readonly chain: string;
  readonly noteHead: (head: Head) => void;
  readonly turn: Turn;
};

/** What this process is writing, how many changes wait for that, and the head that is handed to the next of them. */
type Turn = { last: Promise<unknown>; waiting: number; head: Head | undefined };

export const newTurn = (): Turn => ({ last: Promise.resolve(), waiting: 0, head: undefined });

/** A change of state and its records: all of it is written, or nothing. `mark` is on what the first row writes. */
export type Change = {
  readonly rows: readonly TransactWriteItem[];
  readonly entries: readonly AuditEntry[];
  readonly mark: string;
};

const numberIsFree = 'attribute_not_exists(#chain)';

/** Tries go on for twenty seconds; each wait is drawn between once and twice its length, so that rivals drift apart. */
const PATIENCE = { retries: 60, minTimeout: 40, factor: 1.1, maxTimeout: 2000, randomize: true, maxRetryTime: 20_000 };

/** What another transaction, or too many of them, can do to ours; the next try may go well. */
const PASSING = ['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded'];

type Request = { readonly input: TransactWriteItemsCommandInput; readonly head: Head | undefined };

/**
 * Writes a change in one transaction with its records at the head of the chain. `{ refused }`: the first row that is
 * not as the change expects, by its place. Throws when it is not known what became of it.
 */
export function writeWithRecords(store: Store, change: Change): Promise<Written> {
  const { turn } = store;
  const write = () => {
    turn.waiting -= 1;
    return inOneTransaction(store, change);
  };
  turn.waiting += 1;
  // Changes of one process would only push each other aside at the head of the chain.
  const written = turn.last.then(write, write);
  turn.last = written.catch(() => undefined);
  return written;
}

export type Written = 'written' | { readonly refused: number };

function inOneTransaction(store: Store, change: Change): Promise<Written> {
  let request: Request | undefined;
  // Whoever wrote a moment ago knows the head, and the next need not ask; should that be overtaken, the refusal tells.
  let known = store.turn.head;
  store.turn.head = undefined;
  const attempt = async () => {
    request ??= requestFor(store, change, known ?? (await headOf(store)));
    try {
      await store.client.send(new TransactWriteItemsCommand(request.input));
      if (request.head) store.noteHead(request.head);
      if (store.turn.waiting > 0) store.turn.head = request.head;
      return 'written' as const;
    } catch (error) {
      // No clear answer: the same request goes out again under the same token, and is done once.
      if (!(error instanceof TransactionCanceledException)) throw error;
      const reasons = error.CancellationReasons ?? [];
      const verdict = verdictOf(reasons, change);
      if (verdict) return verdict;
      known = undefined;
      request = undefined;
      throw error;
    }
  };
  return pRetry(attempt, { ...PATIENCE, shouldRetry: ({ error }) => mayPass(error) });
}

const salt = (): string => randomBytes(16).toString('base64url');

/** As it is written from now on: with salts, so that what is personal in it can be erased. */
const salted = (entry: AuditEntry): AuditEntry => ({
  ...entry,
  schema: 3,
  salts: { who: salt(), whom: salt(), words: salt(), row: salt() },
});

function requestFor(store: Store, { rows, entries }: Change, last: Head | undefined): Request {
  let head = last;
  const records = entries.map((entry) => {
    const record = chainRecord(store.chain, head, salted(entry));
    head = record;
    const Item = recordRow(record);
    return {
      TableName: store.auditTable,
      Item,
      ConditionExpression: numberIsFree,
      ExpressionAttributeNames: { '#chain': 'chain' },
    };
  });
  const items = [...rows, ...records.map((Put) => ({ Put }))];
  return { input: { TransactItems: items, ClientRequestToken: randomUUID() }, head };
}

/** The newest record of the chain; there is no row that keeps the head, so none that writers fight over. */
async function headOf({ client, auditTable, chain }: Store): Promise<Head | undefined> {
  const { Items } = await client.send(
    new QueryCommand({
      TableName: auditTable,
      KeyConditionExpression: '#chain = :chain',
      ProjectionExpression: '#number, #hash',
      ExpressionAttributeNames: { '#chain': 'chain', '#number': 'number', '#hash': 'hash' },
      ExpressionAttributeValues: { ':chain': { S: chain } },
      ScanIndexForward: false,
      Limit: 1,
      ConsistentRead: true,
    }),
  );
  const [newest] = Items ?? [];
  if (!newest) return undefined;
  const { number, hash } = unmarshall(newest);
  return { chain, number, hash };
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
