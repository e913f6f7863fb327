import { App, AwsLambdaReceiver } from '@slack/bolt';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { environmentWith, lazily } from '../lib/adapters/environment.ts';
import { openQueue } from '../lib/adapters/queue.ts';
import { optional, queuePlace, requesters, required, watchedChannels } from '../lib/adapters/settings.ts';
import { requireSecret, verifiedBody } from '../lib/adapters/slack-signature.ts';
import { listenToClicks } from '../lib/door/clicks.ts';
import { listenToCommands } from '../lib/door/commands.ts';
import { listenToEvents } from '../lib/door/events.ts';
import { placingFor } from '../lib/door/placing.ts';
import { listenToShortcuts } from '../lib/door/shortcuts.ts';
import { listenToSubmissions } from '../lib/door/submissions.ts';

/** A call to Slack from here (opening a modal) has to end within the three seconds that a trigger lives. */
const SLACK_TIMEOUT = 2_000;

const opened = lazily(async () => {
  const environment = await environmentWith(['SLACK_SIGNING_SECRET', 'SLACK_BOT_TOKEN']);
  const secret = requireSecret(required(environment, 'SLACK_SIGNING_SECRET'));
  // Verified here, more strictly than the receiver would: future timestamps, other versions and junk are refused.
  const receiver = new AwsLambdaReceiver({ signingSecret: secret, signatureVerification: false });
  const slackApiUrl = optional(environment, 'SLACK_API_URL');
  const app = new App({
    receiver,
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
  return { secret, bolt: receiver.toHandler() };
});

const FORM = 'application/x-www-form-urlencoded';

/** The receiver knows plain bodies and bare content types only. */
const asBoltReadsIt = (event: APIGatewayProxyEventV2, body: string): APIGatewayProxyEventV2 => ({
  ...event,
  body,
  isBase64Encoded: false,
  headers: { ...event.headers, 'content-type': event.headers['content-type']?.split(';')[0]?.trim() ?? FORM },
});

/** HTTP API, payload 2.0: verifies, acknowledges, opens modals, queues a job; nothing slower. */
export const handler = async (
  event: APIGatewayProxyEventV2,
  context: Context,
): Promise<APIGatewayProxyStructuredResultV2> => {
  const door = await opened();
  const body = verifiedBody(event, door.secret, Math.floor(Date.now() / 1_000));
  if (body === undefined) return { statusCode: 401, body: '' };
  try {
    return await door.bolt(asBoltReadsIt(event, body), context);
  } catch {
    // Signed by Slack, yet not to be read: nothing that trying again would change.
    return { statusCode: 400, body: '' };
  }
};
