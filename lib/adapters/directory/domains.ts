import { PresenceFilter } from 'ldapts';
import type { Connection } from './connection.ts';
import type { Place } from './place.ts';

/**
 * True when the forest is known to have one domain only, so that a search in it misses nobody. Every domain has a
 * crossRef with a NetBIOS name in the configuration partition (MS-ADTS 6.1.1.2.1.1); none visible proves nothing.
 */
export async function isOnlyDomain(connection: Pick<Connection, 'search'>, { configuration }: Place): Promise<boolean> {
  // No domain controller: a server that names no configuration partition has no forest behind it.
  if (!configuration) return true;
  const domains = await connection.search({
    base: configuration,
    scope: 'sub',
    filter: new PresenceFilter({ attribute: 'nETBIOSName' }),
    attributes: ['nCName'],
  });
  return domains.length === 1;
}
