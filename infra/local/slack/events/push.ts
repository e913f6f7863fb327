import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { JsonObject } from '../block-kit/problems.ts';
import { type Answered, sendSigned, type Unanswered } from '../delivery.ts';
import { newId } from '../short-id.ts';
import { type Channel, now, type Workspace } from '../workspace.ts';

/** Tells the app of an event. Nobody waits for it, and nobody feels it when the app does not listen. */
export function push(workspace: Workspace, channel: Channel, event: JsonObject): void {
  const envelope = JSON.stringify(envelopeOf(workspace, channel, event));
  // What is still to be tried when this Slack closes is dropped.
  const delivery = deliverEvent(workspace, envelope).catch((error: unknown) => {
    if (!workspace.closing.signal.aborted) throw error;
  });
  workspace.deliveries.add(delivery);
  void delivery.finally(() => workspace.deliveries.delete(delivery));
}

/** Waits until every event that has happened is delivered, or given up. */
export async function eventsDelivered({ deliveries }: Workspace): Promise<void> {
  while (deliveries.size > 0) await Promise.all(deliveries);
}

/** https://docs.slack.dev/apis/events-api: up to three more attempts, unless the app asks for none. */
async function deliverEvent(workspace: Workspace, body: string): Promise<void> {
  let failure = failureOf(await sendSigned(workspace, 'application/json', body));
  for (const [index, delay] of workspace.settings.retryDelays.entries()) {
    if (!failure) return;
    await sleep(delay, undefined, { ref: false, signal: workspace.closing.signal });
    const headers = { 'x-slack-retry-num': `${index + 1}`, 'x-slack-retry-reason': failure };
    failure = failureOf(await sendSigned(workspace, 'application/json', body, headers));
  }
}

type RetryReason = 'http_timeout' | 'http_error' | 'connection_failed';

/** Why to try again; undefined when there is no need, or no wish, to. */
function failureOf(sent: Answered | Unanswered): RetryReason | undefined {
  if (sent.kind === 'unanswered') return sent.error === 'operation_timeout' ? 'http_timeout' : 'connection_failed';
  if (sent.status === 200 || sent.headers.get('x-slack-no-retry') === '1') return undefined;
  return 'http_error';
}

/** https://docs.slack.dev/apis/events-api#callback-field */
function envelopeOf(workspace: Workspace, channel: Channel, event: JsonObject): JsonObject {
  const { team, app, settings } = workspace;
  const enterpriseId = settings.enterprise?.id ?? null;
  return {
    token: 'verification-tokens-are-deprecated',
    team_id: team.id,
    context_team_id: team.id,
    context_enterprise_id: enterpriseId,
    api_app_id: app.id,
    event,
    type: 'event_callback',
    event_id: newId('Ev'),
    event_time: Math.floor(now(workspace) / 1000),
    authorizations: [
      {
        enterprise_id: enterpriseId,
        team_id: team.id,
        user_id: app.userId,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: channel.shared,
    event_context: `4-${randomBytes(24).toString('base64url')}`,
  };
}
