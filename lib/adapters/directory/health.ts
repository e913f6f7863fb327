import { EqualityFilter, type Filter, PresenceFilter } from 'ldapts';
import type { Account, Sample, ServerAnswer, ServerSeen } from '../../doctor/directory-seen.ts';
import { DirectoryUnavailable } from '../../errors.ts';
import { proxyText } from '../../migration/address.ts';
import { PROXY_ATTRIBUTE, type Recipient } from '../../migration/recipient.ts';
import { type Connection, connect } from './connection.ts';
import { isOnlyDomain } from './domains.ts';
import type { DirectoryEntry } from './entry.ts';
import { anything } from './filters.ts';
import { readRecipient } from './find.ts';
import { coverageOf, searchHolders } from './holders.ts';
import { connectionOptions } from './lines.ts';
import { type Place, placeOf } from './place.ts';
import { RECIPIENT_ATTRIBUTES, recipientOf } from './recipient-entry.ts';
import { type DirectorySettings, type Server, serverOf } from './settings.ts';
import { isCatalogue, viewOf, wholeCatalogue } from './view.ts';

/** So many recipients are looked at, and so many of them are compared between servers. */
const LOOKED_AT = 10;
const COMPARED = 5;

/** Shorter than for a person's question: all of it has to be over before a function's time is. */
const PATIENCE = { timeoutMs: 4000, connectTimeoutMs: 2500 };

/** `names`: of the objects to be compared, where another server chose them already. */
type Asked = { readonly account: Account; readonly names?: readonly string[] };

/** What every server shows to the settings' account. Reads, and never writes. Throws Misconfigured. */
export async function lookAtDirectory(settings: DirectorySettings, account: Account): Promise<readonly ServerSeen[]> {
  const all = { ...settings, ...PATIENCE };
  const [first, ...others] = settings.urls.map((url) => serverOf(url, settings.tls));
  const catalogue = settings.gcUrl ? serverOf(settings.gcUrl, settings.tls) : undefined;
  if (!first) return [];
  const seen = await lookAt(first, all, { account });
  // A wrong password is wrong everywhere, and trying it at every server locks the account.
  if ('trouble' in seen.answer && seen.answer.trouble === 'bind-refused') return [seen];
  const asked = { account, ...('trouble' in seen.answer ? {} : { names: Object.keys(seen.answer.sample) }) };
  const rest = await Promise.all([
    ...others.map((server) => lookAt(server, all, asked)),
    ...(catalogue ? [lookAtCatalogue(catalogue, all)] : []),
  ]);
  return [seen, ...rest];
}

const seenOn = (
  { url, encryption }: Server,
  answer: ServerSeen['answer'],
  more: Partial<Pick<ServerSeen, 'catalogue'>> = {},
): ServerSeen => ({ server: url, encrypted: encryption !== 'off', answer, ...more });

/** Asks over a connection of its own; what goes wrong is what was seen. A wrong password is tried once. */
async function onceConnected(
  server: Server,
  settings: DirectorySettings,
  look: (connection: Connection) => Promise<ServerSeen>,
): Promise<ServerSeen> {
  let connection: Connection | undefined;
  try {
    connection = await connect(
      server,
      connectionOptions(settings, () => undefined),
    );
    return await look(connection);
  } catch (error) {
    if (!(error instanceof DirectoryUnavailable)) throw error;
    const says = error.cause instanceof Error && error.trouble === 'not-configured' ? error.cause.message : undefined;
    const code = error.code === undefined ? {} : { code: error.code };
    return seenOn(server, { trouble: error.trouble, ...code, ...(says ? { says } : {}) });
  } finally {
    await connection?.close();
  }
}

const lookAt = (server: Server, settings: DirectorySettings, asked: Asked): Promise<ServerSeen> =>
  onceConnected(server, settings, async (connection) => seenOn(server, await answerOf(connection, settings, asked)));

const lookAtCatalogue = (server: Server, settings: DirectorySettings): Promise<ServerSeen> =>
  onceConnected(server, settings, async (connection) => {
    const { organization } = wholeCatalogue(connection, settings);
    const nothing = { asksForHidden: true, hidden: 0, recipients: 0, readable: 0, sample: {} };
    return seenOn(server, { dialect: 'ad', base: organization, ...nothing }, { catalogue: isCatalogue(connection) });
  });

async function answerOf(connection: Connection, settings: DirectorySettings, more: Asked): Promise<ServerAnswer> {
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
