import type { KnownBlock } from '@slack/types';
import type { JsonObject } from './block-kit/problems.ts';
import { messageProblems } from './block-kit/validate.ts';
import { post } from './posting.ts';
import type { Message, Workspace } from './workspace.ts';

/** What another app says. Blocks are checked as one's own are; attachments are whatever it sends. */
export type BotWords = {
  readonly text?: string;
  readonly attachments?: readonly JsonObject[];
  readonly blocks?: readonly KnownBlock[];
  readonly threadTs?: string;
};

/** Posts as an incoming webhook of another app does. https://docs.slack.dev/reference/events/message/bot_message */
export function postAsBot(workspace: Workspace, channel: string, words: BotWords): Message {
  const { text = '', attachments = [], blocks = [], threadTs } = words;
  if (!workspace.channels.has(channel)) throw new Error(`There is no channel ${channel}`);
  const [problem] = messageProblems(blocks);
  if (problem) throw new Error(`${problem.pointer} ${problem.message}`);
  return post(workspace, {
    channel,
    user: 'B0MONITOR',
    subtype: 'bot_message',
    text,
    blocks,
    ...(attachments.length > 0 ? { attachments: attachments.map(completed) } : {}),
    ...(threadTs ? { threadTs } : {}),
  });
}

/** Slack numbers attachments, and says in plain words what they hold where the app did not. */
function completed(attachment: JsonObject, index: number): JsonObject {
  const { color, text, title } = attachment;
  const fallback = [text, title].find((words) => typeof words === 'string') ?? '[no preview available]';
  return {
    id: index + 1,
    fallback,
    ...attachment,
    ...(typeof color === 'string' ? { color: color.replace('#', '') } : {}),
  };
}
