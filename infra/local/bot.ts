import { join } from 'node:path';
import type { Environment } from '../../lib/adapters/settings.ts';
import { manifestFor } from '../manifest.ts';
import { sampleDirectory } from './directory.ts';
import { startDynamo } from './dynamodb.ts';
import { type Gateway, startGateway } from './gateway.ts';
import { type BatchHandler, pollQueue } from './poller.ts';
import { localFolder } from './running.ts';
import { queueSettings, tableSettings } from './settings.ts';
import { portOf, settingsInOrder } from './settings-in-order.ts';
import { type Slack, startSlack } from './slack/start.ts';
import { startSqs } from './sqs.ts';
import { createTables } from './tables.ts';

type Settings = Record<string, string>;
type Part = { readonly environment: Settings; close(): Promise<void> };

/** The whole bot on this machine: its handlers, with a stand-in for each outside part that is not set. */
export type LocalBot = {
  /** The page in the browser; absent when a real Slack is used. */
  readonly page?: string;
  /** Where Slack posts to. */
  readonly door: string;
  readonly slack?: Slack;
  /** What a terminal needs to reach the same parts. */
  readonly environment: Settings;
  close(): Promise<void>;
};

const given = (environment: Environment, names: readonly string[]): Settings =>
  Object.fromEntries(names.flatMap((name) => (environment[name] ? [[name, environment[name]]] : [])));

/** A real directory: the page's person switch proves nobody's identity, so nothing is written unless it is allowed. */
function realDirectory(environment: Environment): Part {
  const blank: Settings =
    environment.LOCAL_WRITES === 'allowed' ? {} : { LDAP_WRITE_BIND_DN: '', LDAP_WRITE_BIND_PASSWORD: '' };
  return { environment: blank, close: async () => {} };
}

const directoryPart = async (environment: Environment): Promise<Part> =>
  environment.LDAP_URL ? realDirectory(environment) : sampleDirectory(environment);

/** What was done to a real directory stays on record; what was done to the sample goes with it. */
async function ledgerPart(environment: Environment): Promise<Part> {
  const names = {
    proposalsTable: environment.PROPOSALS_TABLE ?? 'migcheck-proposals',
    auditTable: environment.AUDIT_TABLE ?? 'migcheck-audit',
  };
  const { endpoint, close } = environment.DYNAMODB_ENDPOINT
    ? { endpoint: environment.DYNAMODB_ENDPOINT, close: async () => {} }
    : await startDynamo(environment.LDAP_URL ? { dataDir: join(localFolder, 'ledger') } : {});
  await createTables(endpoint, names);
  return { environment: tableSettings({ ...names, endpoint }), close };
}

const QUEUE_URLS = ['TALK_QUEUE_URL', 'CHECKS_QUEUE_URL', 'WAVES_QUEUE_URL', 'FIXES_QUEUE_URL'];

async function queuePart(environment: Environment): Promise<Part> {
  if (environment.SQS_ENDPOINT) return { environment: given(environment, QUEUE_URLS), close: async () => {} };
  const { close, ...queues } = await startSqs({ visibilitySeconds: 60 });
  return { environment: queueSettings(queues), close };
}

function bannerFor(environment: Environment): string | undefined {
  if (!environment.LDAP_URL) return undefined;
  const where = 'This page speaks to a real directory';
  return environment.LOCAL_WRITES === 'allowed'
    ? `${where}, and may write to it (LOCAL_WRITES=allowed). Switching the person here proves nobody's identity.`
    : `${where}, read-only: switching the person here proves nobody's identity. LOCAL_WRITES=allowed lets it write.`;
}

const SIGNING_SECRET = 'local-signing-secret';
const BOT_TOKEN = 'xoxb-local';

async function slackPart(environment: Environment): Promise<Part & { slack?: Slack }> {
  if (environment.SLACK_API_URL || environment.SLACK_BOT_TOKEN) return { environment: {}, close: async () => {} };
  const banner = bannerFor(environment);
  const slack = await startSlack({
    signingSecret: SIGNING_SECRET,
    botToken: BOT_TOKEN,
    manifest: manifestFor({ watch: Boolean(environment.WATCH_CHANNELS) }),
    port: portOf(environment),
    ...(banner ? { banner } : {}),
  });
  return {
    slack,
    environment: {
      SLACK_API_URL: slack.apiUrl,
      SLACK_SIGNING_SECRET: SIGNING_SECRET,
      SLACK_BOT_TOKEN: BOT_TOKEN,
      APPROVERS: environment.APPROVERS ?? 'U0APPROVE',
    },
    close: () => slack.close(),
  };
}

/** The sweep runs every minute on AWS; here a little oftener, since somebody is watching. */
const SWEEP_EVERY = 15_000;

async function behindQueues(queues: Settings): Promise<() => Promise<void>> {
  const [talk, check, wave, fix, sweep] = await Promise.all([
    import('../../handlers/talk.ts'),
    import('../../handlers/check.ts'),
    import('../../handlers/wave.ts'),
    import('../../handlers/fix.ts'),
    import('../../handlers/sweep.ts'),
  ]);
  const poll = (name: string, handler: BatchHandler, batchSize: number) =>
    pollQueue({ endpoint: process.env.SQS_ENDPOINT ?? '', queueUrl: queues[name] ?? '', handler, batchSize });
  const pollers = await Promise.all([
    poll('TALK_QUEUE_URL', talk.handler, 10),
    poll('CHECKS_QUEUE_URL', check.handler, 1),
    poll('WAVES_QUEUE_URL', wave.handler, 1),
    poll('FIXES_QUEUE_URL', fix.handler, 1),
  ]);
  const schedule = setInterval(
    () => void sweep.handler().catch((error: Error) => console.error('The sweep failed:', error.message)),
    SWEEP_EVERY,
  );
  return async () => {
    clearInterval(schedule);
    await Promise.all(pollers.map((poller) => poller.stop()));
  };
}

/** Starts everything on 127.0.0.1. What `environment` names is used as it is; all else is a stand-in. */
export async function startBot(environment: Environment): Promise<LocalBot> {
  const { slack, ...slacks } = await slackPart(environment);
  const parts: Part[] = [slacks];
  const closeAll = async () => {
    for (const part of [...parts].reverse()) await part.close();
  };
  try {
    parts.push(...(await Promise.all([directoryPart(environment), ledgerPart(environment), queuePart(environment)])));
    const settings: Settings = Object.assign({}, ...parts.map((part) => part.environment));
    Object.assign(process.env, settings);
    settingsInOrder(process.env);
    const { handler } = await import('../../handlers/slack.ts');
    const gateway: Gateway = await startGateway(handler, slack ? 0 : portOf(environment));
    slack?.controls.sendEventsTo(gateway.url);
    const stopWork = await behindQueues(settings);
    parts.push({ environment: {}, close: () => gateway.close() });
    return {
      ...(slack ? { page: slack.url, slack } : {}),
      door: gateway.url,
      environment: settings,
      close: async () => {
        await stopWork();
        await closeAll();
      },
    };
  } catch (error) {
    await closeAll();
    throw error;
  }
}
