import type { KnownEvent } from './entry.ts';

const SOURCE = 'MSExchangeMig';
const COMMAND_LINE = 'any system, command line';

/** Events 10xxx: the wizard itself, and its command line. */
export const WIZARD_EVENTS: readonly KnownEvent[] = [
  {
    source: SOURCE,
    id: 10_002,
    type: 'Information',
    reach: 'nothing',
    title: 'The migration begins',
    description: 'Migration begins.',
    meaning:
      'Nothing is wrong: it marks where a run begins in the log. The events up to the summary belong to this run.',
    system: 'any',
    versions: '5.0 and later',
    causes: [],
    data: { state: 'not documented', says: 'It says nothing about data.' },
    articles: ['Q166612'],
  },
  {
    source: SOURCE,
    id: 10_003,
    reach: 'nothing',
    title: 'Summary of a step of the run',
    description: "The '<Function>' of mail from '<source>' completed with the following results: …",
    placeholders: { '<Function>': 'keyword', '<source>': 'path' },
    meaning: 'Counts successes, warnings and errors of one step, such as the extraction. It is logged in any case.',
    system: 'any',
    versions: '5.0 and later',
    causes: [],
    data: { state: 'not documented', says: 'The counts say it; the events before it say why.' },
    articles: ['Q166612'],
  },
  {
    source: SOURCE,
    id: 10_008,
    type: 'Warning',
    reach: 'nothing',
    title: 'A keyword of the control file is called unnecessary',
    description: "Unnecessary keyword '<kw>' found in control file. The keyword will be ignored",
    placeholders: { '<kw>': 'keyword' },
    meaning: 'A false warning of the 5.5 wizard in a cc:Mail migration from the command line; it can be ignored.',
    system: 'Lotus cc:Mail, command line',
    versions: '5.5',
    causes: [
      {
        id: 'false-warning',
        title: 'The warning is wrong',
        howToTell: "The keyword is a valid one, such as 'Function'.",
        remedy: ['Ignore the warning. If the run was interrupted, look for another event.'],
        articles: ['Q197397'],
      },
    ],
    data: { state: 'untouched', says: 'The warning itself affects no data.' },
    articles: ['Q197397'],
  },
  {
    source: SOURCE,
    id: 10_023,
    type: 'Error',
    reach: 'run',
    title: 'The container in the control file does not exist',
    description:
      "Invalid Container '<value>' specified in the control file. You must specify a container which exists.",
    placeholders: { '<value>': 'container' },
    meaning:
      'The keyword Container names something that the directory does not hold under that name, or names it in the wrong form.',
    system: `${COMMAND_LINE} (documented for Lotus Notes)`,
    versions: '5.5',
    causes: [
      {
        id: 'container-form',
        title: 'The container is not written by its directory name',
        howToTell:
          'The value is a display name, or lacks the form Recipients/cn=NAME; the first part is Recipients in every language.',
        remedy: [
          'Write Container,Recipients/cn=NAME with the directory name of the container; or take the keyword out, and the default Recipients container is used.',
          'Run the control file again.',
        ],
        articles: ['Q274393', 'Q198957'],
      },
    ],
    data: {
      state: 'not documented',
      says: 'The article does not say whether anything was migrated; a run without a container has nowhere to put mailboxes.',
    },
    articles: ['Q274393', 'Q198957'],
  },
  {
    source: SOURCE,
    id: 10_052,
    type: 'Error',
    reach: 'run',
    title: 'The Exchange server is wrong or cannot be reached',
    description: 'Invalid Server specified or you do not have the permission required to complete the operation.',
    meaning: 'The wizard could not reach the directory of the server that it was told to migrate to.',
    system: `${COMMAND_LINE} (documented for Lotus Notes)`,
    versions: '5.5',
    causes: [
      {
        id: 'server-unreachable',
        title: 'The name of the server is wrong, or its directory service does not answer',
        howToTell: 'MSExchangeMigDS 181 beside it names the server that was tried.',
        remedy: [
          'See that the directory service runs on the server to which you migrate.',
          'See that the control file has the keyword Home-Server, and that the name is spelt as in the Admin program.',
          'Test name resolution: ping -a with the IP address has to answer with the name of the server.',
          'Run the control file again.',
        ],
        articles: ['Q275341', 'Q198957'],
      },
    ],
    data: { state: 'not documented', says: 'The article says only that the migration may fail.' },
    comesWith: [{ source: 'MSExchangeMigDS', id: 181, says: 'names the server that did not answer' }],
    articles: ['Q275341', 'Q198957'],
  },
  {
    source: SOURCE,
    id: 10_068,
    type: 'Information',
    reach: 'nothing',
    title: 'Summary of the run',
    description:
      "The 'Migration ' of mail from 'Microsoft Mail - <path>' completed with the following results: Extraction … Import …",
    variants: ["The 'Migration ' of mail from 'Microsoft Mail - <path>' completed with the following results:"],
    placeholders: { '<path>': 'path' },
    meaning:
      'Written at the end of every run, successful or not. Errors under Extraction count users who failed; no account under Import and errors under Extraction mean that all failed.',
    system: 'Microsoft Mail (PC)',
    versions: '5.5',
    causes: [],
    data: { state: 'not documented', says: 'The counts say it; the errors before it say why.' },
    comesWith: [{ source: SOURCE, id: 7034, says: 'once for each user that was not found' }],
    articles: ['Q169130'],
  },
  {
    source: SOURCE,
    id: 10_075,
    type: 'Information',
    reach: 'nothing',
    title: 'The passwords of the personal folder files are in a file',
    description: 'Passwords for new PST files are listed in the file: <path>\\PST.PASSWORD.',
    placeholders: { '<path>': 'path' },
    meaning:
      'Each personal folder file (PST) that the wizard makes gets a random password; it is not that of the user.',
    system: 'any, into personal folder files',
    versions: '4.0, 5.0, 5.5',
    causes: [
      {
        id: 'by-design',
        title: 'By design',
        howToTell: 'A user cannot open the migrated PST file with the password of the account.',
        remedy: [
          'Read the password in PST.PASSWORD, beside the PST files, and give it to the user.',
          'Keep that file safe.',
        ],
        articles: ['Q174738'],
      },
    ],
    data: { state: 'complete', says: 'The data is in the PST file; opening it takes the listed password.' },
    articles: ['Q174738'],
  },
];
