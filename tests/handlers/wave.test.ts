import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { main } from '../../handlers/cli.ts';
import { type Ldap, startLdap } from '../../infra/local/ldap/start.ts';
import { exchange55Organization } from '../../infra/local/sample/exchange55.ts';
import { served } from '../../infra/local/sample/organization.ts';
import { isWrongFile } from '../../lib/wave/list.ts';
import { readList } from '../../lib/wave/read/read-list.ts';

const organization = exchange55Organization();
const folder = mkdtempSync(join(tmpdir(), 'migcheck-wave-'));
const at = (name: string): string => join(folder, name);
let ldap: Ldap;

const HEADER =
  'SFS_UserName,SFS_FullName,MigrateUser,Obj-Class,Mode,Common-Name,Display-Name,Home-Server,Secondary-Proxy-Addresses';
const line = (user: string, { mode = 'Create', name = user, proxies = `migrate:MS:CORP/PO1/${user}` } = {}): string =>
  `${user},${user},Y,mailbox,${mode},${name},${user},~SERVER,${proxies}`;

function userList(file: string, ...lines: readonly string[]): string {
  writeFileSync(at(file), ['CORP,PO1', 'M:,4', HEADER, ...lines, ''].join('\r\n'));
  return at(file);
}

type Said = { readonly code: number; readonly out: string; readonly err: string };

/** The command in this process, with what it writes caught. */
const wave = (...words: readonly string[]): Promise<Said> => waveWith({}, ...words);

async function waveWith(settings: Readonly<Record<string, string>>, ...words: readonly string[]): Promise<Said> {
  const [out, err]: [string[], string[]] = [[], []];
  const catching = (into: string[]) => (text: string | Uint8Array) => into.push(String(text)) > 0;
  jest.spyOn(process.stdout, 'write').mockImplementation(catching(out));
  jest.spyOn(process.stderr, 'write').mockImplementation(catching(err));
  const { names, password } = organization.accounts.reader;
  const code = await main(['wave', ...words], {
    LDAP_URL: ldap.url,
    LDAP_TLS: 'off',
    LDAP_BIND_DN: names[0] ?? '',
    LDAP_BIND_PASSWORD: password,
    ...settings,
  });
  jest.restoreAllMocks();
  return { code, out: out.join(''), err: err.join('') };
}

type Document = { readonly at: string; readonly counts: readonly object[]; readonly people: readonly object[] };

const withoutTime = ({ out }: Said): Document => ({ ...JSON.parse(out), at: '' });

const sorted = (all: readonly object[]): readonly string[] => all.map((one) => JSON.stringify(one)).sort();

beforeAll(async () => {
  ldap = await startLdap(served(organization));
});
afterEach(() => void jest.restoreAllMocks());
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await ldap.close();
});

describe('migcheck wave', () => {
  test('with everybody found and nothing wrong with the list ends with 0', async () => {
    const { code, out } = await wave(userList('well.csv', line('ABAKER'), line('RGREEN')));

    expect(out).toContain('2  will be found: found-by-migrate');
    expect(code).toBe(0);
  });

  test('names whoever needs somebody, the worst first, and ends with 1', async () => {
    const { code, out } = await wave(userList('mixed.csv', line('JDOE'), line('ABAKER'), line('PSMITH')));
    const people = out.split('\n').filter((text) => /^ {2}line \d+ {2}/.test(text));

    expect(people.map((text) => text.trim().split(/ {2}/).slice(0, 3).join(' '))).toEqual([
      expect.stringMatching(/^line 6 PSMITH conflict/),
      expect.stringMatching(/^line 4 JDOE missing-migrate/),
    ]);
    expect(out).toContain('1  will not be found: missing-migrate (1 has one safe fix)');
    expect(code).toBe(1);
  });

  test('a removed MIGRATE value fails the second step although the mailbox itself would be found (Q182665)', async () => {
    const { code, out } = await wave(userList('removed.csv', line('ABAKER', { proxies: '' }), line('RGREEN')));

    expect(out).toContain('The list, migrate-missing');
    expect(code).toBe(1);
  });

  test('Create for a mailbox of another name is told, and mended by its Directory Name (Q186742)', async () => {
    const file = userList('other-name.csv', line('WILLI'), line('ABAKER'));
    const { out } = await wave(file, '--corrected', at('mended.csv'));
    const mended = readFileSync(at('mended.csv'), 'utf8');

    expect(out).toContain('The list, create-of-existing');
    expect(mended).toBe(readFileSync(file, 'utf8').replace('Create,WILLI', ',wfischer'));
    expect((await wave(at('mended.csv'))).code).toBe(0);
  });

  test('an Update by a name that nobody bears would make a new object, and leads to the mailbox by its address', async () => {
    const file = userList('typo.csv', line('ABAKER', { mode: '', name: 'abakre' }), line('RGREEN'));
    await wave(file, '--corrected', at('typo-mended.csv'));

    expect(readFileSync(at('typo-mended.csv'), 'utf8')).toContain('ABAKER,ABAKER,Y,mailbox,,abaker,');
  });

  test('the whole as JSON: counts, rules, findings and everybody', async () => {
    const { out } = await wave(userList('json.csv', line('JDOE'), line('ABAKER', { proxies: '' })), '--json');
    const document = JSON.parse(out);

    expect(document.list).toEqual({ format: 'user list', people: 2, leftOut: 0 });
    expect(document.counts[0]).toMatchObject({ found: 'no', kind: 'missing-migrate', people: 1, fixes: 1 });
    expect(Object.keys(document.rules)).toContain('missing-migrate');
    expect(document.findings).toMatchObject([{ line: 5, what: 'migrate-missing', fails: true }]);
    expect(document.people[0]).toMatchObject({
      line: 4,
      name: 'JDOE',
      source: 'MS:CORP/PO1/JDOE',
      fix: { attribute: 'otherMailbox', value: 'migrate:MS:CORP/PO1/JDOE' },
    });
  });

  test('the whole as CSV: one row a person, and no formula', async () => {
    writeFileSync(at('names.txt'), '=HYPERLINK("x")\njdoe as MS:CORP/PO1/JDOE\n');
    await wave(at('names.txt'), '--csv', at('report.csv'));
    const rows: string[][] = parse(readFileSync(at('report.csv')));

    expect(rows.map(([, name]) => name)).toEqual(['Name', `'=HYPERLINK("x")`, 'jdoe']);
    expect(rows[2]).toContain('migrate:MS:CORP/PO1/JDOE');
  });

  test('the directory import has the addresses that are there beside the one to add', async () => {
    ldap.put({
      dn: 'cn=held,cn=Recipients,ou=LONDON,o=FABRIKAM',
      attributes: {
        objectClass: ['organizationalPerson'],
        rdn: ['held'],
        uid: ['held'],
        otherMailbox: ['ccmail$Held at PO', 'MS$FABRIKAM/LONDON/HELD'],
      },
    });
    const { err } = await wave(userList('import.csv', line('HELD')), '--import', at('import-out.csv'));
    ldap.remove('cn=held,cn=Recipients,ou=LONDON,o=FABRIKAM');

    expect(readFileSync(at('import-out.csv'), 'utf8').split('\r\n')[1]).toBe(
      'Mailbox,Modify,held,HOMESERVER,ccmail:Held at PO%migrate:MS:CORP/PO1/HELD',
    );
    expect(err).toContain('Put the home server in place of HOMESERVER');
  });

  test('a container stands for everybody in it', async () => {
    const { out, code } = await wave('--container', 'ou=MADRID,o=FABRIKAM', '--json');
    const people: { mailbox: string | null }[] = JSON.parse(out).people;

    expect(people.length).toBeGreaterThan(2);
    expect(people.every(({ mailbox }) => mailbox === null || mailbox.includes('ou=MADRID'))).toBe(true);
    expect(code).toBe(1);
  });

  test('of more people than WAVE_SPLIT a list says what it says of fewer, in every form', async () => {
    const users = ['JDOE', 'ABAKER', 'PSMITH', 'RGREEN', 'NOBODY', 'JDOE', 'WILLI', 'KWONG', 'OBRIEN'];
    const file = userList('split.csv', ...users.map((user) => line(user)));
    const files = (name: string) => ['--csv', at(`${name}.csv`), '--import', at(`${name}-import.csv`)];
    const written = (name: string) => [`${name}.csv`, `${name}-import.csv`].map((one) => readFileSync(at(one), 'utf8'));
    const whole = await wave(file, ...files('whole'));
    const split = await waveWith({ WAVE_SPLIT: '1' }, file, ...files('parts'));

    expect([split.code, split.out]).toEqual([whole.code, whole.out]);
    expect(written('parts')).toEqual(written('whole'));
    expect(withoutTime(await waveWith({ WAVE_SPLIT: '1' }, file, '--json'))).toEqual(
      withoutTime(await wave(file, '--json')),
    );
  });

  test('of more people than WAVE_SPLIT a container has everybody once, in one of its parts', async () => {
    const whole = withoutTime(await wave('--container', 'o=FABRIKAM', '--json'));
    const split = withoutTime(await waveWith({ WAVE_SPLIT: '2' }, '--container', 'o=FABRIKAM', '--json'));

    expect({ ...split, counts: sorted(split.counts), people: sorted(split.people) }).toEqual({
      ...whole,
      counts: sorted(whole.counts),
      people: sorted(whole.people),
    });
    expect(split.people.length).toBeGreaterThan(20);
  });

  test('everybody is read in a handful of requests, however many are asked for, and nothing is written', async () => {
    const before = ldap.requests.length;
    await wave(userList('many.csv', ...Array.from({ length: 300 }, (_, index) => line(`USER${index}`))));
    const sent = ldap.requests.slice(before);

    expect(sent.length).toBeLessThan(12);
    expect(sent.filter(({ kind }) => kind === 'modify')).toEqual([]);
  });
});

describe('misuse ends with 2 and says what to do instead', () => {
  test.each([
    ['no list', [], 'Name a list'],
    ['two lists', ['a.csv', 'b.csv'], 'One list at a time'],
    ['a list and a container', ['a.csv', '--container', 'o=FABRIKAM'], 'not both'],
    ['an option that is none', ['a.csv', '--csvs', 'x'], "Unknown option '--csvs'"],
    ['a file that is not there', [at('nowhere.csv')], 'cannot be read (ENOENT)'],
    ['a container with nobody in it', ['--container', 'ou=NOWHERE,o=FABRIKAM'], 'nobody to check in this container'],
  ])('%s', async (_, words, says) => {
    const { code, err, out } = await wave(...words);

    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(says);
  });

  test('a corrected list never takes the place of the list itself', async () => {
    const file = userList('own.csv', line('ABAKER', { proxies: '' }), line('RGREEN'));
    const before = readFileSync(file, 'utf8');
    const { code, err } = await wave(file, '--corrected', file);

    expect([code, readFileSync(file, 'utf8')]).toEqual([2, before]);
    expect(err).toContain('name another file');
  });

  test('only a user list can be corrected', async () => {
    writeFileSync(at('plain.txt'), 'jdoe\n');

    expect((await wave(at('plain.txt'), '--corrected', at('x.csv'))).err).toContain("the wizard's user list");
  });

  test('a directory that is down is told as such', async () => {
    ldap.faults.put({ on: 'bind', code: 51 });

    expect(await wave(userList('down.csv', line('JDOE')))).toMatchObject({
      code: 2,
      err: expect.stringContaining('busy or unavailable'),
    });
  });
});

test('a corrected list is one that the reader finds no fault with', async () => {
  await wave(userList('faulty.csv', line('JDOE', { proxies: '' }), line('ABAKER')), '--corrected', at('faultless.csv'));
  const again = readList(readFileSync(at('faultless.csv'), 'utf8'));

  expect(isWrongFile(again) ? again.problem : again.findings).toEqual([]);
});
