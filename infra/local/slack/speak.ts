import { type Felt, failed, runCommand } from './command.ts';
import { escapeText } from './escaping.ts';
import { messageAt, post } from './messages.ts';
import type { Channel, Person, Workspace } from './workspace.ts';

/** What a person typed into a channel: a command of Slack's own, one of the app's, or a message. */
export async function speak(
  workspace: Workspace,
  person: Person,
  channelId: string,
  typed: string,
  threadTs?: string,
): Promise<Felt> {
  const channel = workspace.channels.get(channelId);
  if (!channel?.members.has(person.id)) return failed('not_in_channel', 'You are not in this channel.');
  if (typed.trim() === '') return { ok: true };
  const invited = /^\/invite\s+@?(\S+)\s*$/.exec(typed)?.[1];
  if (invited !== undefined) return invite(workspace, person, channel, invited);
  if (typed.startsWith('/')) {
    // https://docs.slack.dev/interactivity/implementing-slash-commands: not from within a thread.
    if (threadTs) return failed('not_in_thread', 'Slash commands do not work in threads.');
    return runCommand(workspace, person, channel, typed);
  }
  if (threadTs && !messageAt(workspace, channel.id, threadTs)) return failed('thread_not_found', 'That is gone.');
  post(workspace, { channel: channel.id, user: person.id, text: escapeText(typed.trim(), workspace), threadTs });
  return { ok: true };
}

function invite(workspace: Workspace, person: Person, channel: Channel, handle: string): Felt {
  const guest = [...workspace.people.values()].find(({ name }) => name === handle);
  if (!guest) return failed('user_not_found', `There is no @${handle} here.`);
  if (channel.kind === 'im') return failed('not_a_channel', 'Nobody can be invited to direct messages.');
  if (channel.members.has(guest.id)) return failed('already_in_channel', `@${handle} is in this channel already.`);
  channel.members.add(guest.id);
  const text = `was added to #${channel.name} by <@${person.id}>.`;
  post(workspace, { channel: channel.id, user: guest.id, text, subtype: 'joined' });
  return { ok: true };
}
