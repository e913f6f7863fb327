import { endingOf } from './kinds.ts';

/** https://docs.slack.dev/reference/block-kit/block-elements/file-input-element: 10 MB a file, ten files. */
const MOST_BYTES_IN_AN_INPUT = 10_000_000;
const MOST_FILES_IN_AN_INPUT = 10;

/** Slack takes a gigabyte; all of this stays in memory. */
export const MOST_BYTES_IN_A_FILE = 200_000_000;

export const mostFiles = (given: unknown): number => (typeof given === 'number' ? given : MOST_FILES_IN_AN_INPUT);

/** Why a `file_input` does not take a file: its size, or its ending. The page asks before it sends anything. */
export function fileProblem({ name, size }: { name: string; size: number }, filetypes: unknown): string | undefined {
  if (size > MOST_BYTES_IN_AN_INPUT) return `${name} is too large. The maximum file size is 10 MB.`;
  if (!Array.isArray(filetypes) || filetypes.includes(endingOf(name))) return undefined;
  return `${name} is not an accepted file type (${filetypes.join(', ')}).`;
}
