import type { Cause, KnownEvent } from './entry.ts';

const SOURCE = 'MSExchangeMig';
const ANY_FILE = 'any system that is migrated through files';
const WEB_3 = '5.5 Web 3 (Mailmig.exe 5.5.2521.0)';

const IN_THE_SECTION = { '<file>': 'file', '<n>': 'line' } as const;

/** Q256199, Q294351: why the importer finds no place for a user's data; the file-based sibling of 7026. */
const NO_PLACE: readonly Cause[] = [
  {
    id: 'nothing-to-import-into',
    title: 'There is neither a mailbox nor a custom recipient for the user',
    howToTell:
      'Step one was run with "Information to create mailboxes" cleared, and the directory holds nobody with the source address.',
    remedy: [
      'Select "Information to create mailboxes" and run both steps again; or make the mailbox (or, by directory synchronisation, a custom recipient) first.',
      'Import again.',
    ],
    articles: ['Q256199'],
  },
  {
    id: 'hand-made-without-address',
    title: 'A mailbox was made by hand and lacks the source address',
    howToTell:
      'There is a mailbox of that name, and none of its addresses is the one under which the user is migrated.',
    remedy: [
      'Delete the mailbox made by hand, and its Windows NT account, and let the wizard make it; or keep it, add the source address as a secondary proxy (its type, such as GWise, then the address), and clear "Information to create mailboxes".',
      'Import again.',
    ],
    articles: ['Q294351', 'Q248743'],
  },
];

/** Events 8xxx: the importer, which reads migration files whatever system they come from. */
export const IMPORTER_EVENTS: readonly KnownEvent[] = [
  {
    source: SOURCE,
    id: 8001,
    reach: 'nothing',
    title: 'Summary of the import',
    description: 'While migrating, <n> Message-Operations encountered errors …',
    placeholders: { '<n>': 'count' },
    meaning: 'Counts what was created and what failed: messages, accounts and personal address books.',
    system: ANY_FILE,
    versions: '4.0, 5.0',
    causes: [],
    data: { state: 'not documented', says: 'The counts say it; the errors before it say why.' },
    articles: ['Q166612'],
  },
  {
    source: SOURCE,
    id: 8002,
    type: 'Error',
    reach: 'nothing',
    title: 'Errors occurred; a recovery file was written',
    description: 'Errors occurred during the Migration Process. A recovery file has been created called <path>.PRI.',
    placeholders: { '<path>': 'path' },
    meaning:
      'The last word of an import that had errors. It says nothing of its own: the 8xxx event logged before it is the one to explain. What failed stands in the recovery file.',
    system: ANY_FILE,
    versions: '5.5',
    causes: [
      {
        id: 'follow-up',
        title: 'An error logged before it',
        howToTell: 'Look for the 8xxx event before it, and for MSExchangeMigDS where that is 8149.',
        remedy: ['Put right what the earlier event names.', 'Import the recovery file that this event names.'],
        articles: ['Q200564', 'Q214822', 'Q214836', 'Q256199', 'Q294351'],
      },
    ],
    data: { state: 'partly migrated', says: 'What could not be imported is kept in the recovery file.' },
    comesWith: [
      { source: SOURCE, id: 8074, says: 'no mailbox for the data' },
      { source: SOURCE, id: 8149, says: 'a directory error' },
      { source: SOURCE, id: 8030, says: 'a malformed address book section' },
      { source: SOURCE, id: 8092, says: 'a failed stream' },
    ],
    follows: [{ source: SOURCE, from: 8003, to: 8999 }],
    articles: ['Q200564', 'Q214822', 'Q214836', 'Q256199', 'Q294351'],
  },
  {
    source: SOURCE,
    id: 8030,
    reach: 'item',
    title: 'The heading of an address book section is malformed',
    description: 'PAB Section <file> Line: <n> Invalid number of fields in PAB Section Heading',
    placeholders: IN_THE_SECTION,
    meaning:
      'The cc:Mail extractor of the release "Web 3" writes personal mailing lists that the importer cannot read.',
    system: 'Lotus cc:Mail, one-step, personal mailing lists',
    versions: WEB_3,
    fixedIn: '5.5 SP3 (Mlmig32.dll 5.5.2543.1)',
    causes: [
      {
        id: 'personal-mailing-lists',
        title: 'A fault of the extractor in personal mailing lists',
        howToTell: 'Mailmig.exe is 5.5.2521.0, and 8124 and 8002 follow.',
        remedy: ['Install 5.5 SP3 or later on the computer that runs the wizard.', 'Migrate again.'],
        articles: ['Q214822'],
      },
    ],
    data: { state: 'partly migrated', says: 'The rest of that address book section was skipped.' },
    comesWith: [
      { source: SOURCE, id: 8124, says: 'follows from it' },
      { source: SOURCE, id: 8002, says: 'follows from it' },
    ],
    articles: ['Q214822'],
  },
  {
    source: SOURCE,
    id: 8072,
    type: 'Error',
    reach: 'account',
    title: 'MAPI failed on a line of the directory section',
    description: 'Directory Section <file> Line: <n> Unexpected MAPI error.',
    placeholders: IN_THE_SECTION,
    meaning:
      'The importer was to create a user who is in the Exchange directory already, as a mailbox or as a custom recipient.',
    system: 'Novell GroupWise',
    versions: '5.5 SP4',
    causes: NO_PLACE.slice(1),
    data: { state: 'not migrated', says: "This user's mail was not transferred." },
    comesWith: [
      { source: SOURCE, id: 8074, says: 'the same user, when the mail is imported' },
      { source: SOURCE, id: 8002, says: 'follows from it' },
    ],
    articles: ['Q294351', 'Q248743'],
  },
  {
    source: SOURCE,
    id: 8074,
    type: 'Error',
    reach: 'account',
    title: 'The mailbox for a section of mail was not found',
    description: 'MAPI Section <file> Line: <n> Failed to connect to the Mailbox.',
    variants: ['MAPI Section <file> Line: <n> Failed to connect to the Mailbox. <TYPE>:<source address>'],
    placeholders: { ...IN_THE_SECTION, '<TYPE>:<source address>': 'sourceAddress' },
    meaning:
      'The importer looks for a recipient that carries the source address of the section, under MIGRATE or under its own type, and found none. It is for migration files what 7026 is for Microsoft Mail.',
    system: ANY_FILE,
    versions: '5.5',
    causes: NO_PLACE,
    data: {
      state: 'not migrated',
      says: 'The mail of this section was not imported; the recovery file of 8002 keeps it.',
    },
    comesWith: [
      { source: SOURCE, id: 8124, says: 'follows from it' },
      { source: SOURCE, id: 8002, says: 'follows from it' },
    ],
    articles: ['Q256199', 'Q294351'],
  },
  {
    source: SOURCE,
    id: 8092,
    reach: 'item',
    title: 'A stream failed while bulletin boards and mailing lists were imported together',
    description: 'MAPI Section <file> Line: <n> Stream operation failure. Error code: 0x80040108',
    placeholders: IN_THE_SECTION,
    meaning:
      'In a one-step migration with the release "Web 3", personal mailing lists and bulletin boards get in each other\'s way.',
    system: 'Lotus cc:Mail, one-step',
    versions: WEB_3,
    fixedIn: '5.5 SP3 (Mlmig32.dll 5.5.2543.1)',
    causes: [
      {
        id: 'lists-beside-boards',
        title: 'Bulletin boards and personal mailing lists in one run',
        howToTell: 'Both were chosen in a one-step migration; Mailmig.exe is 5.5.2521.0.',
        remedy: [
          'Install 5.5 SP3 or later; or migrate in two steps; or leave one of the two out of the run.',
          'Migrate again.',
        ],
        articles: ['Q214836'],
      },
    ],
    data: {
      state: 'not documented',
      says: 'What of the section arrived is not said; a recovery file is written (8002).',
    },
    comesWith: [{ source: SOURCE, id: 8002, says: 'follows from it' }],
    articles: ['Q214836'],
  },
  {
    source: SOURCE,
    id: 8124,
    type: 'Error',
    reach: 'nothing',
    title: 'The rest of a section was skipped',
    description:
      'Parser Error <file> Line: <n> Bad section encountered. The remainder of this section will be skipped.',
    variants: ['PAB Section <file> Line: <n> Bad section encountered. The remainder of this section will be skipped.'],
    placeholders: IN_THE_SECTION,
    meaning: 'A consequence: an error in the same section was logged before it, and that one is to be explained.',
    system: ANY_FILE,
    versions: '5.5',
    causes: [
      {
        id: 'follow-up',
        title: 'An error in the same section, logged before it',
        howToTell:
          'Look for 8074 (no mailbox) or 8030 (malformed heading) with the same file and a smaller line number.',
        remedy: ['Put right what the earlier event names.'],
        articles: ['Q256199', 'Q294351', 'Q214822'],
      },
    ],
    data: { state: 'partly migrated', says: 'What stood behind this line in the section was not imported.' },
    comesWith: [{ source: SOURCE, id: 8002, says: 'ends the run' }],
    follows: [
      { source: SOURCE, from: 8030, to: 8030 },
      { source: SOURCE, from: 8072, to: 8074 },
    ],
    articles: ['Q256199', 'Q294351', 'Q214822'],
  },
  {
    source: SOURCE,
    id: 8149,
    type: 'Error',
    reach: 'nothing',
    title: 'The directory refused a line of Directory.pri',
    description:
      "Directory Section <path>\\Directory.pri Line:<n> Unknown DAPI error occurred importing this line. (See error logged by 'MSEXCHANGEMigDS')",
    placeholders: { '<path>': 'path', '<n>': 'line' },
    meaning:
      'The importer only passes on that the directory refused a line. Why is in the event of the source MSExchangeMigDS, mostly logged just before it.',
    system: ANY_FILE,
    versions: '5.5',
    causes: [
      {
        id: 'see-migds',
        title: 'What MSExchangeMigDS logged',
        howToTell: 'Look for an event of that source at the same time; 238 is the documented one.',
        remedy: ['Put right what that event names.', 'Import the recovery file that 8002 names.'],
        articles: ['Q200564'],
      },
    ],
    data: { state: 'not documented', says: 'Whether the mailbox came to be depends on the MSExchangeMigDS event.' },
    comesWith: [
      { source: 'MSExchangeMigDS', id: 238, says: 'the address is held already' },
      { source: SOURCE, id: 8002, says: 'ends the run' },
    ],
    follows: [{ source: 'MSExchangeMigDS', from: 0, to: 65_535 }],
    articles: ['Q200564'],
  },
];
