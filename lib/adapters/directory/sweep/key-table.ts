import { Numbers } from './numbers.ts';

/** A key, its number, and the place of the next one in the chain: side by side, since they are read together. */
const ROW = 3;

/** Numbers by key: rows in chains, put in order when somebody asks first after something was added. */
export class KeyTable {
  private readonly rows = new Numbers();
  private heads = NONE;

  add(key: number, number: number): void {
    this.rows.push(key);
    this.rows.push(number);
    this.rows.push(0);
    this.heads = NONE;
  }

  /** The place of the first number of a key; zero where there is none. */
  first(key: number): number {
    if (this.heads.length === 0) this.heads = chained(this.rows);
    return this.from(this.heads[key & (this.heads.length - 1)] ?? 0, key);
  }

  /** The place of the next number of the same key, in the order in which they were added; zero behind the last. */
  next(place: number): number {
    const row = (place - 1) * ROW;
    return this.from(this.rows.at(row + 2), this.rows.at(row));
  }

  numberAt(place: number): number {
    return this.rows.at((place - 1) * ROW + 1);
  }

  /** Nothing is found any more. */
  free(): void {
    this.rows.free();
    this.heads = NONE;
  }

  private from(place: number, key: number): number {
    let at = place;
    while (at > 0 && this.rows.at((at - 1) * ROW) !== key) at = this.rows.at((at - 1) * ROW + 2);
    return at;
  }
}

const NONE = new Uint32Array(0);

/** Two to the power of this: what two hundred thousand entries hold, about. */
const MANY = 21;

/** Where each chain begins. They are put together backwards, so that each begins with what was added first. */
function chained(rows: Numbers): Uint32Array<ArrayBuffer> {
  const count = rows.length / ROW;
  const bits = Math.log2(count + 1);
  // Of very many, chains of one or two take half the room.
  const heads = new Uint32Array(2 ** (bits > MANY ? Math.floor(bits) : Math.ceil(bits)));
  for (let place = count; place > 0; place -= 1) {
    const bucket = rows.at((place - 1) * ROW) & (heads.length - 1);
    // Zero ends a chain.
    rows.put((place - 1) * ROW + 2, heads[bucket] ?? 0);
    heads[bucket] = place;
  }
  return heads;
}
