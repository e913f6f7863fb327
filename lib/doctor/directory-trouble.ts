import type { DirectoryTrouble } from '../errors.ts';

/** What to do when a directory cannot be asked. */
export const TROUBLE_CURE: Readonly<Record<DirectoryTrouble, string>> = {
  unreachable:
    'Look at LDAP_URL, whether the server runs, and at the security group and routes of the subnets. From a terminal outside its network: --no-directory, and /migcheck doctor in Slack.',
  timeout: 'It takes connections and does not answer in time: look at the server, and at firewalls on the way.',
  busy: 'The server says that it is busy: look again in a minute.',
  'bind-refused':
    'The name or the password is wrong, or the account is locked. Exchange 5.5: cn=NTACCOUNT,cn=NTDOMAIN,cn=Admin. Then npm run secrets.',
  certificate:
    'LDAP_CA_FILE has to name the PEM file of the authority that signed the certificate (AWS: infra/ca/NAME.pem).',
  'tls-refused':
    'That port does not speak TLS: LDAP_TLS=starttls, an ldaps:// address, or off for a real Exchange 5.5.',
  'encryption-wanted': 'The server takes the account over TLS only: LDAP_TLS=ldaps or starttls.',
  'not-configured': 'Look at LDAP_URL, LDAP_BASE_DN and DIRECTORY_KIND: the server is not what they say.',
  'search-refused': 'Container search control may want an address book view as LDAP_BASE_DN (Q192306).',
};
