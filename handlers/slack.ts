import { App, AwsLambdaReceiver } from '@slack/bolt';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { logRequest, logTrouble } from '../lib/adapters/door-log.ts';
import { openSecrets, whileCurrent } from '../lib/adapters/environment.ts';
import { openQueue } from '../lib/adapters/queue.ts';
import {
  type Environment,
  optional,
  queuePlace,
  requesters,
  required,
  watchedChannels,
} from '../lib/adapters/settings.ts';
import { isStale, signingSecrets, verifiedBody } from '../lib/adapters/slack-signature.ts';
import { boltLog } from '../lib/door/bolt-log.ts';
import { listenToClicks } from '../lib/door/clicks.ts';
import { listenToCommands } from '../lib/door/commands.ts';
import { listenToEvents } from '../lib/door/events.ts';
import { placingFor } from '../lib/door/placing.ts';
import { listenToShortcuts } from '../lib/door/shortcuts.ts';
import { listenToSubmissions } from '../lib/door/submissions.ts';

/** A call to Slack from here (opening a modal) has to end within the three seconds that a trigger lives. */
const SLACK_TIMEOUT = 2_000;

const secrets = openSecrets(['SLACK_SIGNING_SECRET', 'SLACK_BOT_TOKEN']);

const secretsIn = (environment: Environment) => signingSecrets(required(environment, 'SLACK_SIGNING_SECRET'));

const opened = whileCurrent(secrets, async (environment) => {
  const [signingSecret = ''] = secretsIn(environment);
  const logger = boltLog(logTrouble);
  // Verified here, more strictly than the receiver would: future timestamps, other versions and junk are refused.
  const receiver = new AwsLambdaReceiver({ signingSecret, signatureVerification: false, logger });
  const slackApiUrl = optional(environment, 'SLACK_API_URL');
  const app = new App({
    receiver,
    logger,
    logLevel: logger.getLevel(),
    token: required(environment, 'SLACK_BOT_TOKEN'),
    // Otherwise Bolt asks Slack who we are before the first answer.
    tokenVerificationEnabled: false,
    botId: 'migcheck',
    botUserId: 'migcheck',
    clientOptions: { retryConfig: { retries: 0 }, timeout: SLACK_TIMEOUT, ...(slackApiUrl ? { slackApiUrl } : {}) },
  });
  const queue = openQueue(queuePlace(environment));
  const place = placingFor(requesters(environment));
  for (const listen of [listenToCommands, listenToClicks, listenToSubmissions]) listen(app, queue, place);
  listenToShortcuts(app, queue);
  listenToEvents(app, queue, watchedChannels(environment));
  return receiver.toHandler();
});

const FORM = 'application/x-www-form-urlencoded';

/** The receiver knows plain bodies and bare content types only. */
const asBoltReadsIt = (event: APIGatewayProxyEventV2, body: string): APIGatewayProxyEventV2 => ({
  ...event,
  body,
  isBase64Encoded: false,
  headers: { ...event.headers, 'content-type': event.headers['content-type']?.split(';')[0]?.trim() ?? FORM },
});

const seconds = (): number => Math.floor(Date.now() / 1_000);

/** The body, if Slack signed it; a signature that does not fit may be made with a secret that is newer than ours. */
async function signedBody(event: APIGatewayProxyEventV2): Promise<string | undefined> {
  const body = verifiedBody(event, secretsIn(await secrets.now()), seconds());
  if (body !== undefined || isStale(event, seconds())) return body;
  return verifiedBody(event, secretsIn(await secrets.again()), seconds());
}

async function answered(event: APIGatewayProxyEventV2, context: Context) {
  const body = await signedBody(event);
  if (body === undefined) return { outcome: 'refused', result: { statusCode: 401, body: '' } } as const;
  const bolt = await opened();
  try {
    return { outcome: 'answered', result: await bolt(asBoltReadsIt(event, body), context) } as const;
  } catch {
    // Signed by Slack, yet not to be read: nothing that trying again would change.
    return { outcome: 'unreadable', result: { statusCode: 400, body: '' } } as const;
  }
}

/** HTTP API, payload 2.0: verifies, acknowledges, opens modals, queues a job; nothing slower. */
export const handler = async (
  event: APIGatewayProxyEventV2,
  context: Context,
): Promise<APIGatewayProxyStructuredResultV2> => {
  const { outcome, result } = await answered(event, context);
  logRequest(outcome, event.requestContext?.timeEpoch);
  return result;
};
