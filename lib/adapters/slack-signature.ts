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

/**
 * The secrets by which Slack may have signed: one, and for as long as it is being changed the new one and the old one
 * between blanks or commas. Refuses to start without any: an empty one would let everybody sign.
 */
export function signingSecrets(setting: string): readonly string[] {
  const secrets = setting.split(/[\s,]+/).filter((secret) => secret !== '');
  if (secrets.length === 0) throw new Misconfigured('SLACK_SIGNING_SECRET is empty');
  return secrets;
}

const timestampOf = (event: APIGatewayProxyEventV2): string => header(event, 'x-slack-request-timestamp');

/** True for a request that no secret could make good: it is not of the last five minutes. `now` in seconds since 1970. */
export const isStale = (event: APIGatewayProxyEventV2, now: number): boolean =>
  !/^\d{1,12}$/.test(timestampOf(event)) || Math.abs(now - Number(timestampOf(event))) > WINDOW_SECONDS;

/**
 * The raw body of a request that Slack signed with one of the secrets within the last five minutes (v0 only), else
 * undefined. `now` in seconds since 1970 (https://docs.slack.dev/authentication/verifying-requests-from-slack).
 */
export function verifiedBody(
  event: APIGatewayProxyEventV2,
  secrets: readonly string[],
  now: number,
): string | undefined {
  if (isStale(event, now)) return undefined;
  const body = rawBody(event);
  const signed = `v0:${timestampOf(event)}:${body}`;
  const isBy = (secret: string): boolean =>
    equal(header(event, 'x-slack-signature'), `v0=${createHmac('sha256', secret).update(signed).digest('hex')}`);
  return secrets.some(isBy) ? body : undefined;
}
