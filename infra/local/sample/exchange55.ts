import { escapeDnValue } from '../../../lib/migration/dn.ts';
import type { EntryData } from '../ldap/entry.ts';
import { EXCHANGE55_ACCOUNTS } from './accounts.ts';
import { namesOf, ownMsOf, type SampleOrganization, smtpOf, x400Of } from './organization.ts';
import { PEOPLE } from './people.ts';
import type { Person, Site } from './person.ts';

const SUFFIX = 'o=FABRIKAM';
const SITES: readonly Site[] = ['LONDON', 'MADRID'];

const CLASSES: Record<Exclude<Person['kind'], 'account'>, readonly string[]> = {
  mailbox: ['top', 'person', 'organizationalPerson'],
  'custom-recipient': ['top', 'Remote-Address'],
  'distribution-list': ['top', 'groupOfNames'],
};

/** The sample organisation as an Exchange 5.5 directory holds it over LDAP (MSDN-schema, Q263520, DUMP-phpgw). */
export const exchange55Organization = (): SampleOrganization => ({
  dialect: 'exchange55',
  suffix: SUFFIX,
  entries: [
    { dn: SUFFIX, attributes: { objectClass: ['top', 'organization'], o: ['FABRIKAM'] } },
    ...SITES.flatMap(siteEntries),
    siteAddressing('LONDON'),
    ...PEOPLE.flatMap(personEntry),
  ],
  accounts: EXCHANGE55_ACCOUNTS,
  entriesFor: personEntry,
  dnOf,
});

const directoryNameOf = (person: Person): string => person.directoryName ?? person.alias;

function dnOf(person: Person): string {
  const container = person.container ? `cn=${escapeDnValue(person.container)},` : '';
  return `cn=${escapeDnValue(directoryNameOf(person))},${container}cn=Recipients,ou=${person.site},${SUFFIX}`;
}

const container = (name: string, parent: string): EntryData => ({
  dn: `cn=${escapeDnValue(name)},${parent}`,
  attributes: { objectClass: ['top', 'container'], cn: [name], rdn: [name] },
});

function siteEntries(site: Site): EntryData[] {
  const dn = `ou=${site},${SUFFIX}`;
  const recipients = container('Recipients', dn);
  const inside = new Set(PEOPLE.filter((person) => person.site === site).flatMap((person) => person.container ?? []));
  return [
    { dn, attributes: { objectClass: ['top', 'organizationalUnit'], ou: [site] } },
    recipients,
    ...[...inside].map((name) => container(name, recipients.dn)),
    container('Configuration', dn),
  ];
}

/** Q248425: the templates from which the site's addresses are made. Madrid's cannot be read. */
const siteAddressing = (site: Site): EntryData => ({
  dn: `cn=Site-Addressing,cn=Configuration,ou=${site},${SUFFIX}`,
  attributes: {
    objectClass: ['top', 'Site-Addressing'],
    cn: ['Site-Addressing'],
    rdn: ['Site-Addressing'],
    'Gateway-Proxy': [
      `MS:FABRIKAM/${site}`,
      'SMTP:@fabrikam.example',
      `X400:c=GB;a= ;p=FABRIKAM;o=${site};`,
      `CCMAIL:at ${site}`,
    ],
  },
});

/** `cn` is the display name over LDAP, and `rdn` the directory name that the DN shows (Q182503). */
function personEntry(person: Person, index: number): EntryData[] {
  if (person.kind === 'account') return [];
  const { givenName, sn } = namesOf(person);
  const isPerson = person.kind !== 'distribution-list';
  const attributes = {
    objectClass: CLASSES[person.kind],
    rdn: [directoryNameOf(person)],
    cn: [person.displayName],
    uid: [person.alias],
    ...(isPerson ? { givenName: [givenName], sn: [sn] } : { member: [`cn=jdoe,cn=Recipients,ou=LONDON,${SUFFIX}`] }),
    ...addresses(person),
    ...(person.target ? { 'Target-Address': [person.target] } : {}),
    ...(person.hidden ? { 'Hide-From-Address-Book': ['TRUE'] } : {}),
    'USN-Created': [String(1000 + index)],
    'When-Created': [whenCreated(index)],
  };
  return [{ dn: dnOf(person), attributes }];
}

/** One after another, a second apart. */
const whenCreated = (index: number): string =>
  `${new Date(Date.UTC(1999, 3, 12, 10, 0, index)).toISOString().replace(/[-:T]|\.000/g, '')}`;

/** The primary SMTP and X.400 addresses stand apart; everything else is in `otherMailbox`, as `TYPE$address`. */
function addresses(person: Person): EntryData['attributes'] {
  const own = person.kind === 'custom-recipient' ? (person.target ?? '') : ownMsOf(person);
  const other = [own, ...(person.proxies ?? [])].map((proxy) => proxy.replace(':', '$'));
  const hidden = person.unreadable ? [] : other;
  return { mail: [smtpOf(person)], textEncodedORAddress: [x400Of(person)], otherMailbox: hidden };
}
