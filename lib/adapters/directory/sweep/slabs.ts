import type { SentEntry } from '../sent-entry.ts';
import { Numbers } from './numbers.ts';

/** Room for some two thousand entries. */
const SLAB = 1 << 20;

const NONE = Buffer.alloc(0);

/** Pieces of bytes by number, kept side by side: a buffer of its own would cost each as much again as it holds. */
export class Slabs {
  private readonly slabs: Buffer[] = [];
  private readonly places = new Numbers();
  private free = 0;
  private current = NONE;

  get length(): number {
    return this.places.length / 3;
  }

  /** Keeps a copy, and says its number. */
  push(bytes: Buffer): number {
    if (this.free + bytes.length > this.current.length) {
      this.current = Buffer.allocUnsafeSlow(Math.max(SLAB, bytes.length));
      this.slabs.push(this.current);
      this.free = 0;
    }
    bytes.copy(this.current, this.free);
    this.places.push(this.slabs.length - 1);
    this.places.push(this.free);
    this.places.push(bytes.length);
    this.free += bytes.length;
    return this.length - 1;
  }

  /** Turns `entry` to the piece of this number. */
  read(number: number, entry: SentEntry): SentEntry {
    const from = this.places.at(number * 3 + 1);
    return entry.read(this.slabs[this.places.at(number * 3)] ?? NONE, from, from + this.places.at(number * 3 + 2));
  }
}
