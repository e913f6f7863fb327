import type { Cause, KnownEvent } from './entry.ts';

const SYSTEM = 'Lotus cc:Mail';
const SOURCE = 'MSExchangeMig';

/** A fault that a service pack takes away: the remedy is always the same. */
const fault = (id: string, title: string, howToTell: string, pack: string, articles: readonly string[]): Cause => ({
  id,
  title,
  howToTell,
  remedy: [`Install ${pack} on the computer that runs the wizard.`, 'Run the wizard again for the users concerned.'],
  articles,
});

const NOT_COMPLETE =
  'The event says that this account did not migrate successfully; how much of it arrived is not documented.';

/** Events 1xxx: the cc:Mail source extractor. */
export const CCMAIL_EVENTS: readonly KnownEvent[] = [
  {
    source: SOURCE,
    id: 1004,
    reach: 'account',
    title: 'Export.exe refused its command line',
    description:
      "CCMail: EXPORT.EXE error exporting user '<name>' - Bad Parameters on the command line. …Command Line 'Export /P******** …'",
    variants: ["ccMail Export.exe error exporting user '<name>' bad parameters on the command line."],
    placeholders: { '<name>': 'account' },
    meaning:
      'The wizard calls the Export program of cc:Mail for each user, and that program refused the call. Three unlike things end in this one text.',
    system: SYSTEM,
    versions: '5.0, 5.5',
    fixedIn: '5.5 SP3 (Mlmig32.dll 5.5.2606.0), for the post office name alone',
    causes: [
      {
        id: 'pre-expired-passwords',
        title: 'The post office has the option Pre-expired Passwords on',
        howToTell:
          'Look in the cc:Mail administration program. The wizard gives each mailbox a new password, which this option makes expire at once. 5.0 and 5.5.',
        remedy: ['Switch the option off for the post office.', 'Run the wizard again.'],
        articles: ['Q186740'],
      },
      {
        id: 'long-directory-name',
        title: 'The path for migration files has a long directory name',
        howToTell: 'A folder in "Path for Migration Files" is longer than eight characters and three. 5.5; no fix.',
        remedy: ['Choose a folder whose name is of the form 8.3.', 'Run the wizard again.'],
        articles: ['Q194869'],
      },
      fault(
        'post-office-name',
        'The name of the post office holds a character that is neither letter nor digit',
        'The wizard names a folder after the post office, and the 16-bit programs of cc:Mail cannot open it. 5.5 before SP3.',
        '5.5 SP3 or later (Mlmig32.dll 5.5.2606.0)',
        ['Q229314'],
      ),
    ],
    data: { state: 'not migrated', says: 'Nothing of this user was exported, so nothing was imported.' },
    articles: ['Q186740', 'Q194869', 'Q229314'],
  },
  {
    source: SOURCE,
    id: 1011,
    reach: 'run',
    title: 'A message has a date that does not exist',
    description: 'cc:Mail DB8 extraction - Date field invalid in message.',
    meaning:
      'The wizard met a message with an impossible date, such as the 31st of February, and ended there: the messages behind it were not looked at.',
    system: `${SYSTEM} DB8`,
    versions: '5.5',
    fixedIn: '5.5 SP3 (Mlmig32.dll 5.5.2627.0)',
    causes: [
      fault(
        'impossible-date',
        'One impossible date stops the extraction',
        'The extraction ends early with this event; Mlmig32.dll is older than 5.5.2627.0.',
        '5.5 SP3 or later',
        ['Q233325'],
      ),
    ],
    data: { state: 'partly migrated', says: 'No message behind the one with the bad date was migrated.' },
    articles: ['Q233325'],
  },
  {
    source: SOURCE,
    id: 1027,
    type: 'Error',
    reach: 'account',
    title: 'The Export program wrote no usable message size',
    description:
      "cc:Mail - Export program returned an invalid Message size of '<n>'. Account '<name>' did not migrate successfully.",
    placeholders: { '<n>': 'count', '<name>': 'account' },
    meaning: 'For some messages the Export program of cc:Mail writes blanks where their size should stand.',
    system: SYSTEM,
    versions: '5.5 RTM to SP4',
    fixedIn: 'a fix after 5.5 SP4 (Mlmig32.dll 5.5.2654.89); it needs SP4',
    causes: [
      fault(
        'blank-size',
        'Export writes blanks as the size',
        'Mlmig32.dll is older than 5.5.2654.89.',
        'SP4 and the fix with Mlmig32.dll 5.5.2654.89 or later',
        ['Q287056'],
      ),
    ],
    data: { state: 'partly migrated', says: NOT_COMPLETE },
    articles: ['Q287056'],
  },
  {
    source: SOURCE,
    id: 1029,
    reach: 'account',
    title: 'The exported file is cut up otherwise than expected',
    description:
      "Invalid Token '<t>' found in the exported file. Token should have been 'Message:'. Account '<lastname>, <firstname>' did not migrate successfully.",
    variants: [
      "Invalid Token '<t>' found in the exported file. Token should have been 'Message:'. Account '<account>' did not migrate successfully.",
    ],
    placeholders: { '<t>': 'token', '<lastname>, <firstname>': 'account', '<account>': 'account' },
    meaning:
      'The wizard expects a line end (CR LF) between the blocks of the file that the Export program wrote, and there is not always one.',
    system: SYSTEM,
    versions: '5.0, 5.5',
    fixedIn: '5.5 SP2',
    causes: [
      fault(
        'block-separator',
        'A wrong assumption of the wizard about the exported file',
        'Mlmig32.dll is older than 5.5.2448.4 (SP2).',
        '5.5 SP2 or later',
        ['Q184391'],
      ),
    ],
    data: { state: 'partly migrated', says: NOT_COMPLETE },
    articles: ['Q184391'],
  },
  {
    source: SOURCE,
    id: 1030,
    type: 'Error',
    reach: 'account',
    title: 'A return receipt stopped the account',
    description:
      "Invalid Token 'RRT: %1' found within a Message context in the exported file. Account '%2' did not migrate successfully.",
    placeholders: { '%1': 'token', '%2': 'account' },
    meaning: 'The wizard does not understand a message of cc:Mail that is a return receipt.',
    system: SYSTEM,
    versions: '5.5 SP3 with the first migration fixes after it, one-step and two-step',
    fixedIn: '5.5 SP4, or the fixes of Q244702 (Mlmig32.dll 5.5.2652.39)',
    causes: [
      fault(
        'return-receipt',
        'The post office holds return receipts, and the wizard is SP3 with the later fixes',
        'The token in the event begins with RRT.',
        '5.5 SP4',
        ['Q262989'],
      ),
    ],
    data: { state: 'partly migrated', says: NOT_COMPLETE },
    articles: ['Q262989', 'Q244702'],
  },
  {
    source: SOURCE,
    id: 1032,
    type: 'Error',
    reach: 'account',
    title: 'An attachment in the exported file could not be read',
    description:
      "Error reading Export file '<file>' within the 'message contents' processing. Account '<account>' did not migrate successfully.",
    placeholders: { '<file>': 'file', '<account>': 'account' },
    meaning: 'The wizard could not read the file of an attachment that belongs to the exported messages of this user.',
    system: `${SYSTEM} DB8`,
    versions: '5.5',
    fixedIn: '5.5 SP4, or the fixes of Q244702 (Mlmig32.dll 5.5.2651.29)',
    causes: [
      fault(
        'unreadable-attachment',
        'The wizard fails on an attachment',
        'Messages of this user are missing after the run; the wizard is older than SP4.',
        '5.5 SP4',
        ['Q238784'],
      ),
    ],
    data: { state: 'partly migrated', says: 'Not all messages of this account were migrated.' },
    articles: ['Q238784', 'Q244702'],
  },
  {
    source: SOURCE,
    id: 1052,
    reach: 'item',
    title: 'A member was left out of a personal mailing list',
    description:
      "Unable to add '<entry>' to private Distribution List '<list>' for user <name>. The address could not be located in the cc:Mail post office.",
    placeholders: { '<entry>': 'entry', '<list>': 'distributionList', '<name>': 'account' },
    meaning:
      'The extractor of the release "Web 3" takes a list member written as "Last, First" for two members, and finds neither.',
    system: `${SYSTEM}, personal mailing lists`,
    versions: '5.5 Web 3 (Mailmig.exe 5.5.2521.0)',
    fixedIn: '5.5 SP3 (Mlmig32.dll 5.5.2543.1)',
    causes: [
      fault(
        'two-part-names',
        'Names with a comma are taken apart',
        'The entry in the event is half of a name; Mailmig.exe is 5.5.2521.0.',
        '5.5 SP3 or later',
        ['Q214838'],
      ),
    ],
    data: { state: 'partly migrated', says: 'The lists are in the personal address book, and may be empty.' },
    articles: ['Q214838'],
  },
  {
    source: SOURCE,
    id: 6003,
    type: 'Error',
    reach: 'run',
    title: 'The migration files could not be created',
    description: 'Error creating IFF PRImary and SECondary files in - <path>. Error Code: <hex>.',
    placeholders: { '<path>': 'path', '<hex>': 'error' },
    meaning:
      'The wizard makes a folder named after the post office, and the name holds a character that a file name may not have. The run fails at once.',
    system: `${SYSTEM} DB8`,
    versions: '5.5',
    fixedIn: '5.5 SP4, or the fixes of Q244702 (Mlmig32.dll 5.5.2651.29)',
    causes: [
      fault(
        'illegal-character',
        'The post office has a name that no folder can have',
        'Look at the path in the event: its last part is the name of the post office.',
        '5.5 SP4',
        ['Q238850'],
      ),
    ],
    data: { state: 'not migrated', says: 'The run fails before anything is extracted.' },
    articles: ['Q238850', 'Q244702'],
  },
];
