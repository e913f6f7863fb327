/** Printable ASCII without a blank at the ends or two in a row: nearly all that a directory holds. */
const PLAIN = /^[!-~]+(?: [!-~]+)*$/;

export const isPlain = (value: string): boolean => PLAIN.test(value);

/**
 * The form in which two values are equal to a directory that matches without regard to case (RFC 4518): letters are
 * taken apart and made small one by one, so that no letter depends on the one before it, and blanks in a row are one.
 */
export const folded = (value: string): string =>
  isPlain(value)
    ? value.toLowerCase()
    : Array.from(value.normalize('NFKD'), (character) => character.toLowerCase())
        .join('')
        .normalize('NFC')
        .replace(/^ +| +$/g, '')
        .replace(/ {2,}/g, ' ');
