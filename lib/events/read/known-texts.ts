import { KNOWN_EVENTS } from '../catalogue.ts';

/** What a description is cut at: what stands for a name, a path or a number. */
const PLACEHOLDER = /<[^<>]{1,60}>|%\d{1,2}|…/;
/** Less than this is said by many a text. */
const SHORTEST = 12;

const piecesOf = (description: string): readonly string[] =>
  description
    .toLowerCase()
    .replace(/\.$/, '')
    .split(PLACEHOLDER)
    .map((piece) => piece.replace(/\s+/g, ' ').trim())
    .filter((piece) => piece !== '');

const KNOWN_TEXTS = KNOWN_EVENTS.map(({ id, description }) => ({ id, pieces: piecesOf(description) })).filter(
  ({ pieces }) => pieces.join('').length >= SHORTEST,
);

/** True when the pieces stand in the text, one behind the other. */
function says(text: string, pieces: readonly string[]): boolean {
  let from = 0;
  return pieces.every((piece) => {
    const found = text.indexOf(piece, from);
    from = found + piece.length;
    return found >= 0;
  });
}

/** Ids of the wizard's events whose text stands in here, wherever its lines were broken. */
export function idsSaidIn(text: string): readonly number[] {
  const flat = text.replace(/\s+/g, ' ').toLowerCase();
  return KNOWN_TEXTS.filter(({ pieces }) => says(flat, pieces)).map(({ id }) => id);
}

/** True for an id whose events migcheck knows; used where nothing but a number and a source stand on a line. */
export const isKnownId = (id: number): boolean => KNOWN_EVENTS.some((known) => known.id === id);
