import { createHmac, timingSafeEqual } from 'node:crypto';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { Misconfigured } from '../errors.ts';

/** Slack refuses to be replayed after five minutes; a clock that runs ahead is refused just the same. */
const WINDOW_SECONDS = 300;

/** Header names come lower-case from API Gateway; the header may be missing altogether. */
const header = ({ headers }: APIGatewayProxyEventV2, name: string): string => headers?.[name] ?? '';

/** The body as Slack sent it; HTTP APIs hand form bodies over in base64. */
const rawBody = ({ body, isBase64Encoded }: APIGatewayProxyEventV2): string =>
  isBase64Encoded ? Buffer.from(body ?? '', 'base64').toString('utf8') : (body ?? '');

function equal(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** Refuses to start without a secret: an empty one would let everybody sign. */
export function requireSecret(secret: string): string {
  if (secret.trim() === '') throw new Misconfigured('SLACK_SIGNING_SECRET is empty');
  return secret;
}

/**
 * The raw body of a request that Slack signed within the last five minutes (v0 only), else undefined.
 * `now` in seconds since 1970 (https://docs.slack.dev/authentication/verifying-requests-from-slack).
 */
export function verifiedBody(event: APIGatewayProxyEventV2, secret: string, now: number): string | undefined {
  const timestamp = header(event, 'x-slack-request-timestamp');
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(now - Number(timestamp)) > WINDOW_SECONDS) return undefined;
  const body = rawBody(event);
  const expected = `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
  return equal(header(event, 'x-slack-signature'), expected) ? body : undefined;
}
