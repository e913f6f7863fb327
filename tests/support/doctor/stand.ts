import { DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { startDynamo } from '../../../infra/local/dynamodb.ts';
import { startLdap } from '../../../infra/local/ldap/start.ts';
import { exchange55Organization } from '../../../infra/local/sample/exchange55.ts';
import { served } from '../../../infra/local/sample/organization.ts';
import { accountSettings, queueSettings, tableSettings } from '../../../infra/local/settings.ts';
import { startSlack } from '../../../infra/local/slack/start.ts';
import { manifestFor } from '../../../infra/manifest.ts';
import { awsSettings } from '../../../lib/adapters/aws.ts';
import { openLedger } from '../../../lib/adapters/ledger/ledger.ts';
import { openingOf, openProposal } from '../../adapters/ledger/sample.ts';
import { makeAuthority } from '../authority.ts';
import { newTables } from '../ledger-tables.ts';
import { startSqsServer } from '../sqs-places.ts';

export const SECRET = 'a-signing-secret';
export const TOKEN = 'xoxb-a-bot-token';

const PATIENCE = { requestTimeout: 5000, maxAttempts: 3 };
const organization = exchange55Organization();

/** A Slack of the same workspace whose app may not do some things. */
export function startSlackWithout(...scopes: readonly string[]) {
  const manifest = manifestFor();
  const bot = manifest.oauth_config.scopes.bot.filter((scope) => !scopes.includes(scope));
  const less = { ...manifest, oauth_config: { scopes: { bot } } };
  return startSlack({ signingSecret: SECRET, botToken: TOKEN, manifest: less });
}

/** Everything that a doctor looks at, healthy: two LDAP servers with certificates, tables with a record, queues, Slack. */
export async function startHealthy() {
  const authority = makeAuthority();
  const ldap = () => startLdap({ ...served(organization), tls: authority });
  const [first, second, dynamo, sqs, slack] = await Promise.all([
    ldap(),
    ldap(),
    startDynamo(),
    startSqsServer(),
    startSlackWithout(),
  ]);
  const tables = await newTables(dynamo.endpoint);
  await openLedger(tables, { now: () => new Date().toISOString() }).open(openingOf(openProposal('kept')));
  const environment = {
    SLACK_SIGNING_SECRET: SECRET,
    SLACK_BOT_TOKEN: TOKEN,
    SLACK_API_URL: slack.apiUrl,
    APPROVERS: 'U0APPROVE,U0STRANGE',
    APPROVAL_CHANNEL: 'C0APPROVE',
    LDAP_URL: `${first.secureUrl} ${second.secureUrl}`,
    LDAP_CA_FILE: authority.caFile,
    ...accountSettings(organization),
    ...tableSettings(tables),
    ...queueSettings(sqs),
  };
  return {
    environment,
    slack,
    organization,
    ldap: { first, second },
    /** Changes the newest record behind the ledger's back. */
    async alterRecord(detail: string) {
      const client = new DynamoDBClient(awsSettings(tables, PATIENCE));
      await client.send(
        new UpdateItemCommand({
          TableName: tables.auditTable,
          Key: { chain: { S: 'migcheck' }, number: { N: '1' } },
          UpdateExpression: 'SET detail = :detail',
          ExpressionAttributeValues: { ':detail': { S: detail } },
        }),
      );
      client.destroy();
    },
    /** Has a job given up. */
    async giveUp() {
      const client = new SQSClient(awsSettings(sqs, PATIENCE));
      await client.send(new SendMessageCommand({ QueueUrl: sqs.deadLetterUrls.checks, MessageBody: '{}' }));
      client.destroy();
    },
    async close() {
      await Promise.all([first.close(), second.close(), slack.close()]);
      await Promise.all([dynamo.close(), sqs.stop()]);
      authority.remove();
    },
  };
}

export type Healthy = Awaited<ReturnType<typeof startHealthy>>;
