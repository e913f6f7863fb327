// What the functions are made of, as CycloneDX JSON on standard output: `npm run -s sbom`.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import * as z from 'zod';

const Component = z.looseObject({
  'bom-ref': z.string(),
  scope: z.string().optional(),
  properties: z.array(z.looseObject({ name: z.string() })).default([]),
});

const Bom = z.looseObject({
  metadata: z.looseObject({ component: z.looseObject({ name: z.string() }) }),
  components: z.array(Component),
  dependencies: z.array(z.looseObject({ ref: z.string(), dependsOn: z.array(z.string()).default([]) })),
});
type Bom = z.infer<typeof Bom>;

/** What never leaves the machine of whoever develops it: optional packages are the Node and the tables of `npm start`. */
const staysHere = ({ scope, properties }: z.infer<typeof Component>): boolean =>
  scope === 'optional' || properties.some(({ name }) => name === 'cdx:npm:package:development');

/**
 * The bill without what is not packaged. Npm's own `--omit dev` also leaves out what a development package happens to
 * use as well (npm 11: zod, iconv-lite, half of the AWS SDK).
 */
function packagedOnly(bom: Bom): Bom {
  const out = new Set(bom.components.filter(staysHere).map((component) => component['bom-ref']));
  const { component } = bom.metadata;
  return {
    ...bom,
    // npm takes the folder's name.
    metadata: { ...bom.metadata, component: { ...component, name: 'migcheck' } },
    components: bom.components.filter((one) => !out.has(one['bom-ref'])),
    dependencies: bom.dependencies
      .filter(({ ref }) => !out.has(ref))
      .map((one) => ({ ...one, dependsOn: one.dependsOn.filter((ref) => !out.has(ref)) })),
  };
}

// Whoever reads only the beginning (head, less) has had enough; that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 2));

const words = ['sbom', '--sbom-format', 'cyclonedx', '--sbom-type', 'application', '--package-lock-only'];
const { status, stdout, stderr } = spawnSync('npm', words, {
  cwd: join(import.meta.dirname, '..'),
  encoding: 'utf8',
  maxBuffer: 64 * 1024 * 1024,
  shell: process.platform === 'win32',
});
if (status === 0) process.stdout.write(`${JSON.stringify(packagedOnly(Bom.parse(JSON.parse(stdout))), null, 2)}\n`);
else {
  process.stderr.write(`npm sbom failed:\n${stderr}\n`);
  process.exitCode = 2;
}
