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

/** What stands in for a placeholder is not longer, the counts of a run not either. */
const LONGEST_GAP = 1_000;

/** A text without blanks and quotation marks, in small letters, and where each of its characters stood. */
function squeezedWithPlaces(text: string): { readonly bare: string; readonly places: Uint32Array } {
  const places = new Uint32Array(text.length);
  const words: string[] = [];
  let length = 0;
  for (const { 0: word, index } of text.matchAll(/[^\s"]+/g)) {
    const lower = word.toLowerCase();
    // Of a few capitals the small letter is longer; such a word is left as it is.
    words.push(lower.length === word.length ? lower : word);
    for (let at = 0; at < word.length; at += 1) places[length + at] = index + at;
    length += word.length;
  }
  return { bare: words.join(''), places };
}

type Place = { readonly id: number; readonly from: number; readonly to: number };

/** Where the pieces end that stand one behind the other from a place on; undefined when they do not. */
function endOfPieces(bare: string, from: number, pieces: readonly string[]): number | undefined {
  let at = from;
  for (const piece of pieces) {
    const found = bare.slice(at, at + LONGEST_GAP + piece.length).indexOf(piece);
    if (found < 0) return undefined;
    at += found + piece.length;
  }
  return at;
}

function placesOf(bare: string, id: number, pieces: readonly string[]): readonly Place[] {
  const first = pieces[0] ?? '';
  const places: Place[] = [];
  for (let from = bare.indexOf(first); from >= 0; ) {
    const to = endOfPieces(bare, from, pieces);
    if (to !== undefined) places.push({ id, from, to });
    from = bare.indexOf(first, to ?? from + 1);
  }
  return places;
}

/** A text of the wizard's, the events that say it, and where it begins and ends. */
export type SaidText = { readonly ids: readonly number[]; readonly from: number; readonly to: number };

/**
 * Each text of the wizard's that stands in a text, in order. Where two begin in the same place or one stands in
 * another, the longer counts; where two events say the same, both are named.
 */
export function textsSaidIn(text: string): readonly SaidText[] {
  const { bare, places } = squeezedWithPlaces(text);
  const found = KNOWN_TEXTS.flatMap(({ id, wordings }) => wordings.flatMap((pieces) => placesOf(bare, id, pieces)));
  const said: { ids: number[]; from: number; to: number }[] = [];
  for (const { id, from, to } of found.sort((one, other) => one.from - other.from || other.to - one.to)) {
    const last = said.at(-1);
    if (!last || from >= last.to) said.push({ ids: [id], from, to });
    else if (from === last.from && to === last.to && !last.ids.includes(id)) last.ids.push(id);
  }
  return said.map(({ ids, from, to }) => ({ ids, from: places[from] ?? 0, to: (places[to - 1] ?? 0) + 1 }));
}

/** True for an event that the catalogue holds; used where nothing but a number and a source stand on a line. */
export const isKnown = (source: string, id: number): boolean => knownEvent(source, id) !== undefined;
