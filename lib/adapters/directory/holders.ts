import { OrFilter } from 'ldapts';
import { type MsAddress, migrateProxy, namesMsAddress, type ProxyAddress, sameProxy } from '../../migration/address.ts';
import { normalDn } from '../../migration/dn.ts';
import type { Recipient } from '../../migration/recipient.ts';
import type { Holders } from '../../ports.ts';
import type { Connection } from './connection.ts';
import { holderFilters, witnessFilters } from './filters.ts';
import type { Place } from './place.ts';
import { RECIPIENT_ATTRIBUTES, recipientOf } from './recipient-entry.ts';

type Question = {
  readonly addresses: readonly MsAddress[];
  readonly witness: Recipient | undefined;
  readonly template: string;
};

/** Searches everybody who holds one of the addresses, and says whether the directory could search that attribute at all. */
export async function searchHolders(
  connection: Connection,
  { dialect, organization }: Pick<Place, 'dialect' | 'organization'>,
  { addresses, witness, template }: Question,
): Promise<{ recipients: readonly Recipient[]; isSearchable: boolean }> {
  const known = witness ? witnessFilters(witness) : [];
  const filters = [...addresses.flatMap((address) => holderFilters(dialect, address, template)), ...known];
  const entries = await connection.search({
    base: organization,
    scope: 'sub',
    filter: new OrFilter({ filters }),
    attributes: RECIPIENT_ATTRIBUTES[dialect],
  });
  const came = entries.flatMap((entry) => recipientOf(entry, dialect) ?? []);
  const isSearchable = witness !== undefined && came.some(({ dn }) => normalDn(dn) === normalDn(witness.dn));
  return { recipients: came.filter((recipient) => holdsOne(recipient, addresses, template)), isSearchable };
}

/** The first reason why somebody could have been missed, the weightiest first. */
export function coverageOf(seen: {
  readonly isSearchable: boolean;
  readonly seesHidden: boolean;
  readonly allDomains: boolean;
}): Holders['coverage'] {
  if (!seen.isSearchable) return 'not-searchable';
  if (!seen.seesHidden) return 'hidden-not-visible';
  return seen.allDomains ? 'proven' : 'one-domain-of-several';
}

/** True when the recipient itself holds one of the addresses, and was not found as the witness alone. */
export const holdsOne = ({ proxies, target }: Recipient, addresses: readonly MsAddress[], template: string): boolean =>
  addresses.some((address) => {
    const migrate = migrateProxy(address, template);
    const names = (proxy: ProxyAddress): boolean => namesMsAddress(proxy, address) || sameProxy(proxy, migrate);
    return proxies.some(names) || (target !== undefined && names(target));
  });
