import { Ber, BerWriter } from 'ldapts';
import { type DirectoryEntry, textOf } from './entry.ts';

const NOTHING = Buffer.alloc(0);
const NONE: readonly string[] = [];
/** Universal, constructed: SET OF. */
const SET = 0x31;
/** What is no text. */
const OF_BYTES = 'objectGUID';

/** Attribute names by number: there are few, and each entry has them. */
const numbers = new Map<string, number>();
/** A server that sends other names all the time is not remembered for it. */
const MOST_NAMES = 1_000;

/** The number of an attribute; the same for every spelling. */
export function attributeNumber(name: string): number {
  const known = numbers.get(name);
  if (known !== undefined) return known;
  if (numbers.size >= MOST_NAMES) return -1;
  const small = name.toLowerCase();
  const number = small === name ? numbers.size : attributeNumber(small);
  numbers.set(name, number);
  return number;
}

/** A letter of ASCII as a small one. */
export const small = (byte: number): number => (byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte);

/** What the number of an attribute, and begin and end of a value take in `marks`. */
const MARK = 3;

/**
 * One entry as the server sent it (RFC 4511 4.5.2, what is inside its tag), read where it stands: text is made only of
 * what is asked for. It can be turned to another entry; what was asked before stays as it was.
 */
export class SentEntry implements DirectoryEntry {
  buffer: Buffer = NOTHING;
  /** How many values it has. */
  count = 0;
  /** Nothing by which it is found has to be made text before it is compared (values.ts); false while nobody has looked. */
  isPlain = false;
  private marks = new Int32Array(64 * MARK);
  private nameFrom = 0;
  private nameTo = 0;
  /** Names of attributes by their place in the entry before: a server keeps to one order. */
  private readonly usual: { readonly name: string; readonly number: number }[] = [];
  /** Where the element ends that was opened last. */
  private end = 0;

  /** Throws where the bytes between the two places are no entry. */
  read(buffer: Buffer, from = 0, to = buffer.length): this {
    this.buffer = buffer;
    this.count = 0;
    this.isPlain = false;
    this.nameFrom = this.open(from, to);
    this.nameTo = this.end;
    let at = this.open(this.nameTo, to);
    const end = this.end;
    for (let place = 0; at < end; place += 1) at = this.readAttribute(at, end, place);
    return this;
  }

  /** The number of the attribute to which a value belongs. */
  attribute(value: number): number {
    return this.marks[value * MARK] ?? 0;
  }

  /** Where a value begins in `buffer`. */
  from(value: number): number {
    return this.marks[value * MARK + 1] ?? 0;
  }

  /** Where it ends. */
  to(value: number): number {
    return this.marks[value * MARK + 2] ?? 0;
  }

  get dn(): string {
    return this.text(this.nameFrom, this.nameTo);
  }

  all(attribute: string): readonly string[] {
    const first = this.find(attribute);
    if (first < 0) return NONE;
    const number = this.attribute(first);
    const found = [this.text(this.from(first), this.to(first))];
    // Values of one attribute stand side by side.
    for (let value = first + 1; value < this.count && this.attribute(value) === number; value += 1)
      found.push(this.text(this.from(value), this.to(value)));
    return found;
  }

  first(attribute: string): string | undefined {
    const value = this.find(attribute);
    return value < 0 ? undefined : this.text(this.from(value), this.to(value));
  }

  last(attribute: string): string | undefined {
    let value = this.find(attribute);
    if (value < 0) return undefined;
    const number = this.attribute(value);
    while (value + 1 < this.count && this.attribute(value + 1) === number) value += 1;
    return this.text(this.from(value), this.to(value));
  }

  bytes(attribute: string): Buffer | undefined {
    const value = this.find(attribute);
    return value < 0 ? undefined : this.buffer.subarray(this.from(value), this.to(value));
  }

  has(attribute: string, word?: string): boolean {
    const first = this.find(attribute);
    if (first < 0 || word === undefined) return first >= 0;
    const number = this.attribute(first);
    for (let value = first; value < this.count && this.attribute(value) === number; value += 1)
      if (this.isWord(word, value)) return true;
    return false;
  }

  text(from: number, to: number): string {
    // Without a name of an encoding, which would have to be looked up each time, it is UTF-8.
    const text = this.buffer.toString(undefined, from, to);
    return text.includes('\ufffd') ? textOf(this.buffer.subarray(from, to)) : text;
  }

  private find(attribute: string): number {
    const number = attributeNumber(attribute);
    for (let value = 0; value < this.count; value += 1) if (this.attribute(value) === number) return value;
    return -1;
  }

  /** PartialAttribute: a name, and a set of values. Says where it ends. */
  private readAttribute(at: number, limit: number, place: number): number {
    const name = this.open(at, limit);
    const end = this.end;
    const from = this.open(name, end);
    const number = this.numberOf(from, this.end, place);
    let value = this.open(this.end, end);
    for (const last = this.end; value < last; value = this.end) this.mark(number, this.open(value, last));
    return end;
  }

  private mark(attribute: number, from: number): void {
    const at = this.count * MARK;
    if (at === this.marks.length) {
      const longer = new Int32Array(at * 2);
      longer.set(this.marks);
      this.marks = longer;
    }
    this.marks[at] = attribute;
    this.marks[at + 1] = from;
    this.marks[at + 2] = this.end;
    this.count += 1;
  }

  private numberOf(from: number, to: number, place: number): number {
    const before = this.usual[place];
    if (before && this.isSpelled(before.name, from, to)) return before.number;
    const name = this.buffer.toString('latin1', from, to);
    const number = attributeNumber(name);
    this.usual[place] = { name, number };
    return number;
  }

  private isSpelled(name: string, from: number, to: number): boolean {
    if (name.length !== to - from) return false;
    for (let index = 0; index < name.length; index += 1)
      if (name.charCodeAt(index) !== this.buffer[from + index]) return false;
    return true;
  }

  private isWord(word: string, value: number): boolean {
    const from = this.from(value);
    if (word.length !== this.to(value) - from) return false;
    for (let index = 0; index < word.length; index += 1)
      if (small(word.charCodeAt(index)) !== small(this.buffer[from + index] ?? 0)) return false;
    return true;
  }

  /** Where the inside of an element begins, behind its tag and length (X.690 8.1.3, definite forms). */
  private open(at: number, limit: number): number {
    const { buffer } = this;
    const first = buffer[at + 1] ?? 0;
    const octets = first < 0x80 ? 0 : first & 0x7f;
    let from = at + 2;
    let length = first;
    // OpenLDAP writes most lengths in four octets: a function of Node's for each takes as long as all the rest.
    if (octets > 0) for (length = 0; from < at + 2 + octets; from += 1) length = length * 0x100 + (buffer[from] ?? 0);
    if (octets > 4 || from + length > limit) throw new Error('The directory sent an entry that is cut off');
    this.end = from + length;
    return from;
  }
}

/** An entry that was read otherwise, as a server would have sent it with these attributes. */
export function asSent(entry: DirectoryEntry, attributes: readonly string[]): Buffer {
  const writer = new BerWriter();
  writer.writeString(entry.dn);
  writer.startSequence();
  for (const attribute of attributes) {
    if (entry.first(attribute) === undefined) continue;
    writer.startSequence();
    writer.writeString(attribute);
    writer.startSequence(SET);
    for (const value of attribute === OF_BYTES ? [entry.bytes(attribute)] : entry.all(attribute))
      writer.writeBuffer(Buffer.from(value ?? ''), Ber.OctetString);
    writer.endSequence();
    writer.endSequence();
  }
  writer.endSequence();
  return Buffer.from(writer.buffer);
}
