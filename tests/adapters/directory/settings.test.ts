import { describe, expect, test } from '@jest/globals';
import { openDirectory, openWritableDirectory } from '../../../lib/adapters/directory/directory.ts';
import { serverOf, splitUrls } from '../../../lib/adapters/directory/settings.ts';
import { MIGRATE_TEMPLATE } from '../../../lib/migration/address.ts';

const settings = {
  urls: ['ldap://127.0.0.1'],
  bindDn: 'cn=x',
  password: 'y',
  tls: 'off',
  kind: 'auto',
  migrateTemplate: MIGRATE_TEMPLATE,
} as const;

describe('the addresses of servers', () => {
  test.each([
    ['ldaps://a', ['ldaps://a']],
    ['ldaps://a,ldaps://b:3269', ['ldaps://a', 'ldaps://b:3269']],
    [' ldap://a:390 , ldaps://b\nldap://c ', ['ldap://a:390', 'ldaps://b', 'ldap://c']],
    [
      'ldap://m:390/ou=MADRID,o=F,ldap://l:390/ou=LONDON,o=F',
      ['ldap://m:390/ou=MADRID,o=F', 'ldap://l:390/ou=LONDON,o=F'],
    ],
    ['', []],
  ])('%j', (text, urls) => {
    expect(splitUrls(text)).toEqual(urls);
  });

  test.each([
    ['ldap://dc1', 'off', { url: 'ldap://dc1:389', encryption: 'off' }],
    ['ldap://dc1', 'starttls', { url: 'ldap://dc1:389', encryption: 'starttls' }],
    ['ldap://dc1', 'ldaps', { url: 'ldaps://dc1:636', encryption: 'ldaps' }],
    ['ldaps://dc1', 'off', { url: 'ldaps://dc1:636', encryption: 'ldaps' }],
    ['LDAPS://DC1:3269', 'off', { url: 'ldaps://DC1:3269', encryption: 'ldaps' }],
    ['ldap://[::1]:390', 'off', { url: 'ldap://[::1]:390', host: '::1', port: 390 }],
    ['ldap://m/ou=MADRID,o=ACME%20Ltd', 'off', { url: 'ldap://m:389', serves: 'ou=MADRID,o=ACME Ltd' }],
  ] as const)('%s with LDAP_TLS=%s', (address, tls, expected) => {
    expect(serverOf(address, tls)).toMatchObject(expected);
  });

  test.each(['dc1', 'https://dc1', 'ldap://', 'dc1:389', ''])('"%s" is no address of a server', (address) => {
    expect(() => serverOf(address, 'off')).toThrow('LDAP_URL');
  });
});

describe('settings that cannot work are refused at once', () => {
  test.each([
    ['no server', { urls: [] }, 'LDAP_URL'],
    ['a name without a password, which binds as nobody (RFC 4513)', { password: '' }, 'LDAP_BIND_PASSWORD'],
    ['a CA file that is not there', { caFile: '/nowhere/ca.pem' }, 'LDAP_CA_FILE'],
  ])('%s', (_, wrong, variable) => {
    expect(() => openDirectory({ ...settings, ...wrong })).toThrow(variable);
    expect(() => openWritableDirectory({ ...settings, ...wrong })).toThrow(variable);
  });
});
