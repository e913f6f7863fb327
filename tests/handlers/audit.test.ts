import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeleteItemCommand, DynamoDBClient, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { awsSettings } from '../../lib/adapters/aws.ts';
import type { AuditRecord } from '../../lib/migration/audit.ts';
import { rewrite } from '../support/ledger-tables.ts';
import { AVERY, RILEY, SAM } from '../support/rig/people.ts';
import { type Rig, startRig } from '../support/rig/rig.ts';
import { inTerminal } from '../support/terminal.ts';

let rig: Rig;
let client: DynamoDBClient;
const logged: string[] = [];
const folder = mkdtempSync(join(tmpdir(), 'migcheck-audit-'));
const heads = join(folder, 'heads.log');

beforeAll(async () => {
  jest.spyOn(process.stdout, 'write').mockImplementation((chunk) => logged.push(String(chunk).trim()) > 0);
  rig = await startRig({ environment: { POWERTOOLS_LOG_LEVEL: 'INFO' } });
  client = new DynamoDBClient(awsSettings(rig.tables, { requestTimeout: 5_000, maxAttempts: 3 }));
  await rig.asks(RILEY, '/migcheck jdoe as MS:CORP/PO1/JDOE');
  await rig.presses(RILEY, 'propose');
  await rig.presses(SAM, 'approve');
  await rig.presses(AVERY, 'approve');
  await rig.asks(RILEY, '/migcheck undo jdoe');
  await rig.presses(AVERY, 'deny');
  await rig.hands(AVERY, { reason: '=1+1, "quoted",\nand more' });
  jest.restoreAllMocks();
  writeFileSync(heads, logged.map((line) => `2026-11-23T08:00:00.000Z ${line}`).join('\n'));
}, 90_000);
afterAll(async () => {
  client.destroy();
  await rig.close();
  rmSync(folder, { recursive: true, force: true });
});

const audit = (...words: readonly string[]) => inTerminal(['audit', ...words], { env: rig.environment });

async function verify(...words: readonly string[]) {
  const { code, out } = await audit('verify', '--json', ...words);
  return { code, ...JSON.parse(out) };
}

const keyOf = ({ chain, number }: AuditRecord) => ({ chain: { S: chain }, number: { N: String(number) } });

/** Deletes a record behind the ledger's back; what comes back puts it there again. */
async function without(record: AuditRecord): Promise<() => Promise<unknown>> {
  const TableName = rig.tables.auditTable;
  const query = { ExpressionAttributeNames: { '#c': 'chain', '#n': 'number' } };
  const { Items = [] } = await client.send(
    new QueryCommand({
      ...query,
      TableName,
      KeyConditionExpression: '#c = :c AND #n = :n',
      ExpressionAttributeValues: { ':c': keyOf(record).chain, ':n': keyOf(record).number },
    }),
  );
  await client.send(new DeleteItemCommand({ TableName, Key: keyOf(record) }));
  return () => client.send(new PutItemCommand({ TableName, Item: Items[0] }));
}

describe('verify', () => {
  test('what the bot has written is sound, and witnessed by the heads in its log', async () => {
    expect(await verify('--heads', heads)).toMatchObject({ code: 0, sound: true, findings: [], unwitnessed: null });
    const { code, out } = await audit('verify');
    expect(out).toMatch(/^Sound: \d+ records, 2 proposals, 0 noted heads\.\nNo heads were given/);
    expect(code).toBe(0);
  });

  test('the heads may be piped in, and what came after the last is not witnessed', async () => {
    const lines = logged.filter((line) => line.includes('audit head'));
    const { code, out } = await inTerminal(['audit', 'verify', '--heads', '-'], {
      env: rig.environment,
      input: lines.slice(0, -1).join('\n'),
    });
    const { length } = await rig.records();
    expect(out).toContain(`Not witnessed: record ${length}, after the last head.`);
    expect(code).toBe(0);
  });

  test('a record that is gone is named; at the end of the chain the row and the log tell', async () => {
    const records = await rig.records();
    const click = records.find(({ action }) => action === 'turned-away') as AuditRecord;
    const last = records.at(-1) as AuditRecord;
    let putBack = await without(click);
    const missing = { what: 'missing', number: click.number };
    expect(await verify()).toMatchObject({ code: 1, sound: false, findings: [missing] });
    await putBack();

    putBack = await without(last);
    const { findings } = await verify('--heads', heads);
    expect(findings).toEqual([
      expect.objectContaining({ what: 'row-ahead', number: last.number - 1, proposalId: last.proposalId }),
      expect.objectContaining({ what: 'head', number: last.number }),
    ]);
    await putBack();
    expect(await verify('--heads', heads)).toMatchObject({ code: 0 });
  });

  test('a row that was altered is named by its proposal', async () => {
    const row = (await rig.rows()).find(({ body }) => String(body).includes('"applied"'));
    const body = JSON.parse(String(row?.body));
    const pk = String(row?.pk);
    await rewrite(rig.tables, pk, { body: JSON.stringify({ ...body, attempts: 7 }) });
    expect(await verify()).toMatchObject({ code: 1, findings: [{ what: 'row-altered', proposalId: body.id }] });
    await rewrite(rig.tables, pk, { body: JSON.stringify(body), state: 'open' });
    expect(await verify()).toMatchObject({ code: 1, findings: [{ what: 'row-altered', proposalId: body.id }] });
    await rewrite(rig.tables, pk, { body: 'null' });
    expect(await verify()).toMatchObject({ code: 1, findings: [{ what: 'row-altered', proposalId: body.id }] });
    await rewrite(rig.tables, pk, { body: JSON.stringify(body), state: body.state });
    expect(await verify()).toMatchObject({ code: 0 });
  });

  test('an index key that hides a record from its history is named', async () => {
    const [record] = await rig.records();
    const putBack = await without(record as AuditRecord);
    await putBack();
    const hidden = { ...keyOf(record as AuditRecord) };
    const { Items = [] } = await client.send(
      new QueryCommand({
        TableName: rig.tables.auditTable,
        KeyConditionExpression: '#c = :c',
        ExpressionAttributeNames: { '#c': 'chain' },
        ExpressionAttributeValues: { ':c': hidden.chain },
        Limit: 1,
      }),
    );
    const Item = { ...Items[0], recipientKey: { S: 'cn=somebody else' } };
    await client.send(new PutItemCommand({ TableName: rig.tables.auditTable, Item }));
    expect(await verify()).toMatchObject({ code: 1, findings: [{ what: 'unreadable', number: 1 }] });
    await putBack();
    expect(await verify()).toMatchObject({ code: 0 });
  });

  test.each([
    ['a file that is not there', ['--heads', '/nowhere/heads.log'], 'ENOENT'],
    ['a file without heads', ['--heads', 'package.json'], 'no heads in it. Expected are log lines'],
    ['an option twice', ['--heads', 'a', '--heads', 'b'], '--heads is there twice'],
    ['a name', ['jdoe'], 'jdoe'],
  ])('%s: exit code 2, and what was expected', async (_, words, said) => {
    const { code, out, err } = await audit('verify', ...words);
    expect(err).toContain(said);
    expect(out).toBe('');
    expect(code).toBe(2);
  });

  test('a table that is not there: exit code 2', async () => {
    const env = { ...rig.environment, AUDIT_TABLE: 'nowhere' };
    expect(await inTerminal(['audit', 'verify'], { env })).toMatchObject({ code: 2 });
  });
});

/** A cell as it was before it was made harmless. */
const asItWas = (cell: string): string => cell.replace(/^'/, '');

/** A record out of its line of CSV. */
function recordOf(cells: Readonly<Record<string, string>>): unknown {
  const cell = (name: string): string | undefined => asItWas(cells[name] ?? '') || undefined;
  const { user, team = null, enterprise = null } = { user: cell('user'), team: cell('team') };
  const list = (name: string) => cell(name) && JSON.parse(cell(name) ?? '');
  const all = {
    schema: Number(cell('schema')),
    at: cell('at'),
    action: cell('action'),
    actor: user ? { enterprise, team, user } : null,
    jobId: cell('job'),
    proposalId: cell('proposal'),
    stands: cell('state') && { state: cell('state'), version: Number(cell('version')), digest: cell('rowDigest') },
    change: cell('change'),
    recipient: { dn: cell('dn'), identity: cell('identity'), name: cell('recipient') },
    attribute: cell('attribute'),
    value: cell('value'),
    before: list('before'),
    after: list('after'),
    ldap: cell('ldapCode') && { code: Number(cell('ldapCode')), name: cell('ldapName') },
    detail: cell('detail'),
    salts: list('salts'),
    erased: list('erased'),
    erases: list('erases'),
    chain: cell('chain'),
    number: Number(cell('number')),
    previous: cell('previous'),
    hash: cell('hash'),
  };
  return JSON.parse(JSON.stringify(all));
}

describe('export', () => {
  test('CSV that is read back holds every record as it was, oldest first', async () => {
    const { code, out } = await audit('export');
    const lines: Record<string, string>[] = parse(out, { columns: true });
    expect(lines.map(recordOf)).toEqual(await rig.records());
    expect(out.split('\r\n').at(-1)).toBe('');
    expect(code).toBe(0);
  });

  test('what a spreadsheet would take for a formula has an apostrophe before it', async () => {
    expect((await audit('export', '--csv')).out).toContain('"\'=1+1, ""quoted"",\nand more"');
  });

  test('JSON is the records themselves', async () => {
    const { out } = await audit('export', '--json');
    expect(JSON.parse(out)).toEqual(await rig.records());
  });

  test.each([
    ['one person', ['--user', AVERY], ({ actor }: AuditRecord) => actor?.user === AVERY],
    [
      'one object, by its distinguished name',
      ['--recipient', 'CN=jdoe, cn=Recipients,ou=LONDON,o=FABRIKAM'],
      () => true,
    ],
    ['one recipient, by name', ['--recipient', 'jdoe'], () => true],
    ['another recipient', ['--recipient', 'abaker'], () => false],
    ['today', ['--from', new Date().toISOString().slice(0, 10)], () => true],
    ['what was before', ['--to', '2001-01-01'], () => false],
  ])('%s', async (_, words, isWanted) => {
    const { code, out } = await audit('export', '--json', ...words);
    const wanted = (await rig.records()).filter(isWanted);
    expect(JSON.parse(out)).toEqual(wanted);
    expect(code).toBe(wanted.length > 0 ? 0 : 1);
  });

  test('by its distinguished name an object is exported without any directory', async () => {
    const { LDAP_URL: _, ...env } = rig.environment;
    const words = ['audit', 'export', '--json', '--recipient', 'cn=jdoe,cn=Recipients,ou=LONDON,o=FABRIKAM'];
    expect(await inTerminal(words, { env })).toMatchObject({ code: 0, err: '' });
    expect((await inTerminal(['audit', 'export', '--recipient', 'jdoe'], { env })).err).toContain('LDAP_URL');
  });

  test.each([
    ['no date', ['--from', '2026-02-30'], '"2026-02-30" is no date'],
    ['dates the wrong way round', ['--from', '2026-02-02', '--to', '2026-02-01'], '--to comes before --from'],
    ['no user id', ['--user', 'avery'], 'Slack user id'],
    ['both forms', ['--csv', '--json'], 'Either --csv or --json'],
    ['nobody', ['--recipient', 'nobody-of-this-name'], 'distinguished name'],
  ])('%s: exit code 2', async (_, words, said) => {
    const { code, out, err } = await audit('export', ...words);
    expect(err).toContain(said);
    expect(out).toBe('');
    expect(code).toBe(2);
  });
});

describe('reconcile', () => {
  test('an applied fix is as recorded until somebody takes it away; nothing is written', async () => {
    const before = rig.modifies();
    const { code, out } = await audit('reconcile');
    expect(out).toBe('1 change compared, 1 as recorded.\n');
    expect(code).toBe(0);

    const entry = rig.organization.entries.find(({ dn }) => dn === rig.dnOf('jdoe'));
    if (!entry) throw new Error('jdoe is not in the sample');
    rig.ldap.put(entry);
    const gone = await audit('reconcile', '--json');
    expect(JSON.parse(gone.out).changes).toMatchObject([{ stands: 'gone', dn: rig.dnOf('jdoe'), state: 'applied' }]);
    expect(gone.code).toBe(1);
    expect(rig.modifies()).toEqual(before);
  });

  test('a directory that is down: exit code 2', async () => {
    const env = { ...rig.environment, LDAP_URL: 'ldap://127.0.0.1:9' };
    expect(await inTerminal(['audit', 'reconcile'], { env })).toMatchObject({ code: 2, out: '' });
  });
});
