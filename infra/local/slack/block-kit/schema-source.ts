import type { KnownBlock, ModalView } from '@slack/types';

/** What the schemas are generated from: Slack's own types, and nothing looser. See generate.ts. */
export type AnyKnownBlock = KnownBlock;

/** A modal without its blocks, which are checked one by one. */
export type ModalFrame = Omit<ModalView, 'blocks'>;
