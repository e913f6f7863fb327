import { readFileSync } from 'node:fs';
import type { Dialect } from '../../lib/migration/recipient.ts';

/** An arc for definitions of our own; nothing outside these tests ever sees it. */
const ARC = '1.3.6.1.4.1.99999';

type Kind = 'text' | 'flag' | 'number' | 'time' | 'bytes' | 'dn';

const SYNTAX: Record<Kind, string> = {
  text: 'EQUALITY caseIgnoreMatch SUBSTR caseIgnoreSubstringsMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.15',
  flag: 'EQUALITY booleanMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.7 SINGLE-VALUE',
  number: 'EQUALITY integerMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.27 SINGLE-VALUE',
  time: 'EQUALITY generalizedTimeMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.24 SINGLE-VALUE',
  bytes: 'EQUALITY octetStringMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.40 SINGLE-VALUE',
  dn: 'EQUALITY distinguishedNameMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.12',
};

const ATTRIBUTES: Record<Dialect, Readonly<Record<string, Kind>>> = {
  exchange55: {
    rdn: 'text',
    'Target-Address': 'text',
    'Hide-From-Address-Book': 'flag',
    'USN-Created': 'number',
    'When-Created': 'time',
    'Gateway-Proxy': 'text',
  },
  ad: {
    defaultNamingContext: 'dn',
    rootDomainNamingContext: 'dn',
    configurationNamingContext: 'dn',
    objectGUID: 'bytes',
    sAMAccountName: 'text',
    userPrincipalName: 'text',
    mailNickname: 'text',
    proxyAddresses: 'text',
    targetAddress: 'text',
    legacyExchangeDN: 'text',
    homeMDB: 'dn',
    msExchHideFromAddressLists: 'flag',
    gatewayProxy: 'text',
    nETBIOSName: 'text',
    nCName: 'dn',
    dnsRoot: 'text',
  },
};

const CLASSES: Record<Dialect, readonly string[]> = {
  exchange55: ["'Remote-Address' SUP top", "'Site-Addressing' SUP top", "'container' SUP top"],
  ad: [
    "'user' SUP organizationalPerson",
    "'contact' SUP organizationalPerson",
    "'group' SUP top",
    "'container' SUP top",
    "'configuration' SUP top",
    "'crossRef' SUP top",
    "'msExchRecipientPolicy' SUP top",
    "'domainDNS' SUP domain",
  ],
};

/** What any object may hold besides what its class says; slapd wants every attribute allowed by some class. */
const COMMON = ['cn', 'name', 'uid', 'mail', 'givenName', 'sn', 'displayName', 'textEncodedORAddress', 'userPassword'];
export const EXTRA_CLASS = 'mailSubject';

/** The attributes by which people and holders are searched. */
export const INDEXED: Record<Dialect, readonly string[]> = {
  exchange55: ['objectClass', 'uid', 'rdn', 'cn', 'name', 'mail', 'otherMailbox', 'Target-Address'],
  ad: [
    ...['objectClass', 'mailNickname', 'sAMAccountName', 'cn', 'name', 'displayName', 'mail', 'userPrincipalName'],
    ...['proxyAddresses', 'targetAddress', 'legacyExchangeDN'],
  ],
};

/** The definitions that OpenLDAP's own schemas lack, for slapd.conf. */
export function dialectSchema(dialect: Dialect): string {
  const attributes = Object.entries(ATTRIBUTES[dialect]);
  const own =
    dialect === 'exchange55' ? [...attributes.map(([name]) => name), 'otherMailbox'] : attributes.map(([name]) => name);
  return [
    ...attributes.map(
      ([name, kind], index) => `attributetype ( ${ARC}.1.${index + 1} NAME '${name}' ${SYNTAX[kind]} )`,
    ),
    ...CLASSES[dialect].map((words, index) => `objectclass ( ${ARC}.2.${index + 1} NAME ${words} STRUCTURAL )`),
    `objectclass ( ${ARC}.3.1 NAME '${EXTRA_CLASS}' SUP top AUXILIARY MAY ( ${[...COMMON, ...own].join(' $ ')} ) )`,
  ].join('\n');
}

/**
 * OpenLDAP's cosine schema, with an `otherMailbox` that can be searched and whose values can be added one by one: its own
 * one has no equality rule. `asShipped` leaves it as it is.
 */
export function cosineSchema(asShipped: boolean): string {
  const cosine = readFileSync('/etc/ldap/schema/cosine.schema', 'utf8');
  if (asShipped) return cosine;
  return cosine.replace(/(NAME 'otherMailbox')\s+SYNTAX \S+/, `$1 ${SYNTAX.text}`);
}
