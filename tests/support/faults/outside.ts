import { startLdap } from '../../../infra/local/ldap/start.ts';
import { exchange55Organization } from '../../../infra/local/sample/exchange55.ts';
import { served } from '../../../infra/local/sample/organization.ts';
import { startSlack } from '../../../infra/local/slack/start.ts';
import type { Message, Workspace } from '../../../infra/local/slack/workspace.ts';
import { manifestFor } from '../../../infra/manifest.ts';
import { SECRET, settingsFor, TOKEN } from '../rig/parts.ts';
import type { Hands } from './gate.ts';
import { forwardTo, startHttpProxy } from './http-proxy.ts';
import { startLdapProxy } from './ldap-proxy.ts';
import { openQueues } from './queues.ts';
import { ledgerRequest, queueRequest, slackRequest } from './requests.ts';
import { openTables, type Rows } from './tables.ts';

/** Whose mailbox all scenarios are about, and what is added to it. */
export const JOHN = 'cn=jdoe,cn=Recipients,ou=LONDON,o=FABRIKAM';
export const VALUE = 'migrate$MS:CORP/PO1/JDOE';
const PROXIES = 'otherMailbox';

/** Everything outside at one moment; JSON. */
export type World = {
  readonly at: number;
  readonly rows: Rows;
  readonly messages: readonly Message[];
  readonly proxies: readonly string[];
};

export type OutsideOptions = { readonly dynamo: string; readonly hands: Hands; readonly now: () => number };

/** All that a worker reaches, each part behind a proxy. */
export async function startOutside({ dynamo, hands, now }: OutsideOptions) {
  const organization = exchange55Organization();
  const queues = openQueues(now);
  const [ldap, slack, tables] = await Promise.all([startLdap(served(organization)), ourSlack(now), openTables(dynamo)]);
  const [toDynamo, toSlack] = [forwardTo(dynamo), forwardTo(slack.url)];
  const ledger = await startHttpProxy({ hands, describe: ledgerRequest, carryOut: toDynamo.carryOut });
  const queue = await startHttpProxy({ hands, describe: queueRequest, carryOut: queues.send });
  const chat = await startHttpProxy({ hands, describe: slackRequest, carryOut: toSlack.carryOut });
  const directory = await startLdapProxy(ldap.port, hands);
  // Slack hands out response_urls under its own address, which is the proxy's for whoever is behind it.
  slack.workspace.url = chat.url;

  const proxies = (): readonly string[] => ldap.values(JOHN, PROXIES).map(String);
  function putProxies(values: readonly string[]): void {
    const entry = organization.entries.find(({ dn }) => dn === JOHN);
    ldap.put({ dn: JOHN, attributes: { ...entry?.attributes, [PROXIES]: values } });
  }

  return {
    slack,
    queues,
    tables,
    directory,
    proxies,
    putProxies,
    deleteMessage(ts: string | undefined) {
      slack.workspace.messages = slack.workspace.messages.filter((message) => message.ts !== ts);
    },
    environment: {
      ...settingsFor(organization, directory.url, { ...slack, apiUrl: `${chat.url}/api/` }),
      ...tables.environment,
      APPROVERS: 'U0APPROVE U0REQUEST',
      DYNAMODB_ENDPOINT: ledger.url,
      SQS_ENDPOINT: queue.url,
      TALK_QUEUE_URL: `${queue.url}/000000000000/talk`,
      CHECKS_QUEUE_URL: `${queue.url}/000000000000/checks`,
      FIXES_QUEUE_URL: `${queue.url}/000000000000/fixes.fifo`,
    },
    /** Makes everything as it was at that moment. */
    async restore({ rows, messages, proxies: values }: World) {
      queues.forget();
      await tables.fill(rows);
      restoreSlack(slack.workspace, messages);
      for (const entry of organization.entries) ldap.put(entry);
      putProxies(values);
      directory.disconnect();
      directory.forget();
    },
    world: async (): Promise<World> => ({
      at: now(),
      rows: await tables.rows(),
      messages: structuredClone(slack.workspace.messages),
      proxies: proxies(),
    }),
    async close() {
      for (const one of [toDynamo, toSlack, tables]) one.close();
      directory.leave();
      await Promise.all([ledger, queue, chat, slack, ldap].map((one) => one.close()));
    },
  };
}

export type Outside = Awaited<ReturnType<typeof startOutside>>;

const ourSlack = (now: () => number) =>
  startSlack({
    signingSecret: SECRET,
    botToken: TOKEN,
    manifest: manifestFor(),
    now,
    patience: 10_000,
    retryDelays: [0, 0, 0],
  });

function restoreSlack(workspace: Workspace, messages: readonly Message[]): void {
  workspace.messages = structuredClone(messages);
  workspace.lastTs = Math.max(0, ...messages.map(({ ts }) => Number(ts.replace('.', ''))));
  for (const kept of [workspace.views, workspace.triggers, workspace.responseUrls, workspace.faults]) kept.clear();
}
