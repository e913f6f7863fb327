import { normalDn } from '../../../lib/migration/dn.ts';
import { type Entries, type Entry, keyOf, sameValue, type Value, valuesOf } from './entry.ts';
import type { Change, ModifyRequest } from './request.ts';
import { RESULT, type Result, SUCCESS } from './result.ts';

type Attributes = Entry['attributes'];

/** Makes all the changes, or none of them (RFC 4511 4.6). */
export function modify(entries: Entries, { dn, changes }: ModifyRequest): Result {
  const entry = entries.get(normalDn(dn));
  if (!entry) return { code: RESULT.noSuchObject };
  const draft: Attributes = new Map(
    [...entry.attributes].map(([key, { name, values }]) => [key, { name, values: [...values] }]),
  );
  for (const change of changes) {
    const code = apply(change, { dn: entry.dn, attributes: draft });
    if (code !== RESULT.success) return { code, message: change.attribute };
  }
  entry.attributes.clear();
  for (const [key, attribute] of draft) entry.attributes.set(key, attribute);
  return SUCCESS;
}

function apply(change: Change, entry: Entry): number {
  const values = change.values.map(textOrBytes);
  if (change.how === 'replace') return put(entry, change.attribute, values);
  return change.how === 'add' ? add(entry, change.attribute, values) : remove(entry, change.attribute, values);
}

function add(entry: Entry, attribute: string, values: readonly Value[]): number {
  const held = valuesOf(entry, attribute);
  const taken = [...held, ...primaries(entry, attribute)];
  if (values.some((value) => taken.some((other) => sameValue(other, value)))) return RESULT.attributeOrValueExists;
  return put(entry, attribute, [...held, ...values]);
}

function remove(entry: Entry, attribute: string, values: readonly Value[]): number {
  const held = valuesOf(entry, attribute);
  const gone = values.length === 0 ? held : values;
  if (gone.length === 0 || !gone.every((value) => held.some((other) => sameValue(other, value))))
    return RESULT.noSuchAttribute;
  return put(
    entry,
    attribute,
    held.filter((value) => !gone.some((other) => sameValue(other, value))),
  );
}

function put(entry: Entry, attribute: string, values: readonly Value[]): number {
  const key = keyOf(attribute);
  const name = entry.attributes.get(key)?.name ?? attribute;
  if (values.length === 0) entry.attributes.delete(key);
  else entry.attributes.set(key, { name, values: [...values] });
  return RESULT.success;
}

/** Q303028: in Exchange 5.5 the primary addresses are kept beside `otherMailbox`, and count as values of it all the same. */
function primaries(entry: Entry, attribute: string): string[] {
  if (keyOf(attribute) !== 'othermailbox') return [];
  const smtp = valuesOf(entry, 'mail').map((value) => `SMTP$${value}`);
  return [...smtp, ...valuesOf(entry, 'textEncodedORAddress').map((value) => `X400$${value}`)];
}

const textOrBytes = (value: Buffer): Value => {
  const text = value.toString('utf8');
  return Buffer.from(text).equals(value) ? text : value;
};
