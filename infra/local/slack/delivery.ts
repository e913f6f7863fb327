import { createHmac } from 'node:crypto';
import type { JsonObject } from './block-kit/problems.ts';
import { now, type Workspace } from './workspace.ts';

/** What became of a request to the app: its answer, or the error that Slack shows to the person. */
export type Delivered =
  | { readonly kind: 'acknowledged'; readonly answer: JsonObject | string | undefined }
  | { readonly kind: 'failed'; readonly error: Unanswered['error'] | 'http_error' };

/** Sends a form to the app and waits for a 200 as long as Slack would. */
export async function deliver(workspace: Workspace, form: { readonly [field: string]: string }): Promise<Delivered> {
  const body = new URLSearchParams(form).toString();
  const sent = await sendSigned(workspace, 'application/x-www-form-urlencoded', body);
  if (sent.kind === 'unanswered') return { kind: 'failed', error: sent.error };
  if (sent.status !== 200) return { kind: 'failed', error: 'http_error' };
  return { kind: 'acknowledged', answer: read(sent.text, sent.headers.get('content-type') ?? '') };
}

export type Answered = {
  readonly kind: 'answered';
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
};
export type Unanswered = { readonly kind: 'unanswered'; readonly error: 'operation_timeout' | 'dispatch_failed' };

/** Posts to the app, signed as Slack signs. https://docs.slack.dev/authentication/verifying-requests-from-slack */
export async function sendSigned(
  workspace: Workspace,
  contentType: string,
  body: string,
  more: { readonly [header: string]: string } = {},
): Promise<Answered | Unanswered> {
  const { eventsUrl, closing, settings } = workspace;
  if (!eventsUrl) return { kind: 'unanswered', error: 'dispatch_failed' };
  const timestamp = String(Math.floor(now(workspace) / 1000));
  const headers = {
    'content-type': contentType,
    'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
    accept: 'application/json,*/*',
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': signature(settings.signingSecret, timestamp, body),
    ...more,
  };
  const signal = AbortSignal.any([AbortSignal.timeout(settings.patience), closing.signal]);
  try {
    const response = await fetch(eventsUrl, { method: 'POST', headers, body, redirect: 'manual', signal });
    const text = await response.text();
    return { kind: 'answered', status: response.status, headers: response.headers, text };
  } catch (error) {
    const timedOut = error instanceof DOMException && error.name === 'TimeoutError';
    return { kind: 'unanswered', error: timedOut ? 'operation_timeout' : 'dispatch_failed' };
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
