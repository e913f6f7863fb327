import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type BuildOptions, build as esbuild, type Plugin } from 'esbuild';
import { zip } from './zip.ts';

const root = join(import.meta.dirname, '..');
const leftOut = join(root, 'infra/bundle/left-out.cjs');
const lambdaCredentials = join(root, 'infra/bundle/lambda-credentials.ts');

/** The six functions, by the name of their handler. */
export const FUNCTIONS = ['slack', 'talk', 'check', 'wave', 'fix', 'sweep'] as const;
type FunctionName = (typeof FUNCTIONS)[number];

/** Only these speak LDAP, and so only these carry the certificates in infra/ca. */
const DIRECTORY_FUNCTIONS: readonly FunctionName[] = ['check', 'wave', 'fix'];

/** `code` is the bundle's size, `zip` the archive's, in bytes. */
export type Built = { readonly name: FunctionName; readonly code: number; readonly zip: number };

/**
 * Of the tables for Chinese, Japanese and Korean only that for Shift-JIS is ever asked for (lib/events/read/encoding.ts);
 * the others are half of what `talk` would weigh, and are read through at every start.
 */
const withoutTables: Plugin = {
  name: 'without-tables',
  setup: (bundling) =>
    bundling.onResolve({ filter: /\/tables\/(big5-added|cp9\d\d|eucjp|gb18030-ranges|gbk-added)\.json$/ }, () => ({
      path: leftOut,
    })),
};

/** How every function is bundled. */
export const BUNDLING = {
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node24',
  // require() starts faster than import() here, and Lambda takes either.
  format: 'cjs',
  // The AWS SDK's ES modules lose what is not used; its CommonJS builds cannot.
  mainFields: ['module', 'main'],
  legalComments: 'none',
  // For reading a stack trace afterwards; not part of the archive, since loading it would slow the start.
  sourcemap: 'external',
  logLevel: 'warning',
  plugins: [withoutTables],
  alias: {
    // Bolt loads every kind of receiver; ours needs none of these.
    express: leftOut,
    '@slack/socket-mode': leftOut,
    '@slack/oauth': leftOut,
    'raw-body': leftOut,
    'path-to-regexp': leftOut,
    '@aws-sdk/credential-provider-node': lambdaCredentials,
  },
} satisfies BuildOptions;

/** Bundles `handlers/<name>.ts` into `<out>/<name>/index.js` and packs it as `<out>/<name>.zip`. */
export async function build(handlers = join(root, 'handlers'), out = join(root, '.build')): Promise<Built[]> {
  // The project is made of ES modules, the bundles are not. In the function there is no package.json, and no need of one.
  replace(join(out, 'package.json'), Buffer.from('{ "type": "commonjs" }\n'));
  return Promise.all(
    FUNCTIONS.map(async (name) => {
      const code = await bundle(join(handlers, `${name}.ts`), join(out, name, 'index.js'));
      const archive = zip([{ name: 'index.js', content: code }, ...certificatesFor(name)]);
      replace(join(out, `${name}.zip`), archive);
      return { name, code: code.length, zip: archive.length };
    }),
  );
}

async function bundle(entry: string, outfile: string): Promise<Buffer> {
  const made = await esbuild({ ...BUNDLING, absWorkingDir: root, entryPoints: [entry], outfile, write: false });
  for (const { path, contents } of made.outputFiles) replace(path, contents);
  return readFileSync(outfile);
}

/** In one step, so that nobody who reads at the same time gets half a file. */
function replace(path: string, content: Uint8Array) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.${process.pid}`, content);
  renameSync(`${path}.${process.pid}`, path);
}

/**
 * A CA certificate keeps its path: `LDAP_CA_FILE=infra/ca/corp.pem` names the same file on this machine and in the
 * function, whose working directory is the root of its archive.
 */
function certificatesFor(name: FunctionName) {
  const folder = 'infra/ca';
  if (!DIRECTORY_FUNCTIONS.includes(name) || !existsSync(join(root, folder))) return [];
  const certificates = readdirSync(join(root, folder)).filter((file) => file.endsWith('.pem'));
  return certificates
    .sort()
    .map((file) => ({ name: `${folder}/${file}`, content: readFileSync(join(root, folder, file)) }));
}

const kilobytes = (bytes: number) => `${(bytes / 1024).toFixed(0)} KiB`.padStart(9);

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const { name, code, zip } of await build())
    process.stdout.write(`${name.padEnd(6)} ${kilobytes(code)}  zip ${kilobytes(zip)}\n`);
}
