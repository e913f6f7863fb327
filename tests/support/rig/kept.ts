import { DeleteItemCommand, DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { awsSettings } from '../../../lib/adapters/aws.ts';
import { type AuditRecord, verifyChain } from '../../../lib/migration/audit.ts';
import type { Proposal } from '../../../lib/migration/proposal.ts';
import { recordsIn } from '../ledger-tables.ts';

type Tables = { readonly endpoint: string; readonly proposalsTable: string; readonly auditTable: string };

/** How many proposals for the same recipient came before it: a clock that stands still says nothing of that. */
function depthOf({ follows }: Proposal, all: readonly Proposal[]): number {
  const before = all.find(({ id }) => id === follows);
  return before ? 1 + depthOf(before, all) : 0;
}

/** What the tables hold, read without the ledger. */
export function keptIn(tables: Tables) {
  const client = new DynamoDBClient(awsSettings(tables, { requestTimeout: 5000, maxAttempts: 3 }));
  const TableName = tables.proposalsTable;

  /** Everything in the proposals table. */
  async function rows(): Promise<readonly Record<string, unknown>[]> {
    const found: Record<string, unknown>[] = [];
    for await (const { Items = [] } of paginateScan({ client }, { TableName, ConsistentRead: true }))
      found.push(...Items.map((item) => unmarshall(item)));
    return found;
  }

  /** The proposals, oldest first. */
  async function proposals(): Promise<readonly Proposal[]> {
    const found = (await rows()).filter(({ pk }) => String(pk).startsWith('proposal#'));
    const all = found.map(
      ({ body, cards, told, noted, undoneBy, progress }): Proposal => ({
        ...JSON.parse(String(body)),
        cards,
        told: { version: told, noted },
        ...(undoneBy ? { undoneBy } : {}),
        ...(progress ? { progress } : {}),
      }),
    );
    return all.sort((a, b) => a.askedAt.localeCompare(b.askedAt) || depthOf(a, all) - depthOf(b, all));
  }

  /** The audit chain, oldest record first. */
  const records = (): Promise<AuditRecord[]> => recordsIn(tables);

  return {
    rows,
    proposals,
    records,
    chain: async () => verifyChain(await records()),
    /** Empties the proposals table. */
    async forget() {
      for (const { pk } of await rows())
        await client.send(new DeleteItemCommand({ TableName, Key: { pk: { S: String(pk) } } }));
    },
    leave: () => client.destroy(),
  };
}
