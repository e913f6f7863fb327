import { createRequire } from 'node:module';
import { join } from 'node:path';
import { GetQueueAttributesCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import bolt from '@slack/bolt';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { awsSettings } from '../../lib/adapters/aws.ts';
import { startScript } from '../../tests/support/script-server.ts';
import type { LocalSqs } from '../local/sqs.ts';
import { comparison, type Row, type Run, type Section } from './row.ts';
import { SECRET, signedCommand } from './signed-command.ts';
import { interleaved, percentile, timed } from './timing.ts';

const RUNS = 5;
const REQUESTS = 1_000;
const WARM_UP = 200;
/** Slack shows an error when it has no answer after three seconds (https://docs.slack.dev/interactivity/handling-user-interaction). */
const SLACK_WAITS = { of: 'ours', most: 3_000 } as const;

type Door = (event: APIGatewayProxyEventV2, context: Context) => Promise<APIGatewayProxyStructuredResultV2>;
type Took = Readonly<Record<'ours' | 'bare' | 'queueing', number[]>>;
type Sqs = Pick<LocalSqs, 'endpoint' | 'urls'>;

/** What it takes to answer Slack: our door as it is packaged, against Bolt on its own. */
export async function measureAcknowledgement(doorFile: string): Promise<Section> {
  const sqs = await startScript<Sqs>(join(import.meta.dirname, '../../tests/support/sqs-server.ts'));
  const client = new SQSClient(awsSettings(sqs.said, { requestTimeout: 1_000, maxAttempts: 2 }));
  try {
    return await measure(doorFile, sqs.said, client);
  } finally {
    client.destroy();
    await sqs.stop();
  }
}

async function measure(doorFile: string, sqs: Sqs, client: SQSClient): Promise<Section> {
  const byHand = async (text: string): Promise<void> => {
    await client.send(new SendMessageCommand({ QueueUrl: sqs.urls.talk, MessageBody: text }));
  };
  const ours = packagedDoor(doorFile, sqs);
  const doors = { ours, bare: boltDoor(async () => undefined), queueing: boltDoor(byHand) };
  await run(doors, WARM_UP, 0);
  const runs: Took[] = [];
  for (let index = 1; index <= RUNS; index += 1) runs.push(await run(doors, REQUESTS, index));
  await assertQueued(client, sqs.urls.checks, WARM_UP + RUNS * REQUESTS);
  return {
    title: `Acknowledgement, warm: ${REQUESTS} signed commands one after the other, median of ${RUNS} runs`,
    baseline: 'a bare Bolt receiver that only acknowledges, then one that queues by hand before it does',
    rows: rowsOf(runs),
  };
}

function rowsOf(runs: readonly Took[]): Row[] {
  const against = (name: 'bare' | 'queueing', share: number): Run[] =>
    runs.map((took) => ({ ours: percentile(took.ours, share), baseline: percentile(took[name], share) }));
  return [
    comparison('verify, queue, answer: p50', against('bare', 0.5)),
    comparison('verify, queue, answer: p99', against('bare', 0.99), SLACK_WAITS),
    comparison('the same against Bolt that queues: p50', against('queueing', 0.5)),
    comparison('the same against Bolt that queues: p99', against('queueing', 0.99)),
  ];
}

/** Every request is a new one, made before the clock starts. */
function run<Name extends string>(doors: Record<Name, Door>, requests: number, index: number) {
  const events = Array.from({ length: requests }, (_, number) =>
    signedCommand(`user${number} as MS:CORP/PO1/USER${number}`, index * REQUESTS + number),
  );
  const asking = (door: Door) => (round: number) => timed(() => acknowledged(door, events[round]));
  const things = Object.entries<Door>(doors).map(([name, door]) => [name, asking(door)]);
  return interleaved<Name>(requests, Object.fromEntries(things));
}

async function acknowledged(door: Door, event: APIGatewayProxyEventV2 | undefined): Promise<void> {
  const { statusCode } = await door(event as APIGatewayProxyEventV2, {} as Context);
  if (statusCode !== 200) throw new Error(`A signed command was answered with ${statusCode}`);
}

/** The bundle that is deployed, with the environment it would have there. */
function packagedDoor(file: string, { endpoint, urls }: Sqs): Door {
  Object.assign(process.env, {
    // stdout belongs to the table.
    POWERTOOLS_LOG_LEVEL: 'ERROR',
    SLACK_SIGNING_SECRET: SECRET,
    SLACK_BOT_TOKEN: 'xoxb-bench',
    SQS_ENDPOINT: endpoint,
    TALK_QUEUE_URL: urls.talk,
    CHECKS_QUEUE_URL: urls.checks,
  });
  const { handler }: { handler: Door } = createRequire(import.meta.url)(file);
  return handler;
}

/** Bolt as its own guide sets it up on Lambda, but for the question to Slack at its start. */
function boltDoor(beforeAnswer: (text: string) => Promise<void>): Door {
  const receiver = new bolt.AwsLambdaReceiver({ signingSecret: SECRET });
  const identity = { tokenVerificationEnabled: false, botId: 'bench', botUserId: 'bench' };
  const app = new bolt.App({ receiver, token: 'xoxb-bench', ...identity });
  app.command('/migcheck', async ({ command, ack }) => {
    await beforeAnswer(command.text);
    await ack();
  });
  const handler = receiver.toHandler();
  return (event, context) => handler(event, context);
}

/** An answer without a job in the queue would be quick, and worth nothing. */
async function assertQueued(client: SQSClient, QueueUrl: string, expected: number): Promise<void> {
  const asked = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] });
  const queued = Number((await client.send(asked)).Attributes?.ApproximateNumberOfMessages);
  if (queued !== expected) throw new Error(`${expected} commands were acknowledged and ${queued} jobs queued`);
}
