import type { KnownBlock } from '@slack/types';
import { changed, type Message, now, type Workspace } from './workspace.ts';

export type Draft = Pick<Message, 'channel' | 'user' | 'text'> &
  Partial<Pick<Message, 'blocks' | 'threadTs' | 'onlyFor' | 'subtype'>>;

/** Adds a message and returns it, with the timestamp that is its name in Slack. */
export function post(workspace: Workspace, draft: Draft): Message {
  const message = { ...draft, ts: nextTs(workspace), blocks: named(draft.blocks ?? []) };
  workspace.messages = [...workspace.messages, message];
  changed(workspace);
  return message;
}

/** Puts new text and blocks in the place of a message's old ones. */
export function rewrite(workspace: Workspace, message: Message, text: string, blocks?: readonly KnownBlock[]): void {
  message.text = text;
  // chat.update without blocks keeps those that are there (https://docs.slack.dev/reference/methods/chat.update).
  if (blocks) message.blocks = named(blocks);
  message.edited = true;
  changed(workspace);
}

export function remove(workspace: Workspace, ts: string): void {
  workspace.messages = workspace.messages.filter((message) => message.ts !== ts);
  changed(workspace);
}

export function messageAt(workspace: Workspace, channel: string, ts: string): Message | undefined {
  return workspace.messages.find((message) => message.channel === channel && message.ts === ts);
}

/** What `person` sees: the channels they are in, and of ephemeral messages only their own. */
export function visibleTo(workspace: Workspace, person: string): readonly Message[] {
  return workspace.messages.filter(
    ({ channel, onlyFor }) =>
      workspace.channels.get(channel)?.members.has(person) && (onlyFor === undefined || onlyFor === person),
  );
}

/** Slack names every block and every element that the app did not name. */
function named(blocks: readonly KnownBlock[]): KnownBlock[] {
  return blocks.map((block) => withActionIds({ block_id: shortId(), ...block }));
}

function withActionIds(block: KnownBlock): KnownBlock {
  if (block.type === 'section' && block.accessory && block.accessory.type !== 'image') {
    return { ...block, accessory: { action_id: shortId(), ...block.accessory } };
  }
  if (block.type !== 'actions') return block;
  return { ...block, elements: block.elements.map((element) => ({ action_id: shortId(), ...element })) };
}

export const shortId = (): string => Math.random().toString(36).slice(2, 7).padEnd(5, '0');

/** `1763880000.000100`: seconds and microseconds, and always later than the one before. */
function nextTs(workspace: Workspace): string {
  workspace.lastTs = Math.max(workspace.lastTs + 1, now(workspace) * 1000);
  const seconds = Math.floor(workspace.lastTs / 1_000_000);
  return `${seconds}.${String(workspace.lastTs % 1_000_000).padStart(6, '0')}`;
}
