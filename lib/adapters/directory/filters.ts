import { EqualityFilter, type Filter, OrFilter, PresenceFilter } from 'ldapts';
import {
  MIGRATE_TEMPLATE,
  type MsAddress,
  migrateProxy,
  type ProxyAddress,
  writeMsAddress,
} from '../../migration/address.ts';
import { type Dialect, PROXY_ATTRIBUTE, type Recipient, type Who } from '../../migration/recipient.ts';

/** The attributes that hold a name or an address, by dialect (domain.md 2.3: MSDN-schema, MS-ADA3). */
export const NAMES = {
  // Q182503: over LDAP `cn` is the display name or the directory name, so all of these are asked together.
  exchange55: ['uid', 'rdn', 'cn', 'name'],
  ad: ['mailNickname', 'sAMAccountName', 'cn', 'name', 'displayName'],
} as const satisfies Record<Dialect, readonly string[]>;

export const MAIL = {
  exchange55: ['mail', 'rfc822Mailbox'],
  ad: ['mail', 'userPrincipalName'],
} as const satisfies Record<Dialect, readonly string[]>;

export const TARGET = { exchange55: 'Target-Address', ad: 'targetAddress' } as const satisfies Record<Dialect, string>;

export const ALIAS = {
  exchange55: ['uid', 'rdn'],
  ad: ['mailNickname', 'sAMAccountName'],
} as const satisfies Record<Dialect, readonly string[]>;

/** Longer than any name or address a directory holds (MS-ADA3: proxyAddresses, 1123); such a name is nobody's. */
const LONGEST = 1123;

export const anything: Filter = new PresenceFilter({ attribute: 'objectClass' });

/** `value` goes into the filter as it is, byte for byte: nothing is parsed, so nothing has to be escaped (RFC 4511). */
const equal = (attribute: string, value: string): Filter => new EqualityFilter({ attribute, value });

/** One value in each of several attributes. */
const inAny = (attributes: readonly string[], value: string): Filter[] => attributes.map((name) => equal(name, value));

/** A proxy address as either separator writes it: field filters of old gateways ask for both. */
const written = ({ type, address }: ProxyAddress): readonly string[] => [`${type}:${address}`, `${type}$${address}`];

const holds = (dialect: Dialect, proxy: ProxyAddress): Filter[] =>
  written(proxy).flatMap((text) => inAny([PROXY_ATTRIBUTE[dialect].attribute], text));

const byName = (dialect: Dialect, name: string): Filter[] => inAny(NAMES[dialect], name);

const bySmtp = (dialect: Dialect, address: string): Filter[] => [
  ...inAny(MAIL[dialect], address),
  ...holds(dialect, { type: 'smtp', address }),
];

/** The MS address as a proxy: what a recipient holds, or what stands as the target address of a custom recipient. */
export const msProxy = (address: MsAddress): ProxyAddress => ({ type: 'MS', address: writeMsAddress(address) });

/** Every proxy by which an MS address can be on somebody: MS, and MIGRATE by template and as printed. */
export function holderProxies(address: MsAddress, template: string): readonly ProxyAddress[] {
  const printed = [msProxy(address), migrateProxy(address), { type: 'migrate', address: writeMsAddress(address) }];
  return template === MIGRATE_TEMPLATE ? printed : unique([...printed, migrateProxy(address, template)]);
}

/** Every way in which an MS address can be on somebody: by one of these proxies, or as the target address. */
export function holderFilters(dialect: Dialect, address: MsAddress, template: string): readonly Filter[] {
  const target = written(msProxy(address)).flatMap((text) => inAny([TARGET[dialect]], text));
  return holderProxies(address, template)
    .flatMap((proxy) => holds(dialect, proxy))
    .concat(target);
}

/** The types and addresses that differ, without regard to case. */
const unique = (proxies: readonly ProxyAddress[]): readonly ProxyAddress[] => [
  ...new Map(proxies.map((proxy) => [`${proxy.type}:${proxy.address}`.toLowerCase(), proxy])).values(),
];

/** Exchange's own name for an object, `/o=ORG/ou=SITE/cn=Recipients/cn=NAME`, as Active Directory keeps it. */
export const byLegacyName = (legacy: string): Filter =>
  new OrFilter({ filters: [equal('legacyExchangeDN', legacy), ...holds('ad', { type: 'X500', address: legacy })] });

/** One filter for every name that a person goes by. Undefined when nobody can be called that. */
export function whoFilter(
  who: Exclude<Who, { by: 'slack-user' | 'dn' }>,
  dialect: Dialect,
  template: string,
): Filter | undefined {
  const filters = filtersFor(who, dialect, template);
  return filters.length > 0 ? new OrFilter({ filters }) : undefined;
}

function filtersFor(who: Exclude<Who, { by: 'slack-user' | 'dn' }>, dialect: Dialect, template: string): Filter[] {
  switch (who.by) {
    case 'name': {
      const logon = dialect === 'ad' ? inAny(['userPrincipalName'], who.name) : [];
      return isName(who.name) ? [...byName(dialect, who.name), ...logon] : [];
    }
    case 'smtp':
      return isName(who.address) ? bySmtp(dialect, who.address) : [];
    case 'ms':
      if (!isName(writeMsAddress(who.address))) return [];
      return [...holderFilters(dialect, who.address, template), ...inAny(ALIAS[dialect], who.address.mailbox)];
    case 'person': {
      const mail = who.email && isName(who.email) ? bySmtp(dialect, who.email) : [];
      return [...mail, ...who.names.filter(isName).flatMap((name) => byName(dialect, name))];
    }
    default:
      return who satisfies never;
  }
}

/** Active Directory (Samba, at least) stops reading at a NUL, and would take `jdoe\0x` for `jdoe`. */
export const isName = (text: string): boolean => text.trim() !== '' && text.length <= LONGEST && !text.includes('\0');

/**
 * A value that a recipient is known to hold in the attribute in which holders are searched. If the directory does not
 * find the recipient by it, the attribute cannot be searched. Mailbox Manager's MBX is on many at once (Q263460), and in
 * Exchange 5.5 the primary SMTP and X.400 addresses are kept elsewhere.
 */
export function witnessProxy({ dialect, proxies }: Pick<Recipient, 'dialect' | 'proxies'>): ProxyAddress | undefined {
  const elsewhere = dialect === 'exchange55' ? ['SMTP', 'X400'] : [];
  return proxies.findLast(({ type }) => !elsewhere.includes(type) && type.toUpperCase() !== 'MBX');
}

export function witnessFilters(witness: Recipient): readonly Filter[] {
  const known = witnessProxy(witness);
  return known ? holds(witness.dialect, known) : [];
}
