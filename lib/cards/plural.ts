/** A whole number as people read it: `1,234`. By hand, since Intl.NumberFormat costs a start 15 ms. */
export const grouped = (count: number): string => String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');

/** `1 person`, `1,234 people`. */
export const plural = (count: number, one: string, many: string): string =>
  `${grouped(count)} ${count === 1 ? one : many}`;
