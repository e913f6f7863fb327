import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { BUNDLING } from '../../../infra/build.ts';

/** Bundles the worker, with its door and its handlers beside it, into a folder; what a worker is started from. */
export async function bundleWorker(folder: string): Promise<string> {
  for (const name of ['worker', 'door', 'handlers']) {
    const entry = fileURLToPath(new URL(`${name}.ts`, import.meta.url));
    const outfile = join(folder, `${name}.cjs`);
    await build({ ...BUNDLING, minify: false, sourcemap: false, entryPoints: [entry], outfile });
  }
  return join(folder, 'worker.cjs');
}
