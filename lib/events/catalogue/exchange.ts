import type { KnownEvent } from './entry.ts';

/** Events 15xxx: the wizard of Exchange 2000. */
export const EXCHANGE_EVENTS: readonly KnownEvent[] = [
  {
    source: 'MSExchangeMig',
    id: 15_001,
    type: 'Error',
    reach: 'account',
    title: 'An account could not be created',
    description: "An account could not be created for user '<user>'.",
    placeholders: { '<user>': 'account' },
    meaning: 'The Exchange 2000 wizard could not create the account of the user whom it names by distinguished name.',
    system: 'Exchange',
    versions: 'the Exchange 2000 wizard',
    causes: [],
    data: { state: 'not documented', says: 'Read the article: migcheck knows this event by name only.' },
    articles: ['KB281496'],
  },
];
