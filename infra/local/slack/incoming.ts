import type { KnownBlock } from '@slack/types';
import { CHARACTERS_IN_A_TEXT } from './block-kit/limits.ts';
import { isObject, type JsonObject, type Problem } from './block-kit/problems.ts';
import { messageProblems, tooLongTogether } from './block-kit/validate.ts';

/** A message that an app may post, or why it may not. */
export type Incoming =
  | { readonly kind: 'message'; readonly text: string; readonly blocks?: readonly KnownBlock[] }
  | { readonly kind: 'refused'; readonly error: string; readonly problems: readonly Problem[] };

/**
 * Reads text and blocks as an app sent them. Slack would take blocks without a text; here the text is demanded, since
 * screen readers and mobile notices read nothing else (https://docs.slack.dev/reference/methods/chat.postMessage).
 */
export function readMessage(sent: JsonObject): Incoming {
  const { text, attachments } = sent;
  if (typeof text !== 'string' || text.trim() === '') return refused('no_text');
  if (text.length > CHARACTERS_IN_A_TEXT) return refused('msg_too_long');
  if (attachments !== undefined) return refused('attachments_are_legacy');
  if (sent.blocks === undefined) return { kind: 'message', text };
  const blocks = parsed(sent.blocks);
  if (!Array.isArray(blocks)) return refused('invalid_blocks_format');
  const problems = messageProblems(blocks);
  if (problems.length > 0) return { kind: 'refused', error: 'invalid_blocks', problems };
  if (tooLongTogether(blocks)) return refused('msg_blocks_too_long');
  return { kind: 'message', text, blocks };
}

/** Form-encoded calls carry JSON in strings; undefined when it is none. */
export function parsed(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}

/** `[ERROR] must be … [json-pointer:/blocks/0]`, as Slack writes them. */
export const messagesOf = (problems: readonly Problem[]): string[] =>
  problems.map(({ pointer, message }) => `[ERROR] ${message} [json-pointer:${pointer}]`);

export const asObject = (value: unknown): JsonObject | undefined => (isObject(value) ? value : undefined);

const refused = (error: string): Incoming => ({ kind: 'refused', error, problems: [] });
