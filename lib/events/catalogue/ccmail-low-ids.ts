import type { Cause, KnownEvent } from './entry.ts';

const SOURCE = 'MSExchangeMig';

/** Q157631: two events, one cause. */
const topLevelFolders: Cause = {
  id: 'top-level-folders',
  title: 'The service account may not create top-level folders',
  howToTell:
    'Admin program, Configuration, Information Store Site Configuration, tab Top Level Folder Creation: there is a list of names. The service account has no mailbox, so it can never be on that list.',
  remedy: ['Delete the names on that tab and choose All.', 'Import the bulletin boards again.'],
  articles: ['Q157631'],
};

const BULLETIN_BOARDS = 'Lotus cc:Mail bulletin boards';
const NO_FOLDER = 'The bulletin board was not imported: its public folder could not be made.';

/** The older, low numbers of cc:Mail events. */
export const CCMAIL_LOW_EVENTS: readonly KnownEvent[] = [
  {
    source: SOURCE,
    id: 27,
    reach: 'item',
    title: 'A quotation mark in User.pri stands in the wrong place',
    description:
      'Parser Error <file> line Number = <n>. Characters found after end doublequote. Details: Check the number of double quotes in the line.',
    placeholders: { '<file>': 'file', '<n>': 'line' },
    meaning:
      'Where the post office part of a cc:Mail address needs quotation marks and the name does not, the wizard puts the opening mark before the whole list of addresses.',
    system: 'Lotus cc:Mail',
    versions: '4.0',
    fixedIn: 'the latest 4.0 service pack',
    causes: [
      {
        id: 'misplaced-quote',
        title: 'A post office name that needs quotation marks',
        howToTell: 'Look at the line of the file that the event names.',
        remedy: ['Install the latest 4.0 service pack.', 'Run the wizard again.'],
        articles: ['Q154099'],
      },
    ],
    data: { state: 'partly migrated', says: 'Messages to such addresses were not migrated.' },
    articles: ['Q154099'],
  },
  {
    source: SOURCE,
    id: 98,
    reach: 'item',
    title: 'A line of the bulletin board could not be processed',
    description: 'Parser Error on line <x>. An error occurred in processing of line #<x>.',
    placeholders: { '<x>': 'line' },
    meaning: 'The importer could not carry out a line, since the public folder for a bulletin board could not be made.',
    system: BULLETIN_BOARDS,
    versions: '5.0, 5.5 (a number of the older series)',
    causes: [topLevelFolders],
    data: { state: 'not migrated', says: NO_FOLDER },
    comesWith: [{ source: SOURCE, id: 122, says: 'names the failure: no public folder' }],
    articles: ['Q157631'],
  },
  {
    source: SOURCE,
    id: 122,
    reach: 'item',
    title: 'A public folder could not be made',
    description: 'Parser Error on line <x>. Failure to open/create public Folder.',
    placeholders: { '<x>': 'line' },
    meaning: 'The importer was to put a bulletin board into a new top-level public folder and may not create one.',
    system: BULLETIN_BOARDS,
    versions: '5.0, 5.5 (a number of the older series)',
    causes: [topLevelFolders],
    data: { state: 'not migrated', says: NO_FOLDER },
    comesWith: [{ source: SOURCE, id: 98, says: 'the same line, seen by the parser' }],
    articles: ['Q157631'],
  },
];
