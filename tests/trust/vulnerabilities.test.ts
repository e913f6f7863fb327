import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Advisories, startRegistry } from '../support/advisories.ts';

const root = join(__dirname, '..', '..');
const MINIMIST = { minimist: { severity: 'critical', vulnerable: '<0.2.4' } };

let folder: string;
let registry: Awaited<ReturnType<typeof startRegistry>> | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'migcheck-tree-'));
});
afterEach(async () => {
  await registry?.close();
  registry = undefined;
  rmSync(folder, { recursive: true, force: true });
});

/** What CI's step says of a tree that depends on `name`, asking this registry alone. */
async function audited(name: string, version: string, url: string) {
  const tree = { name: 'tree', version: '1.0.0', dependencies: { [name]: version } };
  const packages = { '': tree, [`node_modules/${name}`]: { version } };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(tree));
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ ...tree, lockfileVersion: 3, packages }));
  const child = spawn(process.execPath, ['--experimental-strip-types', 'infra/audit.ts', folder], {
    cwd: root,
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      npm_config_registry: url,
      npm_config_cache: join(folder, 'cache'),
      npm_config_update_notifier: 'false',
      npm_config_fetch_retries: '0',
    },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let said = '';
  child.stdout.on('data', (words: Buffer) => {
    said += String(words);
  });
  const [code] = await once(child, 'close');
  return { code, said };
}

async function auditedBy(advisories: Advisories | 'none', name = 'left-pad', version = '1.0.0') {
  registry = await startRegistry(advisories);
  return audited(name, version, registry.url);
}

describe('the lock file is held against what the registry knows of holes', () => {
  test('a tree with a known critical vulnerability fails, and package and advisory are named', async () => {
    const { code, said } = await auditedBy(MINIMIST, 'minimist', '0.0.8');
    expect(said).toContain('critical: minimist');
    expect(said).toContain('https://advisories.test/minimist');
    expect(code).toBe(1);
  });

  test('one that is moderate is told, and fails nothing', async () => {
    const { code, said } = await auditedBy(
      { ...MINIMIST, 'left-pad': { severity: 'moderate', vulnerable: '<2' } },
      'left-pad',
    );
    expect(said).toContain('moderate: left-pad');
    expect(said).toContain('1 lesser ones');
    expect(code).toBe(0);
  });

  test('a tree without any passes', async () => {
    expect(await auditedBy(MINIMIST)).toMatchObject({ code: 0, said: expect.stringContaining('No high or critical') });
  });

  test('a registry that has no advisories to give is no clean bill: it is said, with a code of its own', async () => {
    const { code, said } = await auditedBy('none');
    expect(said).toMatch(/^NOT CHECKED for known vulnerabilities: .*405/);
    expect(code).toBe(2);
  });

  test('nor is a mirror that answers every question with "none"', async () => {
    const { code, said } = await auditedBy({});
    expect(said).toMatch(/^NOT CHECKED for known vulnerabilities: .*knows nothing even of minimist 0\.0\.8/);
    expect(code).toBe(2);
  });

  test('nor is no network', async () => {
    const { code, said } = await audited('left-pad', '1.0.0', 'http://127.0.0.1:9/');
    expect(said).toContain('NOT CHECKED for known vulnerabilities');
    expect(code).toBe(2);
  });
});

/** The last step of CI, with an npm that ends as it is told. */
function step(code: number, AUDIT = ''): number | null {
  const [, line = 'false'] = /^(npm run -s audit .*)$/m.exec(readFileSync(join(root, '.ci/run'), 'utf8')) ?? [];
  writeFileSync(join(folder, 'npm'), `#!/bin/sh\nexit ${code}\n`, { mode: 0o755 });
  const env = { PATH: `${folder}:${process.env.PATH}`, AUDIT };
  return spawnSync('bash', ['-c', `set -euo pipefail\n${line}`], { env }).status;
}

test('CI goes by it: holes stop it, and an answer that never came only where it is required', () => {
  expect([step(0), step(1), step(2)]).toEqual([0, 1, 0]);
  expect([step(0, 'required'), step(1, 'required'), step(2, 'required')]).toEqual([0, 1, 2]);
  // npm that could not start anything at all is no answer either.
  expect(step(127)).toBe(127);
});
