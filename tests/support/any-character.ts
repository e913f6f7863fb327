import fc from 'fast-check';

const SURROGATES = { first: 0xd800, count: 0x800 };
const LAST = 0x10ffff;

const character = (at: number): string => String.fromCodePoint(at < SURROGATES.first ? at : at + SURROGATES.count);

const placeOf = (drawn: unknown): number => {
  const code = typeof drawn === 'string' ? drawn.codePointAt(0) : undefined;
  if (code === undefined || drawn !== String.fromCodePoint(code)) throw new Error('Not one character');
  return code < SURROGATES.first ? code : code - SURROGATES.count;
};

/**
 * Any character of Unicode, for `fc.string({ unit: anyCharacter })`: the same as fast-check's `binary`, which makes a
 * table of all million of them first, in every test file that draws one.
 */
export const anyCharacter = fc.integer({ min: 0, max: LAST - SURROGATES.count }).map(character, placeOf);
