import { doubtfulIn, isLikeASeparator } from './look-alikes.ts';

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/**
 * What changes what a reader sees without being seen: controls, bidirectional marks, zero-width, halves of characters,
 * what is no character or only somebody's own, and blanks that are drawn as a letter or a sign.
 */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Default_Ignorable_Code_Point}\u2028\u2029\u2800\ufffc]/u;
/** Spaces that are no space: no-break, thin, wide. */
const ODD_SPACE = /[\p{Zs}--[ ]]/v;
/** Between Chinese and Japanese characters the wide space is the space (山田　太郎). */
const WIDE_SPACE = /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}]\u3000[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}]/u;
/** What begins like a mark of ours, and is none. */
const FORGED_MARK = '⟨';

/**
 * Words, then ASCII; an emoji of several characters is one sign, as Unicode lists it; everything else is by itself. Made
 * at its first use: listing every emoji takes longer than all else that a function does at its start.
 */
const pieces = once(
  () =>
    /(?:(?!\d\ufe0f\u20e3)[\p{L}\p{M}\p{N}\p{Cf}\p{Default_Ignorable_Code_Point}])+|[ -~](?!\ufe0f)|(\p{RGI_Emoji})|./gsv,
);
const IN_WORD = /^[\p{L}\p{M}\p{N}\p{Cf}\p{Default_Ignorable_Code_Point}]/u;
const PRINTABLE_ASCII = /^[ -~]*$/;

const codePoint = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

const marked = (character: string): string => `⟨${codePoint(character)}⟩`;

/** `after` is what follows the character. */
const isUnseen = (character: string, after: string): boolean =>
  UNSEEN.test(character) || ODD_SPACE.test(character) || (character === FORGED_MARK && after.startsWith('U+'));

function markWord(word: string): string {
  const characters = [...word];
  const doubtful = doubtfulIn(characters);
  return characters
    .map((character, index) => (doubtful[index] || isUnseen(character, '') ? marked(character) : character))
    .join('');
}

/** A sign, a blank, or whatever is not part of a word; `at` is its place in `text`. */
function markSign(sign: string, at: number, text: string): string {
  const after = text.slice(at + sign.length, at + sign.length + 2);
  if (sign === '\u3000' && WIDE_SPACE.test(text.slice(Math.max(0, at - 2), at) + sign + after)) return sign;
  return isUnseen(sign, after) || isLikeASeparator(sign, text[at - 1] ?? '', after[0] ?? '') ? marked(sign) : sign;
}

/**
 * Text from a directory or a paste with everything made visible that a reader would not see or would take for something
 * else: `⟨U+200B⟩`. A line stays one line. Names in any one script, accents and emoji stay as they are.
 */
export const visible = (text: string): string =>
  PRINTABLE_ASCII.test(text)
    ? text
    : text.replace(pieces(), (piece: string, emoji: string | undefined, at: number) => {
        if (emoji || PRINTABLE_ASCII.test(piece)) return piece;
        return IN_WORD.test(piece) ? markWord(piece) : markSign(piece, at, text);
      });

/** Text with its letters byte for byte, whatever they look like; only what cannot be seen is marked. */
export const verbatim = (text: string): string =>
  PRINTABLE_ASCII.test(text)
    ? text
    : text.replace(pieces(), (piece: string, emoji: string | undefined, at: number) => {
        if (emoji || PRINTABLE_ASCII.test(piece)) return piece;
        const after = text.slice(at + piece.length, at + piece.length + 2);
        return [...piece].map((character) => (isUnseen(character, after) ? marked(character) : character)).join('');
      });

/** So many characters are named one by one. */
const NAMED = 12;

/**
 * A sentence that names what is not printable ASCII in an address or a value, with its place, the first being 1, and a
 * blank at its end; undefined where there is nothing to name.
 */
export function notAscii(value: string): string | undefined {
  const odd = [...value].flatMap((character, index) => (PRINTABLE_ASCII.test(character) ? [] : [{ character, index }]));
  const named = odd.slice(0, NAMED).map(({ character, index }) => `${codePoint(character)} at ${index + 1}`);
  const more = odd.length > NAMED ? ` and ${odd.length - NAMED} more` : '';
  const sentences = [
    ...(odd.length > 0 ? [`Not ASCII: ${named.join(', ')}${more}.`] : []),
    ...(value.endsWith(' ') ? ['It ends in a blank.'] : []),
  ];
  return sentences.length > 0 ? sentences.join(' ') : undefined;
}

/** Text that somebody typed on several lines, on one. */
export const onOneLine = (text: string): string => text.trim().replace(/[\t\r\n ]+/g, ' ');

/** Letters with their accents, and emoji; slow to make as well, and seldom needed. */
const signs = once(() => new Intl.Segmenter('en', { granularity: 'grapheme' }));

/**
 * At most `limit` UTF-16 units, as Slack counts; what is left out is counted, never dropped in silence. Letters keep
 * their accents, and an emoji is there or not.
 */
export function clipped(text: string, limit: number): string {
  return text.length <= limit ? text : cut(text, limit, text.length);
}

/** `length` is that of the whole, of which `text` is the beginning. */
function cut(text: string, limit: number, length: number): string {
  const at = Math.max(0, limit - 30);
  const kept = text.slice(0, signs().segment(text).containing(at)?.index ?? at);
  return `${kept} … (${length - kept.length} more)`;
}

/** As long as the longest emoji, and longer. */
const AN_EMOJI = 64;

/** Made visible, and clipped. A mark is longer than what it stands for, so nothing behind the limit has to be looked at. */
export function shown(text: string, limit: number): string {
  const marked = visible(text.slice(0, limit + AN_EMOJI));
  const length = marked.length + Math.max(0, text.length - limit - AN_EMOJI);
  return length <= limit ? marked : cut(marked, limit, length);
}

/** Lines of at most `limit` characters together; what is left out is counted. */
export function firstLines(lines: readonly string[], limit: number): readonly string[] {
  let left = limit;
  const kept = lines.flatMap((line) => {
    const shown = left > 0 ? [clipped(line, left)] : [];
    left -= line.length + 1;
    return shown;
  });
  const rest = lines.length - kept.length;
  return rest > 0 ? [...kept, `… (${rest} more lines)`] : kept;
}
