import { cpSync, mkdtempSync, rmSync, symlinkSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '..', '..', '..');

/** What a fresh clone holds, as far as commands look at it. */
const PARTS = [
  'docs',
  'handlers',
  'infra',
  'lib',
  'package.json',
  'package-lock.json',
  'serverless.yml',
  'tsconfig.json',
];

/** A copy of the project as it is when somebody has cloned it and installed its packages; nothing of ours is in its way. */
export function freshCopy() {
  const folder = mkdtempSync(join(tmpdir(), 'migcheck-guide-'));
  const ours = (path: string): boolean => !path.startsWith(join(root, 'infra', 'ca'));
  for (const part of PARTS) cpSync(join(root, part), join(folder, part), { recursive: true, filter: ours });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  // Older than what is installed: run.mjs installs when the lock file is newer.
  utimesSync(join(folder, 'package-lock.json'), 0, 0);
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
