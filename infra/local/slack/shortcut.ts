import { channelName, type Felt, failed } from './command.ts';
import { actorFields, sendInteraction } from './interaction.ts';
import { messageShortcuts } from './manifest.ts';
import { sentMessage } from './message-fields.ts';
import { messageAt, visibleTo } from './messages.ts';
import { issueResponseUrl } from './tickets.ts';
import { type Message, now, type Person, type Workspace } from './workspace.ts';

export type Place = { readonly channel: string; readonly ts: string };

/** A person uses one of the app's message shortcuts, wherever they see the message: the app need not be there. */
export async function takeShortcut(
  workspace: Workspace,
  person: Person,
  place: Place,
  callbackId: string,
): Promise<Felt> {
  const message = messageWithMenu(workspace, person, place);
  if (!message) return failed('message_not_found', 'That is no longer there.');
  const known = messageShortcuts(workspace.settings.manifest).some(({ callback_id }) => callback_id === callbackId);
  if (!known) return failed('unknown_shortcut', 'This app has no such shortcut.');
  return sendInteraction(workspace, shortcutFields(workspace, person, message, callbackId));
}

/** The message, when this person sees it and it has a menu: ephemeral ones and Slack's own lines have none. */
export function messageWithMenu(workspace: Workspace, person: Person, { channel, ts }: Place): Message | undefined {
  const message = messageAt(workspace, channel, ts);
  if (!message || message.onlyFor !== undefined || message.subtype === 'joined') return undefined;
  return visibleTo(workspace, person.id).includes(message) ? message : undefined;
}

/** https://docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload */
function shortcutFields(workspace: Workspace, person: Person, message: Message, callbackId: string) {
  const channel = workspace.channels.get(message.channel);
  return {
    type: 'message_action',
    action_ts: (now(workspace) / 1000).toFixed(6),
    ...actorFields(workspace, person),
    channel: { id: message.channel, name: channel ? channelName(channel) : '' },
    callback_id: callbackId,
    response_url: issueResponseUrl(workspace, { person: person.id, channel: message.channel }),
    message_ts: message.ts,
    message: sentMessage(workspace, message),
  };
}
