import type { KnownBlock } from '@slack/types';
import { WebClient } from '@slack/web-api';
import type { Card } from '../../cards/card.ts';
import { SlackRefused } from '../../errors.ts';
import type { Addressee, ChannelState, Chat } from '../../ports.ts';
import { isSlacks, repeated, TIMEOUT, translated } from './call.ts';
import { describeFile, downloadFile } from './files.ts';
import { respond } from './respond.ts';

export type ChatSettings = {
  readonly token: string;
  /** Another Slack than the real one, with its trailing slash; absent on AWS. */
  readonly apiUrl?: string;
};

/** How long a user group's members, and who reads a channel, are taken for current, in milliseconds. */
const AGE = 60_000;

/** The report of a large wave has tens of megabytes. In milliseconds, for each call. */
const UPLOAD_TIMEOUT = 20_000;

const NO_SUCH_CHANNEL = new Set(['channel_not_found', 'missing_scope', 'method_not_supported_for_channel_type']);

const blocksOf = (card: Card): KnownBlock[] => [...card.blocks];
const inThread = (ts: string | undefined) => (ts ? { thread_ts: ts } : {});
const PLAIN = { mrkdwn: false, unfurl_links: false } as const;

/** Slack's Web API as the port Chat. No retries of its own: whoever calls is called again by the queue. */
export function openChat({ token, apiUrl }: ChatSettings): Chat {
  const clientFor = (timeout: number) =>
    new WebClient(token, {
      retryConfig: { retries: 0 },
      timeout,
      rejectRateLimitedCalls: true,
      ...(apiUrl ? { slackApiUrl: apiUrl } : {}),
    });
  const [client, uploader] = [clientFor(TIMEOUT), clientFor(UPLOAD_TIMEOUT)];
  const groups = new Map<string, { at: number; members: readonly string[] }>();
  const sharing = new Map<string, { at: number; shared: boolean }>();

  /** In direct messages nobody else reads, and a message stays where a whisper is gone with the next start of Slack. */
  async function whisper({ user, replyTo: { channel, threadTs } }: Addressee, card: Card): Promise<void> {
    const said = { channel, text: card.text, blocks: blocksOf(card), ...inThread(threadTs) };
    if (channel.startsWith('D')) await translated(() => client.chat.postMessage({ ...said, ...PLAIN }));
    else await translated(() => client.chat.postEphemeral({ ...said, user }));
  }

  async function groupMembers(group: string): Promise<readonly string[]> {
    const known = groups.get(group);
    if (known && Date.now() - known.at < AGE) return known.members;
    const { users = [] } = await translated(() => client.usergroups.users.list({ usergroup: group }));
    groups.set(group, { at: Date.now(), members: users });
    return users;
  }

  async function channelState(id: string): Promise<ChannelState> {
    try {
      const { channel } = await translated(() => client.conversations.info({ channel: id }));
      return { member: channel?.is_member ?? false, shared: channel?.is_ext_shared ?? false };
    } catch (error) {
      if (error instanceof SlackRefused && NO_SUCH_CHANNEL.has(error.reason)) return 'absent';
      throw error;
    }
  }

  async function isShared(channel: string): Promise<boolean> {
    const known = sharing.get(channel);
    if (known && Date.now() - known.at < AGE) return known.shared;
    const state = await channelState(channel);
    const shared = state !== 'absent' && state.shared;
    sharing.set(channel, { at: Date.now(), shared });
    return shared;
  }

  return {
    async answer(to: Addressee, card: Card) {
      const { responseUrl, threadTs, replace = false } = to.replyTo;
      if (!responseUrl || !isSlacks(responseUrl, 'hooks', apiUrl)) return whisper(to, card);
      try {
        await repeated(() => respond(responseUrl, card, { replace, threadTs }));
      } catch (error) {
        if (!(error instanceof SlackRefused)) throw error;
        await whisper(to, card);
      }
    },

    async post(channel, card, { threadTs } = {}) {
      const said = { channel, text: card.text, blocks: blocksOf(card), ...PLAIN, ...inThread(threadTs) };
      const posted = await translated(() => client.chat.postMessage(said));
      if (!posted.ts || !posted.channel) throw new Error('Slack posted a message without saying where');
      return { channel: posted.channel, ts: posted.ts };
    },

    async update({ channel, ts }, card) {
      await translated(() => client.chat.update({ channel, ts, text: card.text, blocks: blocksOf(card) }));
    },

    async permalink({ channel, ts }) {
      try {
        return (await translated(() => client.chat.getPermalink({ channel, message_ts: ts }))).permalink;
      } catch (error) {
        if (error instanceof SlackRefused) return undefined;
        throw error;
      }
    },

    channel: channelState,
    // In direct messages with the bot nobody else reads.
    isShared: async (channel) => !channel.startsWith('D') && isShared(channel),

    async person(user) {
      const { user: found } = await translated(() => client.users.info({ user }));
      const names = [found?.profile?.real_name, found?.profile?.display_name, found?.name].filter(
        (name) => name !== undefined && name !== '',
      );
      const email = found?.profile?.email;
      return { names: [...new Set(names)] as string[], ...(email ? { email } : {}) };
    },

    async members(ids) {
      const isGroup = (id: string): boolean => id.startsWith('S');
      try {
        const groups = await Promise.all(ids.filter(isGroup).map(groupMembers));
        return [...ids.filter((id) => !isGroup(id)), ...groups.flat()];
      } catch (error) {
        if (error instanceof SlackRefused) return 'unreadable';
        throw error;
      }
    },

    file: (id) => describeFile(client, id),
    download: (file) => downloadFile(file, { token, apiUrl }),

    async attach({ channel, threadTs }, files) {
      const place = threadTs ? { channel_id: channel, thread_ts: threadTs } : { channel_id: channel };
      const uploads = files.map(({ name, content }) => ({ filename: name, title: name, file: Buffer.from(content) }));
      await translated(() => uploader.filesUploadV2({ ...place, file_uploads: uploads }));
    },
  };
}
