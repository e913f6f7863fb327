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

  at(number: number): Buffer {
    const from = this.places.at(number * 3 + 1);
    return (this.slabs[this.places.at(number * 3)] ?? NONE).subarray(from, from + this.places.at(number * 3 + 2));
  }
}
