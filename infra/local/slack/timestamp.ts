import { now, type Workspace } from './workspace.ts';

/** `1763880000.000100`: seconds and microseconds, and always later than the one before. */
export function nextTs(workspace: Workspace): string {
  workspace.lastTs = Math.max(workspace.lastTs + 1, now(workspace) * 1000);
  const seconds = Math.floor(workspace.lastTs / 1_000_000);
  return `${seconds}.${String(workspace.lastTs % 1_000_000).padStart(6, '0')}`;
}
