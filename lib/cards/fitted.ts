import type { KnownBlock } from '@slack/types';
import { clipped } from './visible.ts';

/** Slack refuses somewhat more than 13,000 over all blocks (slackapi/bolt-js#2509); 12,000 leaves room. */
const CHARACTERS = 11_900;
/** No cut is shorter: a value to compare or to copy is never touched by it. */
const SHORTEST = 150;

type Leaf = { readonly type: 'text'; readonly text: string };

const isLeaf = (value: object): value is Leaf =>
  'type' in value && value.type === 'text' && 'text' in value && typeof value.text === 'string';

/** Every text that has no limit of its own in Block Kit: those of rich text. */
function leavesIn(value: unknown): readonly Leaf[] {
  if (typeof value !== 'object' || value === null) return [];
  return isLeaf(value) ? [value] : Object.values(value).flatMap(leavesIn);
}

/** All that counts: every string but the names of types. */
function charactersIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce(
    (sum, [key, item]) => sum + (typeof item === 'string' && key !== 'type' ? item.length : charactersIn(item)),
    0,
  );
}

/** The length at which all texts together keep to `room`: the longest give way first. */
function cutFor(lengths: readonly number[], room: number): number {
  const shortestFirst = [...lengths].sort((a, b) => a - b);
  let left = room;
  for (const [index, length] of shortestFirst.entries()) {
    const share = left / (shortestFirst.length - index);
    if (length > share) return Math.max(SHORTEST, Math.floor(share));
    left -= length;
  }
  return Number.POSITIVE_INFINITY;
}

const cut = (block: KnownBlock, limit: number): KnownBlock =>
  JSON.parse(JSON.stringify(block), (_, value) =>
    typeof value === 'object' && value !== null && isLeaf(value)
      ? { ...value, text: clipped(value.text, limit) }
      : value,
  );

/** The blocks with their longest texts cut so that Slack takes them together; usually just as they are. */
export function fitted(blocks: readonly KnownBlock[]): readonly KnownBlock[] {
  const excess = charactersIn(blocks) - CHARACTERS;
  if (excess <= 0) return blocks;
  const lengths = leavesIn(blocks).map(({ text }) => text.length);
  const room = lengths.reduce((sum, length) => sum + length, 0) - excess;
  const limit = cutFor(lengths, room);
  return blocks.map((block) => cut(block, limit));
}
