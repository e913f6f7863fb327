import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Call } from './call.ts';
import type { World } from './outside.ts';

/** A scenario with nothing going wrong: where it begins, and what it asks of the outside. */
export type Run = { readonly name: string; readonly begins: World; readonly calls: readonly Call[] };

export type Measured = {
  /** The bundle that a worker is started from. */
  readonly worker: string;
  readonly runs: readonly Run[];
};

const script = join(dirname(fileURLToPath(import.meta.url)), 'measure.ts');

/** Has every scenario run once, undisturbed, and waits for it. */
export function measure(): Measured {
  const folder = mkdtempSync(join(tmpdir(), 'migcheck-faults-'));
  const { status, stderr } = spawnSync(process.execPath, [script, folder], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`The scenarios could not be measured:\n${stderr}`);
  return JSON.parse(readFileSync(join(folder, 'measured.json'), 'utf8'));
}
