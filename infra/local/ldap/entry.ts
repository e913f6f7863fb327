import { normalDn } from '../../../lib/migration/dn.ts';

export type Value = string | Buffer;

/** One object as written down: its name, and its attributes as the directory spells them. */
export type EntryData = { readonly dn: string; readonly attributes: Readonly<Record<string, readonly Value[]>> };

/** One object in the server: attributes by their lower-case name. */
export type Entry = { readonly dn: string; readonly attributes: Map<string, { name: string; values: Value[] }> };

/** All objects by the normal form of their name, in the order in which they were written down. */
export type Entries = Map<string, Entry>;

/** Reads what was written down; later entries of the same name replace earlier ones. */
export function entriesOf(data: readonly EntryData[]): Entries {
  return new Map(data.map(({ dn, attributes }) => [normalDn(dn), { dn, attributes: attributesOf(attributes) }]));
}

const attributesOf = (attributes: EntryData['attributes']): Entry['attributes'] =>
  new Map(
    Object.entries(attributes)
      .filter(([, values]) => values.length > 0)
      .map(([name, values]) => [name.toLowerCase(), { name, values: [...values] }]),
  );

/** `mail` and `rfc822Mailbox` are two names of one attribute (MSDN-schema), as `cn` and `commonName` are elsewhere. */
const SAME: Readonly<Record<string, string>> = { rfc822mailbox: 'mail' };

/** The lower-case name under which an attribute is kept. */
export const keyOf = (attribute: string): string => SAME[attribute.toLowerCase()] ?? attribute.toLowerCase();

export const valuesOf = (entry: Entry, attribute: string): readonly Value[] =>
  entry.attributes.get(keyOf(attribute))?.values ?? [];

/** Bytes are equal as bytes, text without regard to case and to doubled blanks (caseIgnoreMatch). */
export function sameValue(a: Value, b: Value): boolean {
  const [left, right] = [bytesOf(a), bytesOf(b)];
  return left.equals(right) || (fold(left) === fold(right) && !fold(left).includes('\ufffd'));
}

const bytesOf = (value: Value): Buffer => (typeof value === 'string' ? Buffer.from(value) : value);

const fold = (value: Buffer): string => value.toString('utf8').toLowerCase().trim().replace(/ +/g, ' ');
