import { randomBytes, randomUUID } from 'node:crypto';
import {
  BatchGetItemCommand,
  ConditionalCheckFailedException,
  GetItemCommand,
  PutItemCommand,
  type TransactWriteItem,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { asKept } from '../../migration/digest.ts';
import type { Draft } from '../../migration/draft.ts';
import { listDigest, pageDigest } from '../../migration/people.ts';
import type { Progress, Proposal } from '../../migration/proposal.ts';
import type { RowMove, RowsRefused } from '../../ports.ts';
import { lockRow } from './locks.ts';
import { newRow, overTheVersionBefore, pointTo, undoneRow } from './proposals.ts';
import { type Store, writeWithRecords } from './record.ts';
import { keyOf, pageRow, peopleIn, proposalOf, type Row } from './rows.ts';
import { whenFree } from './when-free.ts';

/** DynamoDB hands out so many rows at once (and 16 MB; what is left over is asked for again). */
const READ_AT_ONCE = 100;

type Pages = readonly (readonly Draft[])[];

/** Pages stand under the digest of what they hold. */
export async function savePeople({ client, proposalsTable }: Store, pages: Pages): Promise<string> {
  const kept = pages.map((page) => page.map((one) => ({ ...asKept(one), salt: randomBytes(16).toString('hex') })));
  const list = listDigest(kept.map(pageDigest));
  for (const [page, people] of kept.entries())
    await client.send(new PutItemCommand({ TableName: proposalsTable, Item: pageRow({ list, page, people }) }));
  return list;
}

export async function peopleOn({ client, proposalsTable }: Store, list: string, page: number) {
  const Key = keyOf.people(list, page);
  const { Item } = await client.send(new GetItemCommand({ TableName: proposalsTable, Key, ConsistentRead: true }));
  if (!Item) throw new Error(`Page ${page} of the list ${list} is not in the ledger`);
  return peopleIn(Item);
}

/** The rows with these keys that are there, in no order. */
async function readRows({ client, proposalsTable }: Store, keys: readonly Row[]): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (let waiting = [...keys]; waiting.length > 0; ) {
    const Keys = waiting.splice(0, READ_AT_ONCE);
    const RequestItems = { [proposalsTable]: { Keys, ConsistentRead: true } };
    const { Responses, UnprocessedKeys } = await client.send(new BatchGetItemCommand({ RequestItems }));
    rows.push(...(Responses?.[proposalsTable] ?? []));
    waiting = [...waiting, ...(UnprocessedKeys?.[proposalsTable]?.Keys ?? [])];
  }
  return rows;
}

/** DynamoDB refuses a request that names one row twice. */
const unique = (texts: readonly string[]): readonly string[] => [...new Set(texts)];

export async function readProposals(store: Store, ids: readonly string[]): Promise<ReadonlyMap<string, Proposal>> {
  const proposals = (await readRows(store, unique(ids).map(keyOf.proposal))).map(proposalOf);
  return new Map(proposals.map((proposal) => [proposal.id, proposal]));
}

export async function newestIds(store: Store, dns: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const keys = new Map(dns.map((dn) => [keyOf.recipient(dn).pk?.S ?? '', keyOf.recipient(dn)]));
  const rows = await readRows(store, [...keys.values()]);
  const newest = new Map(rows.map(({ pk, proposalId }) => [pk?.S, proposalId?.S]));
  return new Map(
    dns.flatMap((dn) => {
      const id = newest.get(keyOf.recipient(dn).pk?.S);
      return id === undefined ? [] : [[dn, id] as const];
    }),
  );
}

type Moves = {
  readonly moves: readonly RowMove[];
  readonly progress?: Progress | undefined;
  readonly now: string;
};

/** One action of a transaction, and what it says when its condition does not hold. */
type Action = { readonly item: TransactWriteItem; readonly refused: RowsRefused };

/** A row is new where nothing stood before; it is then the newest proposal of its recipient, if it is to be written. */
function actionsFor(store: Store, { next, entry, lock }: RowMove, { mark, now }: { mark: string; now: string }) {
  const written = { mark, at: entry.at };
  const isFirst = next.version === 1;
  const items = [
    isFirst ? newRow(store, next, written) : overTheVersionBefore(store, next, written),
    ...(isFirst && next.state === 'applying' ? [pointTo(store, next, next.follows)] : []),
    ...undoneRow(store, next),
  ];
  const { id } = next;
  return [
    ...items.map((item): Action => ({ item, refused: { by: 'row', id } })),
    ...(lock ? [{ item: lockRow(store, next, { lock, now }), refused: { by: 'lock', id } } satisfies Action] : []),
  ];
}

const isStillThisVersion = '#version = :version';

/** The plan has to be as it was read: what was stopped, or cancelled, takes up nobody more. */
const asRead = ({ proposalsTable }: Store, { id, version }: Proposal): TransactWriteItem => ({
  ConditionCheck: {
    TableName: proposalsTable,
    Key: keyOf.proposal(id),
    ConditionExpression: isStillThisVersion,
    ExpressionAttributeNames: { '#version': 'version' },
    ExpressionAttributeValues: marshall({ ':version': version }),
  },
});

/** Pages end in their order; one that was noted before is not noted again. */
const progressOf = ({ proposalsTable }: Store, { id }: Proposal, progress: Progress) => ({
  TableName: proposalsTable,
  Key: keyOf.proposal(id),
  UpdateExpression: 'SET #progress = :progress',
  ConditionExpression:
    progress.pages > 1 ? '#progress.#pages = :before' : 'attribute_exists(#pk) AND attribute_not_exists(#progress)',
  ExpressionAttributeNames: {
    '#progress': 'progress',
    ...(progress.pages > 1 ? { '#pages': 'pages' } : { '#pk': 'pk' }),
  },
  ExpressionAttributeValues: marshall({
    ':progress': progress,
    ...(progress.pages > 1 ? { ':before': progress.pages - 1 } : {}),
  }),
});

export async function moveRows(store: Store, plan: Proposal, { moves, progress, now }: Moves) {
  const mark = randomUUID();
  const isClaim = moves.some(({ next }) => next.version === 1);
  const actions = moves.flatMap((move) => actionsFor(store, move, { mark, now }));
  const refused = { by: 'plan' } as const;
  if (isClaim) actions.push({ item: asRead(store, plan), refused });
  else if (progress) actions.push({ item: { Update: progressOf(store, plan, progress) }, refused });
  const rows = actions.map(({ item }) => item);
  const outcome = await writeWithRecords(store, { rows, entries: moves.map(({ entry }) => entry), mark });
  return outcome === 'written' ? 'moved' : (actions[outcome.refused]?.refused ?? refused);
}

export async function noteProgress(store: Store, plan: Proposal, progress: Progress): Promise<void> {
  const update = new UpdateItemCommand(progressOf(store, plan, progress));
  await whenFree(() => store.client.send(update)).catch((error: unknown) => {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  });
}
