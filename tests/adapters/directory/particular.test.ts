import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Ldap, startLdap } from '../../../infra/local/ldap/start.ts';
import { activeDirectoryOrganization } from '../../../infra/local/sample/active-directory.ts';
import { exchange55Organization } from '../../../infra/local/sample/exchange55.ts';
import { type SampleOrganization, served } from '../../../infra/local/sample/organization.ts';
import { openDirectory, openWritableDirectory } from '../../../lib/adapters/directory/directory.ts';
import type { DirectorySettings } from '../../../lib/adapters/directory/settings.ts';
import { MIGRATE_TEMPLATE } from '../../../lib/migration/address.ts';
import type { Directory } from '../../../lib/ports.ts';
import { needs } from '../../support/machine.ts';
import { startSlapd } from '../../support/slapd.ts';
import { personWith } from './stand.ts';

const someone = { by: 'name', name: 'jdoe' } as const;
const address = { network: 'CORP', postOffice: 'PO1', mailbox: 'LNGUYEN' };
const opened: Directory[] = [];

const settingsAt = (url: string, { accounts }: SampleOrganization): DirectorySettings => ({
  urls: [url],
  bindDn: accounts.writer.names[0] ?? '',
  password: accounts.writer.password,
  tls: 'off',
  kind: 'auto',
  migrateTemplate: MIGRATE_TEMPLATE,
});

const open = (settings: DirectorySettings): Directory => {
  const directory = openDirectory(settings);
  opened.push(directory);
  return directory;
};

const witness = async (directory: Directory, dn: string) => directory.read(dn);

afterEach(async () => {
  await Promise.all(opened.splice(0).map((directory) => directory.close()));
});

describe('Active Directory', () => {
  const organization = activeDirectoryOrganization();
  const jdoe = organization.dnOf(personWith('jdoe'));
  const partitions = `CN=Partitions,CN=Configuration,${organization.suffix}`;
  let server: Ldap;
  beforeEach(async () => {
    server = await startLdap(served(organization));
  });
  afterEach(() => server.close());

  test('in a forest of several domains one domain proves nothing', async () => {
    server.put({ dn: `CN=IBERIA,${partitions}`, attributes: { objectClass: ['crossRef'], nETBIOSName: ['IBERIA'] } });
    const directory = open(settingsAt(server.url, organization));

    const { recipients, coverage } = await directory.holders([address], await witness(directory, jdoe));

    expect([recipients.length, coverage]).toEqual([1, 'one-domain-of-several']);
  });

  test('where the domains cannot be counted one domain proves nothing either', async () => {
    server.remove(`CN=FABRIKAM,${partitions}`);
    const directory = open(settingsAt(server.url, organization));

    expect((await directory.holders([address], await witness(directory, jdoe))).coverage).toBe('one-domain-of-several');
  });

  test('the global catalogue searches every tree of the forest', async () => {
    server.put({ dn: `CN=IBERIA,${partitions}`, attributes: { objectClass: ['crossRef'], nETBIOSName: ['IBERIA'] } });
    server.put({
      dn: 'CN=Elsewhere,DC=iberia,DC=example',
      attributes: { objectClass: ['user'], homeMDB: ['CN=x'], proxyAddresses: ['ms:corp/po1/lnguyen'] },
    });
    const catalogue = { defaultNamingContext: [organization.suffix], isGlobalCatalogReady: ['TRUE'] };
    server.put({ dn: '', attributes: { objectClass: ['top'], ...catalogue } });
    const directory = open({ ...settingsAt(server.url, organization), gcUrl: server.url });

    const { recipients, coverage } = await directory.holders([address], await witness(directory, jdoe));

    expect(recipients.map(({ directoryName, dn }) => directoryName ?? dn)).toEqual([
      'Front Desk London',
      'CN=Elsewhere,DC=iberia,DC=example',
    ]);
    expect(coverage).toBe('proven');
  });

  test('a server that is no global catalogue does not answer for the forest, whatever LDAP_GC_URL says', async () => {
    server.put({ dn: `CN=IBERIA,${partitions}`, attributes: { objectClass: ['crossRef'], nETBIOSName: ['IBERIA'] } });
    const directory = open({ ...settingsAt(server.url, organization), gcUrl: server.url });
    const found = await witness(directory, jdoe);
    await directory.close();
    const names = {
      defaultNamingContext: [organization.suffix],
      configurationNamingContext: [`CN=Configuration,${organization.suffix}`],
    };
    server.put({ dn: '', attributes: { objectClass: ['top'], ...names, isGlobalCatalogReady: ['FALSE'] } });
    const again = open({ ...settingsAt(server.url, organization), gcUrl: server.url });

    expect((await again.holders([address], found)).coverage).toBe('one-domain-of-several');
  });

  test('a server that knows of no forest has one tree, and all of it was searched', async () => {
    server.put({ dn: '', attributes: { objectClass: ['top'], namingContexts: [organization.suffix] } });
    const directory = open({ ...settingsAt(server.url, organization), kind: 'ad' });

    const { coverage } = await directory.holders([address], await witness(directory, jdoe));

    expect(coverage).toBe('proven');
  });

  test('on port 389 of a computer where Exchange 5.5 was meant it is recognised (Q312501)', async () => {
    const directory = open({ ...settingsAt(server.url, organization), kind: 'exchange55' });

    await expect(directory.find(someone)).rejects.toMatchObject({
      trouble: 'not-configured',
      cause: { message: expect.stringContaining('port 390 (Q312501)') },
    });
  });

  test('without readable recipient policies the own post offices are a guess', async () => {
    for (const site of ['LONDON', 'MADRID'])
      server.remove(
        `CN=${site},CN=Recipient Policies,CN=FABRIKAM,CN=Microsoft Exchange,CN=Services,CN=Configuration,${organization.suffix}`,
      );

    expect(await open(settingsAt(server.url, organization)).ownPostOffices()).toMatchObject({ basis: 'guess' });
  });
});

describe('Exchange 5.5', () => {
  const organization = exchange55Organization();
  const jdoe = organization.dnOf(personWith('jdoe'));
  let server: Ldap;
  beforeEach(async () => {
    server = await startLdap(served(organization));
  });
  afterEach(() => server.close());

  test('people are looked for below the base, holders in the whole organisation', async () => {
    const directory = open({ ...settingsAt(server.url, organization), baseDn: 'ou=LONDON,o=FABRIKAM' });
    const madrid = { network: 'CORP', postOffice: 'PO2', mailbox: 'MLOPEZ' };

    expect((await directory.find({ by: 'name', name: 'mlopez' })).recipients).toEqual([]);
    expect((await directory.find(someone)).view.base).toBe('ou=LONDON,o=FABRIKAM');
    expect((await directory.holders([madrid], await witness(directory, jdoe))).recipients).toHaveLength(1);
  });

  test('a base that is not there is a wrong setting, not an empty answer', async () => {
    const directory = open({ ...settingsAt(server.url, organization), baseDn: 'o=NOBODY' });

    await expect(directory.find(someone)).rejects.toMatchObject({ trouble: 'not-configured', code: 32 });
  });

  test('an account that sees no hidden objects says so with every answer (Q185475)', async () => {
    const { plainReader } = organization.accounts;
    const bind = { bindDn: plainReader.names[0] ?? '', password: plainReader.password };
    const plain = open({ ...settingsAt(server.url, organization), ...bind });

    expect((await plain.find(someone)).view).toMatchObject({
      seesHidden: false,
      dialect: 'exchange55',
      encrypted: false,
    });
  });

  test('MIGRATE by another template is searched and found', async () => {
    server.put({
      dn: 'cn=other,cn=Recipients,ou=LONDON,o=FABRIKAM',
      attributes: { objectClass: ['organizationalPerson'], otherMailbox: ['MIGRATE$LNGUYEN at CORP PO1'] },
    });
    const migrateTemplate = 'MIGRATE:{mailbox} at {network} {postoffice}';
    const directory = open({ ...settingsAt(server.url, organization), migrateTemplate });

    const { recipients } = await directory.holders([address], await witness(directory, jdoe));

    expect(recipients.map(({ directoryName }) => directoryName).sort()).toEqual(['frontdesk', 'other']);
  });
});

needs('slapd', 'slapadd')('OpenLDAP with its own otherMailbox, which has no equality rule,', () => {
  const organization = exchange55Organization();

  test('cannot search it, says so, and refuses a second value', async () => {
    const server = await startSlapd({
      ...organization,
      accounts: Object.values(organization.accounts),
      otherMailboxAsShipped: true,
    });
    const directory = openWritableDirectory(settingsAt(server.url, organization));
    opened.push(directory);
    const [jdoe] = (await directory.find(someone)).recipients;
    if (!jdoe) throw new Error('jdoe is not in the directory');

    expect((await directory.holders([address], jdoe)).coverage).toBe('not-searchable');
    expect(await directory.addProxy(jdoe, { type: 'migrate', address: 'MS:CORP/PO1/JDOE' })).toEqual({
      kind: 'refused',
      code: 18,
      name: 'inappropriateMatching',
    });
    expect((await directory.read(jdoe.dn))?.proxies).toEqual(jdoe.proxies);
    await directory.close();
    await server.stop();
  });
});
