import { packed, unpacked } from '../../packing.ts';
import type { SentEntry } from '../sent-entry.ts';
import { Numbers } from './numbers.ts';

/** Room for some thirty entries: enough to be packed well, and little to unpack for one of them. */
const SLAB = 1 << 14;

/** Memory is taken in pieces of this size. So large a piece takes room as it is filled, and gives all back at once. */
const SHEET = 1 << 25;

/** So many slabs are kept as they were unpacked last. */
const UNPACKED = 64;

const NONE = Buffer.alloc(0);

type Slab = { readonly number: number; readonly bytes: Buffer };

/**
 * Entries by number, kept side by side: a buffer of its own would cost each as much again as it holds. Beyond
 * `packAbove` entries all are kept packed, which takes a seventh, and a little longer to look at.
 */
export class Slabs {
  private readonly packAbove: number;
  private readonly slabs: Buffer<ArrayBuffer>[] = [];
  /** What the slabs are cut from that are not packed, and how much of the last one is taken. */
  private readonly sheets: Buffer<ArrayBuffer>[] = [];
  private taken = 0;
  private readonly places = new Numbers();
  private readonly unpacked: (Slab | undefined)[] = new Array(UNPACKED).fill(undefined);
  private packed = 0;
  private used = 0;
  private current = NONE;

  constructor(packAbove: number) {
    this.packAbove = packAbove;
  }

  get length(): number {
    return this.places.length / 3;
  }

  /** Keeps a copy, and says its number. */
  push(bytes: Buffer): number {
    if (this.used + bytes.length > this.current.length) {
      if (this.length >= this.packAbove) this.pack();
      this.current = this.cut(Math.max(SLAB, bytes.length));
      this.slabs.push(this.current);
      this.used = 0;
    }
    bytes.copy(this.current, this.used);
    this.places.push(this.slabs.length - 1);
    this.places.push(this.used);
    this.places.push(bytes.length);
    this.used += bytes.length;
    return this.length - 1;
  }

  /** Turns `entry` to the one of this number. */
  read(number: number, entry: SentEntry): SentEntry {
    const from = this.places.at(number * 3 + 1);
    return entry.read(this.slab(this.places.at(number * 3)), from, from + this.places.at(number * 3 + 2));
  }

  /** Gives the memory back at once; nothing is there any more. */
  free(): void {
    for (const slab of this.slabs.splice(0).slice(0, this.packed)) slab.buffer.transfer(0);
    for (const sheet of this.sheets.splice(0)) sheet.buffer.transfer(0);
    this.places.free();
    this.unpacked.fill(undefined);
    this.current = NONE;
  }

  /** All slabs are full when this is done. */
  private pack(): void {
    // From the second time on there is one sheet, of which little was ever filled.
    if (this.packed === 0) this.sheets.splice(0);
    this.taken = 0;
    for (; this.packed < this.slabs.length; this.packed += 1)
      this.slabs[this.packed] = packed(this.slabs[this.packed] ?? NONE);
  }

  private cut(size: number): Buffer<ArrayBuffer> {
    let sheet = this.sheets.at(-1);
    if (!sheet || this.taken + size > sheet.length) {
      sheet = Buffer.allocUnsafeSlow(Math.max(SHEET, size));
      this.sheets.push(sheet);
      this.taken = 0;
    }
    this.taken += size;
    return sheet.subarray(this.taken - size, this.taken);
  }

  private slab(number: number): Buffer {
    const slab = this.slabs[number] ?? NONE;
    if (number >= this.packed) return slab;
    const before = this.unpacked[number % UNPACKED];
    if (before?.number === number) return before.bytes;
    const bytes = unpacked(slab);
    this.unpacked[number % UNPACKED] = { number, bytes };
    return bytes;
  }
}
