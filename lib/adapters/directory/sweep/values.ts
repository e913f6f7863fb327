import { folded } from '../fold.ts';
import { type SentEntry, small } from '../sent-entry.ts';

/** In which attributes a value stands; several at once are added up. */
export const IN = { name: 1, alias: 2, mail: 4, logon: 8, proxy: 16, target: 32, legacy: 64, dn: 128 } as const;

const TYPED = IN.proxy | IN.target;
const [BLANK, COLON, DOLLAR, DELETE, LETTER_M] = [0x20, 0x3a, 0x24, 0x7f, 0x6d];

/** Whether a value begins with the type of an address. */
const isTyped = (places: number): boolean => (places & TYPED) !== 0;

/** The form in which two values are equal; an address gets one separator for both, since old gateways wrote either. */
export const comparable = (value: string, places: number): string =>
  folded(isTyped(places) ? value.replace(/[:$]/, ':') : value);

/** Types that are left out of a key, so that whoever holds an address is found at once, whatever the type. */
const LEFT_OUT = ['ms:', 'migrate:ms:', 'migrate:', 'smtp:'];

/** The number under which a comparable value is found. Several may share one. */
export function keyOf(text: string, places: number): number {
  if (isTyped(places)) for (const type of LEFT_OUT) if (text.startsWith(type)) return hashOf(text, type.length);
  return hashOf(text);
}

/** FNV-1a over the letters from a place on. */
export function hashOf(text: string, from = 0): number {
  let hash = FNV_START;
  for (let index = from; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), FNV_PRIME);
  return hash & KEY;
}

const [FNV_START, FNV_PRIME] = [0x811c9dc5, 0x01000193];
/** 31 bits: a larger number is an object of its own. */
const KEY = 0x7fffffff;

/** The same number for a value where it stands. Nearly all are plain (fold.ts): no text is made of those. */
export function keyIn(entry: SentEntry, at: number, places: number): number {
  const { buffer } = entry;
  const from = entry.from(at);
  const to = entry.to(at);
  const begin = isTyped(places) ? from + leftOut(buffer, from, to) : from;
  let hash = FNV_START;
  let before = begin > from ? COLON : BLANK;
  let isSeparated = begin > from || !isTyped(places);
  for (let index = begin; index < to; index += 1) {
    let byte = buffer[index] ?? 0;
    if (byte < BLANK || byte >= DELETE || (byte === BLANK && before === BLANK))
      return keyOf(comparable(entry.text(from, to), places), places);
    before = byte;
    if (!isSeparated && (byte === COLON || byte === DOLLAR)) {
      isSeparated = true;
      byte = COLON;
    }
    hash = Math.imul(hash ^ small(byte), FNV_PRIME);
  }
  return before === BLANK ? keyOf(comparable(entry.text(from, to), places), places) : hash & KEY;
}

/** A value that is sought, as it is compared, and where (a sum of IN); the type of an address may stand by itself. */
export type Sought = { readonly type: string; readonly text: string; readonly places: number };

/** Whether a value is equal to one that is sought. */
export const isSame = (entry: SentEntry, at: number, sought: Sought): boolean =>
  entry.isPlain || isPlainIn(entry, at)
    ? isSpelledSo(entry, at, sought)
    : comparable(entry.text(entry.from(at), entry.to(at)), sought.places) === sought.type + sought.text;

function isSpelledSo(entry: SentEntry, at: number, { type, text, places }: Sought): boolean {
  const { buffer } = entry;
  const from = entry.from(at);
  const length = entry.to(at) - from;
  if (length !== type.length + text.length) return false;
  let isSeparated = !isTyped(places);
  for (let index = 0; index < length; index += 1) {
    let byte = buffer[from + index] ?? 0;
    if (!isSeparated && (byte === COLON || byte === DOLLAR)) {
      isSeparated = true;
      byte = COLON;
    }
    const letter = index < type.length ? type.charCodeAt(index) : text.charCodeAt(index - type.length);
    if (small(byte) !== letter) return false;
  }
  return true;
}

/**
 * Nothing but printable ASCII, and no blank where it may not count, before the end of a type included: a letter that
 * differs is a difference.
 */
export function isPlainIn(entry: SentEntry, at: number): boolean {
  let before = BLANK;
  for (let index = entry.from(at); index < entry.to(at); index += 1) {
    const byte = entry.buffer[index] ?? 0;
    if (byte < BLANK || byte >= DELETE) return false;
    if (before === BLANK && (byte === BLANK || byte === COLON || byte === DOLLAR)) return false;
    before = byte;
  }
  return before !== BLANK;
}

/**
 * An address that may name an MS Mail user otherwise than it is sought (`migrate$MS$…`, `ms :…`): no search for its
 * holders finds it, and the rules read it.
 */
export function isOddIn(entry: SentEntry, at: number): boolean {
  const { buffer } = entry;
  const from = entry.from(at);
  const to = entry.to(at);
  const first = small(buffer[from] ?? 0);
  // Nearly all begin with another letter, and with a letter.
  if (first !== LETTER_M && first > BLANK && first < DELETE) return false;
  const begin = from + leftOut(buffer, from, to);
  if (begin === from) return !isPlainIn(entry, at);
  for (let index = begin; index < to; index += 1) if (buffer[index] === COLON || buffer[index] === DOLLAR) return true;
  return false;
}

type Range = { readonly buffer: Buffer; readonly from: number; readonly to: number };

/** How much of an address is left out of its key. */
function leftOut(buffer: Buffer, from: number, to: number): number {
  const range = { buffer, from, to };
  const first = behind('ms', from, range) || behind('smtp', from, range);
  if (first > 0) return first;
  const migrate = behind('migrate', from, range);
  return migrate > 0 ? migrate + behind('ms', from + migrate, range) : 0;
}

/** How long a type is that stands there, its sign included. */
function behind(word: string, at: number, { buffer, from, to }: Range): number {
  for (let index = 0; index < word.length; index += 1)
    if (small(buffer[at + index] ?? 0) !== word.charCodeAt(index)) return 0;
  const sign = buffer[at + word.length];
  return at + word.length < to && (sign === COLON || (sign === DOLLAR && at === from)) ? word.length + 1 : 0;
}
