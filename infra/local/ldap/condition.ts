import type { BerReader } from 'ldapts';
import { readBytes, readList, readText } from './ber.ts';
import { type Entry, sameValue, valuesOf } from './entry.ts';

/** A search filter (RFC 4511 4.5.1.7), values as bytes. */
export type Condition =
  | { readonly kind: 'and' | 'or'; readonly all: readonly Condition[] }
  | { readonly kind: 'not'; readonly not: Condition }
  | { readonly kind: 'equal' | 'at-least' | 'at-most'; readonly attribute: string; readonly value: Buffer }
  | {
      readonly kind: 'substrings';
      readonly attribute: string;
      readonly parts: readonly { where: 'first' | 'any' | 'last'; text: string }[];
    }
  | { readonly kind: 'present'; readonly attribute: string }
  | { readonly kind: 'never' };

const COMPARISONS = { 163: 'equal', 165: 'at-least', 166: 'at-most', 168: 'equal' } as const;
const WHERE = { 128: 'first', 129: 'any', 130: 'last' } as const;

/** Reads the filter that begins here. What this server does not know (extensible match) is never true. */
export function readCondition(reader: BerReader): Condition {
  const tag = reader.peek() ?? 0;
  if (tag === 0xa0 || tag === 0xa1)
    return { kind: tag === 0xa0 ? 'and' : 'or', all: readList(reader, () => readCondition(reader)) };
  if (tag === 0x87) return { kind: 'present', attribute: reader.readString(0x87) ?? '' };
  reader.readSequence();
  const end = reader.offset + reader.length;
  if (tag === 0xa2) return { kind: 'not', not: readCondition(reader) };
  if (tag === 0xa4) return readSubstrings(reader);
  const kind = COMPARISONS[tag as keyof typeof COMPARISONS];
  if (kind) return { kind, attribute: readText(reader), value: readBytes(reader) };
  reader.offset = end;
  return { kind: 'never' };
}

function readSubstrings(reader: BerReader): Condition {
  const attribute = readText(reader);
  const parts = readList(reader, () => {
    const tag = reader.peek() ?? 0x81;
    return { where: WHERE[tag as keyof typeof WHERE] ?? 'any', text: reader.readString(tag) ?? '' };
  });
  return { kind: 'substrings', attribute, parts };
}

/** True when the entry meets the condition. Text is compared without regard to case, as both directories do. */
export function meets(entry: Entry, condition: Condition): boolean {
  switch (condition.kind) {
    case 'and':
      return condition.all.every((inner) => meets(entry, inner));
    case 'or':
      return condition.all.some((inner) => meets(entry, inner));
    case 'not':
      return !meets(entry, condition.not);
    case 'present':
      return condition.attribute.toLowerCase() === 'objectclass' || valuesOf(entry, condition.attribute).length > 0;
    case 'equal':
      return valuesOf(entry, condition.attribute).some((value) => sameValue(value, condition.value));
    case 'at-least':
      return valuesOf(entry, condition.attribute).some((value) => order(value, condition.value) >= 0);
    case 'at-most':
      return valuesOf(entry, condition.attribute).some((value) => order(value, condition.value) <= 0);
    case 'substrings':
      return valuesOf(entry, condition.attribute).some((value) => hasParts(folded(value), condition.parts));
    case 'never':
      return false;
    default:
      return condition satisfies never;
  }
}

const folded = (value: string | Buffer): string => value.toString('utf8').toLowerCase();

/** Numbers by their size, all else by the alphabet. */
function order(a: string | Buffer, b: Buffer): number {
  const [left, right] = [folded(a), folded(b)];
  if (/^-?\d+$/.test(left) && /^-?\d+$/.test(right)) return Number(left) - Number(right);
  return left < right ? -1 : Number(left > right);
}

function hasParts(value: string, parts: readonly { where: 'first' | 'any' | 'last'; text: string }[]): boolean {
  let from = 0;
  return parts.every(({ where, text }) => {
    const part = text.toLowerCase();
    const at = where === 'last' ? value.length - part.length : value.indexOf(part, from);
    const fits = at >= from && value.startsWith(part, at) && (where !== 'first' || at === 0);
    from = at + part.length;
    return fits;
  });
}
