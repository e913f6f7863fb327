import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { needs } from '../support/machine.ts';
import { until } from '../support/until.ts';
import { startWritableStore } from '../support/writable-store.ts';

const root = join(__dirname, '..', '..');
const NODE = [process.execPath, '--experimental-strip-types', '--disable-warning=ExperimentalWarning'];

const SIGNING = '0123456789abcdef0123456789abcdef';
const NEWER = 'fedcba9876543210fedcba9876543210';
const TOKEN = 'xoxb-1-2-hush';
const PARAMETER = '/migcheck/prod/slack-signing-secret';

let store: Awaited<ReturnType<typeof startWritableStore>>;
beforeEach(async () => {
  store = await startWritableStore();
});
afterEach(() => store.close());

const environment = () => ({
  PATH: process.env.PATH,
  ...store.environment,
  SSM_ENDPOINT: store.endpoint,
  TERM: 'xterm',
});
const values = () => Object.fromEntries([...store.kept].map(([name, { value }]) => [name.split('/').at(-1), value]));

/** Runs it with something piped in. */
async function piped(words: readonly string[], input: string) {
  const [program = '', ...flags] = [...NODE, 'infra/secrets.ts', ...words];
  const child = spawn(program, flags, { cwd: root, env: environment() });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      said += String(chunk);
    });
  child.stdin.end(input);
  const [code] = await once(child, 'close');
  return { code, said };
}

/** Runs it on a terminal of its own, and types each answer once its question is there. */
async function typed(words: readonly string[], answers: readonly (readonly [question: string, answer: string])[]) {
  const line = [...NODE, 'infra/secrets.ts', ...words].map((word) => `'${word}'`).join(' ');
  const child = spawn('script', ['-qefc', line, '/dev/null'], { cwd: root, env: environment() });
  let seen = '';
  child.stdout.on('data', (chunk: Buffer) => {
    seen += String(chunk);
  });
  for (const [question, answer] of answers) {
    await until(
      () => seen,
      (text) => text.includes(question),
    );
    child.stdin.write(`${answer}\r`);
  }
  const [code] = await once(child, 'close');
  return { code, seen };
}

needs('script')('npm run secrets in a terminal', () => {
  test('asks for each, shows none of them, and reads back what it wrote', async () => {
    const { code, seen } = await typed(
      ['--stage', 'prod'],
      [
        ['slack-signing-secret (', SIGNING],
        ['slack-bot-token (', TOKEN],
        ['ldap-bind-password (', ' pass word '],
        ['ldap-write-bind-password (', ''],
      ],
    );

    expect(values()).toEqual({
      'slack-signing-secret': SIGNING,
      'slack-bot-token': TOKEN,
      'ldap-bind-password': ' pass word ',
    });
    expect([...store.kept.values()].map(({ keyId }) => keyId)).toEqual(Array(3).fill('alias/migcheck-prod-secrets'));
    expect(seen).toContain('slack-bot-token: written as version 1; read back: the same');
    expect(seen).not.toMatch(new RegExp(`${SIGNING}|hush|pass word`));
    expect(code).toBe(0);
  });

  test('what is no signing secret is refused, asked for again, and not shown, not even by Ctrl-T', async () => {
    const { code, seen } = await typed(
      ['--stage', 'prod', '--only', 'slack-signing-secret'],
      [
        ['slack-signing-secret (', 'hush\x14'],
        ['A signing secret is', `\x15${SIGNING}`],
      ],
    );

    expect(values()).toEqual({ 'slack-signing-secret': SIGNING });
    expect(seen).not.toMatch(new RegExp(`hush|${SIGNING}`));
    expect(code).toBe(0);
  });

  test('Ctrl-C ends it, and nothing is written', async () => {
    const { code, seen } = await typed(['--stage', 'prod'], [['slack-signing-secret (', '\x03']]);
    expect(seen).toContain('Stopped; nothing more was written.');
    expect(store.kept.size).toBe(0);
    expect(code).toBe(2);
  });
});

describe('npm run secrets', () => {
  test('says what is there without reading a value, and what is missing', async () => {
    await piped(['--stage', 'prod', '--only', 'slack-signing-secret'], SIGNING);
    store.calls.splice(0);
    const { code, said } = await piped(['--stage', 'prod', '--list'], '');

    expect(said).toContain('slack-signing-secret      version 1, set 2026-11-23;');
    expect(said).toContain('ldap-write-bind-password  not there;');
    expect(said).toContain('Still missing: slack-bot-token, ldap-bind-password.');
    expect(said).not.toContain(SIGNING);
    expect(store.calls).toEqual([{ action: 'GetParameters', decrypts: false }]);
    expect(code).toBe(1);
  });

  test('a value can be piped in, and its line end is no part of it', async () => {
    const { code, said } = await piped(['--stage', 'prod', '--only', 'ldap-bind-password'], 'hush hush\n');
    expect(values()).toEqual({ 'ldap-bind-password': 'hush hush' });
    expect(said).not.toContain('hush');
    expect(code).toBe(0);
  });

  test('a new signing secret goes before the old one with --keep-old, and replaces both without', async () => {
    const only = ['--stage', 'prod', '--only', 'slack-signing-secret'];
    await piped(only, SIGNING);
    await piped([...only, '--keep-old'], NEWER);
    expect(store.kept.get(PARAMETER)).toMatchObject({ value: `${NEWER} ${SIGNING}`, version: 2 });
    await piped(only, NEWER);
    expect(store.kept.get(PARAMETER)).toMatchObject({ value: NEWER, version: 3 });
  });

  test('before the first deployment there is no key, and it says so', async () => {
    const { code, said } = await piped(['--stage', 'test', '--only', 'slack-bot-token'], TOKEN);
    expect(said).toContain('npm run deploy -- --stage test, which needs no secret');
    expect(said).not.toContain('hush');
    expect(code).toBe(2);
  });

  test.each([
    ['no stage', [], 'Which stage?'],
    ['a secret as an argument, which is not repeated', ['--stage', 'prod', TOKEN], 'A secret is never an argument'],
    ['an option with it', ['--stage', 'prod', `--token=${TOKEN}`], 'A secret is never an argument'],
    ['a secret that there is not', ['--stage', 'prod', '--only', 'token'], 'There is no secret "token"'],
    ['nothing to type on', ['--stage', 'prod'], 'Without a terminal it takes --only NAME'],
    ['nothing piped in', ['--stage', 'prod', '--only', 'slack-bot-token'], 'Nothing was piped in'],
  ])('%s: exit code 2, and what it takes', async (_, words, what) => {
    const { code, said } = await piped(words, '');
    expect(said).toContain(what);
    expect(said).not.toContain('hush');
    expect(store.kept.size).toBe(0);
    expect(code).toBe(2);
  });

  test('--help: what it takes, exit code 0', async () => {
    const { code, said } = await piped(['--help'], '');
    expect(said).toMatch(/^npm run secrets -- --stage STAGE/);
    expect(code).toBe(0);
  });
});
