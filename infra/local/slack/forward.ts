import type { JsonObject } from './block-kit/problems.ts';
import { channelName, type Felt, failed } from './command.ts';
import { permalinkOf } from './messages.ts';
import { messageWithMenu, type Place } from './shortcut.ts';
import { writableChannel, write } from './speak.ts';
import type { Message, Person, Workspace } from './workspace.ts';

/** A person forwards a message that they see to a channel that they are in, with a comment or without. */
export async function forward(
  workspace: Workspace,
  person: Person,
  place: Place,
  to: string,
  comment: string,
): Promise<Felt> {
  const message = messageWithMenu(workspace, person, place);
  if (!message) return failed('message_not_found', 'That is no longer there.');
  const channel = writableChannel(workspace, person, to);
  if ('ok' in channel) return channel;
  return write(workspace, person, channel, comment, { attachments: [quotation(workspace, message)] });
}

/**
 * A forwarded message as Slack attaches it; its files are nested here and nowhere else. Slack has no page about it: the
 * fields are those of payloads that were published (MercuryTechnologies/slack-web, tests/golden).
 */
function quotation(workspace: Workspace, message: Message): JsonObject {
  const { channel: id, ts, user, text, blocks, files } = message;
  const { team, people, bots, channels, url } = workspace;
  const [channel, author] = [channels.get(id), people.get(user) ?? bots.get(user)];
  const permalink = permalinkOf(workspace, message);
  return {
    id: 1,
    ts,
    author_id: user,
    author_name: author?.realName,
    author_subname: author?.name,
    author_link: `${url}/team/${user}`,
    channel_id: id,
    channel_name: channel && channelName(channel),
    channel_team: team.id,
    is_msg_unfurl: true,
    is_share: true,
    message_blocks: [{ team: team.id, channel: id, ts, message: { blocks } }],
    color: 'D0D0D0',
    original_url: permalink,
    from_url: permalink,
    fallback: `[${dateOf(ts)}] ${author?.name}: ${text}`,
    text,
    mrkdwn_in: ['text'],
    footer: channel?.kind === 'public' ? `Posted in #${channel.name}` : 'Slack Conversation',
    ...(files ? { files: files.map((file) => ({ id: file })) } : {}),
  };
}

const written = new Intl.DateTimeFormat('en-US', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });

const dateOf = (ts: string): string => written.format(new Date(Number(ts) * 1000));
