import { randomBytes } from 'node:crypto';
import { beforeEach, expect, test } from '@jest/globals';
import { openLedger } from '../../../lib/adapters/ledger/ledger.ts';
import type { KeptSurvey, Ledger } from '../../../lib/ports.ts';
import { type Head, joined, summaryOf } from '../../../lib/wave/summary.ts';
import type { Judged } from '../../../lib/wave/survey.ts';
import type { Verdict } from '../../../lib/wave/verdict.ts';
import type { NewWave, Wave, WaveWork } from '../../../lib/wave/wave.ts';
import { newTables, rewrite } from '../../support/ledger-tables.ts';
import { keptIn } from '../../support/rig/kept.ts';
import { openProposal } from './sample.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const wave = (id = 'w-1', change: Partial<NewWave> = {}): NewWave => ({
  id,
  schema: 1,
  by: { enterprise: null, team: 'T1', user: 'UJANE' },
  askedAt: '2026-11-23T08:00:00.000Z',
  subject: { kind: 'list', name: 'pilot.csv', format: 'user list', people: 2 },
  digest: 'd1',
  wizard: '5.5-rtm',
  ...change,
});

const verdict = (name: string): Verdict => ({
  line: 4,
  name,
  kind: 'missing-migrate',
  found: 'no',
  rules: ['missing-migrate'],
  source: 'MS:CORP/PO1/JDOE',
  mailbox: openProposal('p').fix.dn,
  others: [],
  fix: { ...openProposal('p').fix, directoryName: name, secondaries: ['X400:c=GB;a= ;'] },
});

const HEAD: Head = {
  at: '2026-11-23T08:01:00.000Z',
  list: { format: 'user list', leftOut: 1 },
  view: { dialect: 'exchange55', server: 'ldap://ex1', base: 'o=Corp', seesHidden: true, encrypted: true },
  recipients: 12,
};

const found = (...verdicts: readonly Verdict[]): Judged => ({
  verdicts,
  findings: [{ line: 4, what: 'migrate-missing', detail: 'Jörg "x"', mends: [{ column: 'Mode', cell: '' }] }],
});

/** Nothing was known under these keys. */
const first = (...keys: readonly string[]) => ({ known: new Map(keys.map((key) => [key, undefined])) });

/** All people of a survey, as one. */
async function readAll({ pieces }: KeptSurvey): Promise<Judged> {
  const all = await Promise.all(pieces.map((piece) => piece.read()));
  return { verdicts: all.flatMap(({ verdicts }) => verdicts), findings: all.flatMap(({ findings }) => findings) };
}

/** What every DynamoDB has to let waves do. */
export function wavesContract(endpoint: () => string): void {
  let tables: Awaited<ReturnType<typeof newTables>>;
  let ledger: Ledger;
  let now: Date;
  const clock = { now: () => now.toISOString() };
  const passes = (milliseconds: number) => {
    now = new Date(now.getTime() + milliseconds);
  };
  const minuteAgo = () => new Date(now.getTime() - MINUTE).toISOString();
  const start = (part?: number, id = 'w-1') => ledger.waves.start(id, { part, silentSince: minuteAgo() });
  const started = async (part?: number, id?: string): Promise<WaveWork> => {
    const begun = await start(part, id);
    if (typeof begun === 'string') throw new Error(begun);
    return begun;
  };
  /** Keeps this of a part, and ends it. */
  const ends = async (work: WaveWork, ...some: readonly Judged[]): Promise<Wave | undefined> => {
    const gathering = ledger.waves.gather(work);
    for (const judged of some) await gathering.keep(judged);
    return gathering.end(HEAD);
  };
  const reads = (people: number) => ({ at: clock.now(), doing: 'reading', people }) as const;
  const rows = async () => {
    const kept = keptIn(tables);
    try {
      return await kept.rows();
    } finally {
      kept.leave();
    }
  };

  beforeEach(async () => {
    tables = await newTables(endpoint());
    now = new Date('2026-11-23T08:00:00.000Z');
    ledger = openLedger(tables, clock);
  });

  test('a wave is read as it was kept, its list to the byte, however many rows that takes', async () => {
    const list = randomBytes(1_000_000);
    await ledger.waves.begin(wave(), list);

    expect(await ledger.waves.wave('w-1')).toEqual({ ...wave(), state: 'asked', parts: [] });
    expect(Buffer.compare((await ledger.waves.list('w-1')) ?? Buffer.of(), list)).toBe(0);
    const keys = (await rows()).map(({ pk }) => String(pk)).sort();
    expect(keys).toEqual(['wave#w-1', 'wave-list#w-1#0', 'wave-list#w-1#1', 'wave-list#w-1#2']);
  });

  test('a wave that is kept again stays as it was', async () => {
    await ledger.waves.begin(wave());
    await ledger.waves.place('w-1', { channel: 'C1', ts: '1.2' });
    await ledger.waves.begin(wave('w-1', { digest: 'other' }));

    expect(await ledger.waves.wave('w-1')).toMatchObject({ digest: 'd1', place: { channel: 'C1', ts: '1.2' } });
  });

  test('what a worker found is read again as verdicts with their fixes', async () => {
    const all = found(verdict('jdoe'), { ...verdict('Zoë 100%'), found: 'yes' });
    await ledger.waves.begin(wave());
    const mine = await started();
    expect(await ledger.waves.cut(mine, { parts: 1, people: 2 })).toMatchObject({ people: 2 });

    expect(await ledger.waves.survey('w-1')).toBeUndefined();
    expect((await ends(mine, all))?.parts).toMatchObject([{ isDone: true, progress: { people: 2 } }]);
    expect(await start()).toBe('found');
    expect(await ledger.waves.judge('w-1', first('d1', 'pilot.csv'))).toBe('judged');

    const survey = await ledger.waves.survey('w-1');
    const { pieces, ...summary } = survey ?? { pieces: [] };
    expect(summary).toEqual(summaryOf({ ...HEAD, ...all }));
    expect(survey && (await readAll(survey))).toEqual(all);
    expect(await pieces[0]?.findings()).toEqual(all.findings);
    expect(await ledger.waves.wave('w-1')).toMatchObject({ state: 'judged', end: { at: now.toISOString() } });
    expect([await ledger.waves.newest('d1'), await ledger.waves.newest('pilot.csv')]).toEqual(['w-1', 'w-1']);
    expect(await ledger.waves.newest('d2')).toBeUndefined();
  });

  test('a survey that somebody has changed is not taken for what was found', async () => {
    await ledger.waves.begin(wave());
    await ends(await started(), found(verdict('jdoe')));
    await rewrite(tables, 'wave-survey#w-1#0.1#0#0', { bytes: Buffer.from('x') });
    const survey = await ledger.waves.survey('w-1');

    await expect(survey && readAll(survey)).rejects.toThrow('not as it was kept');
    await rewrite(tables, 'wave-survey#w-1#0.1#all#0', { bytes: Buffer.from('x') });
    await expect(ledger.waves.survey('w-1')).rejects.toThrow('not as it was kept');
  });

  test('one worker at a time; of one that is silent another takes over, and the first writes nothing more', async () => {
    await ledger.waves.begin(wave());
    const first = await started();
    expect(await start()).toBe('busy');
    passes(MINUTE);
    expect(await ledger.waves.beat(first, reads(5))).toMatchObject({ parts: [{ starts: 1, progress: { people: 5 } }] });
    expect([await start(), await start(0)]).toEqual(['busy', 'busy']);
    passes(2 * MINUTE);
    const second = await started();

    expect(second).toMatchObject({ part: 0, start: 2, wave: { state: 'running', parts: [{ starts: 2 }] } });
    expect(await ledger.waves.beat(first, reads(9))).toBeUndefined();
    expect(await ledger.waves.cut(first, { parts: 3, people: 9 })).toBeUndefined();
    expect(await ends(second, found(verdict('jdoe')))).toBeDefined();
    expect(await ends(first, found(verdict('too'), verdict('late')))).toBeUndefined();
    const survey = await ledger.waves.survey('w-1');
    expect(survey && (await readAll(survey)).verdicts.map(({ name }) => name)).toEqual(['jdoe']);
  });

  test('a wave that a version without parts was at is begun anew when it is silent, and that worker hears of it', async () => {
    await ledger.waves.begin(wave());
    await rewrite(tables, 'wave#w-1', { state: 'running', starts: 1, progress: reads(5) });
    expect(await start()).toBe('busy');
    passes(2 * MINUTE);

    expect(await started()).toMatchObject({ part: 0, start: 1, wave: { parts: [{ starts: 1 }] } });
    // Whatever that worker writes, it writes on condition of this number.
    expect((await rows()).map(({ starts }) => starts)).toEqual([undefined]);
    expect(await start()).toBe('busy');
  });

  test('what is cancelled is over for its worker, and for whoever would begin it', async () => {
    await ledger.waves.begin(wave());
    const mine = await started();
    expect(await ledger.waves.end('w-1', 'cancelled', { at: clock.now(), by: 'USAM' })).toBe(true);

    expect(await ledger.waves.beat(mine, reads(1))).toBeUndefined();
    expect(await ends(mine, found())).toBeUndefined();
    expect(await ledger.waves.judge('w-1', first('d1'))).toBe('over');
    expect(await start()).toBe('over');
    expect(await ledger.waves.end('w-1', 'failed', { at: clock.now(), why: 'x' })).toBe(false);
    expect(await ledger.waves.newest('d1')).toBeUndefined();
    expect(await ledger.waves.wave('w-1')).toMatchObject({ state: 'cancelled', end: { by: 'USAM' } });
  });

  /** A wave of three parts, the first of which is in hand. */
  const inThree = async (): Promise<WaveWork> => {
    await ledger.waves.begin(wave());
    const first = await started();
    await ledger.waves.cut(first, { parts: 3, people: 6 });
    return first;
  };

  test('it is cut once, and each part is begun by whoever is told of it, in any order', async () => {
    const first = await inThree();

    expect(await ledger.waves.cut(first, { parts: 2, people: 9 })).toBeUndefined();
    expect(await started(2)).toMatchObject({ part: 2, start: 1, wave: { people: 6 } });
    expect(await started(1)).toMatchObject({ part: 1, start: 1 });
    expect([await start(), await start(0), await start(1), await start(2), await start(3)]).toEqual(
      Array(5).fill('busy'),
    );
    const dead = await ledger.waves.wave('w-1');
    expect(dead?.parts.map(({ starts }) => starts)).toEqual([1, 1, 1]);
  });

  test('of three parts one falls silent: it alone is begun again', async () => {
    const first = await inThree();
    const [second, third] = [await started(1), await started(2)];
    passes(2 * MINUTE);
    await ledger.waves.beat(first, reads(5));
    await ends(third, found(verdict('c')));

    expect(await started()).toMatchObject({ part: 1, start: 2 });
    expect(await start()).toBe('busy');
    expect(await ends(second, found(verdict('b')))).toBeUndefined();
  });

  test('two parts that end at the same moment: one of them hears that all have, and nothing is lost', async () => {
    const works = [await inThree(), await started(1), await started(2)];
    const names = ['a', 'b', 'c'];
    const ended = await Promise.all(works.map((work, index) => ends(work, found(verdict(names[index] ?? '')))));

    const all = ended.filter((one) => one?.parts.every(({ isDone }) => isDone));
    expect(all).toHaveLength(1);
    const survey = await ledger.waves.survey('w-1');
    expect(survey && (await readAll(survey)).verdicts.map(({ name }) => name)).toEqual(names);
    const one = (name: string) => summaryOf({ ...HEAD, ...found(verdict(name)) });
    expect(survey).toMatchObject(joined([one('a'), one('b'), one('c')]));
    const judged = await Promise.all([1, 2].map(() => ledger.waves.judge('w-1', first())));
    expect(judged.sort()).toEqual(['judged', 'over']);
  });

  test('a wave that another of the same came before since it was put together does not end, and hears of it', async () => {
    for (const id of ['w-1', 'w-2']) {
      await ledger.waves.begin(wave(id));
      await ends(await started(undefined, id), found(verdict('jdoe')));
    }
    expect(await ledger.waves.judge('w-1', first('d1', 'pilot.csv'))).toBe('judged');

    expect(await ledger.waves.judge('w-2', first('d1'))).toBe('overtaken');
    expect(await ledger.waves.judge('w-2', { known: new Map([['d1', 'w-0']]) })).toBe('overtaken');
    expect(await ledger.waves.judge('w-1', first('d1'))).toBe('over');
    expect([(await ledger.waves.wave('w-2'))?.state, await ledger.waves.newest('d1')]).toEqual(['running', 'w-1']);
    expect(await ledger.waves.judge('w-2', { known: new Map([['d1', 'w-1']]), first: 'w-1' })).toBe('judged');
    expect(await ledger.waves.wave('w-2')).toMatchObject({ state: 'judged', first: 'w-1' });
    expect([await ledger.waves.newest('d1'), await ledger.waves.newest('pilot.csv')]).toEqual(['w-2', 'w-1']);
  });

  test('more people than have room in one row are kept in several, and read in their order', async () => {
    await ledger.waves.begin(wave());
    const names = Array.from({ length: 9_500 }, () => randomBytes(60).toString('hex'));
    const some = [names.slice(0, 5_000), names.slice(5_000)];
    await ends(await started(), ...some.map((part) => found(...part.map(verdict))));

    const survey = await ledger.waves.survey('w-1');
    expect(survey?.people).toBe(9_500);
    expect(survey?.pieces.map(({ people }) => people)).toEqual([5_000, 4_500]);
    expect(survey && (await readAll(survey)).verdicts.map(({ name }) => name)).toEqual(names);
    const sizes = (await rows()).map(({ bytes }) => (bytes instanceof Uint8Array ? bytes.length : 0));
    expect(Math.max(...sizes)).toBeLessThan(400_000);
    expect(sizes.length).toBeGreaterThan(3);
  });

  test('a wave is due when nothing has been heard of it for two minutes, and when its end was not told', async () => {
    const due = async () => (await ledger.waves.due(clock.now())).map(({ id, state }) => `${id} ${state}`);
    await ledger.waves.begin(wave());
    expect(await due()).toEqual([]);
    passes(2 * MINUTE);
    expect(await due()).toEqual(['w-1 asked']);
    const mine = await started();
    expect(await due()).toEqual([]);
    passes(MINUTE);
    await ends(mine, found());
    passes(MINUTE);
    expect(await due()).toEqual([]);
    passes(MINUTE);
    expect(await due()).toEqual(['w-1 running']);
    await ledger.waves.judge('w-1', first());
    passes(2 * MINUTE);
    expect(await due()).toEqual(['w-1 judged']);
    await ledger.waves.postpone('w-1', new Date(now.getTime() + MINUTE).toISOString());
    expect(await due()).toEqual([]);
    passes(MINUTE);
    expect(await due()).toEqual(['w-1 judged']);
    await ledger.waves.markTold('w-1');
    expect(await due()).toEqual([]);
    expect((await ledger.due(clock.now())).unreadable).toEqual([]);
  });

  test('after thirty days nothing of it is known any more', async () => {
    await ledger.waves.begin(wave(), Buffer.from('jdoe'));
    const mine = await started();
    passes(MINUTE);
    await ends(mine, found(verdict('jdoe')));
    await ledger.waves.judge('w-1', first('d1'));
    passes(30 * DAY);

    expect(await ledger.waves.wave('w-1')).toBeUndefined();
    expect(await ledger.waves.survey('w-1')).toBeUndefined();
    expect(await ledger.waves.newest('d1')).toBeUndefined();
    expect(await start()).toBe('over');
    const isOver = (await rows()).map(({ ttl }) => Number(ttl) <= now.getTime() / 1_000);
    expect(isOver).not.toContain(false);
    // Nor does it stand in the way of the next, though its row may be there for two days more.
    await ledger.waves.begin(wave('w-2', { askedAt: clock.now() }));
    await ends(await started(undefined, 'w-2'), found(verdict('jdoe')));
    expect(await ledger.waves.judge('w-2', first('d1'))).toBe('judged');
    expect(await ledger.waves.newest('d1')).toBe('w-2');
  });
}
