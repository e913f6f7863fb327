/** As many as fit into a quarter of a megabyte. */
const BITS = 16;
const ROOM = 1 << BITS;

/** Whole numbers below 2^32 in a row that grows by pieces: four bytes each, and nothing is moved. */
export class Numbers {
  private readonly pieces: Uint32Array[] = [];
  length = 0;

  push(number: number): void {
    if (this.length % ROOM === 0) this.pieces.push(new Uint32Array(ROOM));
    this.put(this.length, number);
    this.length += 1;
  }

  /** Zero where there is none. */
  at(index: number): number {
    return this.pieces[index >>> BITS]?.[index & (ROOM - 1)] ?? 0;
  }

  put(index: number, number: number): void {
    const piece = this.pieces[index >>> BITS];
    if (piece) piece[index & (ROOM - 1)] = number;
  }
}
