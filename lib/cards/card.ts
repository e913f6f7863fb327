import type { KnownBlock } from '@slack/types';

/** What people read: `text` for screen readers and notices, `blocks` for the eye. */
export type Card = { readonly text: string; readonly blocks: readonly KnownBlock[] };
