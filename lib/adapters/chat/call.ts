import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError } from '@slack/web-api';
import pRetry from 'p-retry';
import { SlackBusy, SlackRefused } from '../../errors.ts';

/** Every call ends within this many milliseconds; the SDK's own default is to wait for ever. */
export const TIMEOUT = 5_000;

/** Slack's own trouble, where the SDK does not speak for us. */
export class SlackDown extends Error {}

/** A 5xx is seldom there twice; without this repeat the queue would bring the job back minutes later. */
export const repeated = <T>(call: () => Promise<T>): Promise<T> =>
  pRetry(call, {
    retries: 1,
    minTimeout: 500,
    shouldRetry: ({ error }) =>
      error instanceof SlackDown || (error instanceof WebAPIHTTPError && error.statusCode >= 500),
  });

/** What Slack answers with `ok: false` and would do at another time (errors of https://docs.slack.dev/reference/methods). */
const PASSING = new Set([
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'team_added_to_org',
  'org_login_required',
]);

/** The SDK's errors in our terms: wait, or never. Anything else may work the next time. */
export async function translated<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await repeated(call);
  } catch (error) {
    if (error instanceof WebAPIRateLimitedError) throw new SlackBusy(error.retryAfter, { cause: error });
    if (error instanceof WebAPIPlatformError && PASSING.has(error.data.error))
      throw new SlackDown(`Slack answered ${error.data.error}`, { cause: error });
    if (error instanceof WebAPIPlatformError) throw new SlackRefused(error.data.error, { cause: error });
    throw error;
  }
}

/** A URL comes out of a payload or an answer; whatever it says, we speak to Slack's own host and to no other. */
export function isSlacks(url: string, host: 'hooks' | 'files', apiUrl: string | undefined): boolean {
  const origin = URL.parse(url)?.origin;
  return origin === `https://${host}.slack.com` || (apiUrl !== undefined && origin === new URL(apiUrl).origin);
}
