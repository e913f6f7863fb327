import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Poller, pollQueue } from '../../infra/local/poller.ts';
import { settingsFor } from '../../infra/smoke/settings.ts';
import { AVERY, MIGRATION, wordsIn } from '../support/rig/people.ts';
import { type Rig, SECRET, startRig } from '../support/rig/rig.ts';
import { freePort } from '../support/server-process.ts';

const root = join(__dirname, '..', '..');

let rig: Rig;
let pollers: readonly Poller[];
beforeAll(async () => {
  rig = await startRig();
  const { endpoint, urls } = rig.queues;
  pollers = await Promise.all(
    (['talk', 'checks'] as const).map((name) =>
      pollQueue({ endpoint, queueUrl: urls[name], handler: rig.workers[name], batchSize: 1 }),
    ),
  );
}, 60_000);
afterAll(async () => {
  await Promise.all(pollers.map((poller) => poller.stop()));
  await rig.close();
});

const door = () => rig.slack.workspace.eventsUrl ?? '';

async function smoke(words: readonly string[], settings: Readonly<Record<string, string>> = {}) {
  const line = ['--experimental-strip-types', '--disable-warning=ExperimentalWarning', 'infra/smoke.ts', ...words];
  const { DYNAMODB_ENDPOINT = '', PROPOSALS_TABLE = '', AUDIT_TABLE = '' } = rig.environment;
  const env = { PATH: process.env.PATH, SLACK_SIGNING_SECRET: SECRET, ...settings };
  const tables = settings.PROPOSALS_TABLE === '' ? {} : { DYNAMODB_ENDPOINT, PROPOSALS_TABLE, AUDIT_TABLE };
  const child = spawn(process.execPath, line, { cwd: root, env: { ...env, ...tables } });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      said += String(chunk);
    });
  const [code] = await once(child, 'close');
  return { code, said };
}

describe('npm run smoke, against the whole bot on this machine', () => {
  test('the door alone: what it refuses and what it answers, and what that leaves unproved', async () => {
    const handed = rig.queues.handed.length;
    const { code, said } = await smoke(['--url', door()]);

    expect(said).toContain('ok     a request that nobody signed: refused (401)');
    expect(said).toContain('ok     one signed with another secret: refused (401)');
    expect(said).toContain('ok     one that was signed a day ago: refused (401)');
    expect(said).toContain("ok     Slack's own question (url_verification): answered in");
    expect(said).toContain('ok     /migcheck help: answered in');
    expect(said).toContain('Not proved: queues, directory and answer.');
    expect(said).toContain('Not proved: that Slack itself has this address');
    expect(said).not.toContain(SECRET);
    expect(rig.queues.handed.length).toBe(handed);
    expect(code).toBe(0);
  });

  test('to the end: the answer stands before the person named, and the directory was only read', async () => {
    const { code, said } = await smoke(['--url', door(), '--channel', MIGRATION, '--user', AVERY]);

    expect(said).toContain('ok     /migcheck check migcheck-smoke-test: answered in');
    expect(said).toMatch(/ok {4} its answer, by way of checks, the directory and talk: handed to Slack after \d+ ms/);
    expect(said).toContain('Proved as well: checks, the directory, talk and Slack');
    const whispers = (await rig.sees(AVERY, MIGRATION)).filter(({ onlyFor }) => onlyFor === AVERY).map(wordsIn);
    expect(whispers.at(-1)).toContain('migcheck-smoke-test');
    expect(rig.ldap.requests.some(({ kind }) => kind === 'search')).toBe(true);
    expect(rig.modifies()).toEqual([]);
    expect(await rig.records()).toEqual([]);
    expect(code).toBe(0);
  });

  test('a directory that is away is not called proved by the answer that says so', async () => {
    await rig.directoryGoesDown();
    const { code, said } = await smoke(['--url', door(), '--channel', MIGRATION, '--user', AVERY]);
    await rig.directoryComesBack();

    expect(said).toMatch(/WRONG {2}its answer, by way of checks, the directory and talk: Slack has it after \d+ ms/);
    expect(said).not.toContain('Proved');
    expect(code).toBe(1);
  });

  test('without a table to watch it says where the answer has to be', async () => {
    const words = ['--url', new URL(door()).origin, '--channel', MIGRATION, '--user', AVERY];
    const { code, said } = await smoke(words, { PROPOSALS_TABLE: '' });
    expect(said).toContain('It has to stand in Slack by now');
    expect(code).toBe(0);
  });

  test('another secret than the bot has: what is wrong is named, and nothing is called proved', async () => {
    const { code, said } = await smoke(['--url', door()], { SLACK_SIGNING_SECRET: 'the-wrong-one' });
    expect(said).toContain('WRONG  /migcheck help: answered 401');
    expect(said).toContain('Nothing is proved while something is wrong.');
    expect(said).not.toContain('Proved:');
    expect(code).toBe(1);
  });

  test('a door that takes whatever comes is found out', async () => {
    const open = createServer((_, response) => response.end('/migcheck jdoe')).listen(0, '127.0.0.1');
    await once(open, 'listening');
    const { code, said } = await smoke(['--url', `http://127.0.0.1:${(open.address() as AddressInfo).port}/`]);
    open.close();
    expect(said).toContain('WRONG  a request that nobody signed: answered 200, and had to be refused');
    expect(code).toBe(1);
  });

  test.each([
    ['nothing', [], '--url is needed'],
    ['no encryption on the way', ['--url', 'http://bot.example.com/slack/events'], 'https://'],
    ['a channel without a person', ['--url', 'https://bot.example.com', '--channel', 'C1'], 'go together'],
  ])('%s: exit code 2', async (_, words, said) => {
    expect(await smoke(words)).toMatchObject({ code: 2, said: expect.stringContaining(said) });
  });

  test('--help: what it takes, exit code 0', async () => {
    expect(await smoke(['--help'])).toMatchObject({
      code: 0,
      said: expect.stringMatching(/^npm run smoke -- --url URL/),
    });
  });

  test('nobody there: exit code 2', async () => {
    const { code, said } = await smoke(['--url', `http://127.0.0.1:${await freePort()}/slack/events`]);
    expect(said).toBe('It could not be tried: ECONNREFUSED\n');
    expect(code).toBe(2);
  });
});

describe('whose secret it signs with', () => {
  const running = { SLACK_SIGNING_SECRET: 'of the running bot', PROPOSALS_TABLE: 'running-proposals' };

  test('that of the bot that runs on this machine, where the terminal has none', async () => {
    expect(await settingsFor(undefined, { environment: { AWS_REGION: 'eu-west-1' }, running })).toEqual({
      AWS_REGION: 'eu-west-1',
      ...running,
    });
  });

  test("the terminal's own, and then nothing of the running bot: it may be another one", async () => {
    const environment = { SLACK_SIGNING_SECRET: 'of the terminal' };
    expect(await settingsFor(undefined, { environment, running })).toEqual(environment);
  });

  test('that of the stage, whatever is set or runs here', async () => {
    const environment = { AWS_ACCESS_KEY_ID: 'AKID', AWS_SECRET_ACCESS_KEY: 'hush', SLACK_SIGNING_SECRET: 'another' };
    expect(await settingsFor('prod', { environment, running })).toMatchObject({
      SLACK_SIGNING_SECRET: '',
      SLACK_SIGNING_SECRET_PARAMETER: '/migcheck/prod/slack-signing-secret',
      PROPOSALS_TABLE: 'migcheck-prod-proposals',
    });
  });
});
