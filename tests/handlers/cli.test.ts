import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import iconv from 'iconv-lite';
import { startDynamo } from '../../infra/local/dynamodb.ts';
import { type Ldap, startLdap } from '../../infra/local/ldap/start.ts';
import { exchange55Organization } from '../../infra/local/sample/exchange55.ts';
import { served } from '../../infra/local/sample/organization.ts';
import { openLedger } from '../../lib/adapters/ledger/ledger.ts';
import { entryOf, openingOf, openProposal } from '../adapters/ledger/sample.ts';
import { newTables } from '../support/ledger-tables.ts';
import { inTerminal } from '../support/terminal.ts';

const organization = exchange55Organization();
const folder = mkdtempSync(join(tmpdir(), 'migcheck-cli-'));
let ldap: Ldap;
let environment: Readonly<Record<string, string>>;

beforeAll(async () => {
  ldap = await startLdap(served(organization));
  environment = {
    LDAP_URL: ldap.url,
    LDAP_TLS: 'off',
    LDAP_BIND_DN: organization.accounts.reader.names[0] ?? '',
    LDAP_BIND_PASSWORD: organization.accounts.reader.password,
  };
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await ldap.close();
});

const migcheck = (words: readonly string[], { input = '', env = environment } = {}) =>
  inTerminal(words, { input, env });

const PASTED =
  'Event ID: 7026\nSource: MSExchangeMig\nType: Error\nDescription: Migration Aborted due to Mapi logon failure.\n';
const DRIVERS =
  'Event ID: 7026\nSource: Service Control Manager\nType: Error\nDescription: The following drivers failed to load.\n';

describe('check', () => {
  test('one that will be found: exit code 0, and a document without a fix', async () => {
    const { code, out } = await migcheck(['check', 'abaker', '--json']);
    const document = JSON.parse(out);
    expect(Object.keys(document)).toEqual(['recipient', 'source', 'diagnosis', 'fix']);
    expect(document.recipient).toMatchObject({ kind: 'mailbox', alias: 'abaker', hidden: false });
    expect(document.recipient.proxies).toContainEqual({ value: 'migrate:MS:CORP/PO1/ABAKER', primary: false });
    expect(document.diagnosis).toMatchObject({ kind: 'found-by-migrate', found: 'yes' });
    expect(document.fix).toBeNull();
    expect(code).toBe(0);
  });

  test('one that will not be found: exit code 1, and the fix with the value as people write it', async () => {
    const { code, out } = await migcheck(['check', 'jdoe', 'as', 'MS:CORP/PO1/JDOE', 'wizard', '5.5-rtm', '--json']);
    const document = JSON.parse(out);
    expect(document.source).toMatchObject({ address: 'MS:CORP/PO1/JDOE', learntFrom: 'given' });
    expect(document.diagnosis.kind).toBe('missing-migrate');
    expect(document.diagnosis.articles).toContain('Q242184');
    expect(document.fix).toEqual({
      dn: 'cn=jdoe,cn=Recipients,ou=LONDON,o=FABRIKAM',
      attribute: 'otherMailbox',
      value: 'migrate:MS:CORP/PO1/JDOE',
    });
    expect(code).toBe(1);
  });

  test.each([
    ['not known', ['jdoe'], 'source-unknown'],
    ['not clear', ['dclark', 'as', 'MS:CORP/PO1/DCLARK'], 'ambiguous'],
    ['several people, named in several words', ['Chris Taylor'], 'several-recipients'],
    ['nobody', ['nobody'], 'no-recipient'],
    ['it depends on the version', ['mlopez'], 'missing-migrate'],
  ])('%s: exit code 1', async (_, words, kind) => {
    const { code, out } = await migcheck(['check', ...words, '--json']);
    expect(JSON.parse(out).diagnosis.kind).toBe(kind);
    expect(code).toBe(1);
  });

  test('the same for people: the verdict, what to do, the addresses and the fix', async () => {
    const { out } = await migcheck(['check', 'jdoe', 'as', 'MS:CORP/PO1/JDOE']);
    expect(out).toContain('missing-migrate');
    expect(out).toContain('migrate$MS:CORP/PO1/JDOE');
    expect(out).toContain('* SMTP:jdoe@fabrikam.example');
  });

  test('what is in a name cannot steer a terminal', async () => {
    const { out } = await migcheck(['check', 'mallory']);
    expect(out).not.toContain('\u202e');
  });

  test('it writes nothing', async () => {
    await migcheck(['check', 'jdoe', 'as', 'MS:CORP/PO1/JDOE']);
    expect(ldap.requests.filter(({ kind }) => kind === 'modify')).toEqual([]);
  });
});

describe('explain', () => {
  test('a file: one document, exit code 0', async () => {
    const file = join(folder, 'event.txt');
    writeFileSync(file, PASTED);
    const { code, out } = await migcheck(['explain', '--json', file]);
    const document = JSON.parse(out);
    expect(Object.keys(document)).toEqual(['events', 'summary']);
    expect(document.events).toHaveLength(1);
    expect(document.events[0]).toMatchObject({
      id: 7026,
      source: 'MSExchangeMig',
      type: 'Error',
      isMigrationEvent: true,
      known: true,
    });
    expect(document.events[0].causes).toHaveLength(3);
    expect(document.events[0].articles).toEqual(['Q242184', 'Q182665', 'Q183312']);
    expect(code).toBe(0);
  });

  test.each([
    ['-', ['explain', '-', '--json']],
    ['no name', ['explain', '--json']],
  ])('standard input, by %s', async (_, words) => {
    const { code, out } = await migcheck(words, { input: PASTED });
    expect(JSON.parse(out).summary).toMatchObject({ events: 1, explained: 1 });
    expect(code).toBe(0);
  });

  test.each([
    ['an event of another source', DRIVERS, 1],
    ['no event', 'Nothing happened.', 0],
  ])('%s: exit code 1', async (_, input, events) => {
    const { code, out } = await migcheck(['explain', '-', '--json'], { input });
    expect(JSON.parse(out).summary).toMatchObject({ events, explained: 0 });
    expect(code).toBe(1);
  });

  test('each event is told with the lines it came from', async () => {
    const { out } = await migcheck(['explain', '-', '--json'], { input: `${PASTED}\n${DRIVERS}` });
    expect(JSON.parse(out).events).toMatchObject([
      { id: 7026, lines: { from: 1, to: 4 } },
      { id: 7026, lines: { from: 6, to: 9 } },
    ]);
  });

  test('a whole log, as a console of Western Europe wrote it: the events of the wizard, and how many others', async () => {
    const file = join(folder, 'log.csv');
    const rows = Array.from({ length: 20_000 }, (_, index) =>
      index % 4_000 === 0
        ? `Fehler,17.07.2002 12:44:50,MSExchangeMig,7026,Keine,Migration Aborted due to Mapi logon failure.`
        : `Informationen,17.07.2002 12:44:50,W3SVC,10002,Keine,Etwas anderes für später ${index}`,
    );
    const text = ['Ebene,Datum und Uhrzeit,Quelle,Ereignis-ID,Aufgabenkategorie', ...rows].join('\r\n');
    writeFileSync(file, iconv.encode(text, 'cp850'));
    const { code, out } = await migcheck(['explain', '--json', file]);
    const { events, summary } = JSON.parse(out);
    const ours = events.filter(({ isMigrationEvent }: { isMigrationEvent: boolean }) => isMigrationEvent);
    expect(ours.map(({ lines }: { lines: { from: number } }) => lines.from)).toEqual([2, 4_002, 8_002, 12_002, 16_002]);
    expect(summary).toMatchObject({ events: 20_000, migrationEvents: 5, explained: 5, notListed: 18_995 });
    expect(code).toBe(0);
    expect((await migcheck(['explain', file])).out).toContain('5 × 7026');
  });

  test('a log of nothing but the wizard lists every event, each with what it follows from', async () => {
    const file = join(folder, 'wizard.log');
    const row = (id: number, text: string) =>
      `7/17/2002\t12:44:50 PM\tMSExchangeMig\tError\tNone\t${id}\tN/A\tEX1\t${text}`;
    const pair = (_: unknown, index: number) => [
      row(7017, `Could not log onto the Message Store for Account: USER${index % 20}`),
      row(8074, 'MAPI Section C:\\1.PRI Line: 7 Failed to connect to the Mailbox.'),
      row(8002, 'Errors occurred during the Migration Process. A recovery file has been created called C:\\1.PRI.'),
    ];
    writeFileSync(file, Array.from({ length: 4_000 }, pair).flat().join('\r\n'));
    const { code, out } = await migcheck(['explain', '--json', file]);
    const { events, summary } = JSON.parse(out);

    expect(summary).toMatchObject({ events: 12_000, migrationEvents: 12_000, notListed: 0 });
    expect(events.map(({ lines }: { lines: { from: number } }) => lines.from)).toEqual(
      Array.from({ length: 12_000 }, (_, index) => index + 1),
    );
    expect(events[11_999]).toMatchObject({ id: 8002, followsFrom: 11_998 });
    expect(code).toBe(0);

    const text = (await migcheck(['explain', file])).out;
    expect(text).toContain('4000 × 7017: ');
    expect(text).toContain('USER0, USER1');
    expect(text).toContain('and 10 more');
    expect(text).toContain('--json lists every one');
    expect(text.match(/^Event 7017, /gm)).toHaveLength(1);
    expect(text).toContain('(line 1)');
  });

  test('several events of one id in a paste are each told', async () => {
    const logon = (account: string) =>
      `Event ID: 7017\nSource: MSExchangeMig\nDescription: Could not log onto the Message Store for Account: ${account}\n`;
    const { out } = await migcheck(['explain'], { input: `${logon('JDOE')}\n${logon('ASMITH')}` });

    expect(out).toContain('2 events, 2 of the migration wizard');
    expect(out.match(/^Event 7017, .*/gm)).toEqual([
      expect.stringContaining('(lines 1 to 3)'),
      expect.stringContaining('(lines 5 to 7)'),
    ]);
    expect(out).toMatch(/JDOE[\s\S]*ASMITH/);
  });

  test('an event that nobody knows: its neighbours and what to collect, and nothing invented', async () => {
    const input = 'Event ID: 7099\nSource: MSExchangeMig\nDescription: Something else.\n';
    const { code, out } = await migcheck(['explain'], { input });
    expect(out).toContain('which migcheck does not know');
    expect(out).toMatch(/nearest that are known: 70\d\d/);
    expect(out).toContain('The version of Mlmig32.dll');
    expect(code).toBe(1);

    const [event] = JSON.parse((await migcheck(['explain', '--json'], { input })).out).events;
    expect(event).toMatchObject({ known: false, title: null, meaning: null, causes: [] });
    expect(event.nearest).toHaveLength(3);
    expect(event.collect).not.toHaveLength(0);
  });

  test('an event without a source is recognised by its text, and it is said', async () => {
    const input = 'Event ID: 7026\nDescription: Migration Aborted due to Mapi logon failure.\n';
    const { code, out } = await migcheck(['explain'], { input });
    expect(out).toContain('The source was missing; the event was recognised by its text.');
    expect(code).toBe(0);
  });

  test("a dialog's message beside an event is told, too", async () => {
    const input = `${PASTED}\nAnd before: Unable to display the folder. You do not have Permissions to log on.\n`;
    expect((await migcheck(['explain'], { input })).out).toMatch(/^Event 7026[\s\S]*^Message: /m);
    expect(JSON.parse((await migcheck(['explain', '--json'], { input })).out).summary.messages).toHaveLength(1);
  });

  test('a binary log: how to save it as text', async () => {
    const file = join(folder, 'log.evtx');
    writeFileSync(file, 'ElfFile\0\0\0');
    const { code, out, err } = await migcheck(['explain', file]);
    expect(err).toContain('Save All Events As');
    expect(out).toBe('');
    expect(code).toBe(2);
  });

  test('needs no settings at all', async () => {
    expect((await migcheck(['explain', '-'], { input: PASTED, env: {} })).code).toBe(0);
  });
});

describe('history', () => {
  test('shows what is on record, newest first; without any, exit code 1', async () => {
    const dynamo = await startDynamo();
    const tables = await newTables(dynamo.endpoint);
    const env = {
      ...environment,
      DYNAMODB_ENDPOINT: dynamo.endpoint,
      PROPOSALS_TABLE: tables.proposalsTable,
      AUDIT_TABLE: tables.auditTable,
    };
    const proposal = openProposal('p1');
    const dn = proposal.fix.dn;
    expect((await migcheck(['history', dn], { env })).code).toBe(1);
    const ledger = openLedger(tables, { now: () => '2026-11-23T08:00:00.000Z' });
    await ledger.open(openingOf(proposal));
    const other = 'cn=Other,cn=Recipients,ou=HQ,o=Corp';
    const undo = openProposal('p2', { fix: { ...proposal.fix, dn: other, identity: 'other', change: 'remove' } });
    await ledger.open({ ...openingOf(undo), entries: [entryOf(undo, 'proposed', { change: 'remove' })] });

    const { code, out } = await migcheck(['history', dn, '--json'], { env });
    const [added, undone] = await Promise.all([dn, other].map((name) => migcheck(['history', name], { env })));
    await dynamo.close();
    expect(added?.out).toContain('proposed by UJANE: to add migrate:MS:CORP/PO1/JDOE');
    expect(undone?.out).toContain('proposed by UJANE: to remove migrate:MS:CORP/PO1/JDOE');
    expect(JSON.parse(out).histories).toMatchObject([
      { dn, records: [{ number: 1, action: 'proposed', value: proposal.fix.value }] },
    ]);
    expect(code).toBe(0);
  });
});

test.each([
  ['help'],
  ['--help'],
  ['check --help'],
  ['wave -h'],
  ['history --help'],
  ['audit --help'],
  ['doctor --help'],
])('migcheck %s: every command with what it takes, without a directory or a record, exit code 0', async (words) => {
  const { code, out, err } = await migcheck(words.split(' '), { env: {} });
  expect(out).toMatch(/^migcheck check NAME/);
  expect(out).toContain('migcheck doctor [--stage STAGE]');
  expect(err).toBe('');
  expect(code).toBe(0);
});

describe('misuse, and parts that are down: exit code 2, and nothing on standard output', () => {
  test.each([
    ['no command', [], 'No command was given'],
    ['an unknown command', ['chek', 'jdoe'], 'There is no command "chek"'],
    ['a word that every object knows', ['constructor'], 'There is no command'],
    ['nobody named', ['check'], 'Nobody was named'],
    ['an address of the wrong shape', ['check', 'jdoe', 'as', 'MS:CORP'], 'NETWORK/POSTOFFICE/MAILBOX'],
    ['an unknown version', ['check', 'jdoe', 'wizard', '6'], 'no wizard version'],
    ['a Slack mention', ['check', '<@U0APPROVE>'], 'known in Slack only'],
    ['an unknown option', ['check', 'jdoe', '--write'], '--write'],
    ['a file that is not there', ['explain', '/nowhere/event.txt'], 'cannot be read (ENOENT)'],
    ['two files', ['explain', 'a', 'b'], 'One file at a time'],
    ['history without a ledger', ['history', 'jdoe'], 'PROPOSALS_TABLE'],
  ])('%s', async (_, words, said) => {
    // A bot that runs on this machine has a ledger, and stands behind what is set.
    const { code, out, err } = await migcheck(words, { env: { ...environment, PROPOSALS_TABLE: '' } });
    expect(err).toContain(said);
    expect(out).toBe('');
    expect(code).toBe(2);
  });

  test.each([
    ['a directory that is down', { LDAP_URL: 'ldap://127.0.0.1:9' }, 'cannot be reached'],
    ['a refused bind', { LDAP_BIND_PASSWORD: 'wrong-Pa55word' }, 'refused our account'],
    ['a setting that cannot be', { WIZARD_VERSION: '5.5' }, 'WIZARD_VERSION'],
    ['a password that is missing', { LDAP_BIND_PASSWORD: '' }, 'LDAP_BIND_PASSWORD'],
  ])('%s', async (_, changed, said) => {
    const { code, out, err } = await migcheck(['check', 'jdoe', '--json'], { env: { ...environment, ...changed } });
    expect(err).toContain(said);
    expect(err).not.toContain('Pa55word');
    expect(out).toBe('');
    expect(code).toBe(2);
  });
});
