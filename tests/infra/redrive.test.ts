import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { PurgeQueueCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { redrive, type Terminal } from '../../infra/redrive/run.ts';
import { awsSettings } from '../../lib/adapters/aws.ts';
import type { QueueName } from '../../lib/job.ts';
import { AVERY, MIGRATION, RILEY, wordsIn } from '../support/rig/people.ts';
import { type Rig, startRig } from '../support/rig/rig.ts';
import { ADDED, FIXABLE } from '../support/rig/stage.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let rig: Rig;
let sqs: SQSClient;
beforeAll(async () => {
  rig = await startRig();
  sqs = new SQSClient(awsSettings(rig.queues, { requestTimeout: 5000, maxAttempts: 3 }));
}, 60_000);
beforeEach(async () => {
  await rig.anew();
  for (const QueueUrl of Object.values(rig.queues.deadLetterUrls)) await sqs.send(new PurgeQueueCommand({ QueueUrl }));
});
afterAll(async () => {
  sqs.destroy();
  await rig.close();
});

const asked = {
  schema: 1,
  by: { enterprise: null, team: 'T0FABRIKAM', user: RILEY },
  replyTo: { channel: MIGRATION },
} as const;
const question = (id: string) => ({ ...asked, kind: 'examine', id, who: { by: 'name', name: 'abaker' } });

/** Puts something where the jobs of a queue end that were given up. */
async function dies(queue: QueueName, body: object | string): Promise<void> {
  const manner = queue === 'fixes' ? { MessageGroupId: 'one', MessageDeduplicationId: String(Math.random()) } : {};
  const MessageBody = typeof body === 'string' ? body : JSON.stringify(body);
  await sqs.send(new SendMessageCommand({ QueueUrl: rig.queues.deadLetterUrls[queue], MessageBody, ...manner }));
}

type Run = { readonly ago?: number; readonly answer?: boolean };

/** Runs it as somebody does who comes so many milliseconds later, and answers its question, or cannot be asked. */
async function run(argv: readonly string[], { ago = 0, answer }: Run = {}) {
  const said: string[] = [];
  const questions: string[] = [];
  const terminal: Terminal = {
    say: (line) => void said.push(line),
    now: () => Date.now() + ago,
    wait: 0,
    ...(answer === undefined
      ? {}
      : {
          confirm: async (text) => {
            questions.push(text);
            return answer;
          },
        }),
  };
  const code = await redrive(argv, rig.environment, terminal);
  return { code, said: said.join('\n'), questions };
}

describe('what was given up', () => {
  test('is listed by kind, job, who asked and age, and stays as long as nobody says yes', async () => {
    await dies('checks', question('q-1'));

    const { code, said, questions } = await run([], { answer: false, ago: 3 * HOUR });
    expect(said).toMatch(/1 dead letter:\n {2}checks {2}examine {2}q-1 {2}U0REQUEST {2}3 h {2}is sent back/);
    expect(said).not.toContain('abaker');
    expect(questions).toEqual(['Send 1 back?']);
    expect(code).toBe(1);
    expect(await rig.queues.deadLetters()).toBe(1);

    expect(await run([])).toMatchObject({ code: 1, said: expect.stringContaining('--yes does it. Nothing was done.') });
    expect(await rig.queues.deadLetters()).toBe(1);
  });

  test('what somebody else looks at is no empty queue', async () => {
    await dies('checks', question('q-0'));
    const { checks: QueueUrl } = rig.queues.deadLetterUrls;
    await sqs.send(new ReceiveMessageCommand({ QueueUrl, VisibilityTimeout: 60 }));

    const { code, said } = await run(['--yes']);
    expect(said).toBe(
      'No dead letter can be taken, and somebody has 1, or a program that ended; look again in ten minutes.',
    );
    expect(code).toBe(1);
  });

  test('is answered after a yes, and is gone', async () => {
    await dies('checks', question('q-2'));

    expect(await run([], { answer: true })).toMatchObject({ code: 0 });
    await rig.settle();
    expect(wordsIn(await rig.newest(RILEY))).toContain('Alice Baker');
    expect(await rig.queues.deadLetters()).toBe(0);
    expect(await run([])).toMatchObject({ code: 0, said: 'No dead letters.' });
  });

  test('a job that died of a ledger that was away is done once the ledger is back', async () => {
    rig.refuse.ledger(({ by }) => by === 'talk');
    await rig.asks(AVERY, '/migcheck pending');
    expect(await rig.queues.deadLetters()).toBe(1);
    rig.refuse.ledger(() => false);

    expect((await run(['--yes'])).code).toBe(0);
    await rig.settle();
    expect(wordsIn(await rig.newest(AVERY))).toContain('Nothing waits for you.');
  });
});

test('asked for help it says what it takes, and touches no queue', async () => {
  await dies('checks', question('q-0'));

  expect(await run(['--help', '--yes'])).toMatchObject({
    code: 0,
    said: expect.stringContaining('--discard  deletes'),
  });
  expect(await rig.queues.deadLetters()).toBe(1);
});

describe('a job that is too old for what it asks', () => {
  const tell = {
    kind: 'tell',
    schema: 1,
    id: 't',
    to: { user: RILEY, replyTo: asked.replyTo },
    card: { text: 'x', blocks: [] },
  };
  const click = { ...asked, kind: 'decide', id: 'd', proposalId: 'p', verdict: 'approve' };

  test.each<[string, QueueName, object, number]>([
    ['a click', 'talk', click, 30 * MINUTE],
    ['an answer', 'talk', tell, 30 * MINUTE],
    ['a question', 'checks', question('q-3'), 24 * HOUR],
  ])('%s: it is sent back until then, and afterwards stays, and it is said why', async (_, queue, job, good) => {
    await dies(queue, job);
    expect((await run([], { answer: false, ago: good - MINUTE })).said).toContain('is sent back');

    const late = await run(['--yes'], { ago: good + MINUTE });
    expect(late.said).toContain('stays (too old: ');
    expect(late.said).toContain('Nothing is sent back. --discard deletes what stays.');
    expect(late.code).toBe(1);
    expect(await rig.queues.deadLetters()).toBe(1);

    expect(await run(['--yes', '--discard'], { ago: good + MINUTE })).toMatchObject({ code: 0 });
    expect(await rig.queues.deadLetters()).toBe(0);
  });

  test('an approved change and an announcement are sent back at any age: the record says what is still to be done', async () => {
    await dies('fixes', { kind: 'apply', schema: 1, id: 'a', proposalId: 'gone' });
    await dies('talk', { kind: 'announce', schema: 1, id: 'n', proposalId: 'gone' });

    const { said } = await run([], { answer: false, ago: 13 * 24 * HOUR });
    expect(said.match(/is sent back/g)).toHaveLength(2);
  });

  test('what no version reads is never sent back, and shows nothing of itself', async () => {
    await dies('talk', '{"kind":"later","secret":"hush"}');
    await dies('talk', 'hush, no JSON');

    const { said, code } = await run(['--yes']);
    expect(said.match(/stays \(not to be read by this version\)/g)).toHaveLength(2);
    expect(said).not.toContain('hush');
    expect(code).toBe(1);
  });
});

describe('what was done already is not done again', () => {
  test('the change, whose job died after it was written: one write, one record of it', async () => {
    await rig.asks(RILEY, FIXABLE);
    await rig.presses(RILEY, 'propose');
    await rig.presses(AVERY, 'approve');
    const records = (await rig.records()).length;
    const apply = rig.queues.handed.findLast(({ queue }) => queue === 'fixes');
    await dies('fixes', apply?.body ?? '');

    expect((await run(['--yes'])).code).toBe(0);
    await rig.settle();
    expect(rig.modifies()).toEqual([ADDED]);
    expect(await rig.records()).toHaveLength(records);
  });

  test('the decision, whose click died after it was recorded: it stands as it is, and is recorded once', async () => {
    await rig.asks(RILEY, FIXABLE);
    await rig.presses(RILEY, 'propose');
    await rig.presses(AVERY, 'approve');
    const records = (await rig.records()).length;
    const decide = rig.queues.handed.findLast(({ body }) => body.includes('"decide"'));
    await dies('talk', decide?.body ?? '');

    expect((await run(['--yes'])).code).toBe(0);
    await rig.settle();
    expect(await rig.records()).toHaveLength(records);
    expect(rig.modifies()).toEqual([ADDED]);
  });
});

describe('in a terminal', () => {
  const program = join(__dirname, '../../infra/redrive.ts');
  const types = (environment: Readonly<Record<string, string>>, ...words: readonly string[]) => {
    const flags = ['--experimental-strip-types', '--disable-warning=ExperimentalWarning'];
    const real = { ...rig.environment, SQS_ENDPOINT: rig.queues.endpoint };
    const env = { PATH: process.env.PATH ?? '', ...real, ...environment };
    // From elsewhere, so that neither an .env nor a running bot of this folder has a say.
    return spawnSync(process.execPath, [...flags, program, ...words], { env, encoding: 'utf8', cwd: '/' });
  };

  test('0 when nothing is left, 1 when something is, 2 for what it cannot do', async () => {
    expect(types({})).toMatchObject({ status: 0, stdout: 'No dead letters.\n', stderr: '' });

    await dies('checks', question('q-4'));
    expect(types({})).toMatchObject({ status: 1, stdout: expect.stringContaining('--yes does it') });
    expect(types({}, '--yes')).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('1 sent back'),
    });

    expect(types({}, '--all')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('--stage STAGE'),
    });
    const away = { SQS_ENDPOINT: 'http://127.0.0.1:9' };
    expect(types(away)).toMatchObject({ status: 2, stderr: expect.stringContaining('The queues cannot be reached') });
    const nowhere = { TALK_QUEUE_URL: '' };
    expect(types(nowhere)).toMatchObject({ status: 2, stderr: expect.stringContaining('Which queues?') });
  });

  test('a stage is looked for in the region that it is deployed to unless another is named', () => {
    const aws = { AWS_ENDPOINT_URL_SQS: rig.queues.endpoint, AWS_ACCESS_KEY_ID: 'A', AWS_SECRET_ACCESS_KEY: 'S' };
    const nothing = (region: string) =>
      expect.stringMatching(new RegExp(`^There is no queue migcheck-nowhere-[a-z.]+ in ${region}: `));

    expect(types(aws, '--stage', 'nowhere')).toMatchObject({ status: 2, stderr: nothing('eu-central-1') });
    expect(types({ ...aws, AWS_REGION: '' }, '--stage', 'nowhere').stderr).toEqual(nothing('eu-central-1'));
    expect(types({ ...aws, AWS_REGION: 'eu-west-1' }, '--stage', 'nowhere').stderr).toEqual(nothing('eu-west-1'));
  });
});
