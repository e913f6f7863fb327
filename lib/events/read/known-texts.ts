import { describedEvents, knownEvent } from '../catalogue.ts';

/** What a description is cut at: what stands for a name, a path or a number. */
const PLACEHOLDER = /<[^<>]{1,60}>|%\d(?:!\w+!)?|…/;

/** Wrapping, quotation marks and capitals differ from paste to paste. */
const squeezed = (text: string): string => text.replace(/[\s"]+/g, '').toLowerCase();

const piecesOf = (description: string): readonly string[] =>
  description
    .replace(/\.\s*$/, '')
    .split(PLACEHOLDER)
    .map(squeezed)
    .filter((piece) => piece !== '');

const KNOWN_TEXTS = describedEvents().map(({ id, description, variants = [] }) => ({
  id,
  wordings: [description, ...variants].map(piecesOf),
}));

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
  const bare = squeezed(text);
  if (bare === '') return [];
  const said = KNOWN_TEXTS.filter(({ wordings }) => wordings.some((pieces) => says(bare, pieces)));
  return [...new Set(said.map(({ id }) => id))];
}

/** True for an event that the catalogue holds; used where nothing but a number and a source stand on a line. */
export const isKnown = (source: string, id: number): boolean => knownEvent(source, id) !== undefined;
