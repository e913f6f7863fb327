import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { awsSettings } from '../../lib/adapters/aws.ts';
import { newTables } from '../../tests/support/ledger-tables.ts';
import { programPath } from '../../tests/support/program-path.ts';
import { startScript } from '../../tests/support/script-server.ts';
import { startSlapd } from '../../tests/support/slapd.ts';
import { build } from '../build.ts';
import { type DynamoEngine, startDynamo } from '../local/dynamodb.ts';
import { exchange55Organization } from '../local/sample/exchange55.ts';
import { accountSettings, queueSettings, tableSettings } from '../local/settings.ts';
import type { LocalSqs } from '../local/sqs.ts';
import { crowdOf } from './crowd.ts';
import { APPROVER } from './requests.ts';
import { SECRET } from './sent.ts';

/** Amazon's own where Java is. */
const engine = (): DynamoEngine => (programPath('java') ? 'dynamodb-local' : 'dynoxide');

/** Servers of other people's, the bundles as they are deployed, and the settings that bring them together. */
export async function startParts(crowd: number, apiUrl: string) {
  const bundles = mkdtempSync(join(tmpdir(), 'migcheck-soak-'));
  await build(undefined, bundles);
  const organization = crowdOf(exchange55Organization(), crowd);
  const [slapd, dynamo, sqs] = await Promise.all([
    startSlapd({ ...organization, accounts: Object.values(organization.accounts) }),
    startDynamo({ engine: engine() }),
    startScript<Pick<LocalSqs, 'endpoint' | 'urls' | 'deadLetterUrls'>>(
      join(import.meta.dirname, '../../tests/support/sqs-server.ts'),
      // What fails in passing, on a machine that is busy with other things, comes again within the patience of soak.ts.
      { visibilitySeconds: 30 },
    ),
  ]);
  const tables = await newTables(dynamo.endpoint);
  const { endpoint, deadLetterUrls } = sqs.said;
  const client = new SQSClient(awsSettings({ endpoint }, { requestTimeout: 5_000, maxAttempts: 3 }));
  return {
    bundles,
    ledger: engine(),
    environment: {
      // Errors are heard; a line for every job would be hundreds of thousands.
      POWERTOOLS_LOG_LEVEL: 'ERROR',
      LDAP_URL: slapd.url,
      LDAP_TLS: 'off',
      ...accountSettings(organization),
      SLACK_API_URL: apiUrl,
      SLACK_SIGNING_SECRET: SECRET,
      SLACK_BOT_TOKEN: 'xoxb-soak',
      APPROVERS: APPROVER,
      RATE_LIMIT: '100000',
      ...tableSettings(tables),
      ...queueSettings(sqs.said),
    },
    /** How many jobs were given up for good. */
    async deadLetters(): Promise<number> {
      const counted = await Promise.all(
        Object.values(deadLetterUrls).map(async (QueueUrl) => {
          const asked = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] });
          return Number((await client.send(asked)).Attributes?.ApproximateNumberOfMessages);
        }),
      );
      return counted.reduce((sum, count) => sum + count, 0);
    },
    async close() {
      client.destroy();
      await Promise.all([slapd.stop(), dynamo.close(), sqs.stop()]);
      rmSync(bundles, { recursive: true, force: true });
    },
  };
}
