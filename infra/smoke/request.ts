import { createHmac, randomUUID } from 'node:crypto';

/** Where the bot takes Slack's requests, and the secret by which they are signed. */
export type Door = { readonly url: string; readonly secret: string };

export type Reply = { readonly status: number; readonly text: string; readonly ms: number };

/** Longer than Slack waits, so that what is too slow can be told from what never comes. */
const LONGEST_MS = 10_000;

type Manner = {
  readonly type: string;
  /** Seconds since 1970 that the request says it is of. */
  readonly at?: number;
  readonly secret?: string;
  readonly signed?: boolean;
};

/** Sends a body as Slack would (https://docs.slack.dev/authentication/verifying-requests-from-slack), or not quite. */
export async function send({ url, secret }: Door, body: string, manner: Manner): Promise<Reply> {
  const { type, at = Math.floor(Date.now() / 1000), signed = true } = manner;
  const signature = createHmac('sha256', manner.secret ?? secret)
    .update(`v0:${at}:${body}`)
    .digest('hex');
  const headers = { 'x-slack-request-timestamp': String(at), 'x-slack-signature': `v0=${signature}` };
  const started = performance.now();
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': type, 'user-agent': 'migcheck smoke', ...(signed ? headers : {}) },
    body,
    redirect: 'error',
    signal: AbortSignal.timeout(LONGEST_MS),
  });
  const text = await response.text();
  return { status: response.status, text, ms: Math.round(performance.now() - started) };
}

/** Who asks, and where; as Slack would say it. */
export type Asker = { readonly user: string; readonly channel: string };

/**
 * `/migcheck text` as a form. The response_url is none of Slack's, so an answer goes as a whisper to `asker`; the
 * trigger is one of ours, by which the job is known afterwards.
 */
export function commandForm(text: string, { user, channel }: Asker) {
  const trigger = `smoke.${randomUUID()}`;
  const fields = {
    team_id: 'TSMOKE',
    channel_id: channel,
    user_id: user,
    command: '/migcheck',
    text,
    api_app_id: 'ASMOKE',
    is_enterprise_install: 'false',
    response_url: 'https://smoke.invalid/',
    trigger_id: trigger,
  };
  return { trigger, body: new URLSearchParams(fields).toString() };
}
