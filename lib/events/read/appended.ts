/** Bytes; as many letters in a row are no accident. */
const RUN = 48;
const ZERO = 0x30;

const isText = (byte: number): boolean => (byte >= 0x20 && byte < 0x7f) || byte === 9 || byte === 10 || byte === 13;

/** Of hiragana in UTF-16, every other byte is a `0`. */
const MOST_ZEROS = RUN / 3;

/** True when letters of one byte stand in a row, which in UTF-16 they never do. */
export function hasBareLetters(bytes: Uint8Array): boolean {
  for (let from = 0; from + RUN <= bytes.length; from += RUN / 2) {
    let [at, zeros] = [0, 0];
    for (; at < RUN && isText(bytes[from + at] ?? 0); at += 1) if (bytes[from + at] === ZERO) zeros += 1;
    if (at === RUN && zeros <= MOST_ZEROS) return true;
  }
  return false;
}

/**
 * True for a file of two encodings: PowerShell appends UTF-16 to whatever is there, a console appends single bytes to
 * UTF-16. Without its nuls, Latin text in UTF-16 is the same text; a program's file has nuls in a row.
 */
export function isOfTwoEncodings(bytes: Uint8Array): boolean {
  const nul = bytes.indexOf(0);
  if (nul < 0 || !hasBareLetters(bytes)) return false;
  for (let at = nul; at >= 0; at = bytes.indexOf(0, at + 1)) if (bytes[at + 1] === 0) return false;
  return true;
}

export const withoutNuls = (text: string): string => (text.includes('\0') ? text.replaceAll('\0', '') : text);
