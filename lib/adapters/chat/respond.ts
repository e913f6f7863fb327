import type { Card } from '../../cards/card.ts';
import { SlackBusy, SlackRefused } from '../../errors.ts';
import { SlackDown, TIMEOUT } from './call.ts';

type Manner = { readonly replace: boolean; readonly threadTs?: string | undefined };

/**
 * Answers through a response_url, to the person alone who did something
 * (https://docs.slack.dev/interactivity/handling-user-interaction). SlackRefused when it is used up or over.
 */
export async function respond(url: string, card: Card, { replace, threadTs }: Manner): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify({
      ...card,
      mrkdwn: false,
      response_type: 'ephemeral',
      replace_original: replace,
      ...(threadTs && !replace ? { thread_ts: threadTs } : {}),
    }),
    signal: AbortSignal.timeout(TIMEOUT),
    redirect: 'error',
  });
  if (response.status === 429) throw new SlackBusy(Number(response.headers.get('retry-after') ?? 30));
  if (response.status >= 500) throw new SlackDown(`Slack answered ${response.status} to a response_url`);
  if (!response.ok) throw new SlackRefused((await response.text()).slice(0, 80));
}
