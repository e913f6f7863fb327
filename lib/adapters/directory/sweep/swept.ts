import { isAtOrUnder } from '../../../migration/dn.ts';
import type { Dialect, Recipient } from '../../../migration/recipient.ts';
import type { DirectoryEntry } from '../entry.ts';
import { kindOf, recipientOf } from '../recipient-entry.ts';
import { readUndecoded } from '../undecoded.ts';
import { openIndex, type Wanted } from './name-index.ts';
import { Slabs } from './slabs.ts';

/** Every recipient of one server, in the order in which it told them, each once however often it came. */
export type Swept = {
  readonly count: number;
  /** Adds an entry, as it was sent where it comes so, unless it is no recipient. */
  add(entry: Buffer | DirectoryEntry): void;
  /** The numbers of those that hold one of these values, in no order. */
  numbersOf(wanted: readonly Wanted[]): readonly number[];
  /** Recipients by their numbers, each once, in the server's order. */
  at(numbers: readonly number[]): readonly Recipient[];
  /** Everybody at or below a name; everybody, where the name is empty. */
  below(dn: string): Iterable<Recipient>;
};

const NOTHING = Buffer.alloc(0);

/** A check asks for the same few recipients several times in a row. */
const REMEMBERED = 64;

type Known = { readonly number: number; readonly entry: DirectoryEntry; readonly recipient: Recipient | undefined };

/** As sent, an entry takes a tenth of what it takes as a recipient; so it is made into one when it is asked for. */
export function newSwept(dialect: Dialect): Swept {
  const slabs = new Slabs();
  const index = openIndex(dialect);
  const decoded = new Map<number, DirectoryEntry>();
  // Places that are written over: a Map that is emptied keeps its old contents from being collected for a long time.
  const remembered: (Known | undefined)[] = new Array(REMEMBERED).fill(undefined);
  const known = (number: number): Known => {
    const before = remembered[number % REMEMBERED];
    if (before?.number === number) return before;
    const entry = decoded.get(number) ?? readUndecoded(slabs.at(number));
    const now = { number, entry, recipient: recipientOf(entry, dialect) };
    remembered[number % REMEMBERED] = now;
    return now;
  };
  const numbersOf = (wanted: readonly Wanted[]): readonly number[] => {
    const found: number[] = [];
    for (const one of wanted)
      for (const number of index.candidates(one))
        if (!found.includes(number) && index.holds(known(number).entry, one)) found.push(number);
    return found;
  };
  return {
    get count() {
      return slabs.length;
    },
    add: (came) => {
      const isAsSent = Buffer.isBuffer(came);
      const entry = isAsSent ? readUndecoded(came) : came;
      if (!kindOf(entry, dialect)) return;
      const number = slabs.push(isAsSent ? came : NOTHING);
      if (!isAsSent) decoded.set(number, entry);
      index.add(entry, number);
    },
    numbersOf,
    at: (numbers) => {
      const inOrder = numbers.length > 1 ? [...new Set(numbers)].sort((a, b) => a - b) : numbers;
      return inOrder.flatMap((number) => known(number).recipient ?? []);
    },
    *below(dn) {
      for (let number = 0; number < slabs.length; number += 1) {
        const { recipient } = known(number);
        if (recipient && isAtOrUnder(recipient.dn, dn)) yield recipient;
      }
    },
  };
}
