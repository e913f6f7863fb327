import { describe, expect, test } from '@jest/globals';
import type { SQSEvent } from 'aws-lambda';
import { exchange55Organization } from '../../infra/local/sample/exchange55.ts';
import type { Message } from '../../infra/local/slack/workspace.ts';
import { sqsRecord } from '../../infra/local/sqs-event.ts';
import { openLedger } from '../../lib/adapters/ledger/ledger.ts';
import { type Job, judgeJob } from '../../lib/job.ts';
import { MIGRATION, RILEY, SAM, wordsIn } from '../support/rig/people.ts';
import { MINUTE, stage } from '../support/rig/stage.ts';
import { entriesOfWave, listOfWave } from '../support/waves.ts';

const sample = exchange55Organization();
const PEOPLE = 50;
const organization = { ...sample, entries: entriesOfWave(sample, PEOPLE) };

/** A part has five times as many people. */
const SPLIT = { WAVE_SPLIT: '4' };

type Report = {
  readonly list: { readonly people: number; readonly leftOut: number };
  readonly people: readonly { readonly name: string }[];
  readonly file?: object;
};

const scene = (...options: Parameters<typeof stage>) => {
  const at = stage(...options);
  const all = async (): Promise<readonly Message[]> =>
    (await at.rig.sees(SAM, MIGRATION)).filter(({ onlyFor }) => !onlyFor);
  const wave = {
    async handIn(list: string | undefined, container = '') {
      const file = list === undefined ? [] : [await at.rig.uploads(RILEY, 'night.csv', list)];
      await at.rig.asks(RILEY, '/migcheck wave');
      await at.rig.submits(RILEY, { list: file, container, readers: 'channel' });
    },
    card: async () =>
      (await all())
        .filter(({ threadTs }) => !threadTs)
        .map(wordsIn)
        .join(),
    files: async (): Promise<readonly (readonly [string, string])[]> =>
      (await all())
        .flatMap(({ files = [] }) => files)
        .flatMap((id) => at.rig.slack.workspace.files.get(id) ?? [])
        .map(({ name, bytes }) => [name, bytes.toString()] as const),
    reports: async (): Promise<readonly Report[]> =>
      (await wave.files()).filter(([name]) => name.endsWith('.json')).map(([, text]) => JSON.parse(text)),
    id: async () => {
      const keys = (await at.rig.rows()).map(({ pk }) => String(pk));
      return keys.find((key) => key.startsWith('wave#'))?.slice('wave#'.length) ?? '';
    },
    waves: () => openLedger(at.rig.tables, { now: () => new Date().toISOString() }).waves,
    /** The jobs that wait on the queue of waves, taken from it before anybody works on them. */
    async taken(): Promise<readonly Job[]> {
      const bodies: string[] = [];
      const takes = async ({ Records }: SQSEvent) => {
        bodies.push(...Records.map(({ body }) => body));
        return { batchItemFailures: [] };
      };
      await at.rig.queues.settle({ ...at.rig.workers, waves: takes });
      return bodies.map((body) => JSON.parse(body));
    },
    /** Hands a job over as the queue does. */
    work: (job: Job) =>
      at.rig.workers.waves({ Records: [sqsRecord({ MessageId: job.id, Body: JSON.stringify(job) }, 'waves')] }),
    /** Hands a list in and has its first part worked; the jobs of the others. */
    async cut(): Promise<readonly Job[]> {
      await wave.handIn(listOfWave(PEOPLE));
      for (const job of await wave.taken()) await wave.work(job);
      return wave.taken();
    },
  };
  return { at, wave };
};

const NAMES = Array.from({ length: PEOPLE }, (_, number) => `W${number}`);

describe('a wave in three parts', () => {
  const { at, wave } = scene(SPLIT, { organization });

  /** It has ended well: everybody is there once, in the order of the list. */
  async function isWhole(): Promise<void> {
    expect(await wave.card()).toContain('Checked: night.csv');
    expect(await wave.card()).toContain('Of 50 people the wizard will find');
    const reports = await wave.reports();
    expect(reports.map(({ people }) => people.map(({ name }) => name))).toEqual([NAMES]);
    expect(reports[0]?.file).toBeUndefined();
    expect((await wave.files()).map(([name]) => name)).toContain('night-corrected.csv');
  }

  test('is whole in whatever order, however late and often its jobs come', async () => {
    const jobs = await wave.cut();
    expect(jobs.map((job) => 'part' in job && job.part)).toEqual([1, 2]);
    const [second, third] = jobs;
    if (!second || !third) throw new Error('It was not cut');
    at.rig.later(10 * MINUTE);
    await Promise.all([wave.work(third), wave.work(third)]);
    await at.rig.queues.settle(at.rig.workers, { only: ['talk'] });
    expect(await wave.files()).toEqual([]);
    for (const job of [third, second, second, third, judgeJob(await wave.id(), 'late')]) await wave.work(job);
    await at.rig.settle();

    await isWhole();
    const before = await at.rig.rows();
    for (const job of [second, judgeJob(await wave.id(), 'later')]) await wave.work(job);
    await at.rig.settle();
    expect(await at.rig.rows()).toEqual(before);
  });

  test('two parts that end beside each other end it once', async () => {
    await Promise.all((await wave.cut()).map(wave.work));
    await at.rig.settle();

    await isWhole();
    const ends = at.rig.queues.handed.filter(({ body }) => body.includes('show:end'));
    expect(new Set(ends.map(({ body }) => body)).size).toBe(ends.length);
  });

  test('a part whose worker dies half-way is begun again, and nothing that it kept is told twice', async () => {
    const [second, third] = await wave.cut();
    const waves = wave.waves();
    const dead = await waves.start(await wave.id(), { part: 1, silentSince: '' });
    if (typeof dead === 'string' || !second || !third) throw new Error('Nobody began it');
    const half = waves.gather(dead);
    const lost = { line: 4, name: 'LOST', kind: 'no-recipient', found: 'no', rules: [], others: [] } as const;
    await half.keep({ verdicts: Array(5_000).fill(lost), findings: [] });
    await wave.work(second);
    await wave.work(third);
    at.rig.later(3 * MINUTE);
    await at.rig.sweeps();

    await isWhole();
    expect((await waves.wave(await wave.id()))?.parts.map(({ starts }) => starts)).toEqual([1, 2, 1]);
  });

  test('a worker that dies when all parts have ended leaves the end to the sweep', async () => {
    const jobs = await wave.cut();
    at.rig.refuse.ledger(({ by, body }) => by === 'wave' && JSON.stringify(body).includes('"S":"judged"'));
    for (const job of jobs) await wave.work(job);
    at.rig.refuse.ledger(() => false);
    expect((await wave.waves().wave(await wave.id()))?.state).toBe('running');
    at.rig.later(3 * MINUTE);
    await at.rig.sweeps();

    await isWhole();
  });

  test('whose answers nobody can put together is given up after two hours, and says so', async () => {
    const jobs = await wave.cut();
    at.rig.refuse.ledger(({ by, body }) => by === 'wave' && JSON.stringify(body).includes('"S":"judged"'));
    for (const job of jobs) await wave.work(job);
    at.rig.later(121 * MINUTE);
    await at.rig.sweeps();
    at.rig.refuse.ledger(() => false);

    expect(await wave.card()).toContain('Not checked: night.csv');
    expect(await wave.card()).toContain('nobody could put the answers together');
  });

  test('a first worker that dies before it sent for the others is followed by all of them', async () => {
    await wave.handIn(listOfWave(PEOPLE));
    const jobs = await wave.taken();
    at.rig.refuse.queues(({ by, body }) => by === 'wave' && JSON.stringify(body).includes('judge-wave'));
    for (const job of jobs) await wave.work(job);
    at.rig.refuse.queues(() => false);
    at.rig.later(3 * MINUTE);
    await at.rig.sweeps();

    await isWhole();
  });

  test('one part that cannot be judged ends the whole, and says why; the others are not begun', async () => {
    const [second, third] = await wave.cut();
    if (!second || !third) throw new Error('It was not cut');
    at.rig.ldap.faults.put({ on: 'bind', code: 51 });
    await wave.work(second);
    const before = at.rig.ldap.requests.length;
    await wave.work(third);
    await at.rig.settle();

    expect(await wave.card()).toContain('Not checked: night.csv');
    expect(await wave.card()).toContain('busy or unavailable');
    expect(at.rig.ldap.requests.length).toBe(before);
    expect(await wave.files()).toEqual([]);
  });

  test('cancelled between two parts, the rest is not begun', async () => {
    const jobs = await wave.cut();
    await at.rig.clicks(SAM, 'cancel-wave');
    await at.rig.queues.settle(at.rig.workers, { only: ['talk'] });
    const before = at.rig.ldap.requests.length;
    for (const job of jobs) await wave.work(job);
    await at.rig.settle();

    expect(await wave.card()).toContain('Cancelled');
    expect(at.rig.ldap.requests.length).toBe(before);
    expect(await wave.files()).toEqual([]);
  });

  test('the next time says what has changed, across parts', async () => {
    await wave.handIn(listOfWave(PEOPLE));
    await at.rig.settle();
    at.rig.ldap.remove('cn=w6,cn=Recipients,ou=MADRID,o=FABRIKAM');
    at.rig.ldap.remove('cn=w36,cn=Recipients,ou=MADRID,o=FABRIKAM');
    await at.rig.presses(SAM, 'check-wave-again');

    expect(await wave.card()).toMatch(/2 newly broken: \nW6, W36/);
  });

  test('of a container everybody stands in one of its parts, and whoever cannot be migrated is counted', async () => {
    const before = at.rig.queues.handed.length;
    await wave.handIn(undefined, 'o=FABRIKAM');
    await at.rig.settle();

    const jobs = at.rig.queues.handed.slice(before).filter(({ queue }) => queue === 'waves');
    const [report] = await wave.reports();
    const ours = (report?.people ?? []).map(({ name }) => name).filter((name) => name.startsWith('Wave Person'));
    expect(jobs.length).toBeGreaterThan(2);
    // One in ten is not there.
    expect(ours).toHaveLength(45);
    expect(new Set(ours).size).toBe(45);
    expect(report?.list.leftOut).toBeGreaterThan(0);
    expect(report?.list.people).toBe(report?.people.length);
  });
});

describe('a wave in parts, every job delivered twice, beside each other', () => {
  const { at, wave } = scene(SPLIT, { organization, twice: 'together', most: 10 });

  test('one card, everybody once, its files once', async () => {
    await wave.handIn(listOfWave(PEOPLE));
    await at.rig.settle();

    expect((await wave.reports()).map(({ people }) => people.map(({ name }) => name))).toEqual([NAMES]);
    expect((await wave.card()).match(/Checked: /g)).toHaveLength(1);
  }, 60_000);
});

describe('a wave of more people than one file has', () => {
  const { at, wave } = scene({ WAVE_SPLIT: '15000' });

  test('is attached file after file, each with a hundred thousand of them', async () => {
    const names = Array.from({ length: 100_001 }, (_, number) => `u${number}`);
    await wave.handIn(names.join('\n'));
    const due: string[] = [];
    /** Slack takes a minute and a half for each of them. */
    const slowly = async (event: SQSEvent) => {
      if (event.Records.some(({ body }) => /:show:(?:end|files)/.test(body))) {
        at.rig.later(1.5 * MINUTE);
        due.push(...(await wave.waves().due(new Date().toISOString())).map(({ id }) => id));
      }
      return at.rig.workers.talk(event);
    };
    await at.rig.queues.settle({ ...at.rig.workers, talk: slowly });

    // Else the sweep would send for the same files once more, while they are attached.
    expect(due).toEqual([]);
    expect(await wave.card()).toContain('Of 100,001 people the wizard will find 0, and of 100,001 it is not clear.');
    const reports = await wave.reports();
    expect(reports.map(({ file }) => file)).toEqual([
      { number: 1, of: 2 },
      { number: 2, of: 2 },
    ]);
    const [first = 0, second = 0] = reports.map(({ list }) => list.people);
    expect([first <= 100_000, first + second]).toEqual([true, 100_001]);
    expect(reports.flatMap(({ people }) => people.map(({ name }) => name))).toEqual(names);
    expect((await wave.files()).map(([name]) => name)).toEqual(
      [1, 2].flatMap((number) => [`night-report-${number}-of-2.csv`, `night-report-${number}-of-2.json`]),
    );
  }, 60_000);
});
