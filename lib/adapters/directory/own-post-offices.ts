import { EqualityFilter, OrFilter } from 'ldapts';
import { type PostOffice, parseProxyAddress, samePostOffice } from '../../migration/address.ts';
import type { OwnPostOffices } from '../../migration/recipient.ts';
import type { Connection } from './connection.ts';
import { parseDn } from './dn.ts';
import type { DirectoryEntry } from './entry.ts';
import type { Place } from './place.ts';

const hasClass = (value: string) => new EqualityFilter({ attribute: 'objectClass', value });

/**
 * Reads the templates from which Exchange makes its own addresses: Site Addressing in Exchange 5.5 (Q248425), recipient
 * policies in Active Directory. One search, which also tells which sites there are: the addresses of a site whose
 * templates cannot be read are guessed, so that they are never taken for foreign ones.
 */
export async function readOwnPostOffices(connection: Connection, place: Place): Promise<OwnPostOffices> {
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
  if (read.length === 0) return { basis: 'guess' };
  const guessed = place.dialect === 'exchange55' ? guessesFor(entries, attribute) : [];
  return { basis: 'site-addressing', postOffices: distinct([...read, ...guessed]) };
}

/** `MS:ORG/SITE` is the template of the MS addresses; the mailbox name is put behind it. */
function postOfficeIn(text: string): PostOffice | undefined {
  const proxy = parseProxyAddress(text);
  const [network, postOffice] = proxy?.address.split('/') ?? [];
  return proxy?.type.toUpperCase() === 'MS' && network && postOffice ? { network, postOffice } : undefined;
}

/** The sites (`ou=SITE,o=ORG`) without a readable template, with the address parts that Exchange would make. */
function guessesFor(entries: readonly DirectoryEntry[], attribute: string): PostOffice[] {
  const known = new Set(entries.filter((entry) => entry.all(attribute).length > 0).map(({ dn }) => siteOf(dn)?.key));
  return entries.flatMap(({ dn }) => {
    const site = siteOf(dn);
    return site && !known.has(site.key) ? [site.postOffice] : [];
  });
}

function siteOf(dn: string): { key: string; postOffice: PostOffice } | undefined {
  const [site, organization] = (parseDn(dn) ?? []).slice(-2).map(([naming]) => naming?.value ?? '');
  if (!site || !organization) return undefined;
  const postOffice = { network: generatedPart(organization), postOffice: generatedPart(site) };
  return { key: `${organization}/${site}`.toLowerCase(), postOffice };
}

/** Letters, digits and `-`, at most ten of them (Q198898, xmt02025). */
const generatedPart = (name: string): string => name.replace(/[^A-Za-z0-9-]/g, '').slice(0, 10);

const distinct = (postOffices: readonly PostOffice[]): PostOffice[] =>
  postOffices.filter((one, index) => postOffices.findIndex((other) => samePostOffice(other, one)) === index);
