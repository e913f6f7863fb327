import type { ProxyAddress } from '../../../migration/address.ts';
import { normalDn } from '../../../migration/dn.ts';
import { type Dialect, PROXY_ATTRIBUTE } from '../../../migration/recipient.ts';
import type { DirectoryEntry } from '../entry.ts';
import { ALIAS, MAIL, NAMES, TARGET } from '../filters.ts';
import { folded } from '../fold.ts';
import { Numbers } from './numbers.ts';

/** In which attributes a value stands; several at once are added up. */
export const IN = { name: 1, alias: 2, mail: 4, logon: 8, proxy: 16, target: 32, legacy: 64, dn: 128 } as const;

/** A value that is sought, and where (a sum of IN). */
export type Wanted = { readonly value: string; readonly places: number };

/** A proxy address with one separator for both: old gateways wrote either. */
export const inProxies = (proxy: ProxyAddress, places: number = IN.proxy): Wanted => ({
  value: `${proxy.type}:${proxy.address}`,
  places,
});

export type NameIndex = {
  add(entry: DirectoryEntry, number: number): void;
  /** The numbers of all entries that may hold the value, and some few that do not (`holds` tells). */
  candidates(wanted: Wanted): readonly number[];
  holds(entry: DirectoryEntry, wanted: Wanted): boolean;
};

/** Finds entries by what they hold, in sixteen bytes a value: no value itself is kept. */
export function openIndex(dialect: Dialect): NameIndex {
  const places = placesIn(dialect);
  const table = openTable();
  return {
    add: (entry, number) => {
      table.add(hashOf(normalDn(entry.dn)), number);
      for (const [attribute, place] of places)
        for (const value of entry.all(attribute)) table.add(hashOf(folded(comparable(value, place))), number);
    },
    candidates: ({ value, places: wanted }) =>
      table.numbersFor(hashOf(wanted === IN.dn ? normalDn(value) : folded(value))),
    holds: (entry, { value, places: wanted }) => {
      if (wanted === IN.dn) return normalDn(entry.dn) === normalDn(value);
      const sought = folded(value);
      return places.some(
        ([attribute, place]) =>
          (place & wanted) !== 0 && entry.all(attribute).some((held) => folded(comparable(held, place)) === sought),
      );
    },
  };
}

const comparable = (value: string, place: number): string =>
  (place & (IN.proxy | IN.target)) === 0 ? value : value.replace(/[:$]/, ':');

/** FNV-1a over the letters. Two values may share a number, so whoever looks something up compares as well. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}

/** Every attribute by which somebody is found, with all that finding somebody by it means. */
function placesIn(dialect: Dialect): readonly (readonly [attribute: string, place: number])[] {
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
  return [...places];
}

/** What has to be read beside what makes a recipient. */
export const indexedAttributes = (dialect: Dialect): readonly string[] => placesIn(dialect).map(([name]) => name);

const NONE: readonly number[] = [];

/** Numbers by hash: chains in rows of numbers, put in order when somebody asks first after something was added. */
function openTable() {
  const [hashes, numbers, next] = [new Numbers(), new Numbers(), new Numbers()];
  let heads = new Uint32Array(0);
  let isInOrder = false;
  const order = (): void => {
    heads = new Uint32Array(2 ** Math.ceil(Math.log2(hashes.length + 1)));
    // Backwards, so that each chain begins with what was added first. Zero ends a chain.
    for (let index = hashes.length - 1; index >= 0; index -= 1) {
      const bucket = hashes.at(index) & (heads.length - 1);
      next.put(index, heads[bucket] ?? 0);
      heads[bucket] = index + 1;
    }
    isInOrder = true;
  };
  return {
    add: (hash: number, number: number): void => {
      hashes.push(hash);
      numbers.push(number);
      next.push(0);
      isInOrder = false;
    },
    numbersFor: (hash: number): readonly number[] => {
      if (!isInOrder) order();
      let found = NONE;
      for (let index = heads[hash & (heads.length - 1)] ?? 0; index > 0; index = next.at(index - 1))
        if (hashes.at(index - 1) === hash && found.at(-1) !== numbers.at(index - 1))
          found = [...found, numbers.at(index - 1)];
      return found;
    },
  };
}
