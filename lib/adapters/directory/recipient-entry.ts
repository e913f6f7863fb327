import { inOnePiece, type ProxyAddress, parseProxyAddress } from '../../migration/address.ts';
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
  const held = heldIn(entry, dialect);
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

/** What stands in the attribute that holds MIGRATE proxies. */
export const heldIn = (entry: DirectoryEntry, dialect: Dialect): readonly string[] =>
  entry.all(PROXY_ATTRIBUTE[dialect].attribute);

/** What stays the same while this is the same object. */
export const identityOf = (entry: DirectoryEntry, dialect: Dialect, dn: string): string =>
  dialect === 'exchange55' ? identityIn55(entry, dn) : identityInAd(entry, dn);

export const directoryNameOf = (entry: DirectoryEntry, dialect: Dialect, dn: string): string | undefined =>
  dialect === 'exchange55' ? (entry.first('rdn') ?? parseDn(dn)?.[0]?.[0]?.value) : entry.first('cn');

export const aliasOf = (entry: DirectoryEntry, dialect: Dialect): string | undefined =>
  dialect === 'exchange55' ? entry.first('uid') : (entry.first('mailNickname') ?? entry.first('sAMAccountName'));

const identityIn55 = (entry: DirectoryEntry, dn: string): string =>
  [normalDn(dn), entry.first('USN-Created') ?? '', entry.first('When-Created') ?? ''].join('|');

function identityInAd(entry: DirectoryEntry, dn: string): string {
  const guid = entry.bytes('objectGUID');
  return guid?.length === 16 ? guidText(guid) : normalDn(dn);
}

type Read = Pick<Recipient, 'identity' | 'hidden'> & {
  readonly [Key in 'directoryName' | 'alias' | 'displayName' | 'organization' | 'site']: string | undefined;
};

type Building = { -readonly [Key in keyof Recipient]: Recipient[Key] };

/** Of one of these object classes. */
const isA = (entry: DirectoryEntry, classes: readonly string[]): boolean => {
  for (const name of classes) if (entry.has('objectClass', name)) return true;
  return false;
};

const hasAny = (entry: DirectoryEntry, attributes: readonly string[]): boolean => {
  for (const attribute of attributes) if (entry.has(attribute)) return true;
  return false;
};

const CUSTOM_RECIPIENT = ['Remote-Address', 'custom-recipient'];
const ADDRESSED = ['otherMailbox', 'mail', 'Target-Address'];

/** MSDN-schema: the object classes of Exchange 5.5 as LDAP shows them; older texts say custom-recipient. */
function kindIn55(entry: DirectoryEntry): RecipientKind | undefined {
  if (isA(entry, CUSTOM_RECIPIENT)) return 'custom-recipient';
  if (entry.has('objectClass', 'groupOfNames')) return 'distribution-list';
  if (entry.has('objectClass', 'organizationalPerson')) return 'mailbox';
  return hasAny(entry, ADDRESSED) ? 'other' : undefined;
}

const MAIL = ['mail', 'mailNickname', 'proxyAddresses'];
const GROUP = ['group', 'msExchDynamicDistributionList'];
const PERSON = ['user', 'inetOrgPerson'];
const MAILBOX = ['homeMDB', 'msExchHomeServerName', 'msExchMailboxGuid'];

/** Exchange marks a mailbox by its store or its home server; where neither can be read, a mail address is the mark. */
function kindInAd(entry: DirectoryEntry): RecipientKind | undefined {
  if (entry.has('objectClass', 'computer')) return undefined;
  if (entry.has('objectClass', 'contact')) return 'contact';
  const hasMail = hasAny(entry, MAIL);
  if (isA(entry, GROUP)) return hasMail ? 'distribution-list' : undefined;
  if (!isA(entry, PERSON)) return hasMail ? 'other' : undefined;
  if (hasAny(entry, MAILBOX)) return 'mailbox';
  if (entry.has('targetAddress')) return 'custom-recipient';
  return hasMail ? 'mailbox' : 'account';
}

const isTrue = (text: string | undefined): boolean => text?.toUpperCase() === 'TRUE' || text === '1';

function readFrom55(entry: DirectoryEntry, dn: string): Read {
  const directoryName = directoryNameOf(entry, 'exchange55', dn);
  const names = entry.all('cn');
  const { organization, site } = placeOf(dn);
  return {
    identity: identityIn55(entry, dn),
    hidden: isTrue(entry.first('Hide-From-Address-Book')),
    directoryName,
    alias: aliasOf(entry, 'exchange55'),
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
  // A comma that is escaped or quoted parts nothing; a site is in itself, and what is beside it is not.
  if (/[\\"]|^ou?=/i.test(dn)) return placeIn(dn);
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
  const legacy = entry.first('legacyExchangeDN') ?? '';
  return {
    identity: identityInAd(entry, dn),
    hidden: isTrue(entry.first('msExchHideFromAddressLists')),
    directoryName: directoryNameOf(entry, 'ad', dn),
    alias: aliasOf(entry, 'ad'),
    displayName: entry.first('displayName') ?? entry.first('cn'),
    organization: /^\/o=([^/]+)/i.exec(legacy)?.[1],
    site: /\/ou=([^/]+)/i.exec(legacy)?.[1],
  };
}

/** The form in which tools show an objectGUID: its first three parts are stored with the last byte first (MS-DTYP). */
function guidText(bytes: Buffer): string {
  const hex = bytes.toString('hex');
  const at = (byte: number): string => hex.slice(byte * 2, byte * 2 + 2);
  const swapped = `${at(3)}${at(2)}${at(1)}${at(0)}-${at(5)}${at(4)}-${at(7)}${at(6)}`;
  return inOnePiece(`${swapped}-${hex.slice(16, 20)}-${hex.slice(20)}`);
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
