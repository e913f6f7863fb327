import { randomBytes } from 'node:crypto';
import { beforeEach, expect, test } from '@jest/globals';
import { openLedger } from '../../../lib/adapters/ledger/ledger.ts';
import type { Ledger } from '../../../lib/ports.ts';
import type { Survey } from '../../../lib/wave/survey.ts';
import type { Verdict } from '../../../lib/wave/verdict.ts';
import type { NewWave, Wave } from '../../../lib/wave/wave.ts';
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

const survey = (verdicts: readonly Verdict[]): Survey => ({
  at: '2026-11-23T08:01:00.000Z',
  list: { format: 'user list', leftOut: 1 },
  view: { dialect: 'exchange55', server: 'ldap://ex1', base: 'o=Corp', seesHidden: true, encrypted: true },
  recipients: 12,
  verdicts,
  findings: [{ line: 4, what: 'migrate-missing', detail: 'Jörg "x"', mends: [{ column: 'Mode', cell: '' }] }],
});

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
  const started = async (id = 'w-1'): Promise<Wave> => {
    const begun = await ledger.waves.start(id, minuteAgo());
    if (typeof begun === 'string') throw new Error(begun);
    return begun;
  };

  beforeEach(async () => {
    tables = await newTables(endpoint());
    now = new Date('2026-11-23T08:00:00.000Z');
    ledger = openLedger(tables, clock);
  });

  test('a wave is read as it was kept, its list to the byte, however many rows that takes', async () => {
    const list = randomBytes(1_000_000);
    await ledger.waves.begin(wave(), list);

    expect(await ledger.waves.wave('w-1')).toEqual({ ...wave(), state: 'asked', starts: 0 });
    expect(Buffer.compare((await ledger.waves.list('w-1')) ?? Buffer.of(), list)).toBe(0);
    const kept = keptIn(tables);
    const rows = (await kept.rows()).map(({ pk }) => String(pk)).sort();
    kept.leave();
    expect(rows).toEqual(['wave#w-1', 'wave-list#w-1#0', 'wave-list#w-1#1', 'wave-list#w-1#2']);
  });

  test('a wave that is kept again stays as it was', async () => {
    await ledger.waves.begin(wave());
    await ledger.waves.place('w-1', { channel: 'C1', ts: '1.2' });
    await ledger.waves.begin(wave('w-1', { digest: 'other' }));

    expect(await ledger.waves.wave('w-1')).toMatchObject({ digest: 'd1', place: { channel: 'C1', ts: '1.2' } });
  });

  test('what a worker found is read again as verdicts with their fixes', async () => {
    const all = survey([verdict('jdoe'), { ...verdict('Zoë 100%'), found: 'yes' }]);
    await ledger.waves.begin(wave());
    const mine = await started();

    expect(await ledger.waves.survey('w-1')).toBeUndefined();
    expect(await ledger.waves.judge(mine, all, { keys: ['d1', 'pilot.csv'] })).toBe(true);

    expect(await ledger.waves.survey('w-1')).toEqual(all);
    expect(await ledger.waves.wave('w-1')).toMatchObject({ state: 'judged', end: { at: now.toISOString() } });
    expect([await ledger.waves.newest('d1'), await ledger.waves.newest('pilot.csv')]).toEqual(['w-1', 'w-1']);
    expect(await ledger.waves.newest('d2')).toBeUndefined();
  });

  test('a survey that somebody has changed is not taken for what was found', async () => {
    await ledger.waves.begin(wave());
    await ledger.waves.judge(await started(), survey([verdict('jdoe')]), { keys: [] });
    await rewrite(tables, 'wave-survey#w-1#1#0', { bytes: Buffer.from('x') });

    await expect(ledger.waves.survey('w-1')).rejects.toThrow('not as it was kept');
  });

  test('one worker at a time; of one that is silent another takes over, and the first writes nothing more', async () => {
    await ledger.waves.begin(wave());
    const first = await started();
    expect(await ledger.waves.start('w-1', minuteAgo())).toBe('busy');
    passes(MINUTE);
    expect(await ledger.waves.beat(first, { at: clock.now(), doing: 'reading', people: 5 })).toBe(true);
    expect(await ledger.waves.start('w-1', minuteAgo())).toBe('busy');
    passes(2 * MINUTE);
    const second = await started();

    expect(second).toMatchObject({ state: 'running', starts: 2 });
    expect(await ledger.waves.beat(first, { at: clock.now(), doing: 'checking', people: 9 })).toBe(false);
    expect(await ledger.waves.judge(first, survey([]), { keys: [] })).toBe(false);
    expect(await ledger.waves.judge(second, survey([verdict('jdoe')]), { keys: [] })).toBe(true);
    expect((await ledger.waves.survey('w-1'))?.verdicts).toHaveLength(1);
  });

  test('what is cancelled is over for its worker, and for whoever would begin it', async () => {
    await ledger.waves.begin(wave());
    const mine = await started();
    expect(await ledger.waves.end('w-1', 'cancelled', { at: clock.now(), by: 'USAM' })).toBe(true);

    expect(await ledger.waves.beat(mine, { at: clock.now(), doing: 'reading', people: 1 })).toBe(false);
    expect(await ledger.waves.judge(mine, survey([]), { keys: ['d1'] })).toBe(false);
    expect(await ledger.waves.start('w-1', minuteAgo())).toBe('over');
    expect(await ledger.waves.end('w-1', 'failed', { at: clock.now(), why: 'x' })).toBe(false);
    expect(await ledger.waves.newest('d1')).toBeUndefined();
    expect(await ledger.waves.wave('w-1')).toMatchObject({ state: 'cancelled', end: { by: 'USAM' } });
  });

  test('a wave is due when nothing has been heard of it for two minutes, and when its end was not told', async () => {
    const due = async () => (await ledger.waves.due(clock.now())).map(({ id, state }) => `${id} ${state}`);
    await ledger.waves.begin(wave());
    expect(await due()).toEqual([]);
    passes(2 * MINUTE);
    expect(await due()).toEqual(['w-1 asked']);
    const mine = await started();
    expect(await due()).toEqual([]);
    await ledger.waves.judge(mine, survey([]), { keys: [] });
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
    await ledger.waves.judge(await started(), survey([verdict('jdoe')]), { keys: ['d1'] });
    passes(30 * DAY);

    expect(await ledger.waves.wave('w-1')).toBeUndefined();
    expect(await ledger.waves.survey('w-1')).toBeUndefined();
    expect(await ledger.waves.newest('d1')).toBeUndefined();
    expect(await ledger.waves.start('w-1', minuteAgo())).toBe('over');
    const kept = keptIn(tables);
    const ends = (await kept.rows()).map(({ ttl }) => Number(ttl) <= now.getTime() / 1_000);
    kept.leave();
    expect(ends).not.toContain(false);
  });
}
