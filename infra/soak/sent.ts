import { createHmac } from 'node:crypto';
import { request } from 'node:http';

export const SECRET = 'soak-signing-secret';
const CHANNEL = 'C0SOAK';
const TEAM = 'T0SOAK';

/** What somebody does in Slack: types a command, or presses a button. */
export type Deed = { readonly user: string } & (
  | { readonly text: string }
  | { readonly actionId: string; readonly value: string; readonly ts: string }
);

/** The form that Slack would send of it; `number` makes it one of its own. */
export function formOf(deed: Deed, number: number, responseUrl: string): string {
  const trigger_id = `${number}.soak`;
  if ('text' in deed) {
    const ids = { team_id: TEAM, channel_id: CHANNEL, user_id: deed.user, api_app_id: 'A0SOAK' };
    const fields = { ...ids, command: '/migcheck', text: deed.text, response_url: responseUrl, trigger_id };
    return new URLSearchParams(fields).toString();
  }
  const { actionId, value, ts, user } = deed;
  const payload = {
    type: 'block_actions',
    user: { id: user, team_id: TEAM },
    team: { id: TEAM, domain: 'soak' },
    enterprise: null,
    api_app_id: 'A0SOAK',
    channel: { id: CHANNEL, name: 'soak' },
    container: { type: 'message', message_ts: ts, channel_id: CHANNEL, is_ephemeral: actionId === 'propose' },
    trigger_id,
    response_url: responseUrl,
    actions: [{ type: 'button', action_id: actionId, block_id: 'b', value, action_ts: ts }],
  };
  return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
}

/**
 * Posts a form to the door, signed as Slack signs; how it was answered, and after how many milliseconds. Each over a
 * connection of its own: one that was kept may be closed by the other side at the very moment it is used.
 */
export function post(door: string, body: string): Promise<{ status: number; ms: number }> {
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const signature = createHmac('sha256', SECRET).update(`v0:${timestamp}:${body}`).digest('hex');
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': `v0=${signature}`,
  };
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const sent = request(door, { method: 'POST', agent: false, headers }, (response) => {
      response.resume().on('end', () => resolve({ status: response.statusCode ?? 0, ms: performance.now() - started }));
    });
    sent.on('error', reject).end(body);
  });
}
