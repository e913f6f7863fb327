import type { ProxyAddress } from '../../../migration/address.ts';
import { normalDn } from '../../../migration/dn.ts';
import { type Dialect, PROXY_ATTRIBUTE } from '../../../migration/recipient.ts';
import { ALIAS, MAIL, NAMES, TARGET } from '../filters.ts';
import { folded } from '../fold.ts';
import { attributeNumber, type SentEntry } from '../sent-entry.ts';
import { KeyTable } from './key-table.ts';
import { comparable, hashOf, IN, isOddIn, isPlainIn, isSame, keyIn, keyOf, type Sought } from './values.ts';

/** A value that is sought, and the number under which it is found. */
export type Wanted = Sought & { readonly key: number };

export function wanted(value: string, places: number): Wanted {
  const text = places === IN.dn ? normalDn(value) : comparable(value, places);
  return { type: '', text, places, key: keyOf(text, places) };
}

/** A proxy address with one separator for both. */
export function inProxies({ type, address }: ProxyAddress, places: number = IN.proxy): Wanted {
  const text = folded(`${type}:${address}`);
  return { type: '', text, places, key: keyOf(text, places) };
}

export type NameIndex = {
  /** Says the key of its distinguished name; afterwards the entry knows whether it is plain. */
  add(entry: SentEntry, number: number): number;
  /** The place of the first entry that may hold a value of this key (`holds` tells); zero where there is none. */
  first(key: number): number;
  /** The place of the next one; zero behind the last. */
  next(place: number): number;
  numberAt(place: number): number;
  /** Whether somebody has an address that no search finds (values.ts). */
  readonly hasOdd: boolean;
  free(): void;
  /** Whether an entry holds one of these values. */
  holds(entry: SentEntry, some: readonly Sought[]): boolean;
};

/** Finds entries by what they hold, in twelve bytes a value: no value itself is kept. */
export function openIndex(dialect: Dialect): NameIndex {
  const placesOf = placesIn(dialect);
  const table = new KeyTable();
  const keys: number[] = [];
  let hasOdd = false;
  return {
    get hasOdd() {
      return hasOdd;
    },
    add: (entry, number) => {
      const name = hashOf(normalDn(entry.dn));
      keys.length = 0;
      keys.push(name);
      let isPlain = true;
      for (let at = 0; at < entry.count; at += 1) {
        const places = placesOf[entry.attribute(at)] ?? 0;
        if (places === 0) continue;
        const key = keyIn(entry, at, places);
        isPlain &&= isPlainIn(entry, at);
        hasOdd ||= (places & IN.proxy) !== 0 && isOddIn(entry, at);
        if (!keys.includes(key)) keys.push(key);
      }
      entry.isPlain = isPlain;
      for (const key of keys) table.add(key, number);
      return name;
    },
    first: (key) => table.first(key),
    next: (place) => table.next(place),
    numberAt: (place) => table.numberAt(place),
    free: () => table.free(),
    holds: (entry, some) => {
      const everywhere = placesOfAll(some);
      if (everywhere & IN.dn && some.some(({ places, text }) => places === IN.dn && normalDn(entry.dn) === text))
        return true;
      for (let at = 0; at < entry.count; at += 1) {
        const places = (placesOf[entry.attribute(at)] ?? 0) & everywhere;
        if (places !== 0 && isOneOf(some, { entry, at, places })) return true;
      }
      return false;
    },
  };
}

function placesOfAll(some: readonly Sought[]): number {
  let all = 0;
  for (const { places } of some) all |= places;
  return all;
}

type Value = { readonly entry: SentEntry; readonly at: number; readonly places: number };

function isOneOf(some: readonly Sought[], { entry, at, places }: Value): boolean {
  for (const one of some) if ((places & one.places) !== 0 && isSame(entry, at, one)) return true;
  return false;
}

/** Every attribute by which somebody is found, with all that finding somebody by it means. */
function attributesIn(dialect: Dialect): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  const put = (attributes: readonly string[], place: number): void => {
    for (const attribute of attributes) places.set(attribute, (places.get(attribute) ?? 0) | place);
  };
  put(NAMES[dialect], IN.name);
  put(ALIAS[dialect], IN.alias);
  put(MAIL[dialect], IN.mail);
  put([PROXY_ATTRIBUTE[dialect].attribute], IN.proxy);
  put([TARGET[dialect]], IN.target);
  if (dialect === 'ad') put(['userPrincipalName'], IN.logon);
  if (dialect === 'ad') put(['legacyExchangeDN'], IN.legacy);
  return places;
}

/** The same by the numbers of the attributes. */
function placesIn(dialect: Dialect): readonly (number | undefined)[] {
  const places: (number | undefined)[] = [];
  for (const [attribute, place] of attributesIn(dialect)) places[attributeNumber(attribute)] = place;
  return places;
}

/** What has to be read beside what makes a recipient. */
export const indexedAttributes = (dialect: Dialect): readonly string[] => [...attributesIn(dialect).keys()];
