/** What is too long to be one string comes in pieces, and only when the last one is there the code is known. */
export type Pieces = AsyncGenerator<string, 0 | 1>;
export type Answered = { readonly output: string; readonly code: 0 | 1 | 2 } | Pieces;

export const json = (document: unknown): string => JSON.stringify(document, null, 2);
