import { isObject, type JsonObject } from '../block-kit/problems.ts';
import { type Entries, type Entry, elementsOf } from '../elements.ts';
import type { OpenView, Workspace } from '../workspace.ts';
import { fileProblem, mostFiles } from './limits.ts';
import { filesWith } from './store.ts';

/** What Slack itself has against the files of a `file_input`. */
export function fileInputProblem(
  workspace: Workspace,
  { person }: OpenView,
  element: JsonObject,
  entry: Entry,
): string | undefined {
  const ids = Array.isArray(entry) ? entry : [];
  const most = mostFiles(element.max_files);
  if (ids.length > most) return `Please upload no more than ${most} ${most === 1 ? 'file' : 'files'}.`;
  const files = filesWith(workspace, ids).filter(({ user, shares }) => user === person && shares.length === 0);
  if (files.length < ids.length) return 'A file could not be uploaded. Please try again.';
  const problems = files.map(({ name, bytes }) => fileProblem({ name, size: bytes.length }, element.filetypes));
  return problems.find((problem) => problem !== undefined);
}

/** From now on the app may see the files that were entered in a modal, though no channel has them. */
export function giveFiles(workspace: Workspace, { view }: OpenView, entries: Entries): void {
  for (const { blockId, actionId, element } of elementsOf(view.blocks)) {
    const entry = entries[blockId]?.[actionId];
    if (element.type !== 'file_input' || !Array.isArray(entry)) continue;
    for (const file of filesWith(workspace, entry)) file.givenToApp = true;
  }
}

/** Whether one of the blocks has a `file_input`. */
export const hasFileInput = (blocks: readonly unknown[]): boolean =>
  blocks.some((block) => isObject(block) && isObject(block.element) && block.element.type === 'file_input');
