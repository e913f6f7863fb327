import { namesMsAddress, parseProxyAddress, sameProxy } from '../../migration/address.ts';
import { normalDn } from '../../migration/dn.ts';
import type { Fix } from '../../migration/fix.ts';
import type { Recipient } from '../../migration/recipient.ts';

/** True where this recipient holds the source address of a fix: under MS, under MIGRATE, or as the target. */
function holds({ proxies, target }: Recipient, { source, value }: Fix): boolean {
  const wanted = parseProxyAddress(value);
  return [...proxies, ...(target ? [target] : [])].some(
    (proxy) => namesMsAddress(proxy, source) || (wanted !== undefined && sameProxy(proxy, wanted)),
  );
}

/** Who else holds the source address of a fix, among those who hold one of several. */
export const othersHolding = (fix: Fix, found: readonly Recipient[]): readonly string[] =>
  found.filter((one) => normalDn(one.dn) !== normalDn(fix.dn) && holds(one, fix)).map(({ dn }) => dn);
