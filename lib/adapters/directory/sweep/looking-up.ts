import { MIGRATE_TEMPLATE, type MsAddress, writeMsAddress } from '../../../migration/address.ts';
import { dnOfLegacy, isAtOrUnder, parseDn } from '../../../migration/dn.ts';
import type { Recipient } from '../../../migration/recipient.ts';
import { holderProxies, isName, msProxy, witnessProxy } from '../filters.ts';
import { MOST, type Someone } from '../find.ts';
import { isPlain } from '../fold.ts';
import { holdsOne } from '../holders.ts';
import type { Place } from '../place.ts';
import { inProxies, type Wanted, wanted } from './name-index.ts';
import type { Swept } from './swept.ts';
import { hashOf, IN } from './values.ts';

/** Looks things up among everybody who was read, as find.ts and holders.ts have the directory do it. */
export type LookUp = {
  /** Everybody who goes by a name: the same places, the same order, the same number of people. */
  found(who: Someone, place: Place): { readonly recipients: readonly Recipient[]; readonly more: boolean };
  /** Everybody who holds one of the addresses; and whether the witness comes back with them, by a value of its own at least. */
  heldBy(addresses: readonly MsAddress[], witness: Recipient | undefined): Held;
};

type Held = { readonly recipients: readonly Recipient[]; readonly isBack: boolean };

export function lookUpIn(everybody: Swept, template: string): LookUp {
  const holdersOf = rememberingLast((address) => everybody.numbersOf(holding(address, template)));
  const comeWith = (witness: Recipient): readonly number[] => {
    const known = witnessProxy(witness);
    return known ? everybody.numbersOf([inProxies(known)]) : [];
  };
  const numbersFor = (who: Exclude<Someone, { by: 'dn' }>): readonly number[] => {
    if (who.by !== 'ms') return everybody.numbersOf(wantedFor(who));
    if (!isName(writeMsAddress(who.address))) return [];
    return holdersOf(who.address).concat(everybody.numbersOf([wanted(who.address.mailbox, IN.alias)]));
  };
  return {
    found: (who, place) => {
      const found = who.by === 'dn' ? named(everybody, who.dn, place) : everybody.at(numbersFor(who));
      const isEverywhere = who.by === 'dn' || place.base === place.organization;
      const recipients = isEverywhere ? found : found.filter(({ dn }) => isAtOrUnder(dn, place.base));
      const more = recipients.length > MOST;
      return { recipients: more ? recipients.slice(0, MOST) : recipients, more };
    },
    heldBy: (addresses, witness) => {
      const only = addresses.length === 1 ? addresses[0] : undefined;
      const numbers = only ? holdersOf(only) : addresses.flatMap(holdersOf);
      const came = numbers.concat(witness ? comeWith(witness) : []);
      const own = witness && everybody.numberOf(witness);
      const isBack = own !== undefined && came.includes(own);
      const found = everybody.at(came);
      const holds = (recipient: Recipient) => holdsOne(recipient, addresses, template);
      return { recipients: found.every(holds) ? found : found.filter(holds), isBack };
    },
  };
}

/** A check asks for the holders of an address as those who go by it, and then as those who hold it. */
function rememberingLast(ask: (address: MsAddress) => readonly number[]) {
  let last: { readonly address: MsAddress; readonly answer: readonly number[] } | undefined;
  return (address: MsAddress): readonly number[] => {
    if (last?.address !== address) last = { address, answer: ask(address) };
    return last.answer;
  };
}

/** Every form in which an address can be on somebody. */
function holding(address: MsAddress, template: string): readonly Wanted[] {
  const held = writeMsAddress(address);
  if (template !== MIGRATE_TEMPLATE || !isPlain(held))
    return [
      ...holderProxies(address, template).map((proxy) => inProxies(proxy)),
      inProxies(msProxy(address), IN.target),
    ];
  // The same, since what is plain is folded piece by piece.
  const text = held.toLowerCase();
  const key = hashOf(text);
  return [
    { type: 'ms:', text, places: IN.proxy | IN.target, key },
    { type: 'migrate:ms:', text, places: IN.proxy, key },
    { type: 'migrate:', text, places: IN.proxy, key },
  ];
}

/** By an LDAP name, or by Exchange's own. */
function named(everybody: Swept, name: string, { dialect, base }: Place): readonly Recipient[] {
  if (!isName(name)) return [];
  if (dialect === 'ad' && name.startsWith('/')) {
    const legacy = [wanted(name, IN.legacy), inProxies({ type: 'X500', address: name })];
    return everybody.at(everybody.numbersOf(legacy)).filter(({ dn }) => isAtOrUnder(dn, base));
  }
  const dn = dnOfLegacy(name) ?? name;
  return parseDn(dn)?.length ? everybody.at(everybody.numbersOf([wanted(dn, IN.dn)])) : [];
}

const bySmtp = (address: string): readonly Wanted[] =>
  isName(address) ? [wanted(address, IN.mail), inProxies({ type: 'smtp', address })] : [];

const byName = (name: string, places: number): readonly Wanted[] => (isName(name) ? [wanted(name, places)] : []);

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
