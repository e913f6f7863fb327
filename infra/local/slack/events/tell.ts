import type { JsonObject } from '../block-kit/problems.ts';
import { type EventName, hears } from '../manifest.ts';
import { sentMessage } from '../message-fields.ts';
import { nextTs } from '../timestamp.ts';
import type { Channel, Message, Workspace } from '../workspace.ts';
import { push } from './push.ts';

/** A message as the app hears of it: in which channel, and under which name it may have subscribed to it. */
type Heard = { readonly channel: Channel; readonly name: EventName; readonly channelType: string };

const NAMES = {
  public: { name: 'message.channels', channelType: 'channel' },
  private: { name: 'message.groups', channelType: 'group' },
  im: { name: 'message.im', channelType: 'im' },
} as const;

/** Ephemeral messages make no events, and of channels that it is not in the app hears nothing. */
function heard({ app, channels }: Workspace, message: Message): Heard | undefined {
  const channel = channels.get(message.channel);
  if (message.onlyFor !== undefined || !channel?.members.has(app.userId)) return undefined;
  return { channel, ...NAMES[channel.kind] };
}

/** Tells the app of a new message, its own included. https://docs.slack.dev/reference/events/message */
export function tellPosted(workspace: Workspace, message: Message): void {
  const place = heard(workspace, message);
  if (!place) return;
  if (callsApp(workspace, message, place)) tellMention(workspace, message, place);
  tell(workspace, place, { ...eventFields(workspace, message), ts: message.ts, event_ts: message.ts });
}

/** Tells the app that a message was edited; what it was is told too. */
export function tellChanged(workspace: Workspace, before: Message, message: Message): void {
  const place = heard(workspace, message);
  if (!place) return;
  const [changed, previous] = [sentMessage(workspace, message), sentMessage(workspace, before)];
  tellHidden(workspace, place, { subtype: 'message_changed', message: changed, previous_message: previous });
}

export function tellDeleted(workspace: Workspace, message: Message): void {
  const place = heard(workspace, message);
  if (!place) return;
  const previous = sentMessage(workspace, message);
  tellHidden(workspace, place, { subtype: 'message_deleted', deleted_ts: message.ts, previous_message: previous });
}

/**
 * Whether a message is an app_mention: one in a channel whose text names the app. Measured on the real Slack: not one
 * with files (slackapi/bolt-python#925), and not the app's own (slackapi/bolt-js#1573).
 */
function callsApp({ app }: Workspace, { text, user, files = [], subtype }: Message, { channel }: Heard): boolean {
  const named = new RegExp(`<@${app.userId}(\\|[^>]*)?>`).test(text);
  return named && channel.kind !== 'im' && files.length === 0 && user !== app.userId && subtype !== 'joined';
}

/** https://docs.slack.dev/reference/events/app_mention */
function tellMention(workspace: Workspace, message: Message, { channel }: Heard): void {
  if (!hears(workspace.settings.manifest, 'app_mention')) return;
  const fields = { ...sentMessage(workspace, message), type: 'app_mention', channel: channel.id };
  push(workspace, channel, { ...fields, event_ts: message.ts });
}

/** The fields of a message that depend on what kind it is. */
function eventFields(workspace: Workspace, message: Message): JsonObject {
  const { user, inviter, subtype, files = [] } = message;
  if (subtype === 'joined') {
    return { type: 'message', subtype: 'channel_join', user, text: `<@${user}> has joined the channel`, inviter };
  }
  const { team, ...fields } = sentMessage(workspace, message);
  // Of a message with files Slack does not say the workspace (slackapi/slack-api-specs#62), of another bot's neither.
  if (files.length > 0) return { ...fields, subtype: 'file_share' };
  return subtype === 'bot_message' ? fields : { ...fields, team };
}

function tellHidden(workspace: Workspace, place: Heard, fields: JsonObject): void {
  const ts = nextTs(workspace);
  tell(workspace, place, { type: 'message', ...fields, hidden: true, ts, event_ts: ts });
}

function tell(workspace: Workspace, { channel, name, channelType }: Heard, event: JsonObject): void {
  if (!hears(workspace.settings.manifest, name)) return;
  push(workspace, channel, { ...event, channel: channel.id, channel_type: channelType });
}
