import type { Filter } from 'ldapts';
import { DirectoryUnavailable } from '../../errors.ts';
import { dnOfLegacy, parseDn } from '../../migration/dn.ts';
import type { Recipient, Who } from '../../migration/recipient.ts';
import type { Connection } from './connection.ts';
import type { DirectoryEntry } from './entry.ts';
import { anything, byLegacyName, isName, whoFilter } from './filters.ts';
import type { Place } from './place.ts';
import { RECIPIENT_ATTRIBUTES, recipientOf } from './recipient-entry.ts';

/** Whoever a directory can be asked for. */
export type Someone = Exclude<Who, { by: 'slack-user' }>;

/** More than a person can choose from in a menu. */
export const MOST = 25;

/** Everybody who goes by a name: one search, or none where nobody can be called that. */
export async function findRecipients(
  connection: Connection,
  place: Place,
  { who, template }: { who: Someone; template: string },
): Promise<{ recipients: readonly Recipient[]; more: boolean }> {
  const entries = await entriesFor(connection, place, { who, template });
  const recipients = recipientsIn(entries, place);
  return { recipients: recipients.slice(0, MOST), more: recipients.length > MOST };
}

const recipientsIn = (entries: readonly DirectoryEntry[], { dialect }: Place): readonly Recipient[] =>
  entries.flatMap((entry) => recipientOf(entry, dialect) ?? []);

async function entriesFor(
  connection: Connection,
  place: Place,
  { who, template }: { who: Someone; template: string },
): Promise<readonly DirectoryEntry[]> {
  if (who.by === 'dn') return entriesNamed(connection, place, who.dn);
  const filter = whoFilter(who, place.dialect, template);
  return filter ? entriesWith(connection, place, filter) : [];
}

const entriesWith = (connection: Connection, place: Place, filter: Filter): Promise<readonly DirectoryEntry[]> =>
  connection.search({
    base: place.base,
    scope: 'sub',
    filter,
    attributes: RECIPIENT_ATTRIBUTES[place.dialect],
    enough: (entries) => recipientsIn(entries, place).length > MOST,
  });

/** noSuchObject; and what a server says to a name that it cannot hold at all: referral, invalidDNSyntax. */
const NOBODY: readonly (number | undefined)[] = [32, 10, 34];

/** By its LDAP name, or by Exchange's own, which Exchange 5.5 turns round and Active Directory keeps in an attribute. */
async function entriesNamed(connection: Connection, place: Place, name: string): Promise<readonly DirectoryEntry[]> {
  if (!isName(name)) return [];
  if (place.dialect === 'ad' && name.startsWith('/')) return entriesWith(connection, place, byLegacyName(name));
  const dn = dnOfLegacy(name) ?? name;
  if (!parseDn(dn)?.length) return [];
  try {
    return await readObject(connection, place, dn);
  } catch (error) {
    if (error instanceof DirectoryUnavailable && NOBODY.includes(error.code)) return [];
    throw error;
  }
}

const readObject = (connection: Connection, { dialect }: Place, dn: string): Promise<readonly DirectoryEntry[]> =>
  connection.search({ base: dn, scope: 'base', filter: anything, attributes: RECIPIENT_ATTRIBUTES[dialect] });

/** One object by the name under which it was found; undefined when it is not there any more. */
export async function readRecipient(connection: Connection, place: Place, dn: string): Promise<Recipient | undefined> {
  try {
    return recipientsIn(await readObject(connection, place, dn), place)[0];
  } catch (error) {
    if (error instanceof DirectoryUnavailable && error.code === 32) return undefined;
    throw error;
  }
}
