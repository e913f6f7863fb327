import type { Cause, Fate, KnownEvent } from './entry.ts';

/** What is known of a DAPI message beyond its name; the rest comes from the table of codes. */
export type DapiNote = Pick<KnownEvent, 'id' | 'title' | 'meaning' | 'causes' | 'articles'> &
  Partial<Pick<KnownEvent, 'variants' | 'placeholders' | 'comesWith' | 'versions' | 'reach'>> & {
    readonly data?: Fate;
  };

export const NOT_PROCESSED: Fate = { state: 'not migrated', says: 'This object was not processed.' };

/** Advice that no article on migration prints, and says so. */
export const fromTheText = (title: string, remedy: readonly string[]): readonly Cause[] => [
  {
    id: 'from-the-text',
    title,
    howToTell: 'No article on migration explains it; the advice follows from the text of the message.',
    remedy,
    articles: ['Q261283'],
  },
];
