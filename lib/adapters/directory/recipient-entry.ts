import { type ProxyAddress, parseProxyAddress } from '../../migration/address.ts';
import { normalDn, parseDn } from '../../migration/dn.ts';
import { type Dialect, PROXY_ATTRIBUTE, type Recipient, type RecipientKind } from '../../migration/recipient.ts';
import type { DirectoryEntry } from './entry.ts';

/** All that is asked for when a recipient is read, by dialect. */
export const RECIPIENT_ATTRIBUTES = {
  exchange55: [
    'objectClass',
    'rdn',
    'cn',
    'uid',
    'mail',
    'textEncodedORAddress',
    'otherMailbox',
    'Target-Address',
    'Hide-From-Address-Book',
    'USN-Created',
    'When-Created',
  ],
  ad: [
    'objectClass',
    'objectGUID',
    'cn',
    'displayName',
    'mailNickname',
    'sAMAccountName',
    'mail',
    'proxyAddresses',
    'targetAddress',
    'legacyExchangeDN',
    'homeMDB',
    'msExchHomeServerName',
    'msExchMailboxGuid',
    'msExchHideFromAddressLists',
  ],
} as const satisfies Record<Dialect, readonly string[]>;

/** What an object is; undefined for what no mail can go to. */
export const kindOf = (entry: DirectoryEntry, dialect: Dialect): RecipientKind | undefined =>
  dialect === 'exchange55' ? kindIn55(entry) : kindInAd(entry);

/** What an object is, and everything an address can be on it. Undefined for what no mail can go to. */
export function recipientOf(entry: DirectoryEntry, dialect: Dialect): Recipient | undefined {
  const kind = kindOf(entry, dialect);
  return kind && readRecipient(entry, dialect, kind);
}

/** Everything an address can be on an object of this kind. */
export function readRecipient(entry: DirectoryEntry, dialect: Dialect, kind: RecipientKind): Recipient {
  const { dn } = entry;
  const read = dialect === 'exchange55' ? readFrom55(entry, dn) : readFromAd(entry, dn);
  const held = entry.all(PROXY_ATTRIBUTE[dialect].attribute);
  const target = parseProxyAddress(entry.first(dialect === 'exchange55' ? 'Target-Address' : 'targetAddress') ?? '');
  const { identity, hidden } = read;
  const proxies = primariesOf(entry, dialect);
  for (const text of held) {
    const proxy = parseProxyAddress(text);
    if (proxy) proxies.push(proxy);
  }
  const recipient: Building = { dn, dialect, kind, identity, hidden, proxies, proxiesReadable: held.length > 0 };
  if (target) recipient.target = target;
  // Absent attributes become absent properties.
  if (read.directoryName) recipient.directoryName = read.directoryName;
  if (read.alias) recipient.alias = read.alias;
  if (read.displayName) recipient.displayName = read.displayName;
  if (read.organization) recipient.organization = read.organization;
  if (read.site) recipient.site = read.site;
  return recipient;
}

type Read = Pick<Recipient, 'identity' | 'hidden'> & {
  readonly [Key in 'directoryName' | 'alias' | 'displayName' | 'organization' | 'site']: string | undefined;
};

type Building = { -readonly [Key in keyof Recipient]: Recipient[Key] };

/** The classes of an object; asked for one by one, they would be read again each time. */
function classesOf(entry: DirectoryEntry): (...names: string[]) => boolean {
  const held = entry.all('objectClass').map((name) => name.toLowerCase());
  return (...names) => names.some((name) => held.includes(name.toLowerCase()));
}

const hasAny = (entry: DirectoryEntry, ...attributes: string[]): boolean =>
  attributes.some((attribute) => entry.all(attribute).length > 0);

/** MSDN-schema: the object classes of Exchange 5.5 as LDAP shows them; older texts say custom-recipient. */
function kindIn55(entry: DirectoryEntry): RecipientKind | undefined {
  const hasClass = classesOf(entry);
  if (hasClass('Remote-Address', 'custom-recipient')) return 'custom-recipient';
  if (hasClass('groupOfNames')) return 'distribution-list';
  if (hasClass('organizationalPerson')) return 'mailbox';
  return hasAny(entry, 'otherMailbox', 'mail', 'Target-Address') ? 'other' : undefined;
}

/** Exchange marks a mailbox by its store or its home server; where neither can be read, a mail address is the mark. */
function kindInAd(entry: DirectoryEntry): RecipientKind | undefined {
  const hasClass = classesOf(entry);
  const hasMail = hasAny(entry, 'mail', 'mailNickname', 'proxyAddresses');
  if (hasClass('computer')) return undefined;
  if (hasClass('contact')) return 'contact';
  if (hasClass('group', 'msExchDynamicDistributionList')) return hasMail ? 'distribution-list' : undefined;
  if (!hasClass('user', 'inetOrgPerson')) return hasMail ? 'other' : undefined;
  if (hasAny(entry, 'homeMDB', 'msExchHomeServerName', 'msExchMailboxGuid')) return 'mailbox';
  if (hasAny(entry, 'targetAddress')) return 'custom-recipient';
  return hasMail ? 'mailbox' : 'account';
}

const isTrue = (text: string | undefined): boolean => text?.toUpperCase() === 'TRUE' || text === '1';

function readFrom55(entry: DirectoryEntry, dn: string): Read {
  const directoryName = entry.first('rdn') ?? parseDn(dn)?.[0]?.[0]?.value;
  const names = entry.all('cn');
  const { organization, site } = placeOf(dn);
  return {
    identity: [normalDn(dn), entry.first('USN-Created') ?? '', entry.first('When-Created') ?? ''].join('|'),
    hidden: isTrue(entry.first('Hide-From-Address-Book')),
    directoryName,
    alias: entry.first('uid'),
    displayName: names.find((name) => name !== directoryName) ?? names[0],
    organization,
    site,
  };
}

type Place = Pick<Read, 'organization' | 'site'>;

/** By everything behind the first comma: there are few containers, and many people in each. */
const places = new Map<string, Place>();
const MOST_PLACES = 1_000;

/** Organisation and site, as the name of an object in Exchange 5.5 shows them. */
function placeOf(dn: string): Place {
  // A comma that is escaped or quoted parts nothing.
  if (/[\\"]/.test(dn)) return placeIn(dn);
  const container = dn.slice(dn.indexOf(',') + 1);
  const known = places.get(container);
  if (known) return known;
  const place = placeIn(dn);
  if (places.size < MOST_PLACES) places.set(container, place);
  return place;
}

function placeIn(dn: string): Place {
  const namings = (parseDn(dn) ?? []).map(([naming]) => naming);
  const last = (type: string): string | undefined =>
    namings.findLast((naming) => naming?.type.toLowerCase() === type)?.value;
  return { organization: last('o'), site: last('ou') };
}

function readFromAd(entry: DirectoryEntry, dn: string): Read {
  const guid = entry.bytes('objectGUID');
  const legacy = entry.first('legacyExchangeDN') ?? '';
  return {
    identity: guid?.length === 16 ? guidText(guid) : normalDn(dn),
    hidden: isTrue(entry.first('msExchHideFromAddressLists')),
    directoryName: entry.first('cn'),
    alias: entry.first('mailNickname') ?? entry.first('sAMAccountName'),
    displayName: entry.first('displayName') ?? entry.first('cn'),
    organization: /^\/o=([^/]+)/i.exec(legacy)?.[1],
    site: /\/ou=([^/]+)/i.exec(legacy)?.[1],
  };
}

/** The form in which tools show an objectGUID: its first three parts are stored with the last byte first (MS-DTYP). */
function guidText(bytes: Buffer): string {
  const parts = [bytes.subarray(0, 4), bytes.subarray(4, 6), bytes.subarray(6, 8)];
  const swapped = parts.map((part) => Buffer.from(part).reverse().toString('hex'));
  return [...swapped, bytes.toString('hex', 8, 10), bytes.toString('hex', 10)].join('-');
}

/** Q303028: Exchange 5.5 keeps the primary SMTP and X.400 addresses apart, and without their types. */
function primariesOf(entry: DirectoryEntry, dialect: Dialect): ProxyAddress[] {
  if (dialect === 'ad') return [];
  const primaries: ProxyAddress[] = [];
  const smtp = entry.first('mail');
  const x400 = entry.first('textEncodedORAddress');
  if (smtp) primaries.push({ type: 'SMTP', address: smtp });
  if (x400) primaries.push({ type: 'X400', address: x400 });
  return primaries;
}
