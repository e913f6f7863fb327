/** Controls, bidirectional marks, zero-width, halves of characters and others that change what a reader sees without being seen. */
const UNSEEN = /\p{Cc}|\p{Cf}|\p{Cs}|[\u2028\u2029\u115f\u1160\u3164\uffa0]|[\ufe00-\ufe0f]/gu;

const marked = (character: string): string =>
  `⟨U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`;

/** Text from a directory or a paste with every unseen character made visible; a line stays one line. */
export const visible = (text: string): string => text.replace(UNSEEN, marked);

/** The same for several lines: line feeds stay. */
export const visibleLines = (text: string): string => text.split(/\r?\n/).map(visible).join('\n');

/** At most `limit` UTF-16 units, as Slack counts; what is left out is counted, never dropped in silence. */
export function clipped(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const kept = text.slice(0, Math.max(0, limit - 30)).replace(/[\ud800-\udbff]$/, '');
  return `${kept} … (${text.length - kept.length} more)`;
}
