import { DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { AuditRecord } from '../../migration/audit.ts';
import type { Clock, Ledger } from '../../ports.ts';
import { type AwsPlace, awsSettings } from '../aws.ts';
import { giveBackKey, isDone, markDone, readCheck, readNote, saveCheck, takeKey } from './day.ts';
import { dueProposals, moveProposal, openProposal, placeCard, readProposal } from './proposals.ts';
import type { Store } from './record.ts';
import { recipientKey, recordOf } from './rows.ts';

/** `client` is used as it is; without one, one is made for the place named. */
export type LedgerPlace = (AwsPlace | { readonly client: DynamoDBClient }) & {
  readonly proposalsTable: string;
  readonly auditTable: string;
  /** The name of the audit chain. */
  readonly chain?: string;
};

/** A client that gives up on a request after three seconds, and on the whole after three of them. */
const clientFor = (place: AwsPlace): DynamoDBClient =>
  new DynamoDBClient(awsSettings(place, { requestTimeout: 3000, maxAttempts: 3 }));

/** The ledger in the two tables of infra/tables.json. */
export function openLedger(place: LedgerPlace, clock: Clock): Ledger {
  const { proposalsTable, auditTable, chain = 'migcheck' } = place;
  const client = 'client' in place ? place.client : clientFor(place);
  const store: Store = { client, proposalsTable, auditTable, chain };
  return {
    saveCheck: (check) => saveCheck(store, clock, check),
    check: (id) => readCheck(store, clock, id),
    open: (proposal, entry) => openProposal(store, proposal, entry),
    proposal: (id) => readProposal(store, id),
    move: (next, entry, lock) => moveProposal(store, next, { entry, ...(lock ? { lock } : {}) }),
    placeCard: (id, card) => placeCard(store, id, card),
    due: (now) => dueProposals(store, now),
    history: (dn, limit) => history(store, dn, limit),
    isDone: (key) => isDone(store, clock, key),
    markDone: (key, note) => markDone(store, clock, { key, note }),
    note: (key) => readNote(store, clock, key),
    take: (key) => takeKey(store, clock, key),
    giveBack: (key) => giveBackKey(store, key),
  };
}

async function history({ client, auditTable }: Store, dn: string, limit: number): Promise<readonly AuditRecord[]> {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: auditTable,
      IndexName: 'recipient',
      KeyConditionExpression: '#recipientKey = :recipientKey',
      ExpressionAttributeNames: { '#recipientKey': 'recipientKey' },
      ExpressionAttributeValues: marshall({ ':recipientKey': recipientKey(dn) }),
      ScanIndexForward: false,
      Limit: limit,
    }),
  );
  return Items.map(recordOf);
}
