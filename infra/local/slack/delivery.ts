import { createHmac } from 'node:crypto';
import type { JsonObject } from './block-kit/problems.ts';
import { now, type Workspace } from './workspace.ts';

/** What became of a request to the app: its answer, or the error that Slack shows to the person. */
export type Delivered =
  | { readonly kind: 'acknowledged'; readonly answer: JsonObject | string | undefined }
  | { readonly kind: 'failed'; readonly error: 'operation_timeout' | 'dispatch_failed' | 'http_error' };

/**
 * Sends a form to the app, signed as Slack signs (https://docs.slack.dev/authentication/verifying-requests-from-slack),
 * and waits for a 200 as long as Slack would.
 */
export async function deliver(workspace: Workspace, form: { readonly [field: string]: string }): Promise<Delivered> {
  if (!workspace.eventsUrl) return { kind: 'failed', error: 'dispatch_failed' };
  const body = new URLSearchParams(form).toString();
  const timestamp = String(Math.floor(now(workspace) / 1000));
  try {
    const response = await fetch(workspace.eventsUrl, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
        accept: 'application/json,*/*',
        'x-slack-request-timestamp': timestamp,
        'x-slack-signature': signature(workspace.settings.signingSecret, timestamp, body),
      },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(workspace.settings.patience),
    });
    const text = await response.text();
    if (response.status !== 200) return { kind: 'failed', error: 'http_error' };
    return { kind: 'acknowledged', answer: read(text, response.headers.get('content-type') ?? '') };
  } catch (error) {
    const timedOut = error instanceof DOMException && error.name === 'TimeoutError';
    return { kind: 'failed', error: timedOut ? 'operation_timeout' : 'dispatch_failed' };
  }
}

/** `v0=` and the HMAC-SHA256, in hex, of `v0:timestamp:body`. */
function signature(secret: string, timestamp: string, body: string): string {
  return `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
}

/** An answer's body: JSON where it says so, otherwise text; nothing when empty. */
function read(text: string, contentType: string): JsonObject | string | undefined {
  if (text.trim() === '') return undefined;
  if (!contentType.includes('json')) return text;
  const parsed: unknown = JSON.parse(text);
  return typeof parsed === 'object' && parsed !== null ? (parsed as JsonObject) : undefined;
}
