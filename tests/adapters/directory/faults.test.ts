import { createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Ldap, startLdap } from '../../../infra/local/ldap/start.ts';
import { exchange55Organization } from '../../../infra/local/sample/exchange55.ts';
import { served } from '../../../infra/local/sample/organization.ts';
import { openDirectory, openWritableDirectory } from '../../../lib/adapters/directory/directory.ts';
import type { DirectorySettings } from '../../../lib/adapters/directory/settings.ts';
import { MIGRATE_TEMPLATE, proxyText } from '../../../lib/migration/address.ts';
import type { Recipient } from '../../../lib/migration/recipient.ts';
import type { Directory } from '../../../lib/ports.ts';
import { freePort } from '../../support/server-process.ts';
import { CROWD, personWith, withExtras } from './stand.ts';

const organization = exchange55Organization();
const someone = { by: 'name', name: 'jdoe' } as const;
const jdoe = organization.dnOf(personWith('jdoe'));
const proxy = { type: 'migrate', address: 'MS:CORP/PO1/JDOE' };
const robin = { network: 'CORP', postOffice: 'CROWD', mailbox: 'ROBIN' };

let server: Ldap;
let second: Ldap;
let opened: Directory[];

const kept = <Kind extends Directory>(directory: Kind): Kind => {
  opened.push(directory);
  return directory;
};

const settings = (more: Partial<DirectorySettings> = {}): DirectorySettings => ({
  urls: [server.url],
  bindDn: organization.accounts.writer.names[0] ?? '',
  password: organization.accounts.writer.password,
  tls: 'off',
  kind: 'auto',
  migrateTemplate: MIGRATE_TEMPLATE,
  timeoutMs: 20_000,
  ...more,
});

/** Where a server stays silent; still long enough for one that answers, on a machine that is busy. */
const soon = { timeoutMs: 1_000 };

const open = (more?: Partial<DirectorySettings>) => kept(openDirectory(settings(more)));
const openToWrite = (more?: Partial<DirectorySettings>) => kept(openWritableDirectory(settings(more)));
const both = (): Partial<DirectorySettings> => ({ urls: [server.url, second.url] });

const read = async (directory: Directory): Promise<Recipient> => {
  const found = await directory.read(jdoe);
  if (!found) throw new Error('jdoe is not in the directory');
  return found;
};

const changes = (ldap: Ldap) => ldap.requests.filter(({ kind }) => kind === 'modify');

beforeEach(async () => {
  opened = [];
  const entries = withExtras(organization, []);
  server = await startLdap({ ...served(organization), entries });
  second = await startLdap({ ...served(organization), entries });
});

afterEach(async () => {
  await Promise.all(opened.map((directory) => directory.close()));
  await Promise.all([server.close(), second.close()]);
});

describe('reading', () => {
  test('an empty page in the middle loses nobody', async () => {
    const directory = open();
    const witness = await read(directory);
    server.faults.put({ on: 'search', what: 'empty-page' }, { after: 1, times: 3 });

    const { recipients, coverage } = await directory.holders([robin], witness);

    expect([recipients.length, coverage]).toEqual([CROWD, 'proven']);
  });

  test('a connection that died while it was idle is replaced without a word', async () => {
    const directory = open();
    const before = await directory.find(someone);
    server.disconnectAll();

    expect(await directory.find(someone)).toEqual(before);
  });

  test('a connection that dies under a question is replaced, and the question asked once more', async () => {
    const directory = open();
    await directory.find(someone);
    server.faults.put({ on: 'search', what: 'reset' });

    expect((await directory.find(someone)).recipients).toHaveLength(1);
  });

  test('a server that keeps breaking off is unreachable', async () => {
    const directory = open();
    await directory.find(someone);
    server.faults.put({ on: 'search', what: 'reset' }, { times: 2 });

    await expect(directory.find(someone)).rejects.toMatchObject({ trouble: 'unreachable', server: server.url });
  });

  test('a search that is never answered ends as a timeout, and the next one gets a new connection', async () => {
    const directory = open(soon);
    server.faults.put({ on: 'search', what: 'silence' });

    await expect(directory.find(someone)).rejects.toMatchObject({ trouble: 'timeout', server: server.url });
    expect((await directory.find(someone)).recipients).toHaveLength(1);
  });

  test('a bind that is never answered ends as a timeout', async () => {
    server.faults.put({ on: 'bind', what: 'silence' });

    await expect(open(soon).find(someone)).rejects.toMatchObject({ trouble: 'timeout' });
  });

  test('a server that accepts the connection and says nothing at all ends as a timeout', async () => {
    const silent = createServer(() => undefined);
    const port = await freePort();
    await new Promise<void>((resolve) => void silent.listen(port, '127.0.0.1', resolve));
    const urls = [`ldap://127.0.0.1:${port}`];

    await expect(open({ urls, ...soon }).find(someone)).rejects.toMatchObject({ trouble: 'timeout' });
    const encrypted = open({ urls, tls: 'ldaps', connectTimeoutMs: 300 });
    await expect(encrypted.find(someone)).rejects.toMatchObject({ trouble: 'timeout' });
    silent.close();
  });

  test('nobody listening is unreachable', async () => {
    const urls = [`ldap://127.0.0.1:${await freePort()}`];

    await expect(open({ urls }).find(someone)).rejects.toMatchObject({ trouble: 'unreachable', server: urls[0] });
  });

  test.each([
    [51, 'busy'],
    [52, 'busy'],
    [53, 'search-refused'],
    [50, 'search-refused'],
    [11, 'search-refused'],
    [3, 'timeout'],
    [1, 'bind-refused'],
  ])('a search answered with result %i is told as %s', async (code, trouble) => {
    server.faults.put({ on: 'search', code });

    await expect(open().find(someone)).rejects.toMatchObject({ trouble, code });
  });

  test.each([
    [49, 'bind-refused'],
    [8, 'encryption-wanted'],
    [53, 'bind-refused'],
    [51, 'busy'],
  ])('a bind answered with result %i is told as %s', async (code, trouble) => {
    server.faults.put({ on: 'bind', code });

    await expect(open().find(someone)).rejects.toMatchObject({ trouble, code });
  });

  test('a server without StartTLS refuses it', async () => {
    await expect(open({ tls: 'starttls' }).find(someone)).rejects.toMatchObject({ trouble: 'tls-refused', code: 2 });
  });
});

describe('several servers', () => {
  test('the second is asked when the first is down', async () => {
    await server.close();
    const { recipients, view } = await open(both()).find(someone);

    expect([recipients.length, view.server]).toEqual([1, second.url]);
  });

  test.each([{ what: 'silence' }, { code: 51 }, { what: 'reset' }] as const)(
    'the second is asked when the first gives no answer: %j',
    async (fault) => {
      const directory = open({ ...both(), ...soon });
      server.faults.put({ on: 'search', ...fault });

      expect((await directory.find(someone)).view.server).toBe(second.url);
      expect((await directory.find(someone)).view.server).toBe(second.url);
    },
  );

  test('a wrong password is tried at one server only, since every try counts towards the lock', async () => {
    const directory = open({ ...both(), password: 'not-the-password' });

    await expect(directory.find(someone)).rejects.toMatchObject({ trouble: 'bind-refused' });
    expect(second.requests).toEqual([]);
  });

  test('a question that the first refuses is not put to the second', async () => {
    server.faults.put({ on: 'search', code: 53 });

    await expect(open(both()).find(someone)).rejects.toMatchObject({ trouble: 'search-refused' });
    expect(second.requests).toEqual([]);
  });

  test('what was read on one server is written and read back on the same', async () => {
    const directory = openToWrite(both());
    server.faults.put({ on: 'search', code: 52 });
    const found = await read(directory);

    expect(await directory.addProxy(found, proxy)).toEqual({ kind: 'added' });
    expect((await read(directory)).proxies).toContainEqual(proxy);
    expect([changes(server).length, changes(second).length]).toEqual([0, 1]);
  });

  test('an object is written on the server of its own site (Q162833)', async () => {
    const sites = [`${server.url}/ou=MADRID,o=FABRIKAM`, `${second.url}/ou=LONDON,o=FABRIKAM`];
    const directory = openToWrite({ urls: sites });
    const found = (await directory.find(someone)).recipients[0] as Recipient;

    expect(await directory.addProxy(found, proxy)).toEqual({ kind: 'added' });
    expect((await read(directory)).proxies).toContainEqual(proxy);
    expect([changes(server).length, changes(second).length]).toEqual([0, 1]);
  });
});

describe('writing', () => {
  const held = () => server.values(jdoe, 'otherMailbox');

  test.each(['silence-after', 'reset-after'] as const)(
    'a change whose answer is lost (%s) is unknown, and is not sent again',
    async (what) => {
      const directory = openToWrite(soon);
      const found = await read(directory);
      server.faults.put({ on: 'modify', what });

      expect(await directory.addProxy(found, proxy)).toMatchObject({ kind: 'unknown' });
      expect(changes(server)).toHaveLength(1);
      expect((await read(directory)).proxies.map(proxyText)).toContain('migrate:MS:CORP/PO1/JDOE');
    },
  );

  test.each(['silence', 'reset'] as const)('a change that got lost (%s) is unknown as well', async (what) => {
    const directory = openToWrite(soon);
    const [found, before] = [await read(directory), held()];
    server.faults.put({ on: 'modify', what });

    expect(await directory.addProxy(found, proxy)).toMatchObject({ kind: 'unknown' });
    expect([changes(server).length, held()]).toEqual([1, before]);
  });

  test.each([
    [51, { kind: 'unavailable', code: 51, name: 'busy' }],
    [52, { kind: 'unavailable', code: 52, name: 'unavailable' }],
    [53, { kind: 'refused', code: 53, name: 'unwillingToPerform' }],
    [50, { kind: 'refused', code: 50, name: 'insufficientAccessRights' }],
    [18, { kind: 'refused', code: 18, name: 'inappropriateMatching' }],
    [19, { kind: 'refused', code: 19, name: 'constraintViolation' }],
    [11, { kind: 'refused', code: 11, name: 'adminLimitExceeded' }],
    [16, { kind: 'refused', code: 16, name: 'noSuchAttribute' }],
    [17, { kind: 'refused', code: 17, name: 'undefinedAttributeType' }],
    [21, { kind: 'refused', code: 21, name: 'invalidAttributeSyntax' }],
    [20, { kind: 'already-there' }],
  ])('a change answered with result %i', async (code, written) => {
    const directory = openToWrite();
    const [found, before] = [await read(directory), held()];
    server.faults.put({ on: 'modify', code });

    expect(await directory.addProxy(found, proxy)).toEqual(written);
    expect([changes(server).length, held()]).toEqual([1, before]);
  });

  test('a server that is down has certainly written nothing', async () => {
    const directory = openToWrite();
    const found = await read(directory);
    await server.close();
    await expect(directory.read(jdoe)).rejects.toMatchObject({ trouble: 'unreachable' });

    expect(await directory.addProxy(found, proxy)).toEqual({ kind: 'unavailable', name: 'unreachable' });
  });

  test('one modify goes out, and it adds one value', async () => {
    const directory = openToWrite();
    await directory.addProxy(await read(directory), proxy);

    expect(changes(server)).toEqual([
      {
        kind: 'modify',
        dn: jdoe,
        changes: [{ how: 'add', attribute: 'otherMailbox', values: [Buffer.from('migrate$MS:CORP/PO1/JDOE')] }],
      },
    ]);
  });

  test('a value that differs in nothing but case is there already', async () => {
    const directory = openToWrite();
    const found = await read(directory);
    await directory.addProxy(found, { type: 'MIGRATE', address: 'MS:corp/po1/jdoe' });

    expect(await directory.addProxy(found, proxy)).toEqual({ kind: 'already-there' });
  });
});

describe('removing', () => {
  const value = 'migrate$MS:CORP/PO1/JDOE';
  const held = () => server.values(jdoe, 'otherMailbox');
  const opened = async () => {
    const directory = openToWrite(soon);
    await directory.addProxy(await read(directory), proxy);
    const before = changes(server).length;
    return { directory, found: await read(directory), sent: () => changes(server).slice(before) };
  };

  test.each(['silence-after', 'reset-after'] as const)(
    'a change whose answer is lost (%s) is unknown, and is not sent again',
    async (what) => {
      const { directory, found, sent } = await opened();
      server.faults.put({ on: 'modify', what });

      expect(await directory.removeProxy(found, proxy)).toMatchObject({ kind: 'unknown' });
      expect([sent().length, held().includes(value)]).toEqual([1, false]);
    },
  );

  test.each(['silence', 'reset'] as const)('a change that got lost (%s) is unknown as well', async (what) => {
    const { directory, found, sent } = await opened();
    server.faults.put({ on: 'modify', what });

    expect(await directory.removeProxy(found, proxy)).toMatchObject({ kind: 'unknown' });
    expect([sent().length, held().includes(value)]).toEqual([1, true]);
  });

  test.each([
    [51, { kind: 'unavailable', code: 51, name: 'busy' }],
    [52, { kind: 'unavailable', code: 52, name: 'unavailable' }],
    [53, { kind: 'refused', code: 53, name: 'unwillingToPerform' }],
    [50, { kind: 'refused', code: 50, name: 'insufficientAccessRights' }],
    [18, { kind: 'refused', code: 18, name: 'inappropriateMatching' }],
    [20, { kind: 'refused', code: 20, name: 'attributeOrValueExists' }],
    [16, { kind: 'already-gone' }],
  ])('a change answered with result %i', async (code, written) => {
    const { directory, found, sent } = await opened();
    server.faults.put({ on: 'modify', code });

    expect(await directory.removeProxy(found, proxy)).toEqual(written);
    expect([sent().length, held().includes(value)]).toEqual([1, true]);
  });

  test('a server that is down has certainly removed nothing', async () => {
    const { directory, found } = await opened();
    await server.close();
    await expect(directory.read(jdoe)).rejects.toMatchObject({ trouble: 'unreachable' });

    expect(await directory.removeProxy(found, proxy)).toEqual({ kind: 'unavailable', name: 'unreachable' });
  });

  test('one modify goes out, and it names the one value', async () => {
    const { directory, found, sent } = await opened();
    await directory.removeProxy(found, proxy);

    expect(sent()).toEqual([
      {
        kind: 'modify',
        dn: jdoe,
        changes: [{ how: 'delete', attribute: 'otherMailbox', values: [Buffer.from(value)] }],
      },
    ]);
  });
});

test('a server without TLS on the port that was named is told as such, not as unreachable', async () => {
  const plain = await startLdap(served(exchange55Organization()));
  const directory = openDirectory({
    urls: [plain.url],
    bindDn: 'cn=reader',
    password: 'x',
    tls: 'ldaps',
    kind: 'auto',
    migrateTemplate: MIGRATE_TEMPLATE,
  });
  try {
    await expect(directory.find({ by: 'name', name: 'jdoe' })).rejects.toMatchObject({ trouble: 'tls-refused' });
  } finally {
    await directory.close();
    await plain.close();
  }
});
