import type { KnownBlock } from '@slack/types';
import { tellChanged, tellDeleted, tellPosted } from './events/tell.ts';
import { shareFiles } from './files/store.ts';
import { toldBy } from './notices.ts';
import { shortId } from './short-id.ts';
import { nextTs } from './timestamp.ts';
import { changed, type Message, type Workspace } from './workspace.ts';

export type Draft = Pick<Message, 'channel' | 'user' | 'text'> & Partial<Omit<Message, 'ts' | 'edited' | 'tells'>>;

/** Adds a message and returns it, with the timestamp that is its name in Slack. */
export function post(workspace: Workspace, draft: Draft): Message {
  const blocks = named(draft.blocks ?? []);
  const message = { ...draft, ts: nextTs(workspace), blocks, tells: toldBy(workspace, draft) };
  workspace.messages = [...workspace.messages, message];
  shareFiles(workspace, message);
  tellPosted(workspace, message);
  changed(workspace);
  return message;
}

/** Puts new text and blocks in the place of a message's old ones. */
export function rewrite(workspace: Workspace, message: Message, text: string, blocks?: readonly KnownBlock[]): void {
  const before = { ...message };
  message.text = text;
  // chat.update without blocks keeps those that are there (https://docs.slack.dev/reference/methods/chat.update).
  if (blocks) message.blocks = named(blocks);
  message.edited = true;
  tellChanged(workspace, before, message);
  changed(workspace);
}

export function remove(workspace: Workspace, ts: string): void {
  const gone = workspace.messages.find((message) => message.ts === ts);
  workspace.messages = workspace.messages.filter((message) => message !== gone);
  if (gone) tellDeleted(workspace, gone);
  changed(workspace);
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
