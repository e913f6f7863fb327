import type { Channel, Workspace } from '../workspace.ts';
import { hasScope, missingArgument, type Reply, refuse, text } from './method.ts';

/** The channel to post to; a person's id means the direct messages with them. Otherwise Slack's refusal. */
export function placeToPost(workspace: Workspace, id: unknown): Channel | Reply {
  const name = text(id);
  if (!name) return missingArgument('channel');
  const channel = workspace.channels.get(name) ?? directMessages(workspace, name);
  if (!channel) return refuse('channel_not_found');
  if (channel.members.has(workspace.app.userId)) return channel;
  if (channel.kind === 'private') return refuse('channel_not_found');
  return hasScope(workspace, 'chat:write.public') ? channel : refuse('not_in_channel');
}

const directMessages = ({ channels }: Workspace, user: string): Channel | undefined =>
  [...channels.values()].find(({ kind, members }) => kind === 'im' && members.has(user));
