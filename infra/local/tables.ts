import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DynamoDBClient,
  ResourceInUseException,
  UpdateTimeToLiveCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import { awsSettings } from '../../lib/adapters/aws.ts';
import definitions from '../tables.json' with { type: 'json' };

export type TableNames = { readonly proposalsTable: string; readonly auditTable: string };

type Definition = {
  readonly AttributeDefinitions: readonly unknown[];
  readonly KeySchema: readonly unknown[];
  readonly GlobalSecondaryIndexes: readonly unknown[];
  readonly TimeToLiveSpecification?: { readonly AttributeName: string; readonly Enabled: boolean };
};

/** Creates both tables as infra/tables.json defines them for AWS. Tables that are there already stay as they are. */
export async function createTables(endpoint: string, { proposalsTable, auditTable }: TableNames): Promise<void> {
  const client = new DynamoDBClient(awsSettings({ endpoint }, { requestTimeout: 10_000, maxAttempts: 3 }));
  const { ProposalsTable, AuditTable } = definitions.Resources;
  await createTable(client, proposalsTable, ProposalsTable.Properties);
  await createTable(client, auditTable, AuditTable.Properties);
  client.destroy();
}

/** What a local server has no part in (backups, keys, protection) is left out. */
async function createTable(client: DynamoDBClient, name: string, definition: Definition): Promise<void> {
  const { AttributeDefinitions, KeySchema, GlobalSecondaryIndexes, TimeToLiveSpecification } = definition;
  const shape = { AttributeDefinitions, KeySchema, GlobalSecondaryIndexes } as Omit<
    CreateTableCommandInput,
    'TableName'
  >;
  const create = new CreateTableCommand({ ...shape, TableName: name, BillingMode: 'PAY_PER_REQUEST' });
  const isThere = await client.send(create).then(
    () => false,
    (error: unknown) => {
      if (!(error instanceof ResourceInUseException)) throw error;
      return true;
    },
  );
  await waitUntilTableExists({ client, maxWaitTime: 20, minDelay: 1, maxDelay: 2 }, { TableName: name });
  if (isThere || !TimeToLiveSpecification) return;
  await client.send(new UpdateTimeToLiveCommand({ TableName: name, TimeToLiveSpecification }));
}
