import type { BerReader } from 'ldapts';

export const readText = (reader: BerReader): string => reader.readString() ?? '';

export const readBytes = (reader: BerReader): Buffer => Buffer.from(reader.readString(0x04, true) ?? Buffer.alloc(0));

/** Everything in the sequence or set that begins here. */
export function readList<Item>(reader: BerReader, readItem: () => Item): Item[] {
  reader.readSequence();
  const end = reader.offset + reader.length;
  const items: Item[] = [];
  while (reader.offset < end) items.push(readItem());
  return items;
}
