import { afterEach, expect, test } from '@jest/globals';
import type { EntryData } from '../../../infra/local/ldap/entry.ts';
import { type Ldap, startLdap } from '../../../infra/local/ldap/start.ts';
import { openDirectory } from '../../../lib/adapters/directory/directory.ts';
import { MIGRATE_TEMPLATE } from '../../../lib/migration/address.ts';

/** An organisation as OpenLDAP often holds it: below a domain's name. */
const entries: readonly EntryData[] = [
  { dn: 'dc=example', attributes: { objectClass: ['domain'] } },
  { dn: 'o=FABRIKAM,dc=example', attributes: { objectClass: ['organization'], o: ['FABRIKAM'] } },
  { dn: 'ou=LONDON,o=FABRIKAM,dc=example', attributes: { objectClass: ['organizationalUnit'], ou: ['LONDON'] } },
  ...['jdoe', 'other'].map((name) => ({
    dn: `cn=${name},ou=LONDON,o=FABRIKAM,dc=example`,
    attributes: {
      objectClass: ['organizationalPerson'],
      cn: [name],
      uid: [name],
      otherMailbox: [`MS$FABRIKAM/LONDON/${name.toUpperCase()}`, ...(name === 'other' ? ['ms$CORP/PO1/JDOE'] : [])],
    },
  })),
];

let ldap: Ldap | undefined;
afterEach(() => ldap?.close());

test('the organisation is the o= above the base, wherever the tree is rooted', async () => {
  const bindDn = 'cn=reader,cn=FABRIKAM,cn=Admin';
  const accounts = [{ names: [bindDn], password: 'secret', mayWrite: false }];
  ldap = await startLdap({ dialect: 'exchange55', suffix: 'dc=example', entries, accounts });
  const directory = openDirectory({
    urls: [ldap.url],
    bindDn,
    password: 'secret',
    baseDn: 'ou=LONDON,o=FABRIKAM,dc=example',
    tls: 'off',
    kind: 'exchange55',
    migrateTemplate: MIGRATE_TEMPLATE,
  });
  try {
    const { recipients } = await directory.find({ by: 'name', name: 'jdoe' });
    const holders = await directory.holders([{ network: 'CORP', postOffice: 'PO1', mailbox: 'JDOE' }], recipients[0]);

    expect(recipients[0]).toMatchObject({ organization: 'FABRIKAM', site: 'LONDON' });
    expect(holders.coverage).toBe('proven');
    expect(holders.recipients.map(({ alias }) => alias)).toEqual(['other']);
    expect(await directory.ownPostOffices()).toEqual({
      basis: 'guess',
      postOffices: [{ network: 'FABRIKAM', postOffice: 'LONDON' }],
    });
  } finally {
    await directory.close();
  }
});
