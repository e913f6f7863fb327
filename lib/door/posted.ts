import * as z from 'zod';
import { fromSlack } from '../asking/slack-text.ts';

/** What a message of Slack holds for us: its text as it was written, and its files. */
export type Posted = { readonly text: string; readonly files: readonly { id: string; name?: string }[] };

const Text = z.string().catch('');
const listOf = <T extends z.ZodType>(item: T) => z.array(item).catch([]);

const File = z.looseObject({ id: z.string(), name: z.string().optional().catch(undefined), mode: Text });
type Block = { readonly type: string; readonly [key: string]: unknown };
const Blocks = listOf(z.looseObject({ type: z.string() }));

/** A classic attachment of another app, or a message that somebody forwarded (`is_share`): its files stand here alone. */
const Attachment = z.looseObject({
  pretext: Text,
  title: Text,
  text: Text,
  fallback: Text,
  fields: listOf(z.looseObject({ title: Text, value: Text })),
  blocks: Blocks,
  message_blocks: listOf(z.looseObject({ message: z.looseObject({ blocks: Blocks }) })),
  files: listOf(File),
});
type Attachment = z.infer<typeof Attachment>;

const Message = z.looseObject({
  text: Text,
  bot_id: z.string().optional().catch(undefined),
  blocks: Blocks,
  attachments: listOf(Attachment),
  files: listOf(File),
});

/** Each of these is a line of its own, whatever stands in it. */
const LINES = new Set([
  'rich_text_section',
  'rich_text_preformatted',
  'rich_text_quote',
  'section',
  'header',
  'context',
]);

/** The text of blocks, in order. Rich text is as it was typed; mrkdwn has Slack's entities and links. */
function textOfBlocks(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOfBlocks).join('');
  if (typeof value !== 'object' || value === null) return '';
  const block = value as Partial<Block>;
  if (typeof block.text === 'string') return block.type === 'text' ? block.text : fromSlack(block.text);
  if (block.type === 'link' && typeof block.url === 'string') return block.url;
  const inside = [block.text, block.fields, block.elements].map(textOfBlocks).join('');
  return LINES.has(block.type ?? '') ? `${inside}\n` : inside;
}

const lines = (parts: readonly string[]): string => parts.filter((part) => part.trim() !== '').join('\n');

function textOfAttachment({ pretext, title, text, fields, blocks, message_blocks, fallback }: Attachment): string {
  const forwarded = message_blocks.map(({ message }) => textOfBlocks(message.blocks));
  const said = lines([
    ...[pretext, title, text].map(fromSlack),
    ...fields.map(({ title: name, value }) => `${fromSlack(name)}: ${fromSlack(value)}`),
    // A forwarded message says the same in its blocks as in its text.
    ...(text.trim() === '' ? [...forwarded, textOfBlocks(blocks)] : []),
  ]);
  return said || fromSlack(fallback);
}

/** A file that is not there any more leaves a tombstone. */
const isThere = ({ mode }: z.infer<typeof File>): boolean => mode !== 'tombstone' && mode !== 'hidden_by_limit';

/**
 * Reads a message as the Events API and message shortcuts hand it over: what a person typed, what another app posted
 * (blocks, attachments), what was forwarded, and every file, each once.
 */
export function postedIn(message: unknown): Posted {
  const { text, bot_id, blocks, attachments, files } = Message.catch(Message.parse({})).parse(message);
  // What an app calls text is for notices; what it has to say is in its blocks.
  const own = (bot_id && textOfBlocks(blocks).trim()) || fromSlack(text);
  const all = [...files, ...attachments.flatMap((attachment) => attachment.files)].filter(isThere);
  return {
    text: lines([own, ...attachments.map(textOfAttachment)]),
    files: [...new Map(all.map(({ id, name }) => [id, { id, ...(name ? { name } : {}) }])).values()],
  };
}
