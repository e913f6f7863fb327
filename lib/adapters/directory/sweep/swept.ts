import { isAtOrUnder } from '../../../migration/dn.ts';
import type { Dialect, Recipient, RecipientKind } from '../../../migration/recipient.ts';
import type { Part } from '../../../wave/part.ts';
import { kindOf, readRecipient } from '../recipient-entry.ts';
import { SentEntry } from '../sent-entry.ts';
import { openIndex, type Wanted, wanted } from './name-index.ts';
import { Numbers } from './numbers.ts';
import { Slabs } from './slabs.ts';
import { IN } from './values.ts';

/** Every recipient of one server, in the order in which it told them, each once however often it came. */
export type Swept = {
  readonly count: number;
  /** Adds an entry as it was sent, unless it is no recipient. */
  add(entry: Buffer): void;
  /** The numbers of those that hold one of these values, each once, in no order. */
  numbersOf(wanted: readonly Wanted[]): readonly number[];
  /** Recipients by their numbers, each once, in the server's order. */
  at(numbers: readonly number[]): readonly Recipient[];
  /** Whether somebody of the name of this recipient holds the value. */
  holds(recipient: Recipient, wanted: Wanted): boolean;
  /** Everybody in a part at or below a name; everybody, where the name is empty. */
  below(dn: string, part: Part): Iterable<Recipient>;
  /** Lets go of what people are found by. */
  close(): void;
};

/** A check asks for the same few recipients several times in a row. */
const REMEMBERED = 64;

const NOBODY: readonly number[] = [];

const KINDS: readonly RecipientKind[] = [
  ...(['mailbox', 'custom-recipient', 'contact', 'distribution-list', 'account', 'other'] as const),
];

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
    if (read !== number) slabs.read(number, reading);
    read = number;
    return reading;
  };
  const recipientAt = (number: number): Recipient => {
    const before = remembered[number % REMEMBERED];
    if (before?.number === number) return before.recipient;
    const recipient = readRecipient(entryAt(number), dialect, KINDS[kinds.at(number)] ?? 'other');
    remembered[number % REMEMBERED] = { number, recipient };
    return recipient;
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
  return {
    get count() {
      return slabs.length;
    },
    add: (entry) => {
      read = -1;
      const kind = kindOf(reading.read(entry), dialect);
      if (!kind) return;
      names.push(index.add(reading, slabs.push(entry)));
      kinds.push(KINDS.indexOf(kind));
    },
    numbersOf,
    holds: (recipient, value) => {
      const known = remembered.find((one) => one?.recipient === recipient);
      const numbers = known ? [known.number] : numbersOf([wanted(recipient.dn, IN.dn)]);
      return numbers.some((number) => index.holds(entryAt(number), [value]));
    },
    at: (numbers) => distinct(numbers).map(recipientAt),
    close: () => index.free(),
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
