const NUMBER = new Intl.NumberFormat('en-GB');

/** A number as people read it: `1,234`. */
export const grouped = (count: number): string => NUMBER.format(count);

/** `1 person`, `1,234 people`. */
export const plural = (count: number, one: string, many: string): string =>
  `${grouped(count)} ${count === 1 ? one : many}`;
