import type { Account } from '../../infra/local/ldap/account.ts';
import type { EntryData } from '../../infra/local/ldap/entry.ts';

/** What Exchange's own setup adds to a forest's schema, as far as the directory adapter looks at it. */
const ATTRIBUTES = [
  { name: 'mailNickname', id: '1.2.840.113556.1.2.447', single: true },
  { name: 'targetAddress', id: '1.2.840.113556.1.2.352', single: true },
  { name: 'msExchHomeServerName', id: '1.2.840.113556.1.4.7000.102.47', single: true },
  { name: 'gatewayProxy', id: '1.2.840.113556.1.2.473', single: false },
] as const;
const FLAG = { name: 'msExchHideFromAddressLists', id: '1.2.840.113556.1.4.7000.102.73' };
const POLICY = { name: 'msExchRecipientPolicy', id: '1.2.840.113556.1.5.7000.62.12' };

/** The changes to the schema, in the order in which they have to be made: LDIF for ldbmodify, one text a step. */
export function schemaSteps(suffix: string): readonly string[] {
  const schema = `CN=Schema,CN=Configuration,${suffix}`;
  const attributes = [
    ...ATTRIBUTES.map(({ name, id, single }) => attribute(schema, name, id, { syntax: '2.5.5.12', om: 64, single })),
    attribute(schema, FLAG.name, FLAG.id, { syntax: '2.5.5.8', om: 1, single: true }),
  ];
  const names = [...ATTRIBUTES.map(({ name }) => name), FLAG.name].filter((name) => name !== 'gatewayProxy');
  const mailRecipient = `dn: CN=Mail-Recipient,${schema}\nchangetype: modify\nadd: mayContain\n${names.map((name) => `mayContain: ${name}`).join('\n')}\n`;
  const refresh = 'dn:\nchangetype: modify\nadd: schemaUpdateNow\nschemaUpdateNow: 1\n';
  return [attributes.join('\n'), refresh, `${mailRecipient}\n${policyClass(schema)}`, refresh];
}

const attribute = (
  schema: string,
  name: string,
  id: string,
  { syntax, om, single }: { syntax: string; om: number; single: boolean },
): string => `dn: CN=${name},${schema}
changetype: add
objectClass: attributeSchema
lDAPDisplayName: ${name}
attributeID: ${id}
attributeSyntax: ${syntax}
oMSyntax: ${om}
isSingleValued: ${single ? 'TRUE' : 'FALSE'}
searchFlags: 1
isMemberOfPartialAttributeSet: TRUE
`;

const policyClass = (schema: string): string => `dn: CN=${POLICY.name},${schema}
changetype: add
objectClass: classSchema
lDAPDisplayName: ${POLICY.name}
governsID: ${POLICY.id}
subClassOf: top
objectClassCategory: 1
possSuperiors: container
mayContain: gatewayProxy
defaultObjectCategory: CN=${POLICY.name},${schema}
defaultSecurityDescriptor: D:(A;;RPWPCRCCDCLCLORCWOWDSDDTSW;;;DA)(A;;RPLCLORC;;;AU)
`;

/** A domain has these already; the server makes the rest of `OWN` itself. */
const OWN = new Set(['objectguid', 'name', 'homemdb', 'cn']);

/**
 * The organisation as a domain controller takes it: without what it makes itself, and with a home server for a home
 * store, whose object would have to exist.
 */
export function domainEntries(entries: Iterable<EntryData>, existing: (dn: string) => boolean): EntryData[] {
  return [...entries]
    .filter(({ dn }) => !existing(dn))
    .map(({ dn, attributes }) => ({
      dn,
      attributes: {
        ...Object.fromEntries(Object.entries(attributes).filter(([name]) => !OWN.has(name.toLowerCase()))),
        ...(attributes.homeMDB
          ? { msExchHomeServerName: ['/o=FABRIKAM/ou=LONDON/cn=Configuration/cn=Servers/cn=LON1'] }
          : {}),
      },
    }));
}

/** Accounts that can bind; the DN is their first name. Whoever may write is a domain administrator. */
export const accountEntries = (accounts: readonly Account[]): EntryData[] =>
  unique(accounts).map(({ names, password }) => ({
    dn: names[0] ?? '',
    attributes: {
      objectClass: ['top', 'person', 'organizationalPerson', 'user'],
      sAMAccountName: [userOf(names)],
      userPrincipalName: [names[1] ?? ''],
      userAccountControl: ['512'],
      clearTextPassword: [Buffer.from(password, 'utf16le')],
    },
  }));

const userOf = (names: readonly string[]): string => (names[1] ?? '').replace(/@.*/, '');

const unique = (accounts: readonly Account[]): readonly Account[] => [
  ...new Map(accounts.map((account) => [account.names[0], account])).values(),
];

/** LDIF that lets the accounts that may write do so. */
export const grants = (accounts: readonly Account[], suffix: string): string =>
  unique(accounts)
    .filter(({ mayWrite }) => mayWrite)
    .map(
      ({ names }) => `dn: CN=Domain Admins,CN=Users,${suffix}\nchangetype: modify\nadd: member\nmember: ${names[0]}\n`,
    )
    .join('\n');
