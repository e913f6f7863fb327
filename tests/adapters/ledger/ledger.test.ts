import { afterAll, beforeAll } from '@jest/globals';
import { type DynamoEngine, dynoxide, type LocalDynamo, startDynamo } from '../../../infra/local/dynamodb.ts';
import { needs } from '../../support/machine.ts';
import { archiveContract } from './archive-contract.ts';
import { ledgerContract } from './contract.ts';
import { wavesContract } from './waves-contract.ts';

const on = (engine: DynamoEngine) => () => {
  let server: LocalDynamo;
  beforeAll(async () => {
    server = await startDynamo({ engine });
  });
  afterAll(() => server?.close());
  ledgerContract(() => server.endpoint);
  archiveContract(() => server.endpoint);
  wavesContract(() => server.endpoint);
};

needs(dynoxide)('the ledger on the embedded DynamoDB', on('dynoxide'));

// The launcher that keeps Amazon's server on loopback is compiled as it starts, so the runtime alone is not enough.
needs('java', 'javac')("the ledger on Amazon's DynamoDB Local", on('dynamodb-local'));
