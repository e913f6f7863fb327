import { type MsAddress, writeMsAddress } from '../../../migration/address.ts';
import { dnOfLegacy, isAtOrUnder, parseDn } from '../../../migration/dn.ts';
import type { Recipient } from '../../../migration/recipient.ts';
import { holderProxies, isName, msProxy } from '../filters.ts';
import { MOST, type Someone } from '../find.ts';
import { holdsOne } from '../holders.ts';
import type { Place } from '../place.ts';
import { IN, inProxies, type Wanted } from './name-index.ts';
import type { Swept } from './swept.ts';

/** Looks things up among everybody who was read, as find.ts and holders.ts have the directory do it. */
export type LookUp = {
  /** Everybody who goes by a name: the same places, the same order, the same number of people. */
  found(who: Someone, place: Place): { readonly recipients: readonly Recipient[]; readonly more: boolean };
  /** Everybody who holds one of the addresses. */
  heldBy(addresses: readonly MsAddress[]): readonly Recipient[];
};

export function lookUpIn(everybody: Swept, template: string): LookUp {
  const holdersOf = rememberingLast((address) => everybody.numbersOf(holding(address, template)));
  const numbersFor = (who: Exclude<Someone, { by: 'dn' }>): readonly number[] => {
    if (who.by !== 'ms') return everybody.numbersOf(wantedFor(who));
    if (!isName(writeMsAddress(who.address))) return [];
    return [...holdersOf(who.address), ...everybody.numbersOf([{ value: who.address.mailbox, places: IN.alias }])];
  };
  return {
    found: (who, place) => {
      const found = who.by === 'dn' ? named(everybody, who.dn, place) : everybody.at(numbersFor(who));
      const isEverywhere = who.by === 'dn' || place.base === place.organization;
      const recipients = isEverywhere ? found : found.filter(({ dn }) => isAtOrUnder(dn, place.base));
      return { recipients: recipients.slice(0, MOST), more: recipients.length > MOST };
    },
    heldBy: (addresses) =>
      everybody.at(addresses.flatMap(holdersOf)).filter((recipient) => holdsOne(recipient, addresses, template)),
  };
}

/** A check asks for the holders of an address as those who go by it, and then as those who hold it. */
function rememberingLast(ask: (address: MsAddress) => readonly number[]) {
  let last: { readonly name: string; readonly answer: readonly number[] } | undefined;
  return (address: MsAddress): readonly number[] => {
    const name = writeMsAddress(address);
    if (last?.name !== name) last = { name, answer: ask(address) };
    return last.answer;
  };
}

const holding = (address: MsAddress, template: string): readonly Wanted[] => [
  ...holderProxies(address, template).map((proxy) => inProxies(proxy)),
  inProxies(msProxy(address), IN.target),
];

/** By an LDAP name, or by Exchange's own. */
function named(everybody: Swept, name: string, { dialect, base }: Place): readonly Recipient[] {
  if (!isName(name)) return [];
  if (dialect === 'ad' && name.startsWith('/')) {
    const legacy = [{ value: name, places: IN.legacy }, inProxies({ type: 'X500', address: name })];
    return everybody.at(everybody.numbersOf(legacy)).filter(({ dn }) => isAtOrUnder(dn, base));
  }
  const dn = dnOfLegacy(name) ?? name;
  return parseDn(dn)?.length ? everybody.at(everybody.numbersOf([{ value: dn, places: IN.dn }])) : [];
}

const bySmtp = (address: string): readonly Wanted[] =>
  isName(address) ? [{ value: address, places: IN.mail }, inProxies({ type: 'smtp', address })] : [];

const byName = (name: string, places: number): readonly Wanted[] => (isName(name) ? [{ value: name, places }] : []);

function wantedFor(who: Exclude<Someone, { by: 'dn' | 'ms' }>): readonly Wanted[] {
  switch (who.by) {
    case 'name':
      return byName(who.name, IN.name | IN.logon);
    case 'smtp':
      return bySmtp(who.address);
    case 'person':
      return [...bySmtp(who.email ?? ''), ...who.names.flatMap((name) => byName(name, IN.name))];
    default:
      return who satisfies never;
  }
}
