import { isObject, type JsonObject } from './block-kit/problems.ts';
import { sentFile } from './files/fields.ts';
import { filesWith } from './files/store.ts';
import { hasReplies, messageAt } from './messages.ts';
import type { Message, Workspace } from './workspace.ts';

/** A message as the Web API and the payloads show it. https://docs.slack.dev/reference/events/message */
export function messageFields(workspace: Workspace, message: Message): JsonObject {
  const { app, people, team } = workspace;
  const parent = message.threadTs && messageAt(workspace, message.channel, message.threadTs);
  const files = sentFiles(workspace, message, message.files ?? []);
  return {
    type: 'message',
    ...authorFields(workspace, message),
    text: message.text,
    blocks: message.blocks,
    ...(files.length > 0 ? { files, upload: true, display_as_bot: false } : {}),
    ...(message.attachments ? { attachments: sentAttachments(workspace, message) } : {}),
    team: people.get(message.user)?.teamId ?? team.id,
    ts: message.ts,
    ...threadFields(workspace, message),
    ...(parent ? { parent_user_id: parent.user } : {}),
    ...(message.edited
      ? { edited: { user: message.user === app.userId ? app.botId : message.user, ts: message.ts } }
      : {}),
  };
}

/** A message that was replied to begins a thread, and then names itself. */
function threadFields(workspace: Workspace, { channel, ts, threadTs }: Message): JsonObject {
  if (threadTs) return { thread_ts: threadTs };
  return hasReplies(workspace, channel, ts) ? { thread_ts: ts } : {};
}

/** The same in a payload, where blocks are left out that there are none of. */
export function sentMessage(workspace: Workspace, message: Message): JsonObject {
  const { blocks, ...fields } = messageFields(workspace, message);
  return message.blocks.length > 0 ? { ...fields, blocks } : fields;
}

/** What another app posts has no user, only a bot and the name it goes by. */
function authorFields({ app, bots }: Workspace, { user, subtype, clientMsgId }: Message): JsonObject {
  if (subtype === 'bot_message') return { subtype, bot_id: user, username: bots.get(user)?.realName ?? user };
  if (user === app.userId) return { user, bot_id: app.botId, app_id: app.id };
  return { user, ...(clientMsgId ? { client_msg_id: clientMsgId } : {}) };
}

const sentFiles = (workspace: Workspace, { channel }: Message, ids: readonly unknown[]): JsonObject[] =>
  filesWith(workspace, ids).map((file) => sentFile(workspace, file, workspace.channels.get(channel)));

const sentAttachments = (workspace: Workspace, message: Message): JsonObject[] =>
  (message.attachments ?? []).map((attachment) => {
    if (!Array.isArray(attachment.files)) return attachment;
    const ids = attachment.files.filter(isObject).map(({ id }) => id);
    return { ...attachment, files: sentFiles(workspace, message, ids) };
  });
