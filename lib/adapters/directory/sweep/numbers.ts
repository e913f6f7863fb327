/** As many as fit into a quarter of a megabyte. */
const BITS = 16;
const ROOM = 1 << BITS;

/** Whole numbers below 2^32 in a row that grows by pieces: four bytes each, and nothing is moved. */
export class Numbers {
  private readonly pieces: Uint32Array<ArrayBuffer>[] = [];
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

  /** Gives the memory back at once, and does not wait until it is collected. */
  free(): void {
    for (const piece of this.pieces.splice(0)) piece.buffer.transfer(0);
    this.length = 0;
  }

  put(index: number, number: number): void {
    const piece = this.pieces[index >>> BITS];
    if (piece) piece[index & (ROOM - 1)] = number;
  }
}
