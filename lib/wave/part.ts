/** A part of a wave that can be worked by itself: its number, from zero, and of how many. */
export type Part = { readonly number: number; readonly of: number };

export const WHOLE: Part = { number: 0, of: 1 };

/** As few parts as there may be with at most so many people in each, nearly. */
export const partsOf = (people: number, most: number): readonly Part[] => {
  const of = Math.max(1, Math.ceil(people / most));
  return Array.from({ length: of }, (_, number) => ({ number, of }));
};

/** The members of a list that are in a part: they stand side by side. */
export const membersIn = <Member>(members: readonly Member[], { number, of }: Part): readonly Member[] =>
  members.slice(Math.floor((members.length * number) / of), Math.floor((members.length * (number + 1)) / of));
