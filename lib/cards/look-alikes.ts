/**
 * Which characters of a word may be taken for others. A table of confusables is not needed for that: a letter is doubtful
 * by where it stands. Beside a Latin letter one of another script is doubtful; among its own kind it is a name. Chinese,
 * Japanese and Korean stand beside Latin every day and look like nothing in it (UTS 39, 5.2 "Highly Restrictive").
 */

const LATIN = /\p{Script=Latin}/u;
const LETTER = /\p{L}/u;
const EAST_ASIAN = /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Bopo}\p{scx=Hang}]/u;
/** Mathematical letters and digits, and letters used as signs (ℂ, ℓ, the Kelvin sign): nobody's name is written so. */
const SIGN = /[\u{1d400}-\u{1d7ff}]|(?=\p{L})[\u2100-\u214f]/u;
/** Phonetic letters, small capitals and clicks: Latin by script, drawn like others (ɑ, ɡ, ᴀ, ǀ). */
const PHONETIC = /[\u01c0-\u01c3\u0250-\u02af\u1d00-\u1dbf\ua720-\ua7ff\uab30-\uab6f]/u;
/** Ordinals (Mª José), and letters that are an apostrophe of no script (Hawaiʻi). */
const HARMLESS = /[ªº]|(?=\p{Script=Common})\p{Lm}/u;

/** Fullwidth letters, ligatures, Roman numerals: made of other letters, and not by an accent. */
const isMadeOfOthers = (letter: string): boolean => letter.normalize('NFKD') !== letter.normalize('NFD');

const isPlainLatin = (character: string): boolean =>
  LATIN.test(character) && LETTER.test(character) && !PHONETIC.test(character) && !isMadeOfOthers(character);

/** Letters and digits that stand out beside a plain Latin letter. Other numbers (², ½, ①) look like what they are. */
function standsOut(character: string): boolean {
  if (HARMLESS.test(character) || EAST_ASIAN.test(character)) return false;
  if (LATIN.test(character)) return PHONETIC.test(character) || isMadeOfOthers(character);
  return /\p{L}|\p{Nd}/u.test(character) && !/[0-9]/.test(character);
}

/** Marks that go with letters of any script; every other mark belongs to some script. */
const DIACRITIC = /[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]/u;
/** As many marks of its own script stand on one letter in some language. */
const MOST_MARKS = 4;

/** True for the mark that ends `cluster`, a letter with the marks on it: it is lone, stacked, foreign, or unseen. */
function isOddMark(cluster: readonly string[]): boolean {
  const [letter = '', ...marks] = cluster;
  const mark = marks.at(-1) ?? '';
  if (!LETTER.test(letter)) return true;
  if (!DIACRITIC.test(mark)) return LATIN.test(letter) || marks.length > MOST_MARKS;
  // A second dot on what has one cannot be seen.
  if (mark === '\u0307' && marks.length === 1 && /[ij]/.test(letter)) return true;
  // What NFC makes one character of is one, however it is written (Vietnamese has two marks on a letter).
  return marks.length > 1 && [...cluster.join('').normalize('NFC')].length > 2;
}

/** What needs no second look: plain letters and digits. */
const PLAIN = /^[0-9A-Za-z]$/;

/** For each character of a word (letters, marks, digits, and what cannot be seen among them): is it doubtful? */
export function doubtfulIn(word: readonly string[]): readonly boolean[] {
  const besideLatin = word.some(isPlainLatin);
  let cluster: string[] = [];
  return word.map((character) => {
    if (/\p{M}/u.test(character)) {
      cluster.push(character);
      return isOddMark(cluster);
    }
    cluster = [character];
    if (PLAIN.test(character)) return false;
    return SIGN.test(character) || (besideLatin && standsOut(character));
  });
}

/** Signs that can be taken for one of an address, a distinguished name or a link, and are none (∕ is not /). */
const LIKE_A_SEPARATOR = /[\u037e\u2044\u2215\u2236\u29f8\ua789]/u;

/** True for a sign that is drawn like an ASCII one and stands where that one would, between two ASCII characters. */
export function isLikeASeparator(sign: string, before: string, after: string): boolean {
  if (!/[0-9A-Za-z]/.test(before) || !/[0-9A-Za-z]/.test(after)) return false;
  return LIKE_A_SEPARATOR.test(sign) || (/[\p{P}\p{S}]/u.test(sign) && /^[!-~]$/.test(sign.normalize('NFKC')));
}
