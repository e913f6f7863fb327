import type { Button, KnownBlock, RichTextBlock, RichTextElement, RichTextSection } from '@slack/types';
import type { Card } from './card.ts';
import { fitted } from './fitted.ts';
import { utc } from './utc.ts';
import { clipped, notAscii, shown, verbatim, visible } from './visible.ts';

/** Limits of Slack's Block Kit (https://docs.slack.dev/reference/block-kit/blocks). */
const LIMITS = { header: 150, text: 3_000, field: 2_000, buttonLabel: 75, option: 75, confirmText: 300 } as const;

/** A piece of a sentence: text, bold text, code, a person or a group in Slack, a moment in the reader's zone, a link. */
export type Piece =
  | string
  | { bold: string }
  | { code: string }
  | { user: string }
  | { group: string }
  | { moment: string }
  | { label: string; url: string };

const element = (piece: Piece): RichTextElement => {
  if (typeof piece === 'string') return { type: 'text', text: shown(piece, LIMITS.text) };
  if ('bold' in piece) return { type: 'text', text: shown(piece.bold, LIMITS.text), style: { bold: true } };
  if ('code' in piece) return { type: 'text', text: shown(piece.code, LIMITS.text), style: { code: true } };
  if ('url' in piece) return { type: 'link', url: piece.url, text: shown(piece.label, LIMITS.text) };
  if ('user' in piece) return { type: 'user', user_id: piece.user };
  if ('group' in piece) return { type: 'usergroup', usergroup_id: piece.group };
  return momentOf(piece.moment);
};

/** Slack shows it in the reader's zone; who sees the fallback is told which zone it is. */
function momentOf(iso: string): RichTextElement {
  const milliseconds = Date.parse(iso);
  if (Number.isNaN(milliseconds)) return { type: 'text', text: shown(iso, LIMITS.text) || ' ' };
  return {
    type: 'date',
    timestamp: Math.floor(milliseconds / 1_000),
    format: '{date_short_pretty} {time_secs}',
    fallback: utc(iso),
  };
}

const section = (pieces: readonly Piece[]): RichTextSection => ({
  type: 'rich_text_section',
  elements: pieces.filter((piece) => piece !== '').map(element),
});

/** A heading; plain text, so nothing in it is ever formatting. */
export const heading = (text: string): KnownBlock => ({
  type: 'header',
  text: { type: 'plain_text', text: shown(text, LIMITS.header), emoji: false },
});

/** A paragraph. Rich text: directory values stand in it as text, whatever they hold. */
export const paragraph = (...pieces: readonly Piece[]): RichTextBlock => ({
  type: 'rich_text',
  elements: [section(pieces)],
});

/** A list of sentences. */
export const list = (items: readonly (readonly Piece[])[], style: 'bullet' | 'ordered' = 'bullet'): RichTextBlock => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_list', style, elements: items.map(section) }],
});

/** Lines side by side, where there is room. */
export const columns = (...cells: readonly (readonly string[])[]): KnownBlock => ({
  type: 'section',
  fields: cells.map((lines) => ({
    type: 'plain_text',
    text: clipped(lines.map(visible).join('\n'), LIMITS.field),
    emoji: false,
  })),
});

const frame = (text: string): RichTextBlock => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text: text || ' ' }] }],
});

/** Lines to compare, in a frame; no line becomes two, whatever stands in it. */
export const preformatted = (...lines: readonly string[]): RichTextBlock =>
  frame(lines.map((line) => shown(line, LIMITS.text)).join('\n'));

/** Lines to copy, in a frame: look-alikes stay as they are. */
export const copyable = (...lines: readonly string[]): RichTextBlock =>
  frame(lines.map((line) => verbatim(clipped(line, LIMITS.text))).join('\n'));

/** An address or a value byte for byte, in a frame; below it, what of it is not what a keyboard types. */
export function exactly(value: string): readonly KnownBlock[] {
  const odd = notAscii(value);
  return [copyable(value), ...(odd ? [note(odd)] : [])];
}

/** Small print. */
export const note = (text: string): KnownBlock => ({
  type: 'context',
  elements: [{ type: 'plain_text', text: shown(text, 2_000), emoji: false }],
});

export const divider: KnownBlock = { type: 'divider' };

/** What a button is: `id` names the action, `value` is the id of what it is about and nothing else. */
export type ButtonOptions = {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly style?: 'primary' | 'danger';
  readonly confirm?: { readonly title: string; readonly text: string; readonly yes: string };
};

const plain = (text: string, limit: number) => ({
  type: 'plain_text' as const,
  text: shown(text, limit),
  emoji: false,
});

export const button = ({ id, label, value, style, confirm }: ButtonOptions): Button => ({
  type: 'button',
  action_id: id,
  text: plain(label, LIMITS.buttonLabel),
  value,
  ...(style ? { style } : {}),
  ...(confirm
    ? {
        confirm: {
          title: plain(confirm.title, 100),
          text: plain(confirm.text, LIMITS.confirmText),
          confirm: plain(confirm.yes, 30),
          deny: plain('Back', 30),
        },
      }
    : {}),
});

export const actions = (...buttons: readonly Button[]): KnownBlock => ({ type: 'actions', elements: [...buttons] });

/** A menu of at most a hundred choices; each value is an id and a number. */
export const menu = (
  id: string,
  placeholder: string,
  choices: readonly { label: string; value: string }[],
): KnownBlock => ({
  type: 'actions',
  elements: [
    {
      type: 'static_select',
      action_id: id,
      placeholder: plain(placeholder, 150),
      options: choices.slice(0, 100).map(({ label, value }) => ({ text: plain(label, LIMITS.option), value })),
    },
  ],
});

/** Slack reads mrkdwn in the top-level text; its three entities are enough to make it plain. */
const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** A card: `text` says the whole in one sentence, since screen readers and notices read nothing else. */
export const card = (text: string, blocks: readonly KnownBlock[]): Card => ({
  text: escaped(shown(text, LIMITS.text)),
  blocks: fitted(blocks),
});
