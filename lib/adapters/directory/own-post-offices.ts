import { EqualityFilter, OrFilter } from 'ldapts';
import { type PostOffice, parseProxyAddress, samePostOffice } from '../../migration/address.ts';
import { parseDn } from '../../migration/dn.ts';
import type { OwnPostOffices } from '../../migration/recipient.ts';
import { guessedPostOffice } from '../../migration/source.ts';
import type { Connection } from './connection.ts';
import type { Place } from './place.ts';

const hasClass = (value: string) => new EqualityFilter({ attribute: 'objectClass', value });

/**
 * Reads the templates from which Exchange makes its own addresses: Site Addressing in Exchange 5.5 (Q248425), recipient
 * policies in Active Directory. One search, which also tells which sites there are: what Exchange makes of their names
 * is their own as well, since a template that was changed later leaves the older addresses as they are (Q141271).
 */
export async function readOwnPostOffices(
  connection: Pick<Connection, 'search'>,
  place: Place,
): Promise<OwnPostOffices> {
  const attribute = place.dialect === 'exchange55' ? 'Gateway-Proxy' : 'gatewayProxy';
  const classes =
    place.dialect === 'exchange55' ? ['Site-Addressing', 'organizationalUnit'] : ['msExchRecipientPolicy'];
  const base = place.dialect === 'exchange55' ? place.organization : place.configuration;
  if (!base) return { basis: 'guess' };
  const entries = await connection.search({
    base,
    scope: 'sub',
    filter: new OrFilter({ filters: classes.map(hasClass) }),
    attributes: ['objectClass', attribute],
  });
  const read = entries.flatMap((entry) => entry.all(attribute).flatMap((text) => postOfficeIn(text) ?? []));
  const guessed = place.dialect === 'exchange55' ? distinct(entries.flatMap(({ dn }) => guessFor(dn) ?? [])) : [];
  return read.length === 0
    ? { basis: 'guess', postOffices: guessed }
    : { basis: 'site-addressing', postOffices: distinct([...read, ...guessed]) };
}

/** `MS:ORG/SITE` is the template of the MS addresses; the mailbox name is put behind it. */
function postOfficeIn(text: string): PostOffice | undefined {
  const proxy = parseProxyAddress(text);
  const [network, postOffice] = proxy?.address.split('/') ?? [];
  return proxy?.type.toUpperCase() === 'MS' && network && postOffice ? { network, postOffice } : undefined;
}

/** The post office that Exchange makes of the names of a site (`ou=SITE,o=ORG`). */
function guessFor(dn: string): PostOffice | undefined {
  const names = (parseDn(dn) ?? []).flatMap((naming) => naming[0] ?? []);
  const top = names.findLastIndex(({ type }) => /^o$/i.test(type));
  const [site, organization] = [names[top - 1], names[top]];
  return site && organization && /^ou$/i.test(site.type)
    ? guessedPostOffice({ organization: organization.value, site: site.value })
    : undefined;
}

const distinct = (postOffices: readonly PostOffice[]): PostOffice[] =>
  postOffices.filter((one, index) => postOffices.findIndex((other) => samePostOffice(other, one)) === index);
