import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Ldap, startLdap } from '../../../infra/local/ldap/start.ts';
import { openDirectory } from '../../../lib/adapters/directory/directory.ts';
import { MIGRATE_TEMPLATE } from '../../../lib/migration/address.ts';

const NAMES = [
  ['cn=reader,cn=FABRIKAM,cn=Admin', true],
  ['cn=reader,cn=FABRIKAM', false],
  // An account that happens to be called Admin, without the suffix that asks for hidden objects.
  ['cn=Admin,cn=FABRIKAM', false],
  ['cn=admin,o=FABRIKAM', true],
] as const;

describe('Q185475: who sees hidden recipients of Exchange 5.5', () => {
  let ldap: Ldap;
  beforeAll(async () => {
    const accounts = NAMES.map(([name]) => ({ names: [name], password: 'secret', mayWrite: false }));
    const entries = [{ dn: 'o=FABRIKAM', attributes: { objectClass: ['organization'], o: ['FABRIKAM'] } }];
    ldap = await startLdap({ dialect: 'exchange55', suffix: 'o=FABRIKAM', entries, accounts });
  });
  afterAll(() => ldap.close());

  test.each(NAMES)('%s: %s', async (bindDn, sees) => {
    const directory = openDirectory({
      urls: [ldap.url],
      bindDn,
      password: 'secret',
      tls: 'off',
      kind: 'exchange55',
      migrateTemplate: MIGRATE_TEMPLATE,
    });
    try {
      expect((await directory.find({ by: 'name', name: 'nobody' })).view.seesHidden).toBe(sees);
    } finally {
      await directory.close();
    }
  });
});
