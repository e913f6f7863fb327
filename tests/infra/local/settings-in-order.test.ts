import { describe, expect, test } from '@jest/globals';
import { portOf, settingsInOrder } from '../../../infra/local/settings-in-order.ts';

const right = {
  SLACK_SIGNING_SECRET: 'secret',
  SLACK_BOT_TOKEN: 'xoxb-token',
  LDAP_URL: 'ldap://127.0.0.1:3890',
  LDAP_BIND_DN: 'cn=reader',
  LDAP_BIND_PASSWORD: 'password',
};

describe('a setting that is wrong is told at the start, by its name and never by its value', () => {
  test.each([
    ['LDAP_URL', 'not-an-address'],
    ['LDAP_BIND_DN', ''],
    ['LDAP_BIND_PASSWORD', ''],
    ['LDAP_WRITE_BIND_DN', 'cn=writer'],
    ['LDAP_TLS', 'perhaps'],
    ['DIRECTORY_KIND', 'novell'],
    ['WIZARD_VERSION', '9'],
    ['POSTOFFICES', 'CORP'],
    ['OWN_POSTOFFICES', 'FABRIKAM/LONDON/X'],
    ['MIGRATE_TEMPLATE', 'MS:{network}'],
    ['SELF_APPROVAL', 'yes'],
    ['SLACK_SIGNING_SECRET', ''],
  ])('%s=%s', (name, value) => {
    const named = name === 'LDAP_WRITE_BIND_DN' ? 'LDAP_WRITE_BIND_PASSWORD' : name;

    expect(() => settingsInOrder({ ...right, [name]: value })).toThrow(named);
  });

  test('what is right starts', () => {
    expect(() => settingsInOrder(right)).not.toThrow();
  });

  test.each(['abc', '-1', '70000', '30.5'])('PORT=%s', (PORT) => {
    expect(() => portOf({ PORT })).toThrow('PORT has to be a number');
  });
});
