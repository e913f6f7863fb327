import type { RichTextBlock, RichTextElement, RichTextLink, RichTextText } from '@slack/types';
import { shortId } from './short-id.ts';

/**
 * The block that Slack's clients send along with what was typed, made from its text (`messageText`).
 * https://docs.slack.dev/reference/block-kit/blocks/rich-text-block
 */
export function richText(text: string): RichTextBlock {
  const parts = text.split(/```\n?([\s\S]+?)\n?```\n?/);
  const elements = parts.flatMap((part, index): RichTextBlock['elements'] => {
    if (part === '') return [];
    if (index % 2 === 0) return [{ type: 'rich_text_section', elements: part.split(MARKED).flatMap(inline) }];
    return [{ type: 'rich_text_preformatted', elements: part.split(MARKED).flatMap(verbatim) }];
  });
  return { type: 'rich_text', block_id: shortId(), elements };
}

const MARKED = /(<[^<>]+>|`[^`\n]+`)/;

function inline(part: string): RichTextElement[] {
  const [, sign = '', id = ''] = /^<(@|#|!subteam\^)(\w+)/.exec(part) ?? [];
  if (sign === '@') return [{ type: 'user', user_id: id }];
  if (sign === '#') return [{ type: 'channel', channel_id: id }];
  if (sign !== '') return [{ type: 'usergroup', usergroup_id: id }];
  const [, code] = /^`(.+)`$/.exec(part) ?? [];
  if (code) return [{ type: 'text', text: read(code), style: { code: true } }];
  return verbatim(part);
}

function verbatim(part: string): (RichTextText | RichTextLink)[] {
  const [, url, label] = /^<([^|>]+)(?:\|([^>]*))?>$/.exec(part) ?? [];
  if (url) return [{ type: 'link', url: read(url), ...(label ? { text: read(label) } : {}) }];
  return part === '' ? [] : [{ type: 'text', text: read(part) }];
}

/** Rich text holds the characters themselves. */
const read = (text: string): string => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
