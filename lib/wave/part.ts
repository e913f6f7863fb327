/** A part of a wave that can be worked by itself: its number, from zero, and of how many. */
export type Part = { readonly number: number; readonly of: number };

export const WHOLE: Part = { number: 0, of: 1 };

/** Each part looks through all that is packed once more, so that a part is as large as a few minutes allow. */
const SPLITS_IN_A_PART = 5;
/** What is known of each has to have room on the row of its wave. */
const MOST_PARTS = 100;

/** As few parts as there may be with at most five times WAVE_SPLIT people in each, nearly. */
export const partsOf = (people: number, split: number): readonly Part[] => {
  const of = Math.min(MOST_PARTS, Math.max(1, Math.ceil(people / (split * SPLITS_IN_A_PART))));
  return Array.from({ length: of }, (_, number) => ({ number, of }));
};

/** The members of a list that are in a part: they stand side by side. */
export const membersIn = <Member>(members: readonly Member[], { number, of }: Part): readonly Member[] =>
  members.slice(Math.floor((members.length * number) / of), Math.floor((members.length * (number + 1)) / of));
