import { randomUUID } from 'node:crypto';
import {
  ConditionalCheckFailedException,
  GetItemCommand,
  paginateQuery,
  type TransactWriteItem,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { AuditEntry } from '../../migration/audit.ts';
import { newestUnder } from '../../migration/people.ts';
import type { Place, Proposal } from '../../migration/proposal.ts';
import type { Ledger, Lock, Opening } from '../../ports.ts';
import { lockRow } from './locks.ts';
import { type Store, writeWithRecords } from './record.ts';
import { cardsOf, DUE, dueAttributes, keyOf, proposalAttributes, proposalOf, type Row } from './rows.ts';
import { whenFree } from './when-free.ts';

const isNew = 'attribute_not_exists(#pk)';
const isTheVersionBefore = '#version = :before';
const isStillThisVersion = '#version = :version';
const pointsToTheKnownOne = '#proposalId = :live';
const isThere = 'attribute_exists(#pk)';
const doesNotShowItYet = 'NOT contains(#cards, :place)';

/** The row that made a condition fail comes back with the refusal: it tells our own earlier try from somebody else's. */
const SHOW_WHY = { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' } as const;

/** When a version was written, and by which call. */
export type WrittenBy = { readonly mark: string; readonly at: string };

/** The row of a new proposal. */
export function newRow(store: Store, proposal: Proposal, written: WrittenBy): TransactWriteItem {
  const { version: told, noted } = proposal.told;
  const beside = marshall({ cards: proposal.cards, told, noted });
  const put = {
    TableName: store.proposalsTable,
    Item: { ...keyOf.proposal(proposal.id), ...proposalAttributes(proposal, written), ...beside },
    ConditionExpression: isNew,
    ExpressionAttributeNames: { '#pk': 'pk' },
    ...SHOW_WHY,
  };
  return { Put: put };
}

/** A new proposal, the pointer of its recipient to it, and the end of one that it supersedes. */
export async function openProposal(store: Store, { proposal, entries, live, superseded }: Opening) {
  const [mark, at] = [randomUUID(), proposal.askedAt];
  const rows: TransactWriteItem[] = [newRow(store, proposal, { mark, at }), pointTo(store, proposal, live)];
  if (superseded) rows.push(overTheVersionBefore(store, superseded, { mark, at }));
  const outcome = await writeWithRecords(store, { rows, entries, mark });
  if (outcome === 'written') return 'opened';
  return outcome.refused === 0 ? 'exists' : 'overtaken';
}

/** The pointer of a recipient, or of what a plan is of, to its newest proposal, over the one that was known before. */
export function pointTo({ proposalsTable }: Store, proposal: Proposal, live: string | undefined): TransactWriteItem {
  const Item = { ...keyOf.recipient(newestUnder(proposal)), ...marshall({ proposalId: proposal.id }) };
  if (live === undefined)
    return {
      Put: {
        TableName: proposalsTable,
        Item,
        ConditionExpression: isNew,
        ExpressionAttributeNames: { '#pk': 'pk' },
      },
    };
  return {
    Put: {
      TableName: proposalsTable,
      Item,
      ConditionExpression: pointsToTheKnownOne,
      ExpressionAttributeNames: { '#proposalId': 'proposalId' },
      ExpressionAttributeValues: marshall({ ':live': live }),
    },
  };
}

type Move = { readonly entry: AuditEntry; readonly lock?: Lock | undefined; readonly now: string };

/** Writes `next` over the version before it. A lock that somebody else holds by now is not ours to give back. */
export async function moveProposal(store: Store, next: Proposal, { entry, lock, now }: Move) {
  const mark = randomUUID();
  const row = overTheVersionBefore(store, next, { mark, at: entry.at });
  const written = async (rows: TransactWriteItem[]) => writeWithRecords(store, { rows, entries: [entry], mark });
  const always = [row, ...undoneRow(store, next)];
  const outcome = await written(lock ? [...always, lockRow(store, next, { lock, now })] : always);
  if (outcome === 'written') return 'moved';
  if (outcome.refused === 0) return 'overtaken';
  if (lock && 'take' in lock) return 'locked';
  return (await written(always)) === 'written' ? 'moved' : 'overtaken';
}

/** A row that takes a change back has no card by whose telling that would be noted: it is noted at once. */
export function undoneRow({ proposalsTable }: Store, { id, plan, undoes, state }: Proposal): TransactWriteItem[] {
  if (plan === undefined || undoes === undefined || state !== 'applied') return [];
  return [{ Update: undoneBy(proposalsTable, undoes, id) }];
}

/** The row of `next` over the version before it. */
export function overTheVersionBefore(store: Store, next: Proposal, written: WrittenBy): TransactWriteItem {
  const attributes = proposalAttributes(next, written);
  const names = Object.keys(attributes);
  const gone = ['due', 'dueAt'].filter((name) => !names.includes(name));
  const removal = gone.length > 0 ? ` REMOVE ${gone.map((name) => `#${name}`).join(', ')}` : '';
  const update = {
    TableName: store.proposalsTable,
    Key: keyOf.proposal(next.id),
    UpdateExpression: `SET ${names.map((name) => `#${name} = :${name}`).join(', ')}${removal}`,
    ConditionExpression: isTheVersionBefore,
    ExpressionAttributeNames: Object.fromEntries([...names, ...gone].map((name) => [`#${name}`, name])),
    ExpressionAttributeValues: {
      ...Object.fromEntries(Object.entries(attributes).map(([name, value]) => [`:${name}`, value])),
      ...marshall({ ':before': next.version - 1 }),
    },
    ...SHOW_WHY,
  };
  return { Update: update };
}

export async function readProposal({ client, proposalsTable }: Store, id: string): Promise<Proposal | undefined> {
  const { Item } = await client.send(
    new GetItemCommand({ TableName: proposalsTable, Key: keyOf.proposal(id), ConsistentRead: true }),
  );
  return Item && proposalOf(Item);
}

export async function newestProposalFor(store: Store, dn: string): Promise<Proposal | undefined> {
  const { Item } = await store.client.send(
    new GetItemCommand({ TableName: store.proposalsTable, Key: keyOf.recipient(dn), ConsistentRead: true }),
  );
  return Item?.proposalId?.S === undefined ? undefined : readProposal(store, Item.proposalId.S);
}

/** Adds one place to those where the card stands, once; all of them, oldest first. */
export async function placeCard({ client, proposalsTable }: Store, id: string, place: Place) {
  const update = new UpdateItemCommand({
    TableName: proposalsTable,
    Key: keyOf.proposal(id),
    UpdateExpression: 'SET #cards = list_append(if_not_exists(#cards, :none), :places)',
    ConditionExpression: `${isThere} AND ${doesNotShowItYet}`,
    ExpressionAttributeNames: { '#pk': 'pk', '#cards': 'cards' },
    ExpressionAttributeValues: marshall({ ':none': [], ':places': [place], ':place': place }),
    ReturnValues: 'ALL_NEW',
    ...SHOW_WHY,
  });
  return whenFree(async () => {
    try {
      return cardsOf((await client.send(update)).Attributes ?? {});
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      if (!error.Item) throw new Error(`There is no proposal ${id} to place a card for`, { cause: error });
      return cardsOf(error.Item);
    }
  });
}

/** Notes by which proposal a change was taken back. */
export async function markUndone({ client, proposalsTable }: Store, id: string, by: string): Promise<void> {
  await whenFree(() => client.send(new UpdateItemCommand(undoneBy(proposalsTable, id, by))));
}

const undoneBy = (TableName: string, id: string, by: string) => ({
  TableName,
  Key: keyOf.proposal(id),
  UpdateExpression: 'SET #undoneBy = :by',
  ConditionExpression: isThere,
  ExpressionAttributeNames: { '#pk': 'pk', '#undoneBy': 'undoneBy' },
  ExpressionAttributeValues: marshall({ ':by': by }),
});

type Beside = { readonly set: Readonly<Record<string, unknown>>; readonly remove?: readonly string[] };

/** Writes what is kept beside the proposal, as long as it is still in this version. */
async function writeBeside({ client, proposalsTable }: Store, { id, version }: Proposal, { set, remove }: Beside) {
  const names = Object.keys(set);
  const removal = remove ? ` REMOVE ${remove.map((name) => `#${name}`).join(', ')}` : '';
  const update = new UpdateItemCommand({
    TableName: proposalsTable,
    Key: keyOf.proposal(id),
    UpdateExpression: `SET ${names.map((name) => `#${name} = :${name}`).join(', ')}${removal}`,
    ConditionExpression: isStillThisVersion,
    ExpressionAttributeNames: Object.fromEntries(
      ['version', ...names, ...(remove ?? [])].map((name) => [`#${name}`, name]),
    ),
    ExpressionAttributeValues: marshall({
      ':version': version,
      ...Object.fromEntries(Object.entries(set).map(([name, value]) => [`:${name}`, value])),
    }),
  });
  await whenFree(() => client.send(update)).catch((error: unknown) => {
    // It was moved since; whoever moved it has it looked at and told.
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  });
}

export function markTold(store: Store, proposal: Proposal, what: 'noted' | 'told'): Promise<void> {
  const { version, dueAt } = proposal;
  if (what === 'noted') return writeBeside(store, proposal, { set: { noted: version } });
  const set = { told: version, noted: version };
  return dueAt === undefined
    ? writeBeside(store, proposal, { set, remove: ['due', 'dueAt'] })
    : writeBeside(store, proposal, { set: { ...set, dueAt } });
}

/** Never past what is due by itself. */
export function postponeProposal(store: Store, proposal: Proposal, until: string): Promise<void> {
  const { dueAt = until } = proposal;
  return writeBeside(store, proposal, { set: dueAttributes(dueAt < until ? dueAt : until) });
}

/** What is due, oldest first. The index may lag a moment behind; a move finds that out. */
export async function dueProposals({ client, proposalsTable }: Store, now?: string): ReturnType<Ledger['due']> {
  const query = {
    TableName: proposalsTable,
    IndexName: 'due',
    KeyConditionExpression: now ? '#due = :due AND #dueAt <= :now' : '#due = :due',
    ExpressionAttributeNames: { '#due': 'due', ...(now ? { '#dueAt': 'dueAt' } : {}) },
    ExpressionAttributeValues: marshall({ ':due': DUE, ...(now ? { ':now': now } : {}) }),
  };
  const proposals: Proposal[] = [];
  const unreadable: string[] = [];
  for await (const page of paginateQuery({ client }, query))
    for (const row of page.Items ?? []) sort(row, proposals, unreadable);
  return { proposals, unreadable };
}

/** A row that this version cannot read holds up none of the others. */
function sort(row: Row, proposals: Proposal[], unreadable: string[]): void {
  try {
    proposals.push(proposalOf(row));
  } catch {
    unreadable.push(row.pk?.S ?? '');
  }
}
