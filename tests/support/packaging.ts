import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';

const root = join(__dirname, '..', '..');
const UNSHARE = '/usr/bin/unshare';
/** Node 22 reads TypeScript only when asked to. */
const NODE = [process.execPath, '--experimental-strip-types', '--disable-warning=ExperimentalWarning'];

const Template = z.object({
  Parameters: z.record(z.string(), z.looseObject({ Default: z.string() })),
  Resources: z.record(z.string(), z.looseObject({ Type: z.string(), Properties: z.looseObject({}).default({}) })),
});
export type Template = z.infer<typeof Template>;

type Packaged = {
  /** The folder that serverless wrote to, and in it the template that it would hand to CloudFormation. */
  readonly folder: string;
  readonly path: string;
  readonly text: string;
  readonly template: Template;
};

/** Builds the bundles into .build. */
export const buildBundles = () => run([join(root, 'infra/build.ts')]);

/** Packages the bundles with nothing in the environment but what is given, and where Linux can, without a network. */
export function packageFor(environment: Readonly<Record<string, string>> = {}): Packaged {
  const folder = mkdtempSync(join(tmpdir(), 'migcheck-package-'));
  run([join(root, 'node_modules/serverless/bin/serverless.js'), 'package', '--package', folder], environment);
  const path = join(folder, 'cloudformation-template-update-stack.json');
  const text = readFileSync(path, 'utf8');
  return { folder, path, text, template: Template.parse(JSON.parse(text)) };
}

const withoutNetwork = () => existsSync(UNSHARE) && spawnSync(UNSHARE, ['-rn', '/bin/true']).status === 0;

function run(words: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const line = [...(withoutNetwork() ? [UNSHARE, '-rn'] : []), ...NODE, ...words];
  const { status, stdout, stderr } = spawnSync(line[0] ?? '', line.slice(1), {
    cwd: root,
    env: { ...environment },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${words.join(' ')} ended with ${status}\n${stdout}\n${stderr}`);
}
