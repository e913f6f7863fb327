import type { KnownEvent } from './entry.ts';

const SYSTEM = 'Microsoft Mail (PC)';

/** Q199980: the same event under two numbers. */
const lockedFile = (id: 135 | 151): KnownEvent => ({
  source: 'MSExchangeMig',
  id,
  reach: 'account',
  title: 'The mail message file could not be migrated',
  description: 'Could not migrate MMF file for account. "UserId : <username>" "Mmfpath: <path>"',
  placeholders: { '<username>': 'account', '<path>': 'path' },
  meaning: "The wizard could not read this user's mail message file (MMF): it is locked, or damaged.",
  system: SYSTEM,
  versions: '5.5 (a number of the older series; newer wizards log 7007)',
  causes: [
    {
      id: 'mmf-locked-or-damaged',
      title: 'The mail message file is locked open or in an unstable state',
      howToTell:
        'See whether the user still has a client open; else log on as this user and see whether the mail opens.',
      remedy: [
        "Recover the password of the user's mail message file.",
        'Log on to the MS Mail client as this user, and log off again.',
        'Run the wizard again for this user.',
      ],
      articles: ['Q199980'],
    },
  ],
  data: { state: 'not migrated', says: 'The mail in this file was not migrated; it can be once the file opens.' },
  articles: ['Q199980'],
});

/** Q152321: the same event under two numbers. */
const headingTakenForUser = (id: 162 | 178): KnownEvent => ({
  source: 'MSExchangeMig',
  id,
  type: 'Error',
  reach: 'nothing',
  title: 'The heading of the user list was taken for a user',
  description: "Invalid Home-Server definition in user list file for the user 'Home-Server'.",
  meaning:
    'A false alarm of the 4.0 wizard in a two-step migration of a user whose account is in the Exchange directory already: the column heading Home-Server is taken for a user. The migration itself went through.',
  system: `${SYSTEM}, two-step`,
  versions: '4.0 (5.5 logs 7032 for the same text, from the command line)',
  causes: [
    {
      id: 'account-exists',
      title: 'The user account exists in the Exchange directory already',
      howToTell: "The event names 'Home-Server', which is the heading of a column and nobody's name.",
      remedy: ['Nothing: see that the data of the user is there.'],
      articles: ['Q152321'],
    },
  ],
  data: { state: 'complete', says: 'The migration succeeded in spite of this event.' },
  articles: ['Q152321'],
});

/** The older, low numbers of Microsoft Mail events; 4.0 and 5.0 logged them, and some articles print them for 5.5. */
export const MSMAIL_LOW_EVENTS: readonly KnownEvent[] = [
  lockedFile(135),
  {
    source: 'MSExchangeMig',
    id: 145,
    reach: 'account',
    title: 'No profile could be set up for the account',
    description: 'Error Configuring the profile for Account: <account>',
    placeholders: { '<account>': 'account' },
    meaning:
      'To move the mail of a user the wizard builds a temporary MAPI profile, and for that it calls Emsui32.dll. The account that runs the wizard may not read that file.',
    system: `${SYSTEM}, Lotus cc:Mail`,
    versions: '4.0, 5.0, 5.5',
    causes: [
      {
        id: 'no-access-to-emsui',
        title: 'The account that runs the wizard cannot read Emsui32.dll (Emsui.dll)',
        howToTell:
          'Look at the permissions of the file and of its folder, %SystemRoot%\\System32, for the account that runs the wizard. The dialog says that the address book is unavailable.',
        remedy: [
          'Give the account access to the folder that holds the file, or copy the file beside Mailmig.exe in Exchsrvr\\Bin.',
          'Run the wizard again.',
        ],
        articles: ['Q164849'],
      },
    ],
    data: { state: 'not documented', says: 'Without a profile the wizard cannot log on to import.' },
    articles: ['Q164849'],
  },
  {
    source: 'MSExchangeMig',
    id: 147,
    type: 'Error',
    reach: 'account',
    title: 'No log-on to the mailbox in the message store',
    description: 'Could not log onto the Message Store for Account: <mailbox>',
    placeholders: { '<mailbox>': 'account' },
    meaning:
      'The user has a mailbox already, and it stands in another recipients container than the one that was chosen in the wizard.',
    system: SYSTEM,
    versions: '4.0, 5.0 (5.5 logs the same text as 7017, for another cause)',
    fixedIn: '5.5',
    causes: [
      {
        id: 'other-container',
        title: 'The mailbox stands in another recipients container',
        howToTell: 'Compare the container of the mailbox in the Admin program with the one chosen in the wizard.',
        remedy: ['Run the wizard again for this user and choose the container in which the mailbox stands.'],
        articles: ['Q152330'],
      },
    ],
    data: { state: 'not migrated', says: 'Nothing was imported for this user, since the mailbox was not opened.' },
    articles: ['Q152330'],
  },
  lockedFile(151),
  headingTakenForUser(162),
  {
    source: 'MSExchangeMig',
    id: 168,
    reach: 'item',
    title: 'The shared folders could not be migrated',
    description: 'Could not migrate shared folders',
    meaning: 'The service account may not create top-level public folders, so that the shared folders found no place.',
    system: SYSTEM,
    versions: '4.0',
    causes: [
      {
        id: 'top-level-folders',
        title: 'The service account is not among those who may create top-level folders',
        howToTell: 'Admin program, Configuration, Information Store Site Configuration, tab Top Level Folder Creation.',
        remedy: ['Allow All on that tab.', 'Run the wizard again; afterwards the right can be narrowed again.'],
        articles: ['Q149284'],
      },
    ],
    data: { state: 'partly migrated', says: 'Everything but the shared folders was migrated.' },
    articles: ['Q149284'],
  },
  headingTakenForUser(178),
];
