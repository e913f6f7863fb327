import { isAtOrUnder } from '../../../migration/dn.ts';
import type { Dialect, Recipient, RecipientKind } from '../../../migration/recipient.ts';
import type { Part } from '../../../wave/part.ts';
import { kindOf, readRecipient } from '../recipient-entry.ts';
import { SentEntry } from '../sent-entry.ts';
import { openIndex, type Wanted, wanted } from './name-index.ts';
import { Numbers } from './numbers.ts';
import { Slabs } from './slabs.ts';
import { IN, type Sought } from './values.ts';

/** Every recipient of one server, in the order in which it told them, each once however often it came. */
export type Swept = {
  readonly count: number;
  /** Whether somebody has an address that no search finds, and the rules read. */
  readonly hasOdd: boolean;
  /** Adds an entry as it was sent, unless it is no recipient. */
  add(entry: Buffer): void;
  /** The numbers of those that hold one of these values, each once, in no order. */
  numbersOf(wanted: readonly Wanted[]): readonly number[];
  /** The number of the one entry that is found under these keys; undefined where there are several, or none. */
  onlyOne(keys: readonly number[]): number | undefined;
  /** The entry of a number, as it was sent; it is turned to another with the next question. */
  sent(number: number): SentEntry;
  kind(number: number): RecipientKind;
  /** Recipients by their numbers, each once, in the server's order. */
  at(numbers: readonly number[]): readonly Recipient[];
  /** Under which number somebody of the name of this recipient was read. */
  numberOf(recipient: Recipient): number | undefined;
  /** Whether the entry of this number holds the value. */
  holds(number: number, sought: Sought): boolean;
  /** Everybody in a part at or below a name; everybody, where the name is empty. */
  below(dn: string, part: Part): Iterable<Recipient>;
  /** Lets go of everybody at once: what is written of a wave afterwards takes room as well. */
  close(): void;
};

/** A check asks for the same few recipients several times in a row. */
const REMEMBERED = 64;

const NOBODY: readonly number[] = [];

const KINDS: readonly RecipientKind[] = [
  ...(['mailbox', 'custom-recipient', 'contact', 'distribution-list', 'account', 'other'] as const),
];

/** Is added to the kind of an entry that is plain. */
const PLAIN = 8;

type Known = { readonly number: number; readonly recipient: Recipient };

/** As sent, an entry takes a tenth of what it takes as a recipient; so it is made into one when it is asked for. */
export function newSwept(dialect: Dialect, packAbove: number): Swept {
  const slabs = new Slabs(packAbove);
  const index = openIndex(dialect);
  const kinds = new Numbers();
  const names = new Numbers();
  const reading = new SentEntry();
  // Places that are written over: a Map that is emptied keeps its old contents from being collected for a long time.
  const remembered: (Known | undefined)[] = new Array(REMEMBERED).fill(undefined);
  let read = -1;
  const entryAt = (number: number): SentEntry => {
    if (read === number) return reading;
    slabs.read(number, reading).isPlain = kinds.at(number) >= PLAIN;
    read = number;
    return reading;
  };
  const kindAt = (number: number): RecipientKind => KINDS[kinds.at(number) % PLAIN] ?? 'other';
  let latest: Known | undefined;
  const knownAt = (number: number): Known => {
    const before = remembered[number % REMEMBERED];
    if (before?.number === number) return before;
    const recipient = readRecipient(entryAt(number), dialect, kindAt(number));
    const known = { number, recipient };
    remembered[number % REMEMBERED] = known;
    return known;
  };
  const recipientAt = (number: number): Recipient => {
    latest = knownAt(number);
    return latest.recipient;
  };
  const numbersOf = (some: readonly Wanted[]): readonly number[] => {
    let found: number[] | undefined;
    for (let at = 0; at < some.length; at += 1) {
      const key = some[at]?.key ?? 0;
      // The forms in which one address is held have one key, and stand side by side.
      if (key === some[at - 1]?.key) continue;
      for (let place = index.first(key); place > 0; place = index.next(place)) {
        const number = index.numberAt(place);
        if (!index.holds(entryAt(number), some)) continue;
        if (found) found.push(number);
        else found = [number];
      }
    }
    return found ? distinct(found) : NOBODY;
  };
  const onlyOne = (keys: readonly number[]): number | undefined => {
    let only: number | undefined;
    for (const key of keys)
      for (let place = index.first(key); place > 0; place = index.next(place)) {
        const number = index.numberAt(place);
        if (only !== undefined && only !== number) return undefined;
        only = number;
      }
    return only;
  };
  return {
    get count() {
      return slabs.length;
    },
    get hasOdd() {
      return index.hasOdd;
    },
    add: (entry) => {
      read = -1;
      const kind = kindOf(reading.read(entry), dialect);
      if (!kind) return;
      names.push(index.add(reading, slabs.push(entry)));
      kinds.push(KINDS.indexOf(kind) + (reading.isPlain ? PLAIN : 0));
    },
    numbersOf,
    onlyOne,
    sent: entryAt,
    kind: kindAt,
    numberOf: (recipient) => {
      const isIt = (one: Known | undefined): boolean => one?.recipient === recipient;
      const known = isIt(latest) ? latest : remembered.find(isIt);
      return known ? known.number : numbersOf([wanted(recipient.dn, IN.dn)])[0];
    },
    holds: (number, value) => index.holds(entryAt(number), [value]),
    at: (numbers) => distinct(numbers).map(recipientAt),
    close: () => {
      index.free();
      slabs.free();
    },
    *below(dn, { number: wantedPart, of }) {
      for (let number = 0; number < slabs.length; number += 1) {
        // By the name, so that it is the same part however often, and in whatever order, everybody is read.
        if (names.at(number) % of !== wantedPart) continue;
        const recipient = recipientAt(number);
        if (isAtOrUnder(recipient.dn, dn)) yield recipient;
      }
    },
  };
}

/** In order, each once. */
function distinct(numbers: readonly number[]): readonly number[] {
  if (numbers.length < 2) return numbers;
  if (numbers.length > 2) return [...new Set(numbers)].sort((a, b) => a - b);
  const first = numbers[0] ?? 0;
  const second = numbers[1] ?? 0;
  return first < second ? numbers : first > second ? [second, first] : [first];
}
