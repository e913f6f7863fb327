import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Attribute, Change, Client, EqualityFilter } from 'ldapts';
import type { EntryData } from '../../../infra/local/ldap/entry.ts';
import { type Ldap, startLdap } from '../../../infra/local/ldap/start.ts';

const suffix = 'o=ACME';
const numbered = Array.from({ length: 7 }, (_, number) => ({
  dn: `cn=Person ${number},ou=HQ,${suffix}`,
  attributes: {
    objectClass: ['person'],
    cn: [`Person ${number}`],
    number: [String(number)],
    photo: [Buffer.from([0xff, number])],
  },
}));
const entries: readonly EntryData[] = [
  { dn: suffix, attributes: { objectClass: ['organization'], o: ['ACME'] } },
  { dn: `ou=HQ,${suffix}`, attributes: { objectClass: ['organizationalUnit'], ou: ['HQ'] } },
  {
    dn: `cn=Secret,${suffix}`,
    attributes: { objectClass: ['person'], cn: ['Secret'], 'Hide-From-Address-Book': ['TRUE'] },
  },
  ...numbered,
];
const accounts = [
  { names: ['cn=reader'], password: 'read', mayWrite: false },
  { names: ['cn=writer,cn=Admin'], password: 'write', mayWrite: true },
];

let server: Ldap;
let reader: Client;
let writer: Client;

beforeAll(async () => {
  server = await startLdap({ dialect: 'exchange55', suffix, entries, accounts, sizeLimit: 5 });
  reader = new Client({ url: server.url });
  writer = new Client({ url: server.url });
  await reader.bind('cn=READER', 'read');
  await writer.bind('cn=writer,cn=Admin', 'write');
});

afterAll(async () => {
  await Promise.all([reader.unbind(), writer.unbind()]);
  await server.close();
});

const found = async (filter: string, base = suffix): Promise<string[]> =>
  (await reader.search(base, { filter, attributes: ['cn'], sizeLimit: 5 })).searchEntries.map(({ cn }) => String(cn));

describe('a search', () => {
  test.each([
    ['(cn=PERSON 3)', ['Person 3']],
    ['(cn=*son 3)', ['Person 3']],
    ['(cn=p*s*3)', ['Person 3']],
    ['(cn=3*)', []],
    ['(cn=*x*)', []],
    ['(cn=Person 3*3)', []],
    ['(&(cn=Person*)(!(cn=Person 3))(number>=2)(number<=4))', ['Person 2', 'Person 4']],
    ['(|(cn=Person 1)(cn=Person 6))', ['Person 1', 'Person 6']],
    ['(&(nosuch=*)(cn=*))', []],
    ['(cn:caseExactMatch:=Person 3)', []],
    ['(cn=Secret)', []],
  ])('%s', async (filter, names) => {
    expect(await found(filter)).toEqual(names);
  });

  test('for bytes compares bytes', async () => {
    const filter = new EqualityFilter({ attribute: 'photo', value: Buffer.from([0xff, 3]) });

    expect((await reader.search(suffix, { filter, attributes: ['1.1'] })).searchEntries).toHaveLength(1);
  });

  test('goes as far as its scope', async () => {
    const in55 = async (scope: 'base' | 'one' | 'sub') =>
      (await writer.search(suffix, { scope, attributes: ['1.1'], paged: true })).searchEntries.map(({ dn }) => dn);

    expect(await in55('base')).toEqual([suffix]);
    expect(await in55('one')).toEqual([`ou=HQ,${suffix}`, `cn=Secret,${suffix}`]);
    expect(await in55('sub')).toHaveLength(entries.length);
  });

  test('shows the attributes that were asked for', async () => {
    const dn = numbered[0]?.dn ?? '';
    const shown = async (...attributes: string[]) => {
      const [entry] = (await reader.search(dn, { scope: 'base', attributes })).searchEntries;
      return Object.keys(entry ?? {}).filter((name) => entry?.[name]?.length !== 0);
    };

    expect(await shown()).toEqual(['dn', 'objectClass', 'cn', 'number', 'photo']);
    expect(await shown('*', '+')).toEqual(expect.arrayContaining(['objectClass', 'photo']));
    expect(await shown('CN', 'number')).toEqual(['dn', 'cn', 'number']);
    expect(await shown('1.1')).toEqual(['dn']);
  });

  test('without pages ends at the size limit, and with pages goes on', async () => {
    await expect(reader.search(suffix, { filter: '(cn=Person*)' })).rejects.toMatchObject({ code: 4 });
    const paged = await reader.search(suffix, { filter: '(cn=Person*)', paged: { pageSize: 2 } });

    expect(paged.searchEntries).toHaveLength(7);
  });

  test('below something that is not there fails', async () => {
    await expect(found('(cn=*)', 'o=ELSEWHERE')).rejects.toMatchObject({ code: 32 });
  });

  test('by nobody in particular is refused, but for the root DSE', async () => {
    const nobody = new Client({ url: server.url });
    const { searchEntries } = await nobody.search('', { scope: 'base' });

    expect(searchEntries[0]).toMatchObject({ namingContexts: suffix });
    await expect(nobody.search(suffix)).rejects.toMatchObject({ code: 50 });
    await nobody.unbind();
  });
});

describe('a change', () => {
  const dn = numbered[5]?.dn ?? '';
  const change = (operation: 'add' | 'delete' | 'replace', type: string, ...values: string[]) =>
    new Change({ operation, modification: new Attribute({ type, values }) });

  test('is made as a whole or not at all', async () => {
    const changes = [change('add', 'mail', 'a@x'), change('delete', 'mail', 'nobody@x')];

    await expect(writer.modify(dn, changes)).rejects.toMatchObject({ code: 16 });
    expect(server.values(dn, 'mail')).toEqual([]);
  });

  test('adds, deletes and replaces values', async () => {
    await writer.modify(dn, [change('add', 'tel', '1', '2'), change('delete', 'tel', '1'), change('add', 'TEL', '3')]);
    expect(server.values(dn, 'tel')).toEqual(['2', '3']);
    await writer.modify(dn, change('replace', 'tel', '4'));
    expect(server.values(dn, 'tel')).toEqual(['4']);
    await writer.modify(dn, change('delete', 'tel'));
    expect(server.values(dn, 'tel')).toEqual([]);
  });

  test.each(['otherMailbox', 'otherMAILBOX'])(
    'of %s refuses what is there, the primary address included',
    async (name) => {
      server.put({ dn, attributes: { mail: ['a@x.example'], otherMailbox: ['MS$A/B/C'] } });

      await expect(writer.modify(dn, change('add', name, 'ms$a/b/c'))).rejects.toMatchObject({ code: 20 });
      await expect(writer.modify(dn, change('add', name, 'smtp$A@x.example'))).rejects.toMatchObject({ code: 20 });
      expect(server.values(dn, 'otherMailbox')).toEqual(['MS$A/B/C']);
    },
  );

  test('is for those who may write, of what they can see', async () => {
    await expect(reader.modify(dn, change('add', 'x', 'y'))).rejects.toMatchObject({ code: 50 });
    await expect(reader.modify(`cn=Secret,${suffix}`, change('add', 'x', 'y'))).rejects.toMatchObject({ code: 32 });
    await expect(writer.modify(`cn=Nobody,${suffix}`, change('add', 'x', 'y'))).rejects.toMatchObject({ code: 32 });
  });
});

test('a comparison is true, false, or about nothing', async () => {
  const dn = numbered[1]?.dn ?? '';

  expect(await reader.compare(dn, 'cn', 'person 1')).toBe(true);
  expect(await reader.compare(dn, 'cn', 'person 2')).toBe(false);
  await expect(reader.compare(dn, 'tel', '1')).rejects.toMatchObject({ code: 16 });
});

test('what it cannot do it refuses', async () => {
  await expect(writer.del(numbered[2]?.dn ?? '')).rejects.toMatchObject({ code: 53 });
  await expect(writer.exop('1.2.3.4')).rejects.toMatchObject({ code: 2 });
});

test('whoever speaks no LDAP is shown the door, and the server goes on', async () => {
  const socket = connect({ host: '127.0.0.1', port: server.port });
  const closed = new Promise((resolve) => socket.once('close', resolve));
  socket.write('GET / HTTP/1.1\r\n\r\n');
  await closed;

  expect(await found('(cn=Person 3)')).toEqual(['Person 3']);
});
