import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { judgeClock } from '../../lib/doctor/clock.ts';
import { judgeDirectory } from '../../lib/doctor/directory.ts';
import type { ServerAnswer, ServerSeen } from '../../lib/doctor/directory-seen.ts';
import { exitCodeOf, type Finding, inOrder, type Level, PARTS } from '../../lib/doctor/finding.ts';
import { judgeLeg, judgeQueues } from '../../lib/doctor/queues.ts';
import { judgeSettings } from '../../lib/doctor/setting.ts';
import { judgeSlack, type SlackSeen } from '../../lib/doctor/slack.ts';
import { judgeTables, TABLE_SHAPES, type TableSeen } from '../../lib/doctor/tables.ts';

const levels = (findings: readonly Finding[]): readonly Level[] => findings.map(({ level }) => level);
const notWell = (findings: readonly Finding[]) => findings.filter(({ level }) => level !== 'well');
const cureOf = (findings: readonly Finding[]): string => {
  const [first] = notWell(findings);
  return first && 'cure' in first ? (first.cure ?? '') : '';
};

describe('the exit code', () => {
  const one = (level: Level): Finding => ({ part: 'Slack', tried: 'it', came: 'so', level, cure: 'do' });
  test.each<[readonly Level[], number]>([
    [['well'], 0],
    [['well', 'untold'], 0],
    [['untold', 'warning'], 1],
    [['warning', 'broken', 'well'], 2],
    [[], 0],
  ])('%j: %i', (given, code) => expect(exitCodeOf(given.map(one))).toBe(code));

  test('findings are told part by part, and none is lost', () => {
    const mixed = [...PARTS].reverse().map((part): Finding => ({ part, tried: '', came: '', level: 'well' }));
    expect(inOrder(mixed).map(({ part }) => part)).toEqual(PARTS);
  });
});

describe('a clock', () => {
  const seen = (seconds: number) => ({
    ours: new Date(Date.UTC(2026, 0, 1) + seconds * 1000).toISOString(),
    theirs: '2026-01-01T00:00:00.000Z',
  });
  test.each<[number, boolean, Level, string]>([
    [0, true, 'well', '0 s apart'],
    [29, true, 'well', '29 s apart'],
    [30, true, 'warning', 'our clock is 30 s ahead of theirs'],
    [-299, true, 'warning', 'our clock is 299 s behind theirs'],
    [300, true, 'broken', 'our clock is 300 s ahead of theirs; more than 300 s are refused'],
    [4000, false, 'warning', 'our clock is 4000 s ahead of theirs'],
  ])('%i seconds ahead, where five minutes are fatal: %s', (seconds, fatal, level, came) => {
    expect(judgeClock({ part: 'Slack', whose: 'theirs', fatal }, seen(seconds))).toMatchObject({ level, came });
  });
  test('a time that cannot be read proves nothing', () => {
    const unread = { ours: 'now', theirs: 'then' };
    expect(judgeClock({ part: 'Slack', whose: 'theirs', fatal: true }, unread).level).toBe('untold');
  });
});

describe('tables', () => {
  const table: TableSeen = {
    role: 'audit',
    name: 'migcheck-prod-audit',
    table: { ...TABLE_SHAPES.audit, status: 'ACTIVE', protectedFromDeletion: true },
    recovery: 'on',
  };
  test('the shapes are those that are deployed', () => {
    const { Resources } = JSON.parse(readFileSync(join(__dirname, '../../infra/tables.json'), 'utf8'));
    type Keys = { KeySchema: { AttributeName: string; KeyType: string }[]; IndexName: string };
    const keys = ({ KeySchema }: Keys) => KeySchema.map(({ AttributeName, KeyType }) => `${AttributeName}:${KeyType}`);
    const shape = (id: string) => {
      const { Properties } = Resources[id];
      const indices = Properties.GlobalSecondaryIndexes.map((index: Keys) => `${index.IndexName}(${keys(index)})`);
      return { keys: keys(Properties), indices: indices.sort() };
    };
    expect(TABLE_SHAPES).toEqual({ proposals: shape('ProposalsTable'), audit: shape('AuditTable') });
  });
  test('kept well: well', () => expect(levels(judgeTables([table]))).toEqual(['well', 'well']));
  test.each<[string, Partial<TableSeen>, Level, RegExp]>([
    ['no point in time recovery', { recovery: 'off' }, 'warning', /infra\/tables\.json/],
    [
      'recovery that may not be asked for',
      { recovery: { trouble: 'AccessDeniedException' } },
      'warning',
      /dynamodb:DescribeContinuousBackups/,
    ],
    [
      'no protection from deletion',
      { table: { ...TABLE_SHAPES.audit, status: 'ACTIVE', protectedFromDeletion: false } },
      'warning',
      /npm run deploy/,
    ],
    [
      'a table that is still being made',
      { table: { ...TABLE_SHAPES.audit, status: 'CREATING', protectedFromDeletion: true } },
      'warning',
      /Wait until it is ACTIVE/,
    ],
    ['no right', { table: { trouble: 'AccessDeniedException' } }, 'broken', /dynamodb:DescribeTable/],
    ['nobody knows who asks', { table: { trouble: 'ExpiredTokenException' } }, 'broken', /aws sts get-caller-identity/],
    ['no way there', { table: { trouble: 'TimeoutError' } }, 'broken', /DynamoDB gateway endpoint/],
  ])('%s', (_, change, level, cure) => {
    const findings = judgeTables([{ ...table, ...change }]);
    expect(levels(notWell(findings))).toEqual([level]);
    expect(cureOf(findings)).toMatch(cure);
  });
});

describe('queues', () => {
  const state = { waiting: 0, inWork: 0, delayed: 0, fifo: true, deadLetters: 0 } as const;
  test.each<[string, object, Level, RegExp]>([
    ['more than a hundred wait', { waiting: 101 }, 'warning', /Its function fails or does not run/],
    ['no place for dead letters', { deadLetters: 'none' }, 'broken', /tried for ever/],
    ['no FIFO queue', { fifo: false }, 'broken', /infra\/queues\.yml/],
    ['dead letters that may not be counted', { deadLetters: { trouble: 'AccessDenied' } }, 'warning', /sqs:GetQueue/],
  ])('%s', (_, change, level, cure) => {
    const findings = judgeQueues([{ name: 'fixes', state: { ...state, ...change } }]);
    expect(levels(notWell(findings))).toEqual([level]);
    expect(cureOf(findings)).toMatch(cure);
  });
  test('a message of our own that took more than a minute', () => {
    expect(judgeLeg({ through: 'checks', ms: 61_000 })).toMatchObject({ level: 'warning', came: 'took 61.0 s' });
    expect(judgeLeg({ through: 'checks', ms: 250 })).toMatchObject({ level: 'well' });
  });
});

describe('Slack', () => {
  const seen: SlackSeen = {
    token: { team: 'Fabrikam', user: 'migcheck' },
    channels: [],
    approvers: [{ id: 'S0MIGADMIN', found: { people: ['U1', 'U2'] } }],
  };
  const wanted = { watches: true, approvals: 1, selfApproval: false, canWrite: true };
  const judged = (change: Partial<SlackSeen>) => judgeSlack({ ...seen, ...change }, wanted);
  test('scopes that Slack does not list prove nothing', () => expect(levels(judged({}))).toContain('untold'));
  test('watching channels needs more scopes', () => {
    const findings = judged({ token: { team: 'F', user: 'm', scopes: [] } });
    expect(cureOf(findings)).toContain('--watch');
    expect(notWell(findings)[0]?.came).toContain('channels:history');
  });
  test('a channel that is named has to be usable; the one in which somebody asks is remarked on', () => {
    const state = { member: false, shared: false };
    const channels = [
      { id: 'C1', named: 'WATCH_CHANNELS' as const, state },
      { id: 'C2', named: 'the channel of the question' as const, state },
    ];
    expect(notWell(judged({ channels })).map(({ level }) => level)).toEqual(['untold', 'broken', 'warning']);
  });
  test('a group with nobody in it, and somebody who left', () => {
    const findings = judged({
      approvers: [
        { id: 'S0EMPTY', found: { people: [] } },
        { id: 'U0GONE', found: 'deactivated' },
        { id: 'S0SECRET', found: { error: 'missing_scope' } },
        { id: 'U1', found: { people: ['U1'] } },
      ],
    });
    expect(notWell(findings).map(({ tried, level }) => `${tried} ${level}`)).toEqual([
      'the scopes of the token untold',
      'approver S0EMPTY warning',
      'approver U0GONE warning',
      'approver S0SECRET broken',
    ]);
  });
});

describe('the directory', () => {
  const answer: ServerAnswer = {
    dialect: 'ad',
    base: 'DC=fabrikam,DC=example',
    asksForHidden: true,
    hidden: 1,
    recipients: 10,
    readable: 10,
    coverage: 'proven',
    writable: 10,
    sample: { 'CN=a': ['SMTP:a@x'] },
  };
  const server = (change: Partial<ServerAnswer>): ServerSeen => ({
    server: 'ldaps://dc1:636',
    encrypted: true,
    answer: { ...answer, ...change },
  });
  test('all well', () => expect(notWell(judgeDirectory('write', [server({})]))).toEqual([]));
  test.each<[string, Partial<ServerAnswer>, Level, RegExp]>([
    ['no right to write', { writable: 0 }, 'broken', /dsacls .*WP;proxyAddresses;user/],
    ['the right to write on some', { writable: 7 }, 'warning', /AdminSDHolder/],
    ['nobody below the base', { recipients: 0, readable: 0, writable: 0 }, 'broken', /LDAP_BASE_DN/],
    ['an attribute that cannot be searched', { coverage: 'not-searchable' }, 'broken', /no equality rule/],
    ['one domain of several', { coverage: 'one-domain-of-several' }, 'warning', /LDAP_GC_URL/],
  ])('%s', (_, change, level, cure) => {
    const findings = judgeDirectory('write', [server(change)]);
    expect(levels(notWell(findings))[0]).toBe(level);
    expect(cureOf(findings)).toMatch(cure);
  });
  test('the account that reads is not asked whether it may write', () => {
    expect(notWell(judgeDirectory('read', [server({ writable: 0 })]))).toEqual([]);
  });
  test('no hidden recipient in Exchange 5.5 proves nothing', () => {
    const none = server({ dialect: 'exchange55', base: 'o=FABRIKAM', hidden: 0 });
    expect(levels(notWell(judgeDirectory('read', [none])))).toEqual(['untold']);
  });
  test('servers of two organisations', () => {
    const findings = judgeDirectory('read', [server({}), server({ base: 'DC=contoso,DC=example' })]);
    expect(levels(notWell(findings))).toEqual(['broken']);
    expect(cureOf(findings)).toContain('LDAP_GC_URL');
  });
  test('a global catalogue that is none', () => {
    const findings = judgeDirectory('read', [server({}), { ...server({}), catalogue: false }]);
    expect(cureOf(findings)).toContain('port 3269');
  });
});

test.each([
  ['SSM parameter missing or empty: /migcheck/prod/slack-bot-token', 'npm run secrets -- --stage STAGE'],
  ['SSM did not answer', 'the SSM interface endpoint'],
  ['SSM did not hand out the parameters: 400 AccessDeniedException', 'infra/roles'],
  ['SLACK_BOT_TOKEN is not set', 'npm run secrets'],
  ['RATE_LIMIT is a whole number of at least 1', 'Set it in .env'],
])('"%s": %s', (problem, cure) => {
  expect(judgeSettings({ what: 'it', problem })).toMatchObject({
    level: 'broken',
    cure: expect.stringContaining(cure),
  });
});
