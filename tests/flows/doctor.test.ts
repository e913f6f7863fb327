import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Poller, pollQueue } from '../../infra/local/poller.ts';
import { openQueue } from '../../lib/adapters/queue.ts';
import { queuePlace } from '../../lib/adapters/settings.ts';
import type { Job, QueueName } from '../../lib/job.ts';
import { AVERY, RILEY, wordsIn } from '../support/rig/people.ts';
import { startRig } from '../support/rig/rig.ts';
import { until } from '../support/until.ts';

/** A rig whose queues are worked on as they fill, since the doctor's own deadline lies on one of them for a while. */
async function startAtWork(environment: Readonly<Record<string, string>>, names: readonly QueueName[]) {
  const rig = await startRig({ environment });
  const { endpoint, urls } = rig.queues;
  const pollers: Poller[] = await Promise.all(
    names.map((name) => pollQueue({ endpoint, queueUrl: urls[name], handler: rig.workers[name], batchSize: 1 })),
  );
  /** What this person alone was told. */
  const told = async (who: string) =>
    (await rig.sees(who)).filter(({ onlyFor, text }) => onlyFor === who && !text.startsWith('Asking')).map(wordsIn);
  return {
    rig,
    told,
    /** Asks how migcheck is, and waits for the answer. */
    async asks(who: string) {
      const before = (await told(who)).length;
      await rig.types(who, '/migcheck doctor');
      return (
        (
          await until(
            () => told(who),
            (all) => all.length > before,
          )
        ).at(-1) ?? ''
      );
    },
    async close() {
      await Promise.all(pollers.map((poller) => poller.stop()));
      await rig.close();
    },
  };
}

type AtWork = Awaited<ReturnType<typeof startAtWork>>;
const ALL = ['talk', 'checks', 'waves', 'fixes'] as const;
const APPROVING = { APPROVERS: AVERY, APPROVAL_CHANNEL: 'C0APPROVE' };

describe('/migcheck doctor', () => {
  let at: AtWork;
  beforeAll(async () => {
    at = await startAtWork(APPROVING, ALL);
  }, 60_000);
  afterAll(() => at.close());

  test('an approver gets one card, to which talk, check, wave and fix have each looked at their own part', async () => {
    const card = await at.asks(AVERY);

    for (const seen of [
      'How migcheck is: 2 warnings,',
      'Slack: the bot token (auth.test): Fabrikam, as migcheck',
      'APPROVAL_CHANNEL, C0APPROVE: migcheck is a member',
      'the signing secret: this question came through the door',
      'Directory, account that reads: bind to ldap://127.0.0.1',
      'Directory, account that writes: bind to ldap://127.0.0.1',
      'LDAP runs without TLS',
      'the table of proposals, from where check stands: answers',
      'the table of proposals, from where wave stands: answers',
      'the table of proposals, from where fix stands: answers',
      'waves: can be read',
      'from where wave stands: 6 looks, and nothing is broken',
      'our own message through talk: took',
      'our own message through checks: took',
      'our own message through waves: took',
      'our own message through fixes: took',
      'Record: the newest record of the audit chain: there is none yet',
    ])
      expect(card).toContain(seen);
    expect(card).not.toContain('BROKEN');
    expect(card).not.toMatch(/Pa55word|xoxb/);
    expect(at.rig.modifies()).toEqual([]);
  });

  test('somebody who is no approver is told that approvers alone may ask, and nothing is looked at', async () => {
    const before = at.rig.ldap.requests.length;
    expect(await at.asks(RILEY)).toContain('Approvers alone may ask how migcheck is (APPROVERS)');
    expect(at.rig.ldap.requests.length).toBe(before);
  });

  test('a report that nobody asked for is shown to nobody', async () => {
    const before = (await at.told(AVERY)).length;
    const forged: Job = {
      ...{ kind: 'doctor-report', schema: 1, id: 'forged:check', doctor: 'forged', from: 'deadline' },
      sentAt: new Date().toISOString(),
      findings: [],
    };
    await openQueue(queuePlace(at.rig.environment)).send('talk', forged);
    await until(
      () => at.rig.rows(),
      (rows) => rows.some(({ pk }) => pk === 'done#forged:check'),
    );
    expect(await at.told(AVERY)).toHaveLength(before);
  });
});

describe('/migcheck doctor where nobody may approve', () => {
  test('says that APPROVERS is empty, and where it can be asked all the same', async () => {
    const at = await startAtWork({ APPROVERS: '' }, ALL);
    const said = await at.asks(AVERY);
    await at.close();
    expect(said).toContain('APPROVERS is empty');
    expect(said).toContain('npm run -s migcheck -- doctor');
  });
});

describe('/migcheck doctor where something is broken', () => {
  test('a check that cannot be set up is a line of the card, with its cure', async () => {
    const wrong = { LDAP_BIND_PASSWORD: 'wrong', LDAP_WRITE_BIND_DN: '', WAVE_SPLIT: 'many' };
    const at = await startAtWork({ ...APPROVING, ...wrong }, ALL);
    const card = await at.asks(AVERY);
    await at.close();

    expect(card).toContain('3 broken');
    expect(card).toMatch(/bind to ldap:\S+, from where wave stands: bind-refused, LDAP result 49/);
    expect(card).toMatch(/waves: WAVE_SPLIT is a whole number/);
    expect(card).toMatch(/bind to ldap:\S+: bind-refused, LDAP result 49.*To do: .*cn=Admin/s);
    expect(card).toContain('is not set: nothing is ever proposed or written');
  });

  test('a function that does not answer is named once the time is over, beside what the others found', async () => {
    const at = await startAtWork(APPROVING, ['talk', 'checks']);
    await at.rig.types(AVERY, '/migcheck doctor');
    const begun = await until(
      async () => (await at.rig.rows()).map(({ pk }) => String(pk)),
      (keys) =>
        keys.some((key) => key.endsWith(':check:findings')) && keys.some((key) => key.endsWith(':talk:findings')),
    );
    const doctor = /^done#(.*):check:findings$/.exec(begun.find((key) => key.endsWith(':check:findings')) ?? '')?.[1];
    const over: Job = {
      ...{ kind: 'doctor-report', schema: 1, id: `${doctor}:over`, doctor: doctor ?? '', from: 'deadline' },
      sentAt: new Date().toISOString(),
      findings: [],
    };
    await openQueue(queuePlace(at.rig.environment)).send('talk', over);
    const [card = ''] = await until(
      () => at.told(AVERY),
      (all) => all.length > 0,
    );
    await at.close();

    expect(card).toContain('asking fix: no answer within 45 s');
    expect(card).toMatch(/asking wave: no answer within 45 s.*It may be at work: it judges two waves at a time/s);
    expect(card).toContain('1 broken');
    expect(card).toContain('reaches no SQS or SSM endpoint');
    expect(card).toContain('Directory, account that reads: bind to');
  });
});
