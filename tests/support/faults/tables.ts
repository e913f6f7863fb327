import { type AttributeValue, BatchWriteItemCommand, DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { awsSettings } from '../../../lib/adapters/aws.ts';
import { proposalOf, recordOf } from '../../../lib/adapters/ledger/rows.ts';
import type { AuditRecord } from '../../../lib/migration/audit.ts';
import type { Proposal } from '../../../lib/migration/proposal.ts';
import { newTables } from '../ledger-tables.ts';

type Item = Record<string, AttributeValue>;
/** Everything in both tables, as DynamoDB has it. */
export type Rows = { readonly proposals: readonly Item[]; readonly audit: readonly Item[] };

/** DynamoDB takes so many writes in one request. */
const BATCH = 25;

const isProposal = ({ pk }: Item): boolean => pk?.S?.startsWith('proposal#') ?? false;
/** A lock that somebody holds until they give it back; one that only outlives its change has an end. */
const isLock = ({ pk, ttl }: Item): boolean => pk?.S?.startsWith('lock#') === true && ttl === undefined;

/** Two tables of a lane's own, read and filled without the ledger. */
export async function openTables(endpoint: string) {
  const { proposalsTable, auditTable } = await newTables(endpoint);
  const client = new DynamoDBClient(awsSettings({ endpoint }, { requestTimeout: 5_000, maxAttempts: 3 }));
  const scan = async (TableName: string): Promise<readonly Item[]> =>
    (await client.send(new ScanCommand({ TableName, ConsistentRead: true }))).Items ?? [];
  const rows = async (): Promise<Rows> => ({ proposals: await scan(proposalsTable), audit: await scan(auditTable) });

  async function write(table: string, before: readonly Item[], after: readonly Item[]): Promise<void> {
    const keyOf = ({ pk, chain, number }: Item): Item =>
      Object.fromEntries(Object.entries({ pk, chain, number }).filter(([, value]) => value)) as Item;
    const kept = new Set(after.map((item) => JSON.stringify(keyOf(item))));
    const gone = before.map(keyOf).filter((key) => !kept.has(JSON.stringify(key)));
    const requests = [
      ...gone.map((Key) => ({ DeleteRequest: { Key } })),
      ...after.map((Item) => ({ PutRequest: { Item } })),
    ];
    for (let from = 0; from < requests.length; from += BATCH)
      await client.send(new BatchWriteItemCommand({ RequestItems: { [table]: requests.slice(from, from + BATCH) } }));
  }

  return {
    environment: { PROPOSALS_TABLE: proposalsTable, AUDIT_TABLE: auditTable },
    rows,
    /** Makes these rows all that there is. */
    async fill(next: Rows) {
      const now = await rows();
      await write(proposalsTable, now.proposals, next.proposals);
      await write(auditTable, now.audit, next.audit);
    },
    close: () => client.destroy(),
  };
}

/** The proposals, oldest first. */
export const proposalsIn = ({ proposals }: Rows): readonly Proposal[] =>
  proposals
    .filter(isProposal)
    .map(proposalOf)
    .sort((a, b) => a.askedAt.localeCompare(b.askedAt));

/** True where the sweep will come back to this proposal. */
export const isInIndex = ({ proposals }: Rows, id: string): boolean =>
  proposals.some(({ pk, due }) => pk?.S === `proposal#${id}` && due !== undefined);

/** The keys of the locks that are held. */
export const locksIn = ({ proposals }: Rows): readonly string[] =>
  proposals.filter(isLock).map(({ pk }) => pk?.S ?? '');

/** The audit chain, oldest record first. */
export const recordsIn = ({ audit }: Rows): readonly AuditRecord[] =>
  audit.map(recordOf).sort((a, b) => a.number - b.number);
