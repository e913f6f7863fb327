import { EqualityFilter, type Filter, PresenceFilter } from 'ldapts';
import type { Account, Sample, ServerAnswer } from '../../../doctor/directory-seen.ts';
import { proxyText } from '../../../migration/address.ts';
import { PROXY_ATTRIBUTE, type Recipient } from '../../../migration/recipient.ts';
import type { Connection } from '../connection.ts';
import { isOnlyDomain } from '../domains.ts';
import type { DirectoryEntry } from '../entry.ts';
import { anything } from '../filters.ts';
import { readRecipient } from '../find.ts';
import { coverageOf, searchHolders } from '../holders.ts';
import { type Place, placeOf } from '../place.ts';
import { RECIPIENT_ATTRIBUTES, recipientOf } from '../recipient-entry.ts';
import type { DirectorySettings } from '../settings.ts';
import { viewOf } from '../view.ts';

/** So many recipients are looked at, and so many of them are compared between servers. */
const LOOKED_AT = 10;
const COMPARED = 5;

/** `names`: of the objects to be compared, where another server chose them already. */
export type Asked = { readonly account: Account; readonly names?: readonly string[] };

/** What one server shows over one connection. */
export async function answerOf(
  connection: Connection,
  settings: DirectorySettings,
  more: Asked,
): Promise<ServerAnswer> {
  const place = placeOf(connection, settings);
  const { seesHidden } = viewOf(connection, place, settings);
  const clock = await clockOf(connection);
  const recipients = await someRecipients(connection, place);
  const names = recipients.map(({ dn }) => dn);
  const writable = more.account === 'write' ? await writableOf(connection, place, names) : undefined;
  return {
    dialect: place.dialect,
    base: place.base,
    ...(clock ? { clock } : {}),
    asksForHidden: seesHidden,
    hidden: await hiddenIn(connection, place),
    recipients: recipients.length,
    readable: recipients.filter(({ proxies }) => proxies.length > 0).length,
    ...(await coverageOn(connection, { settings, place, recipients, seesHidden })),
    ...(writable === undefined ? {} : { writable }),
    sample: await sampleOf(connection, place, more.names ?? names.slice(0, COMPARED)),
  };
}

/** Active Directory tells its time (`20261128062719.0Z`, MS-ADTS 3.1.1.3.2.4); others do not. */
async function clockOf(connection: Connection) {
  const [root] = await connection.search({ base: '', scope: 'base', filter: anything, attributes: ['currentTime'] });
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.\d+)?Z$/.exec(root?.first('currentTime') ?? '');
  if (!parts) return undefined;
  const [, year, month, day, hour, minute, second] = parts;
  return { theirs: `${year}-${month}-${day}T${hour}:${minute}:${second}Z`, ours: new Date().toISOString() };
}

/** People who show an address; where nobody does, whoever is there. */
async function someRecipients(connection: Connection, place: Place): Promise<readonly Recipient[]> {
  const { base, dialect } = place;
  const search = async (filter: Filter): Promise<readonly Recipient[]> => {
    const attributes = RECIPIENT_ATTRIBUTES[dialect];
    const enough = (entries: readonly DirectoryEntry[]) => entries.length >= LOOKED_AT;
    const entries = await connection.search({ base, scope: 'sub', filter, attributes, enough });
    const recipients = entries.flatMap((entry) => recipientOf(entry, dialect) ?? []);
    return recipients.filter(({ kind }) => kind === 'mailbox').slice(0, LOOKED_AT);
  };
  const addressed = await search(new PresenceFilter({ attribute: PROXY_ATTRIBUTE[dialect].attribute }));
  if (addressed.length > 0) return addressed;
  return search(new EqualityFilter({ attribute: 'objectClass', value: 'organizationalPerson' }));
}

/**
 * On how many of these objects the bound account may write proxyAddresses (MS-ADTS 3.1.1.4.5.21). Undefined where the
 * directory says nothing of rights: it then knows no allowedAttributes either, which Active Directory gives for all.
 */
async function writableOf(
  connection: Connection,
  { dialect }: Place,
  names: readonly string[],
): Promise<number | undefined> {
  const [first] = names;
  if (dialect !== 'ad' || first === undefined) return undefined;
  const listed = async (base: string, attribute: string): Promise<readonly string[]> => {
    const [entry] = await connection.search({ base, scope: 'base', filter: anything, attributes: [attribute] });
    return (entry?.all(attribute) ?? []).map((name) => name.toLowerCase());
  };
  if ((await listed(first, 'allowedAttributes')).length === 0) return undefined;
  const lists = await Promise.all(names.map((dn) => listed(dn, 'allowedAttributesEffective')));
  return lists.filter((list) => list.includes('proxyaddresses')).length;
}

/** Hidden recipients that come back, out of a page of them. */
async function hiddenIn(connection: Connection, { base, dialect }: Place): Promise<number> {
  const attribute = dialect === 'ad' ? 'msExchHideFromAddressLists' : 'Hide-From-Address-Book';
  const entries = await connection.search({
    base,
    scope: 'sub',
    filter: new EqualityFilter({ attribute, value: 'TRUE' }),
    attributes: ['objectClass'],
    enough: (some) => some.length > 0,
  });
  return entries.length;
}

type Covered = {
  readonly settings: DirectorySettings;
  readonly place: Place;
  readonly recipients: readonly Recipient[];
  readonly seesHidden: boolean;
};

/** As the search for holders of an address judges it, with somebody who shows addresses as the witness. */
async function coverageOn(connection: Connection, { settings, place, recipients, seesHidden }: Covered) {
  const witness = recipients.find(({ proxiesReadable }) => proxiesReadable);
  if (!witness) return {};
  const { isSearchable } = await searchHolders(connection, place, {
    addresses: [],
    witness,
    template: settings.migrateTemplate,
  });
  const allDomains =
    place.dialect === 'exchange55' || settings.gcUrl !== undefined || (await isOnlyDomain(connection, place));
  return { coverage: coverageOf({ isSearchable, seesHidden, allDomains }) };
}

/** The addresses of these objects as this server has them; an object that it does not have is left out. */
async function sampleOf(connection: Connection, place: Place, names: readonly string[]): Promise<Sample> {
  const read = await Promise.all(names.map(async (dn) => [dn, await readRecipient(connection, place, dn)] as const));
  return Object.fromEntries(
    read.flatMap(([dn, recipient]) => (recipient ? [[dn, recipient.proxies.map(proxyText).sort()] as const] : [])),
  );
}
