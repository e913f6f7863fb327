import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { expect, test } from '@jest/globals';
import { awsSettings } from '../../lib/adapters/aws.ts';

test('a server that takes a request and never answers is given up on', async () => {
  const asked: string[] = [];
  const silent = createServer((request) => asked.push(request.url ?? '')).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const endpoint = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  const client = new DynamoDBClient(awsSettings({ endpoint }, { requestTimeout: 50, maxAttempts: 2 }));

  await expect(client.send(new ListTablesCommand({}))).rejects.toMatchObject({ name: 'TimeoutError' });

  expect(asked).toHaveLength(2);
  client.destroy();
  silent.closeAllConnections();
  silent.close();
});

test('stand-ins on this machine are asked with no one’s credentials, and everything else with real ones', () => {
  const patience = { requestTimeout: 1000, maxAttempts: 1 };

  expect(awsSettings({ endpoint: 'http://127.0.0.1:8000' }, patience)).toMatchObject({
    region: 'us-east-1',
    credentials: { accessKeyId: 'local' },
  });
  expect(awsSettings({ endpoint: 'https://vpce-1.sqs.eu-west-1.vpce.amazonaws.com' }, patience)).not.toHaveProperty(
    'credentials',
  );
  expect(awsSettings({ region: 'eu-west-1' }, patience)).toMatchObject({ region: 'eu-west-1' });
  expect(awsSettings({}, patience)).not.toHaveProperty('region');
});
