import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { BUNDLING } from '../../../infra/build.ts';
import { SHARED } from './orders.ts';

const here = fileURLToPath(new URL('.', import.meta.url));

const OPTIONS = { ...BUNDLING, minify: false, sourcemap: false };

/**
 * Leaves the packages out of a bundle, and writes down which they are: our own code is evaluated anew for every case,
 * and need not take with it the packages that it stands on.
 */
const withoutPackages = (left: Set<string>): Plugin => ({
  name: 'without-packages',
  setup(bundling) {
    bundling.onResolve({ filter: /^shared:/ }, () => ({ external: true }));
    bundling.onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
      kind === 'entry-point' || isBuiltin(path) || path.startsWith(SHARED) ? undefined : { path, namespace: 'shared' },
    );
    bundling.onLoad({ filter: /./, namespace: 'shared' }, async ({ path }) => {
      left.add(path);
      return { contents: handedOn(path, Object.keys(await import(path))) };
    });
  },
});

/** A module that has what the worker hands out as this package. A name may be a reserved word, as `catch` of zod is. */
function handedOn(path: string, all: readonly string[]): string {
  const names = all.filter((name) => /^[\w$]+$/.test(name));
  const values = names.map((name, index) => `const value${index} = shared.${name};`);
  const exported = names.map((name, index) => `value${index} as ${name}`);
  return `const shared = require('${SHARED}${path}');\n${values.join('\n')}\nexport { ${exported.join(', ')} };`;
}

/** Exports these packages, each by its path. */
function exporting(paths: readonly string[]): string {
  const imports = paths.map((path, index) => `import * as package${index} from '${path}';`);
  const entries = paths.map((path, index) => `'${path}': package${index}`);
  return `${imports.join('\n')}\nexport const packages = { ${entries.join(', ')} };`;
}

/**
 * Bundles the worker into a folder, with its door, its handlers and the packages of both beside it; what a worker is
 * started from.
 */
export async function bundleWorker(folder: string): Promise<string> {
  const packages = new Set<string>();
  const plugins = [withoutPackages(packages), ...BUNDLING.plugins];
  const placesOf = (name: string) => ({
    entryPoints: [join(here, `${name}.ts`)],
    outfile: join(folder, `${name}.cjs`),
  });
  for (const name of ['door', 'handlers']) await build({ ...OPTIONS, plugins, ...placesOf(name) });
  await build({ ...OPTIONS, ...placesOf('worker') });
  const stdin = { contents: exporting([...packages]), resolveDir: here };
  await build({ ...OPTIONS, stdin, outfile: join(folder, 'packages.cjs') });
  return join(folder, 'worker.cjs');
}
