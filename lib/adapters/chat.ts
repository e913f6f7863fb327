import type { KnownBlock } from '@slack/types';
import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebClient } from '@slack/web-api';
import pRetry from 'p-retry';
import type { Card } from '../cards/card.ts';
import { SlackBusy, SlackRefused } from '../errors.ts';
import type { Addressee, ChannelState, Chat } from '../ports.ts';

export type ChatSettings = {
  readonly token: string;
  /** Another Slack than the real one, with its trailing slash; absent on AWS. */
  readonly apiUrl?: string;
};

/** Every call ends within this many milliseconds; the SDK's own default is to wait for ever. */
const TIMEOUT = 5_000;
/** How long a user group's members are taken for current, in milliseconds. */
const GROUP_AGE = 60_000;

const NO_SUCH_CHANNEL = new Set(['channel_not_found', 'missing_scope', 'method_not_supported_for_channel_type']);

/** Slack's own trouble on a response_url. */
class SlackDown extends Error {}

/** A 5xx is seldom there twice; without this repeat the queue would bring the job back minutes later. */
const repeated = <T>(call: () => Promise<T>): Promise<T> =>
  pRetry(call, {
    retries: 1,
    minTimeout: 500,
    shouldRetry: ({ error }) =>
      error instanceof SlackDown || (error instanceof WebAPIHTTPError && error.statusCode >= 500),
  });

/** The SDK's errors in our terms: wait, or never. Anything else may work the next time. */
async function translated<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await repeated(call);
  } catch (error) {
    if (error instanceof WebAPIRateLimitedError) throw new SlackBusy(error.retryAfter, { cause: error });
    if (error instanceof WebAPIPlatformError) throw new SlackRefused(error.data.error, { cause: error });
    throw error;
  }
}

/** A response_url comes out of a payload; whatever it says, we speak to Slack's own host and to no other. */
function isSlacks(url: string, apiUrl: string | undefined): boolean {
  const { origin } = new URL(url);
  return origin === 'https://hooks.slack.com' || (apiUrl !== undefined && origin === new URL(apiUrl).origin);
}

async function respond(url: string, card: Card, replace: boolean): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify({ ...card, mrkdwn: false, response_type: 'ephemeral', replace_original: replace }),
    signal: AbortSignal.timeout(TIMEOUT),
    redirect: 'error',
  });
  if (response.status === 429) throw new SlackBusy(Number(response.headers.get('retry-after') ?? 30));
  if (response.status >= 500) throw new SlackDown(`Slack answered ${response.status} to a response_url`);
  if (!response.ok) throw new SlackRefused((await response.text()).slice(0, 80));
}

const blocksOf = (card: Card): KnownBlock[] => [...card.blocks];

/** Slack's Web API as the port Chat. No retries of its own: whoever calls is called again by the queue. */
export function openChat({ token, apiUrl }: ChatSettings): Chat {
  const client = new WebClient(token, {
    retryConfig: { retries: 0 },
    timeout: TIMEOUT,
    rejectRateLimitedCalls: true,
    ...(apiUrl ? { slackApiUrl: apiUrl } : {}),
  });
  const groups = new Map<string, { at: number; members: readonly string[] }>();
  const whisper = (channel: string, user: string, card: Card) =>
    translated(() => client.chat.postEphemeral({ channel, user, text: card.text, blocks: blocksOf(card) }));

  return {
    async answer({ user, replyTo: { channel, responseUrl, replace } }: Addressee, card: Card) {
      if (!responseUrl || !isSlacks(responseUrl, apiUrl)) return void (await whisper(channel, user, card));
      try {
        await repeated(() => respond(responseUrl, card, replace ?? false));
      } catch (error) {
        if (!(error instanceof SlackRefused)) throw error;
        await whisper(channel, user, card);
      }
    },

    async post(channel, card, { threadTs } = {}) {
      const thread = threadTs ? { thread_ts: threadTs } : {};
      const posted = await translated(() =>
        client.chat.postMessage({
          channel,
          text: card.text,
          blocks: blocksOf(card),
          mrkdwn: false,
          unfurl_links: false,
          ...thread,
        }),
      );
      if (!posted.ts || !posted.channel) throw new Error('Slack posted a message without saying where');
      return { channel: posted.channel, ts: posted.ts };
    },

    async update({ channel, ts }, card) {
      await translated(() => client.chat.update({ channel, ts, text: card.text, blocks: blocksOf(card) }));
    },

    async channel(id): Promise<ChannelState> {
      try {
        const { channel } = await translated(() => client.conversations.info({ channel: id }));
        return { member: channel?.is_member ?? false, shared: channel?.is_ext_shared ?? false };
      } catch (error) {
        if (error instanceof SlackRefused && NO_SUCH_CHANNEL.has(error.reason)) return 'absent';
        throw error;
      }
    },

    async person(user) {
      const { user: found } = await translated(() => client.users.info({ user }));
      const names = [found?.profile?.real_name, found?.profile?.display_name, found?.name].filter(
        (name) => name !== undefined && name !== '',
      );
      const email = found?.profile?.email;
      return { names: [...new Set(names)] as string[], ...(email ? { email } : {}) };
    },

    async groupMembers(group) {
      const known = groups.get(group);
      if (known && Date.now() - known.at < GROUP_AGE) return known.members;
      const { users = [] } = await translated(() => client.usergroups.users.list({ usergroup: group }));
      groups.set(group, { at: Date.now(), members: users });
      return users;
    },
  };
}
