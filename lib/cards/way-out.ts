import type { KnownBlock } from '@slack/types';
import type { WayOut } from '../migration/by-hand.ts';
import { list, paragraph, preformatted } from './blocks.ts';
import { clipped } from './visible.ts';

/** One way out: its title with its articles, the steps, and what to copy. */
export const wayOut = ({ title, steps, copy, articles }: WayOut): readonly KnownBlock[] => [
  paragraph({ bold: title }, ` (${articles.join(', ')})`),
  list(
    steps.map((step) => [step]),
    'ordered',
  ),
  ...(copy ? [preformatted(clipped(copy, 1_500))] : []),
];
