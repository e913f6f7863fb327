import {
  BLOCKS_IN_A_MESSAGE,
  BLOCKS_IN_A_MODAL,
  CHARACTERS_IN_A_MESSAGE,
  NOT_IN_A_MESSAGE,
  NOT_IN_A_MODAL,
} from './limits.ts';
import { isObject, limitProblems, objectsIn, type Problem } from './problems.ts';
import { ruleProblems } from './rules.ts';
import { blockShapeProblems, modalShapeProblems } from './schema.ts';

/** What Slack would refuse in the blocks of a message; none means that they may be posted. */
export function messageProblems(blocks: unknown): Problem[] {
  return blockListProblems(blocks, '/blocks', BLOCKS_IN_A_MESSAGE, NOT_IN_A_MESSAGE);
}

/** What Slack would refuse in a modal. */
export function modalProblems(view: unknown): Problem[] {
  if (!isObject(view)) return [{ pointer: '/view', message: 'must be an object' }];
  const blocks = blockListProblems(view.blocks, '/view/blocks', BLOCKS_IN_A_MODAL, NOT_IN_A_MODAL);
  const { blocks: _, ...frame } = view;
  return [
    ...modalShapeProblems(view, '/view'),
    ...limitProblems(frame, '/view'),
    ...blocks,
    ...(hasInput(view.blocks) && view.submit === undefined
      ? [{ pointer: '/view', message: 'submit is required when there is an input block' }]
      : []),
  ];
}

/** True when the texts of a message's blocks are together more than Slack takes (`msg_blocks_too_long`). */
export function tooLongTogether(blocks: readonly unknown[]): boolean {
  let characters = 0;
  for (const { value } of objectsIn(blocks, '')) {
    for (const [key, item] of Object.entries(value)) {
      if (typeof item === 'string' && key !== 'type') characters += item.length;
    }
  }
  return characters > CHARACTERS_IN_A_MESSAGE;
}

function blockListProblems(blocks: unknown, pointer: string, most: number, refused: readonly string[]): Problem[] {
  if (!Array.isArray(blocks)) return [{ pointer, message: 'must be an array' }];
  const all: unknown[] = blocks;
  if (all.length > most) return [{ pointer, message: `must be less than ${most + 1} items` }];
  const shapes = all.flatMap((block, index) =>
    isObject(block) && refused.includes(String(block.type))
      ? [{ pointer: `${pointer}/${index}`, message: `unsupported type here: ${block.type}` }]
      : blockShapeProblems(block, `${pointer}/${index}`),
  );
  return [...shapes, ...limitProblems(all, pointer), ...ruleProblems(all, pointer)];
}

const hasInput = (blocks: unknown): boolean =>
  Array.isArray(blocks) && blocks.some((block) => isObject(block) && block.type === 'input');
