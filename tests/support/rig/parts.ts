import { startDynamo } from '../../../infra/local/dynamodb.ts';
import { type Ldap, type LdapOptions, startLdap } from '../../../infra/local/ldap/start.ts';
import { type SampleOrganization, served } from '../../../infra/local/sample/organization.ts';
import { accountSettings, queueSettings, tableSettings } from '../../../infra/local/settings.ts';
import { type Slack, startSlack } from '../../../infra/local/slack/start.ts';
import { manifestFor } from '../../../infra/manifest.ts';
import { newTables } from '../ledger-tables.ts';
import { startQueues } from './queues.ts';
import { startRecordingProxy } from './recording-proxy.ts';

export const SECRET = 'a-signing-secret';
export const TOKEN = 'xoxb-a-bot-token';

/** A directory that can go away, and come back at the same place. */
export async function startDirectory(organization: SampleOrganization, options: Partial<LdapOptions> = {}) {
  const all: LdapOptions = { ...served(organization), ...options };
  let ldap: Ldap = await startLdap(all);
  const { port } = ldap;
  return {
    now: () => ldap,
    goesDown: () => ldap.close(),
    /** With the organisation as new. */
    comesBack: async () => {
      ldap = await startLdap({ ...all, port });
    },
  };
}

/** The ledger and the queues, each behind a proxy that writes down what `atWork` asks of them. */
export async function startLedgerAndQueues(atWork: () => string) {
  const [dynamo, queues] = await Promise.all([startDynamo(), startQueues()]);
  const ledgerProxy = await startRecordingProxy(dynamo.endpoint, atWork);
  const queueProxy = await startRecordingProxy(queues.endpoint, atWork);
  const tables = await newTables(dynamo.endpoint);
  return {
    queues,
    tables,
    recorded: { ledger: ledgerProxy.seen, queues: queueProxy.seen },
    refuse: { ledger: ledgerProxy.refuse, queues: queueProxy.refuse },
    environment: {
      ...tableSettings({ ...tables, endpoint: ledgerProxy.endpoint }),
      ...queueSettings({ urls: queues.urls, endpoint: queueProxy.endpoint }),
    },
    async close() {
      await Promise.all([ledgerProxy.close(), queueProxy.close()]);
      await queues.close();
      await dynamo.close();
    },
  };
}

/** A Slack whose clock is the bot's, also when a test moves it. */
export const startOurSlack = (watch: boolean): Promise<Slack> =>
  startSlack({
    signingSecret: SECRET,
    botToken: TOKEN,
    manifest: manifestFor({ watch }),
    now: () => Date.now(),
    retryDelays: [0, 0, 0],
  });

/** How the directory and Slack are reached. */
export const settingsFor = (organization: SampleOrganization, url: string, slack: Slack) => ({
  POWERTOOLS_LOG_LEVEL: 'SILENT',
  LDAP_URL: url,
  LDAP_TLS: 'off',
  ...accountSettings(organization),
  SLACK_API_URL: slack.apiUrl,
  SLACK_SIGNING_SECRET: SECRET,
  SLACK_BOT_TOKEN: TOKEN,
  APPROVERS: 'U0APPROVE',
});
