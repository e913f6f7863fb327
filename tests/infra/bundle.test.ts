import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

/** Bundles as the functions are bundled, and prints what each encoding makes of some letters, there and back. */
const PROGRAM = `
import { build } from 'esbuild';
import { BUNDLING } from './infra/build.ts';
const contents = \`
  import iconv from 'iconv-lite';
  const said = { 'utf-8': 'ä山', 'utf-16le': 'ä山', 'utf-16be': 'ä山', 'windows-1252': 'äß', cp437: 'äß', cp850: 'äß', shift_jis: '山田' };
  const back = Object.entries(said).map(([name, text]) => [name, iconv.decode(iconv.encode(text, name), name) === text]);
  console.log(JSON.stringify(Object.fromEntries(back)));
\`;
const made = await build({ ...BUNDLING, sourcemap: false, write: false, stdin: { contents, resolveDir: '.' } });
const [{ text }] = made.outputFiles;
new Function('require', text)(process.getBuiltinModule('module').createRequire(import.meta.url));
`;

test('every encoding that logs and lists are read in is in the bundle, though most of the tables are left out', () => {
  const flags = ['--experimental-strip-types', '--disable-warning=ExperimentalWarning', '--input-type=module'];
  const root = join(__dirname, '../..');
  const { stdout, stderr } = spawnSync(process.execPath, [...flags, '-e', PROGRAM], { cwd: root, encoding: 'utf8' });

  expect({ stderr, read: JSON.parse(stdout || '{}') }).toEqual({
    stderr: '',
    read: {
      'utf-8': true,
      'utf-16le': true,
      'utf-16be': true,
      'windows-1252': true,
      cp437: true,
      cp850: true,
      shift_jis: true,
    },
  });
});
