import type { KnownBlock } from '@slack/types';
import type { WayOut } from '../migration/by-hand.ts';
import { copyable, list, paragraph } from './blocks.ts';
import { firstLines } from './visible.ts';

/** One way out: its title with its articles, the steps, and what to copy. */
export const wayOut = ({ title, steps, copy, articles }: WayOut): readonly KnownBlock[] => [
  paragraph({ bold: title }, ` (${articles.join(', ')})`),
  list(
    steps.map((step) => [step]),
    'ordered',
  ),
  ...(copy ? [copyable(...firstLines(copy, 1_500))] : []),
];
