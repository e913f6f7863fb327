import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { awsSettings } from '../../lib/adapters/aws.ts';
import { METRICS } from '../../lib/adapters/metrics.ts';
import { AVERY, MIGRATION, RILEY, SAM, wordsIn } from '../support/rig/people.ts';
import { type Rig, SECRET, startRig, TOKEN } from '../support/rig/rig.ts';
import { listenToAll } from '../support/said.ts';

const PASTED = 'Event ID: 7026 Source: MSExchangeMig Description: Migration Aborted. User: janet.secretary, ward 7';
const FIXABLE = '/migcheck jdoe as MS:CORP/PO1/JDOE';

let rig: Rig;
let log: ReturnType<typeof listenToAll>;
/** What the card of the applied proposal calls itself by. */
let shown = '';

/** Something that no version reads, with what it must not repeat in it. */
async function sendUnreadable(): Promise<void> {
  const client = new SQSClient(awsSettings(rig.queues, { requestTimeout: 5000, maxAttempts: 3 }));
  const put = (MessageBody: string) =>
    client.send(new SendMessageCommand({ QueueUrl: rig.queues.urls.talk, MessageBody }));
  await put('{"kind":"explain","text":"cut.off.body');
  await put(JSON.stringify({ kind: 'tell', id: 'odd', card: { text: 'unknown.to.this.version' } }));
  client.destroy();
}

/** Everything that people do, each kind of job at least once, and every kind of trouble. */
async function everything(): Promise<void> {
  await rig.asks(RILEY, FIXABLE);
  await rig.presses(RILEY, 'share');
  await rig.presses(RILEY, 'propose');
  await rig.presses(RILEY, 'approve');
  await rig.presses(SAM, 'refresh');
  await rig.asks(AVERY, '/migcheck pending');
  await rig.presses(AVERY, 'approve');
  shown = (await rig.sees(SAM, MIGRATION)).map(wordsIn).join('\n');
  await rig.presses(RILEY, 'undo');
  await rig.presses(AVERY, 'deny');
  await rig.hands(AVERY, { reason: 'He was dismissed on Friday.' });
  await rig.asks(RILEY, '/migcheck hmeyer');
  await rig.presses(RILEY, 'enter-address');
  await rig.hands(RILEY, { address: 'CORP/PO1/HMEYER' });
  await rig.asks(RILEY, '/migcheck history jdoe');
  await rig.asks(RILEY, `/migcheck explain ${PASTED}`);
  await rig.posts(RILEY, `@migcheck ${PASTED}`);
  await rig.asks(RILEY, '/migcheck wave');
  const list = await rig.uploads(RILEY, 'list.txt', 'abaker\nnobody.special\n');
  await rig.hands(RILEY, { list: [list], readers: 'channel' });
  rig.slack.controls.failNext('response_url', { kind: 'status', status: 500 }, { kind: 'status', status: 500 });
  rig.ldap.faults.put({ on: 'search', code: 51 }, { times: 3 });
  await rig.asks(RILEY, '/migcheck Peter Smith');
  await rig.directoryGoesDown();
  await rig.asks(RILEY, '/migcheck Bjørn Jørgensen 🎣');
  await rig.directoryComesBack();
  await sendUnreadable();
  await rig.settle();
  await rig.sweeps();
  await anUnknownWrite();
}

/** A write of which nobody knows whether it was done, for three minutes. */
async function anUnknownWrite(): Promise<void> {
  await rig.asks(RILEY, '/migcheck hmeyer as MS:CORP/PO1/HMEYER');
  await rig.presses(RILEY, 'propose');
  rig.ldap.faults.put({ on: 'modify', what: 'reset' });
  await rig.presses(AVERY, 'approve');
  rig.later(3 * 60_000);
  await rig.sweeps();
}

beforeAll(async () => {
  log = listenToAll();
  rig = await startRig({ environment: { POWERTOOLS_LOG_LEVEL: 'DEBUG' } });
  await everything();
}, 120_000);
afterAll(async () => {
  await rig.close();
  log.stop();
});

describe('one line at the end of a job', () => {
  test('every kind of job has its line: kind, id, outcome, milliseconds, LDAP requests and correlation', () => {
    const jobs = log.lines('job').filter(({ kind }) => kind !== 'unreadable');

    expect([...new Set(jobs.map(({ kind }) => kind))].sort()).toEqual([
      ...['announce', 'apply', 'decide', 'examine', 'examine-again', 'explain', 'history', 'judge-wave', 'open'],
      ...['pending', 'propose', 'refresh', 'share', 'show-wave', 'tell', 'undo', 'wave'],
    ]);
    for (const line of jobs)
      expect(line).toMatchObject({
        id: expect.any(String),
        correlation: expect.any(String),
        outcome: expect.stringMatching(/^(done|answered|left to the queue)$/),
        ms: expect.any(Number),
        roundTrips: expect.any(Number),
      });
    expect(jobs).toHaveLength(rig.queues.handed.length - 10);
  });

  test('a directory that is away and a Slack that is down are named, and so is what no version can read', () => {
    const away = { kind: 'examine', outcome: 'answered', trouble: 'unreachable' };
    expect(log.lines('job')).toContainEqual(expect.objectContaining(away));
    const down = { kind: 'tell', outcome: 'left to the queue', says: expect.stringContaining('500') };
    expect(log.lines('job')).toContainEqual(expect.objectContaining(down));
    expect(log.lines('job').filter(({ kind }) => kind === 'unreadable')).toHaveLength(10);
  });

  test('what reads or writes the directory says how often it asked it; what does not, says none', () => {
    const trips = (kind: string) => log.lines('job').flatMap((line) => (line.kind === kind ? [line.roundTrips] : []));

    // Root DSE and bind of the first connection, the person, the site's addressing, the holders.
    expect(trips('examine')[0]).toBe(5);
    expect(Number(trips('apply')[0])).toBeGreaterThan(4);
    expect(new Set(trips('tell'))).toEqual(new Set([0]));
  });

  test('one correlation id leads from the question in Slack to the write, and stands on the card', () => {
    const [write] = log.lines('job').filter(({ kind, state }) => kind === 'apply' && state === 'applied');
    const same = log.lines('job').filter(({ correlation }) => correlation === write?.correlation);

    expect(same.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['examine', 'share', 'propose', 'open', 'decide', 'apply', 'announce', 'refresh']),
    );
    expect(shown).toContain(`Proposal ${write?.correlation}`);
    const [question] = same;
    expect(question).toMatchObject({ kind: 'examine', id: write?.correlation });
  });

  test('every request at the door and every sweep has one, too', () => {
    expect(log.lines('request').map(({ outcome }) => outcome)).toContain('answered');
    const swept = expect.objectContaining({ outcome: 'done', ms: expect.any(Number) });
    expect(log.lines('sweep')).toEqual([swept, swept]);
  });
});

test('nothing that is logged holds a trigger, a URL to answer to, a secret, a reason, or what was typed or pasted', () => {
  const triggers = [...rig.slack.workspace.triggers.keys()];
  const urls = [...rig.slack.workspace.responseUrls.keys()];
  expect(triggers.length).toBeGreaterThan(3);
  const secrets = [SECRET, TOKEN, rig.environment.LDAP_BIND_PASSWORD, rig.environment.LDAP_WRITE_BIND_PASSWORD];
  const typed = [
    'janet.secretary',
    'ward 7',
    'dismissed',
    'Peter Smith',
    'Jørgensen',
    'cut.off.body',
    'unknown.to.this',
    'nobody.special',
    'abaker',
  ];
  const directory = ['JDOE', 'jdoe', 'HMEYER', 'John Doe', 'cn=', 'o=FABRIKAM', 'MS:', '@fabrikam'];
  for (const secret of [...triggers, ...urls, ...secrets, ...typed, ...directory])
    expect(log.all().includes(secret ?? '?') ? secret : 'not logged').toBe('not logged');
});

describe('metrics', () => {
  /** Every value that CloudWatch would take out of the log, with what declares it. */
  const measured = () =>
    ['job', 'request', 'sweep'].flatMap((message) =>
      log.lines(message).flatMap((line) => {
        const { CloudWatchMetrics = [] } = Object(line._aws);
        return CloudWatchMetrics.flatMap(({ Metrics }: { Metrics: { Name: string; Unit: string }[] }) =>
          Metrics.map(({ Name, Unit }) => ({ line, name: Name, unit: Unit, value: line[Name] })),
        );
      }),
    );

  test('acknowledgement, check, answer, decision and verified write are timed, and outcomes are counted', () => {
    const names = new Set(measured().map(({ name }) => name));

    for (const name of [
      'Acknowledgement',
      'Check',
      'Answer',
      'Decision',
      'VerifiedWrite',
      'QueueAge',
      'Applied',
      'Due',
    ])
      expect([...names]).toContain(name);
  });

  test('each is a number of its unit, of the namespace and the function, in the form that CloudWatch reads', () => {
    for (const { line, name, unit, value } of measured()) {
      expect(unit).toBe(METRICS[name as keyof typeof METRICS]);
      expect(typeof value).toBe('number');
      expect(value).toBeGreaterThanOrEqual(0);
      expect(line.FunctionName).toBe('local');
      expect(line._aws).toMatchObject({
        Timestamp: expect.any(Number),
        CloudWatchMetrics: [{ Namespace: 'migcheck', Dimensions: [['FunctionName']] }],
      });
    }
  });

  test('the sweep says for how long the oldest outcome has been unknown, and when none is', () => {
    const [before, after] = log.lines('sweep').map(({ UnknownFor }) => Number(UnknownFor));

    expect(before).toBe(0);
    expect(after).toBeGreaterThanOrEqual(180);
    expect(after).toBeLessThan(300);
    expect(measured()).toContainEqual(expect.objectContaining({ name: 'Unknown', value: 1 }));
  });

  test('the time of an answer goes back to the question, over both queues', () => {
    const times = measured().flatMap(({ name, value, line }) => (name === 'Answer' ? [[value, line.QueueAge]] : []));

    expect(times.length).toBeGreaterThan(3);
    for (const [whole, lastQueue] of times) expect(Number(whole)).toBeGreaterThanOrEqual(Number(lastQueue));
  });
});
