import { CAUSES_OF_7026 } from './causes-of-7026.ts';
import type { Cause, KnownEvent } from './entry.ts';

const SYSTEM = 'Microsoft Mail (PC)';

/** Q168606: what keeps the wizard from a user's mail message file. */
const MMF_CAUSES: readonly Cause[] = [
  {
    id: 'client-open',
    title: 'The user still has the MS Mail client open, which locks the file',
    howToTell: 'The user is logged on to the post office, or a client was left running somewhere.',
    remedy: ['Have the user log off from every MS Mail client.', 'Run the wizard again for this user.'],
    articles: ['Q168606'],
  },
  {
    id: 'password-out-of-step',
    title: 'The password inside the mail message file differs from the one of the post office',
    howToTell:
      'An administrator has given the user a new password, and the user has not logged on with the client since.',
    remedy: [
      'Log on to the MS Mail client as this user once, and log off, so that the file takes the password of the post office.',
      'Run the wizard again for this user.',
    ],
    articles: ['Q168606'],
  },
];

/** Events 7xxx: the direct path from a Microsoft Mail post office. */
export const MSMAIL_EVENTS: readonly KnownEvent[] = [
  {
    source: 'MSExchangeMig',
    id: 7000,
    type: 'Error',
    reach: 'item',
    title: 'The personal address book could not be migrated',
    description: "Could not migrate PAB file for account: <user id>. PAB (MMF)Path '<path>'.",
    placeholders: { '<user id>': 'account', '<path>': 'path' },
    meaning:
      "The wizard could not open the personal address book of this user, which stands in the user's mail message file (MMF) on the post office.",
    system: SYSTEM,
    versions: '4.0, 5.0, 5.5',
    causes: MMF_CAUSES,
    data: {
      state: 'not migrated',
      says: 'The address book of this user was not migrated. Whether anything in the source changed is not documented.',
    },
    comesWith: [{ source: 'MSExchangeMig', id: 7007, says: 'the same file, for the mail in it' }],
    articles: ['Q168606'],
  },
  {
    source: 'MSExchangeMig',
    id: 7007,
    type: 'Error',
    reach: 'account',
    title: 'The mail message file could not be migrated',
    description: "Could not migrate MMF file for Account: <user>. MMF Path '<path>'.",
    placeholders: { '<user>': 'account', '<path>': 'path' },
    meaning: "The wizard could not open this user's mail message file (MMF) on the post office.",
    system: SYSTEM,
    versions: '4.0, 5.0, 5.5',
    causes: MMF_CAUSES,
    data: {
      state: 'not migrated',
      says: 'The mail in this file was not migrated. Whether anything in the source changed is not documented.',
    },
    comesWith: [{ source: 'MSExchangeMig', id: 7000, says: 'the same file, for the address book in it' }],
    articles: ['Q168606'],
  },
  {
    source: 'MSExchangeMig',
    id: 7017,
    type: 'Error',
    reach: 'account',
    title: 'No log-on to the mailbox in the message store',
    description: 'Could not log onto the Message Store for Account: <username>',
    placeholders: { '<username>': 'account' },
    meaning:
      'In a two-step migration the wizard could not open the mailbox into which it was to import. The user has a mailbox already, and its alias is not the MS Mail mailbox name.',
    system: `${SYSTEM}, two-step`,
    versions: '5.0, 5.5',
    causes: [
      {
        id: 'alias-differs',
        title: 'An existing mailbox has another alias than the MS Mail mailbox',
        howToTell: 'Compare the alias in the directory with the MS Mail mailbox name that the event prints.',
        remedy: [
          'In the user list, leave the column Mode blank for this user, which means update.',
          'Set Common-Name to the Directory Name of the existing mailbox.',
          'In step two, clear "Information to create mailboxes".',
          'Have no Windows NT account made.',
        ],
        articles: ['Q186742'],
      },
    ],
    data: { state: 'not migrated', says: 'Mail and address book of this user were not imported.' },
    articles: ['Q186742'],
  },
  {
    source: 'MSExchangeMig',
    id: 7026,
    type: 'Error',
    reach: 'account',
    title: 'Migration aborted due to MAPI logon failure',
    description: 'Migration Aborted due to Mapi logon failure.',
    meaning:
      'The wizard could not find the mailbox into which it was to migrate a Microsoft Mail user. It is not about a password or a MAPI profile, and the text names neither the user nor the mailbox.',
    system: SYSTEM,
    versions: '5.5 RTM to SP4 (for SP4 no article says otherwise)',
    fixedIn: 'SP1, for the converted custom recipient alone (Q183312)',
    causes: Object.values(CAUSES_OF_7026),
    data: {
      state: 'not migrated',
      says: "This user's data was not imported. What had been imported before the abort is not documented.",
    },
    comesWith: [{ source: 'MSExchangeMig', id: 10068, says: 'the summary of the run, whatever became of it' }],
    articles: ['Q242184', 'Q182665', 'Q183312'],
  },
  {
    source: 'MSExchangeMig',
    id: 7032,
    reach: 'run',
    title: 'The heading of the user list was taken for a user',
    description: 'Invalid Home Server definition in user list file for user "Home-Server"',
    meaning:
      'From the command line the 5.5 wizard misreads the user list (CSV): it takes the column heading Home-Server for a user, and the run fails. Run with its windows, the same wizard does not.',
    system: `${SYSTEM}, command line`,
    versions: '5.5 RTM; not 4.0 or 5.0',
    fixedIn: '5.5 SP1',
    causes: [
      {
        id: 'batch-mode-bug',
        title: 'A fault of the 5.5 wizard in command-line mode',
        howToTell: 'Mailmig.exe was started with a control file that names a user list. Mlmig32.dll is 5.5.1960.3.',
        remedy: ['Install SP1 or later on the computer that runs the wizard.', 'Run the control file again.'],
        articles: ['Q180876', 'Q242221'],
      },
    ],
    data: { state: 'not documented', says: 'The article says only that the run fails.' },
    articles: ['Q180876', 'Q242221'],
  },
  {
    source: 'MSExchangeMig',
    id: 7034,
    type: 'Error',
    reach: 'run',
    title: 'A user of the list was not found in the post office',
    description: 'User <mailbox> not found in the postoffice <postoffice>.',
    placeholders: { '<mailbox>': 'account', '<postoffice>': 'postOffice' },
    meaning:
      'From the command line, with a control file that names a user list, the 5.5 wizard finds none of the listed users in the MS Mail post office. The event comes once for each of them.',
    system: `${SYSTEM}, command line`,
    versions: '5.5 RTM',
    fixedIn: '5.5 SP1',
    causes: [
      {
        id: 'user-list-in-control-file',
        title: 'A fault of the 5.5 wizard when the control file names a user list',
        howToTell:
          'The event comes for every user of the list, and 10068 counts as many extraction errors as the list has users.',
        remedy: ['Install SP1 or later on the computer that runs the wizard.', 'Run the control file again.'],
        articles: ['Q169130', 'Q242221'],
      },
    ],
    data: { state: 'not migrated', says: 'No user and no message was migrated in this run.' },
    comesWith: [{ source: 'MSExchangeMig', id: 10068, says: 'its extraction errors count these users' }],
    articles: ['Q169130', 'Q242221'],
  },
  {
    source: 'MSExchangeMig',
    id: 7044,
    type: 'Error',
    reach: 'run',
    title: 'The MAPI spooler failed while several users were migrated',
    description: 'Internal failure communicating with MAPI Spooler. Account %1. Return code 80004005.',
    placeholders: { '%1': 'account' },
    meaning:
      'The account that runs the wizard has the wrong role: as Service Account Admin it can migrate one user at a time, not several. It looks like a failed log-on and is a matter of permissions.',
    system: `${SYSTEM}, more than one user`,
    versions: '5.0, 5.5',
    causes: [
      {
        id: 'service-account-admin',
        title: 'The wizard was run as Service Account Admin',
        howToTell: 'One user at a time works. The role is on the tab Permissions in the Admin program.',
        remedy: [
          'Give a Windows NT account the role Permissions Admin at the organisation, the site and the configuration object.',
          'Log on as this account and run the wizard again; or migrate one user at a time.',
        ],
        articles: ['Q255888'],
      },
    ],
    data: { state: 'partly migrated', says: 'Accounts and mailboxes were created; the mail was not migrated.' },
    articles: ['Q255888'],
  },
];
