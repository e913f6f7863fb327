import { parseDn } from '../../migration/dn.ts';
import type { View } from '../../migration/recipient.ts';
import type { Connection } from './connection.ts';
import { type Place, placeOf } from './place.ts';
import type { DirectorySettings } from './settings.ts';

/** True for a server that says of itself that it is a global catalogue. */
export const isCatalogue = ({ rootDse }: Connection): boolean =>
  /^true$/i.test(rootDse.first('isGlobalCatalogReady') ?? '');

/** A global catalogue answers for the whole forest below no name at all; any other server for its own tree. */
export const wholeCatalogue = (
  all: Connection,
  settings: DirectorySettings,
): Pick<Place, 'dialect' | 'organization'> =>
  isCatalogue(all)
    ? { dialect: 'ad', organization: '' }
    : { dialect: 'ad', organization: placeOf(all, { ...settings, kind: 'ad' }).organization };

/** What can be seen over this connection with this account. */
export function viewOf({ server }: Connection, { dialect, base }: Place, { bindDn }: DirectorySettings): View {
  const seesHidden = dialect === 'ad' || bindsAsAdmin(bindDn);
  return { dialect, server: server.url, base, seesHidden, encrypted: server.encryption !== 'off' };
}

/**
 * Q185475: Exchange 5.5 shows hidden objects to a bind name that ends in `cn=Admin`. `cn=Admin` right below the
 * organisation is how other LDAP servers name their administrator; no account of Exchange 5.5 can stand there.
 */
function bindsAsAdmin(bindDn: string): boolean {
  const names = parseDn(bindDn) ?? [];
  const isAdmin = (index: number) =>
    (names.at(index) ?? []).some(({ type, value }) => /^cn$/i.test(type) && /^admin$/i.test(value));
  const belowOrganization = names.length === 2 && (names[1] ?? []).some(({ type }) => /^o$/i.test(type));
  return isAdmin(-1) || (belowOrganization && isAdmin(0));
}
