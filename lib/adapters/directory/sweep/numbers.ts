/** Whole numbers below 2^32 in a row that grows; four bytes each, where an array takes eight and moves them about. */
export class Numbers {
  private held = new Uint32Array(1024);
  length = 0;

  push(number: number): void {
    if (this.length === this.held.length) {
      const larger = new Uint32Array(this.length * 2);
      larger.set(this.held);
      this.held = larger;
    }
    this.held[this.length] = number;
    this.length += 1;
  }

  /** Zero where there is none. */
  at(index: number): number {
    return this.held[index] ?? 0;
  }

  put(index: number, number: number): void {
    this.held[index] = number;
  }
}
