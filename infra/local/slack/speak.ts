import { type Felt, failed, runCommand } from './command.ts';
import { messageText } from './escaping.ts';
import { looseFiles } from './files/store.ts';
import { takesMessages } from './manifest.ts';
import { startsThread } from './messages.ts';
import { post } from './posting.ts';
import { richText } from './rich-text.ts';
import type { Channel, Message, Person, Workspace } from './workspace.ts';

/** What goes with what a person typed: the thread that it replies to, and the ids of uploaded files. */
export type With = { readonly threadTs?: string | undefined; readonly files?: readonly string[] };

/** Slack's clients take no more, and offer to make a snippet of it. */
const CHARACTERS_IN_A_TYPED_TEXT = 12_000;

/** What a person typed into a channel: a command of Slack's own, one of the app's, or a message. */
export async function speak(
  workspace: Workspace,
  person: Person,
  channelId: string,
  typed: string,
  { threadTs, files = [] }: With = {},
): Promise<Felt> {
  const channel = writableChannel(workspace, person, channelId);
  if ('ok' in channel) return channel;
  if (typed.trim() === '' && files.length === 0) return { ok: true };
  const invited = /^\/invite\s+@?(\S+)\s*$/.exec(typed)?.[1];
  if (invited !== undefined) return invite(workspace, person, channel, invited);
  if (typed.startsWith('/')) {
    // https://docs.slack.dev/interactivity/implementing-slash-commands: not from within a thread.
    if (threadTs) return failed('not_in_thread', 'Slash commands do not work in threads.');
    if (files.length > 0) return failed('not_with_files', 'Slash commands take no files.');
    return runCommand(workspace, person, channel, typed);
  }
  if (threadTs && !startsThread(workspace, channel.id, threadTs)) return failed('thread_not_found', 'That is gone.');
  if (!looseFiles(workspace, person.id, files)) return failed('file_not_found', 'A file is gone. Attach it again.');
  return write(workspace, person, channel, typed, { threadTs, files });
}

/** The channel, when this person may write there. */
export function writableChannel(workspace: Workspace, person: Person, id: string): Channel | Felt {
  const channel = workspace.channels.get(id);
  if (!channel?.members.has(person.id)) return failed('not_in_channel', 'You are not in this channel.');
  if (channel.kind !== 'im' || takesMessages(workspace.settings.manifest)) return channel;
  return failed('restricted_action', 'Sending messages to this app has been turned off.');
}

/** Posts what a person wrote, as their client would send it. */
export function write(
  workspace: Workspace,
  person: Person,
  channel: Channel,
  typed: string,
  more: Pick<Message, 'threadTs' | 'files' | 'attachments'>,
): Felt {
  const text = messageText(typed, workspace);
  if (text.length > CHARACTERS_IN_A_TYPED_TEXT) {
    return failed('msg_too_long', 'Your message is too long: more than 12,000 characters. Create a text snippet.');
  }
  const { files = [], ...rest } = more;
  post(workspace, {
    ...rest,
    ...(files.length > 0 ? { files } : {}),
    channel: channel.id,
    user: person.id,
    text,
    blocks: text === '' ? [] : [richText(text)],
    clientMsgId: crypto.randomUUID(),
  });
  if (!channel.members.has(workspace.app.userId)) hintInvitation(workspace, person, channel, text, more.threadTs);
  return { ok: true };
}

/** Whoever mentions the app where it is not is told so by Slack; the app hears nothing. */
function hintInvitation(
  workspace: Workspace,
  person: Person,
  channel: Channel,
  text: string,
  threadTs: string | undefined,
): void {
  const { userId } = workspace.app;
  if (!text.includes(`<@${userId}>`)) return;
  const handle = workspace.people.get(userId)?.name;
  const hint = `You mentioned <@${userId}>, but they’re not in this channel. To bring them in: \`/invite @${handle}\``;
  post(workspace, { channel: channel.id, user: 'USLACKBOT', text: hint, threadTs, onlyFor: person.id });
}

function invite(workspace: Workspace, person: Person, channel: Channel, handle: string): Felt {
  const guest = [...workspace.people.values()].find(({ name }) => name === handle);
  if (!guest) return failed('user_not_found', `There is no @${handle} here.`);
  if (channel.kind === 'im') return failed('not_a_channel', 'Nobody can be invited to direct messages.');
  if (channel.members.has(guest.id)) return failed('already_in_channel', `@${handle} is in this channel already.`);
  channel.members.add(guest.id);
  const text = `was added to #${channel.name} by <@${person.id}>.`;
  post(workspace, { channel: channel.id, user: guest.id, text, subtype: 'joined', inviter: person.id });
  return { ok: true };
}
