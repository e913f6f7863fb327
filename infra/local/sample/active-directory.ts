import { createHash } from 'node:crypto';
import { escapeDnValue } from '../../../lib/migration/dn.ts';
import type { EntryData } from '../ldap/entry.ts';
import { AD_ACCOUNTS } from './accounts.ts';
import { namesOf, ownMsOf, type SampleOrganization, smtpOf, x400Of } from './organization.ts';
import { PEOPLE } from './people.ts';
import type { Person, Site } from './person.ts';

const SUFFIX = 'DC=fabrikam,DC=example';
const CONFIGURATION = `CN=Configuration,${SUFFIX}`;
const EXCHANGE = `CN=FABRIKAM,CN=Microsoft Exchange,CN=Services,${CONFIGURATION}`;
const HOME = 'CN=Mailbox Store,CN=First Storage Group,CN=InformationStore,CN=LON1';
const OU: Record<Site, string> = { LONDON: 'London', MADRID: 'Madrid' };

/** The sample organisation as Active Directory with Exchange 2000 holds it. */
export const activeDirectoryOrganization = (): SampleOrganization => ({
  dialect: 'ad',
  suffix: SUFFIX,
  entries: [
    { dn: SUFFIX, attributes: { objectClass: ['top', 'domain', 'domainDNS'], dc: ['fabrikam'] } },
    ...units(),
    ...PEOPLE.map(personEntry),
    ...configuration(),
  ],
  accounts: AD_ACCOUNTS,
  entriesFor: (person) => [personEntry(person)],
  dnOf,
});

const nameOf = (person: Person): string => person.directoryName ?? person.displayName;

function dnOf(person: Person): string {
  const inner = person.container ? `OU=${escapeDnValue(person.container)},` : '';
  return `CN=${escapeDnValue(nameOf(person))},${inner}OU=${OU[person.site]},${SUFFIX}`;
}

const unit = (name: string, parent: string): EntryData => ({
  dn: `OU=${escapeDnValue(name)},${parent}`,
  attributes: { objectClass: ['top', 'organizationalUnit'], ou: [name] },
});

const units = (): EntryData[] => [
  ...Object.values(OU).map((name) => unit(name, SUFFIX)),
  ...PEOPLE.filter((person) => person.container).map((person) =>
    unit(person.container ?? '', `OU=${OU[person.site]},${SUFFIX}`),
  ),
];

/** Always the same for the same alias, so that a restarted sample is the same sample. */
const guidOf = (person: Person): Buffer => createHash('sha256').update(person.alias).digest().subarray(0, 16);

const classesOf = ({ kind, mailUser }: Person): readonly string[] => {
  if (kind === 'distribution-list') return ['top', 'group'];
  const isContact = kind === 'custom-recipient' && !mailUser;
  return ['top', 'person', 'organizationalPerson', isContact ? 'contact' : 'user'];
};

function personEntry(person: Person): EntryData {
  const isUser = classesOf(person).includes('user');
  const logon = person.alias.toLowerCase();
  const attributes = {
    objectClass: classesOf(person),
    cn: [nameOf(person)],
    name: [nameOf(person)],
    displayName: [person.displayName],
    objectGUID: [guidOf(person)],
    ...(person.kind === 'distribution-list'
      ? {}
      : { givenName: [namesOf(person).givenName], sn: [namesOf(person).sn] }),
    ...(isUser ? { sAMAccountName: [logon], userPrincipalName: [`${logon}@fabrikam.example`] } : {}),
    ...(person.kind === 'distribution-list' ? { sAMAccountName: [logon] } : {}),
    ...(person.kind === 'account' ? {} : mailAttributes(person)),
  };
  return { dn: dnOf(person), attributes };
}

function mailAttributes(person: Person): EntryData['attributes'] {
  const own = person.kind === 'custom-recipient' ? (person.target ?? '') : ownMsOf(person);
  const proxies = [`SMTP:${smtpOf(person)}`, `X400:${x400Of(person)}`, own, ...(person.proxies ?? [])];
  return {
    mailNickname: [person.alias],
    mail: [smtpOf(person)],
    legacyExchangeDN: [`/o=FABRIKAM/ou=${person.site}/cn=Recipients/cn=${person.alias}`],
    proxyAddresses: person.unreadable ? [] : proxies,
    ...(person.target ? { targetAddress: [person.target] } : {}),
    ...(person.kind === 'mailbox' ? { homeMDB: [`${HOME},CN=Servers,CN=${person.site},${EXCHANGE}`] } : {}),
    ...(person.hidden ? { msExchHideFromAddressLists: ['TRUE'] } : {}),
  };
}

const container = (dn: string): EntryData => ({
  dn,
  attributes: { objectClass: ['top', 'container'], cn: [dn.slice(3, dn.indexOf(','))] },
});

/** The partition all domains share: which domains there are, and from which templates addresses are made. */
const configuration = (): EntryData[] => [
  { dn: CONFIGURATION, attributes: { objectClass: ['top', 'configuration'], cn: ['Configuration'] } },
  container(`CN=Partitions,${CONFIGURATION}`),
  {
    dn: `CN=FABRIKAM,CN=Partitions,${CONFIGURATION}`,
    attributes: {
      objectClass: ['top', 'crossRef'],
      cn: ['FABRIKAM'],
      nETBIOSName: ['FABRIKAM'],
      nCName: [SUFFIX],
      dnsRoot: ['fabrikam.example'],
    },
  },
  container(`CN=Services,${CONFIGURATION}`),
  container(`CN=Microsoft Exchange,CN=Services,${CONFIGURATION}`),
  container(EXCHANGE),
  container(`CN=Recipient Policies,${EXCHANGE}`),
  ...Object.keys(OU).map((site) => policy(site)),
];

const policy = (site: string): EntryData => ({
  dn: `CN=${site},CN=Recipient Policies,${EXCHANGE}`,
  attributes: {
    objectClass: ['top', 'msExchRecipientPolicy'],
    cn: [site],
    gatewayProxy: ['SMTP:@fabrikam.example', `MS:FABRIKAM/${site}`, `X400:c=GB;a= ;p=FABRIKAM;o=${site};`],
  },
});
