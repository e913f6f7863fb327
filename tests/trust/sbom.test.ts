import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import * as z from 'zod';
import { buildBundles } from '../support/packaging.ts';

const root = join(__dirname, '..', '..');
const Bom = z.object({
  bomFormat: z.literal('CycloneDX'),
  metadata: z.object({ component: z.object({ name: z.string() }) }),
  components: z.array(z.object({ name: z.string(), version: z.string(), 'bom-ref': z.string() })),
  dependencies: z.array(z.object({ ref: z.string(), dependsOn: z.array(z.string()) })),
});
const Package = z.object({ name: z.string(), version: z.string() });

let bom: z.infer<typeof Bom>;

beforeAll(() => {
  const node = [process.execPath, '--experimental-strip-types', '--disable-warning=ExperimentalWarning'] as const;
  const { stdout } = spawnSync(node[0], [...node.slice(1), 'infra/sbom.ts'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  bom = Bom.parse(JSON.parse(stdout));
});

/** The functions by their names: each has a bundle of its own. */
const bundles = (): readonly string[] =>
  readdirSync(join(root, '.build'), { withFileTypes: true }).flatMap((one) => (one.isDirectory() ? [one.name] : []));

/** The files of packages that a function's bundle was made of, below this folder. */
function sourcesOf(name: string): readonly string[] {
  const folder = join(root, '.build', name);
  const { sources } = z
    .object({ sources: z.array(z.string()) })
    .parse(JSON.parse(readFileSync(join(folder, 'index.js.map'), 'utf8')));
  return sources.map((file) => relative(root, resolve(folder, file))).filter((file) => file.startsWith('node_modules'));
}

/** The package that a bundled file came from: the nearest package.json above it that says a version. */
function packageOf(file: string): string {
  for (let folder = dirname(file); folder !== '.'; folder = dirname(folder)) {
    try {
      const { name, version } = Package.parse(JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')));
      return `${name}@${version}`;
    } catch {
      // Only a marker for the kind of module, or none at all.
    }
  }
  throw new Error(`${file} is of no package`);
}

describe('the bill of materials', () => {
  test('names every package of which a line is in one of the functions, at its version', () => {
    buildBundles();
    const packaged = new Set(bundles().flatMap(sourcesOf).map(packageOf));
    const named = new Set(bom.components.map(({ name, version }) => `${name}@${version}`));

    expect(packaged.size).toBeGreaterThan(30);
    expect([...packaged].filter((one) => !named.has(one))).toEqual([]);
  });

  test('names every dependency of package.json, and nothing that only serves to develop', () => {
    const { dependencies, devDependencies, optionalDependencies } = JSON.parse(
      readFileSync(join(root, 'package.json'), 'utf8'),
    );
    const named = bom.components.map(({ name }) => name);

    expect(named).toEqual(expect.arrayContaining(Object.keys(dependencies)));
    // Types come along with Slack's packages.
    const ours = Object.keys({ ...devDependencies, ...optionalDependencies }).filter((name) => !/^@types\//.test(name));
    expect(ours.filter((name) => named.includes(name))).toEqual([]);
    expect(bom.metadata.component.name).toBe('migcheck');
  });

  test('points to nothing that it does not name', () => {
    const refs = new Set(bom.components.map((one) => one['bom-ref']));
    const pointed = bom.dependencies.flatMap(({ dependsOn }) => dependsOn);

    expect(pointed.length).toBeGreaterThan(100);
    expect(pointed.filter((ref) => !refs.has(ref))).toEqual([]);
  });
});
