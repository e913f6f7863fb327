/** What word processors, mails and chats put in the place of what was printed. */
const TYPOGRAPHY: readonly (readonly [RegExp, string])[] = [
  [/\r\n?|[\u0085\u2028\u2029]/g, '\n'],
  [/[\u200b-\u200d\u2060\ufeff]/g, ''],
  [/[\u201c\u201d\u201e\u201f\u00ab\u00bb\uff02]/g, '"'],
  [/[\u2018\u2019\u201a\u201b\u00b4\uff07]/g, "'"],
  [/[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g, ' '],
];

const QUOTED = /^[ \t]*(?:>[ \t]*)+/gm;
const FENCE = /```\w*$/gm;
const BACKTICKS = /`+/g;

/** The same text with plain line ends, quotation marks and blanks. */
export const plainSigns = (text: string): string =>
  TYPOGRAPHY.reduce((plain, [pattern, sign]) => plain.replace(pattern, sign), text);

/**
 * Undoes what quoting, code fences and typography did to a paste, once. It has as many lines as the paste, so that a
 * line here is the same line there.
 */
export function unmangled(pasted: string): string {
  const bare = pasted.includes('`') ? pasted.replace(FENCE, '').replace(BACKTICKS, '') : pasted;
  return plainSigns(bare).replace(QUOTED, '');
}

/** Tells on which line (the first is 1) a character stands. Asked in any order; the text is gone through once. */
export function lineCounter(text: string): (offset: number) => number {
  const ends: number[] = [];
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) ends.push(end);
  return (offset) => {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] as number) < offset) low = middle + 1;
      else high = middle;
    }
    return low + 1;
  };
}

/** Blanks, and the line ends of the text. */
const blanked = (text: string): string =>
  text
    .split('\n')
    .map((line) => ' '.repeat(line.length))
    .join('\n');

/** The same text with blanks where a reader has found its events; every line stays where it was. */
export function masked(text: string, parts: readonly { readonly from: number; readonly to: number }[]): string {
  const pieces: string[] = [];
  let done = 0;
  for (const { from, to } of parts) {
    pieces.push(text.slice(done, from), blanked(text.slice(from, to)));
    done = to;
  }
  return [...pieces, text.slice(done)].join('');
}
