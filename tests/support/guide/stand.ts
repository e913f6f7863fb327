import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type Poller, pollQueue } from '../../../infra/local/poller.ts';
import { createTables } from '../../../infra/local/tables.ts';
import { awsSettings } from '../../../lib/adapters/aws.ts';
import { makeAuthority } from '../authority.ts';
import { SECRET, startRig } from '../rig/rig.ts';
import { startStandInCloud } from '../stand-in-cloud.ts';
import { startWritableStore } from '../writable-store.ts';

export const SIGNING_SECRET = '0123456789abcdef0123456789abcdef';

const STAGE = ['talk', 'checks', 'waves', 'fixes.fifo'] as const;

/** The queues by the names that the stage would give them. */
async function nameQueues(endpoint: string): Promise<void> {
  const client = new SQSClient(
    awsSettings({ endpoint, region: 'eu-central-1' }, { requestTimeout: 5000, maxAttempts: 3 }),
  );
  for (const name of STAGE) {
    const fifo = name.endsWith('.fifo') ? { FifoQueue: 'true' } : {};
    const dead = `migcheck-prod-${name.replace(/(\.fifo)?$/, '-dead$1')}`;
    await client.send(new CreateQueueCommand({ QueueName: dead, Attributes: fifo }));
    const RedrivePolicy = JSON.stringify({
      deadLetterTargetArn: `arn:aws:sqs:eu-central-1:000000000000:${dead}`,
      maxReceiveCount: 5,
    });
    await client.send(
      new CreateQueueCommand({ QueueName: `migcheck-prod-${name}`, Attributes: { ...fifo, RedrivePolicy } }),
    );
  }
  client.destroy();
}

/** What the guide's reader has: Slack, a directory with TLS, AWS; each a stand-in on this machine, and the bot at work. */
export async function startGuideStand() {
  const authority = makeAuthority();
  const tables = { proposalsTable: 'migcheck-prod-proposals', auditTable: 'migcheck-prod-audit' };
  const rig = await startRig({
    ldap: { tls: authority },
    secureLdap: true,
    environment: {
      // The look-alike signs with its own, a terminal with the one that was typed; the door takes two.
      SLACK_SIGNING_SECRET: `${SIGNING_SECRET} ${SECRET}`,
      LDAP_CA_FILE: authority.caFile,
      APPROVERS: 'U0APPROVE,U0STRANGE',
      APPROVAL_CHANNEL: 'C0APPROVE',
      PROPOSALS_TABLE: tables.proposalsTable,
      AUDIT_TABLE: tables.auditTable,
    },
  });
  await createTables(rig.tables.endpoint, tables);
  await nameQueues(rig.queues.endpoint);
  const door = rig.slack.workspace.eventsUrl ?? '';
  const [cloud, store] = await Promise.all([
    startStandInCloud({ stack: 'migcheck-prod', url: new URL(door).origin }),
    startWritableStore(),
  ]);
  const pollers: readonly Poller[] = await Promise.all(
    (['talk', 'checks', 'waves', 'fixes'] as const).map((name) =>
      pollQueue({
        endpoint: rig.queues.endpoint,
        queueUrl: rig.queues.urls[name],
        handler: rig.workers[name],
        batchSize: 1,
      }),
    ),
  );
  return {
    rig,
    authority,
    door,
    cloud,
    store,
    /** What a terminal needs so that it speaks to the stand-ins in the place of AWS and Slack. */
    environment: {
      AWS_ACCESS_KEY_ID: store.environment.AWS_ACCESS_KEY_ID,
      AWS_SECRET_ACCESS_KEY: store.environment.AWS_SECRET_ACCESS_KEY,
      AWS_EC2_METADATA_DISABLED: 'true',
      // The stand-in is done at once; osls would look every five seconds, and draw while it waits.
      SLS_AWS_MONITORING_FREQUENCY: '100',
      CI: 'true',
      AWS_ENDPOINT_URL: cloud.endpoint,
      SSM_ENDPOINT: store.endpoint,
      DYNAMODB_ENDPOINT: rig.tables.endpoint,
      SQS_ENDPOINT: rig.queues.endpoint,
      SLACK_API_URL: rig.slack.apiUrl,
    },
    async close() {
      await Promise.all(pollers.map((poller) => poller.stop()));
      await Promise.all([cloud.close(), store.close()]);
      await rig.close();
      authority.remove();
    },
  };
}

export type GuideStand = Awaited<ReturnType<typeof startGuideStand>>;
