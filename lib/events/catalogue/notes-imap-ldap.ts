import type { KnownEvent } from './entry.ts';

const SOURCE = 'MSExchangeMig';

/** Events 12xxx (Lotus Notes), 14xxx (IMAP) and 23xxx (LDAP). */
export const NOTES_IMAP_LDAP_EVENTS: readonly KnownEvent[] = [
  {
    source: SOURCE,
    id: 12_010,
    type: 'Error',
    reach: 'run',
    title: 'The Notes session could not be started',
    description:
      "Failed to initialize the Notes Migration session. Make sure 'ntsmig.ini' is in the 'exchsrvr\\bin' directory.",
    meaning:
      'The wizard cannot start its Notes session. The one documented reason is that Outlook was given the Lotus Notes service.',
    system: 'Lotus Notes',
    versions: '5.5 SP1, SP2',
    causes: [
      {
        id: 'outlook-notes-service',
        title: 'The Lotus Notes service was added to Outlook on this computer',
        howToTell: 'An Outlook profile on the computer that runs the wizard holds the Lotus Notes service.',
        remedy: [
          'Apply the service pack that is installed (SP1 or SP2) once more. The Outlook profile for Notes will not work afterwards.',
          'Run the wizard again.',
        ],
        articles: ['Q236176'],
      },
    ],
    data: { state: 'not migrated', says: 'No mailbox was migrated.' },
    articles: ['Q236176'],
  },
  {
    source: SOURCE,
    id: 12_024,
    type: 'Error',
    reach: 'item',
    title: 'Messages of a Notes user were skipped',
    description:
      "While migrating Lotus Notes user '%1', '%2' messages were skipped because of errors encountered during their conversion.",
    placeholders: { '%1': 'account', '%2': 'count' },
    meaning: 'The wizard could not convert some messages of this user and left them out; the event says how many.',
    system: 'Lotus Notes',
    versions: '5.5 SP3',
    fixedIn: '5.5 SP4, or the fixes of Q244702 (Mlmig32.dll 5.5.2652.39)',
    causes: [
      {
        id: 'conversion',
        title: 'A fault of the SP3 wizard in converting messages',
        howToTell: 'The wizard is SP3; which messages fail is not documented.',
        remedy: ['Install 5.5 SP4 on the computer that runs the wizard.', 'Migrate the user again.'],
        articles: ['Q249883'],
      },
    ],
    data: { state: 'partly migrated', says: 'As many messages as the event counts are missing.' },
    articles: ['Q249883', 'Q244702'],
  },
  {
    source: SOURCE,
    id: 14_002,
    reach: 'account',
    title: 'The IMAP server refused a command',
    description: 'IMAP server returned an error response while migrating mailbox \'<mbx>\': "<response>".',
    placeholders: { '<mbx>': 'account', '<response>': 'error' },
    meaning:
      'The IMAP extractor asks for messages with an obsolete command (RFC822.PEEK), and the server does not take it.',
    system: 'IMAP (documented for Banyan)',
    versions: '5.5 SP3',
    fixedIn: '5.5 SP4',
    causes: [
      {
        id: 'obsolete-command',
        title: 'The obsolete RFC822.PEEK',
        howToTell: 'The response in the event quotes RFC822.PEEK. With another response the cause is not documented.',
        remedy: ['Install 5.5 SP4 on the computer that runs the wizard.', 'Migrate the mailbox again.'],
        articles: ['Q258731'],
      },
    ],
    data: { state: 'not documented', says: 'The article does not say what of the mailbox arrived.' },
    articles: ['Q258731'],
  },
  {
    source: SOURCE,
    id: 23_006,
    type: 'Warning',
    reach: 'item',
    title: 'An object of the LDAP directory was skipped',
    description: "Error accessing data for 'LDAP://<server>' - object skipped.",
    placeholders: { '<server>': 'server' },
    meaning:
      'An object could not be opened, and its name stands inside it: so the event can name the server only, never the object.',
    system: 'LDAP directory',
    versions: '5.5',
    causes: [
      {
        id: 'object-not-opened',
        title: 'The object could not be opened',
        howToTell:
          'Compare the objects of the source directory with those that arrived. Why one cannot be opened is not documented; rights of the account are the first thing to look at.',
        remedy: [
          'Find the missing object by comparison.',
          'See that the account can read it, and run the wizard again.',
        ],
        articles: ['Q221422'],
      },
    ],
    data: { state: 'not migrated', says: 'One object was skipped; the others were not affected.' },
    articles: ['Q221422'],
  },
];
