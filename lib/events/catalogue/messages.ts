import type { KnownMessage } from './entry.ts';

const MS_MAIL = 'Microsoft Mail (PC)';
const NOTHING_YET = 'The wizard stops before it migrates anything.';

/** What dialogs show and no log holds (domain.md 3.3); each is recognised by its text alone. */
export const KNOWN_MESSAGES: readonly KnownMessage[] = [
  {
    id: 'address-book-unavailable',
    title: 'The address book is unavailable',
    description: 'The address book is unavailable. Check that the Microsoft Exchange Server is still available.',
    meaning: 'The dialog that goes with event 145: the wizard could not build a profile.',
    system: `${MS_MAIL}, Lotus cc:Mail`,
    versions: '4.0, 5.0, 5.5',
    causes: [
      {
        id: 'no-access-to-emsui',
        title: 'The account that runs the wizard cannot read Emsui32.dll',
        howToTell: 'Event 145 stands in the application log.',
        remedy: ['Give the account access to the file, or copy it beside Mailmig.exe.', 'Run the wizard again.'],
        articles: ['Q164849'],
      },
    ],
    data: { state: 'not documented', says: 'Without a profile the wizard cannot log on to import.' },
    articles: ['Q164849'],
  },
  {
    id: 'invalid-postoffice',
    title: 'Invalid Postoffice',
    description: 'Invalid Postoffice',
    meaning:
      'Three files of the post office (Access.glb, Access2.glb, Access3.glb) no longer agree, though mail still works.',
    system: MS_MAIL,
    versions: '4.0, 5.0, 5.5',
    causes: [
      {
        id: 'glb-out-of-step',
        title: 'The Access files of the post office are out of step',
        howToTell:
          'Divide the size of Access.glb by 586, of Access2.glb by 69 and of Access3.glb by 512: the three results have to be equal.',
        remedy: ['Restore the three files from a backup in which they agree.', 'Run the wizard again.'],
        articles: ['Q168736'],
      },
    ],
    data: { state: 'untouched', says: NOTHING_YET },
    articles: ['Q168736'],
  },
  {
    id: 'postoffice-read-only',
    title: 'The post office is read only',
    description: 'The selected Postoffice is read only. It must be writeable.',
    meaning: 'The wizard has to write to the post office and may not.',
    system: MS_MAIL,
    versions: '4.0',
    causes: [
      {
        id: 'master-locked',
        title: 'Master.glb is locked open',
        howToTell: 'Somebody or some program holds the file Master.glb of the post office open.',
        remedy: ['Have the file closed.', 'Run the wizard again.'],
        articles: ['Q158489', 'Q147506'],
      },
      {
        id: 'glb-read-only',
        title: 'The folder GLB of the post office is read only',
        howToTell: 'The file is not open, and the permissions of the folder GLB say read only.',
        remedy: ['Give the account write access to the folder GLB.', 'Run the wizard again.'],
        articles: ['Q158489'],
      },
    ],
    data: { state: 'untouched', says: NOTHING_YET },
    articles: ['Q158489'],
  },
  {
    id: 'msfs32',
    title: 'Msfs32.dll cannot be used',
    description:
      'Unable to use MSFS32.dll. Verify that this DLL exists in the path and that its version matches the version of MLMIG32.dll.',
    meaning: 'The wizard needs Msfs32.dll in the version of its own Mlmig32.dll.',
    system: MS_MAIL,
    versions: '5.0',
    causes: [
      {
        id: 'msfs32-missing',
        title: 'The file is missing, or is that of another version',
        howToTell: 'Compare the version of Msfs32.dll in the path with that of Mlmig32.dll.',
        remedy: ['Copy Msfs32.dll from Setup on the Exchange CD to Exchsrvr\\bin.', 'Run the wizard again.'],
        articles: ['Q174355'],
      },
    ],
    data: { state: 'untouched', says: NOTHING_YET },
    articles: ['Q174355'],
  },
  {
    id: 'invalid-server',
    title: 'Invalid server specified',
    description: 'Invalid server specified.',
    meaning: 'The wizard was refused by the Exchange server that it was told to migrate to.',
    system: MS_MAIL,
    versions: '5.0',
    causes: [
      {
        id: 'no-exchange-rights',
        title: 'The account that runs the wizard has no rights in Exchange',
        howToTell: 'Start the Admin program under the same account and look at the permissions of the site.',
        remedy: ['Run the wizard under an account with Exchange rights.'],
        articles: ['Q156063'],
      },
    ],
    data: { state: 'untouched', says: NOTHING_YET },
    articles: ['Q156063'],
  },
  {
    id: 'mode-missing',
    title: "The keyword 'mode' is missing",
    description: "Required keyword 'mode', is missing in the control file.",
    meaning: 'The control file of a command-line run lacks a required line.',
    system: 'any, command line',
    versions: '5.5',
    causes: [
      {
        id: 'no-mode-line',
        title: 'The control file does not begin with Mode',
        howToTell: 'The first line that is no comment has to be Mode and a system, such as Mode,MSMAILPC.',
        remedy: ['Put the Mode line first.', 'Run the control file again.'],
        articles: ['Q234057', 'Q198957'],
      },
    ],
    data: { state: 'untouched', says: NOTHING_YET },
    articles: ['Q234057', 'Q198957'],
  },
  {
    id: 'ldap-log-on',
    title: 'No log-on to the LDAP server',
    description: 'Unable to log on to the server. Please verify server name, port, account name and password.',
    variants: ['Unable to log on to the server…'],
    meaning: 'The wizard could not log on to the LDAP directory from which it is to take accounts.',
    system: 'LDAP directory',
    versions: '5.5',
    causes: [
      {
        id: 'ldap-settings',
        title: 'One of the settings of the log-on is wrong',
        howToTell: 'Try them one after the other with another LDAP client.',
        remedy: [
          'Server and port: 389, or 636 for LDAP over SSL.',
          'Account: the full distinguished name; and its password.',
          'A server with a default naming context wants it behind its name, as in ldapserver/o=org.',
          'See that ADSI 2.0 is installed in the right version.',
        ],
        articles: ['Q216292', 'Q216290'],
      },
    ],
    data: { state: 'untouched', says: NOTHING_YET },
    articles: ['Q216292'],
  },
  {
    id: 'groupwise-file',
    title: 'GW5mig cannot find a file',
    description: 'GW5mig The system cannot find the file specified',
    variants: [
      'GW5mig: The system cannot find the file specified',
      'GroupWise: The system cannot find the file specified',
      'The system cannot find the file specified (GroupWise)',
    ],
    meaning: 'The GroupWise part of the wizard is older than the GroupWise that it meets.',
    system: 'Novell GroupWise',
    versions: '5.5',
    fixedIn: '5.5 SP3',
    causes: [
      {
        id: 'before-sp3',
        title: 'The wizard is older than SP3',
        howToTell: 'Mlmig32.dll is older than 5.5.2650.12.',
        remedy: ['Install 5.5 SP3 on the computer that runs the wizard.'],
        articles: ['Q265840'],
      },
    ],
    data: { state: 'untouched', says: NOTHING_YET },
    articles: ['Q265840'],
  },
  {
    id: 'groupwise-log-on',
    title: 'No log-on to GroupWise',
    description: 'An error occurred logging on to GroupWise 5. Please check the user ID and password.',
    meaning: 'The migration account was refused by GroupWise, or reaches it in a way that the wizard does not support.',
    system: 'Novell GroupWise 5.x',
    versions: '5.5',
    causes: [
      {
        id: 'groupwise-account',
        title: 'The wrong name or password, or too few rights',
        howToTell: 'The wizard wants the GroupWise mailbox id and its password, not those of NDS or Windows NT.',
        remedy: [
          'Enter the mailbox id and the password of the mailbox.',
          'Give the account administrator rights in Exchange and in GroupWise/NDS.',
          'Use the current Novell client, and Direct instead of Client/Server access in the post office agent.',
        ],
        articles: ['Q198014'],
      },
    ],
    data: { state: 'untouched', says: NOTHING_YET },
    articles: ['Q198014'],
  },
  {
    id: 'memory-error',
    title: 'Memory error encountered',
    description: 'Memory error encountered',
    meaning: 'The wizard ran the wrong edition of the Import and Export programs of cc:Mail.',
    system: 'Lotus cc:Mail',
    versions: '5.0, 5.5',
    fixedIn: '5.5 SP4, for the 32-bit programs alone',
    causes: [
      {
        id: 'os2-programs',
        title: 'The OS/2 edition of Import and Export is in the path',
        howToTell: 'Start Export at a command prompt: the OS/2 edition calls itself Export2.',
        remedy: ['Put the DOS edition of Import.exe and Export.exe into the path instead.'],
        articles: ['Q183590'],
      },
      {
        id: '32-bit-programs',
        title: 'The 32-bit edition (Export32.exe) is used with a wizard before SP4',
        howToTell: 'The programs are Import32.exe and Export32.exe.',
        remedy: [
          'Install 5.5 SP4.',
          'Rename the two to Import.exe and Export.exe and copy them, with the DLLs that the article lists, to Exchsrvr\\Bin.',
        ],
        articles: ['Q251018'],
      },
    ],
    data: { state: 'not documented', says: 'The articles do not say how far the run came.' },
    articles: ['Q183590', 'Q251018'],
  },
  {
    id: 'notes-access',
    title: 'No access to a Notes mailbox',
    description:
      "You do not have the required access to migrate user '<user>'. If you continue, the user will not be migrated.",
    variants: [
      "You do not have the required access to migrate user '<user>'",
      'You do not have the required access to migrate user',
    ],
    placeholders: { '<user>': 'account' },
    meaning:
      'The Notes ID with which the wizard works may not read the mailbox of this user; by default nobody else may.',
    system: 'Lotus Notes',
    versions: '5.5 to SP4, 2000',
    causes: [
      {
        id: 'no-reader',
        title: 'The Notes ID is no Reader of the mailbox',
        howToTell: 'Look at the access control list of the mail database.',
        remedy: ['Give the Notes ID at least Reader access to each mailbox.', 'Run the wizard again for this user.'],
        articles: ['Q289827'],
      },
    ],
    data: { state: 'not migrated', says: 'This user is left out if the run goes on.' },
    articles: ['Q289827'],
  },
  {
    id: 'no-permission-to-log-on',
    title: 'A migrated mailbox cannot be opened yet',
    description: 'Unable to display the folder. You do not have Permissions to log on.',
    meaning: 'The information store has not read the directory since the migration; it does so every 120 minutes.',
    system: 'any',
    versions: '5.5',
    causes: [
      {
        id: 'store-cache',
        title: 'The mailbox cache of the information store is out of date',
        howToTell: 'The migration ended less than two hours ago.',
        remedy: [
          'Wait two hours, or restart the information store.',
          'Or set Mailbox Cache Age Limit (DWORD, minutes) under MSExchangeIS\\ParametersSystem for the time of the migration, and restart the information store.',
        ],
        articles: ['Q199309'],
      },
    ],
    data: { state: 'complete', says: 'The data is there; only the log-on is refused.' },
    articles: ['Q199309'],
  },
  {
    id: 'address-exists',
    title: 'The e-mail address exists already',
    description: 'This e-mail address already exists in this organization.',
    variants: ['ID no: c10312e7', 'c10312e7'],
    meaning:
      'The Admin program (c10312e7) refuses an address that another object of the organisation holds, perhaps a hidden one.',
    system: 'any',
    versions: '4.0, 5.0, 5.5',
    causes: [
      {
        id: 'held-elsewhere',
        title: 'Another mailbox, custom recipient or list holds the address',
        howToTell:
          'Find Recipients in the Admin program; hidden ones with View, Hidden Recipients; or a directory export with hidden objects.',
        remedy: [
          'Find out which of the two is to keep the address.',
          'Change or delete the other; save its mail first if it is a mailbox.',
        ],
        articles: ['Q168367', 'Q251152'],
      },
    ],
    data: { state: 'untouched', says: 'Nothing was written.' },
    articles: ['Q168367', 'Q251152'],
  },
  {
    id: 'no-secondary-files',
    title: 'Only the packing list and Directory.pri were written',
    description: 'the 00000001.pri and 00000001.sec files are not created',
    variants: [
      '00000001.pri and 00000001.sec are not created',
      '00000001.pri and 00000001.sec are missing',
      'no 00000001.pri',
      'without 00000001.pri',
      '00000001.pri is missing',
      '00000001.pri was not created',
      '00000001.pri is not created',
    ],
    meaning:
      'The extraction wrote the directory and none of the mail: the account may not read what it needs of Exchange.',
    system: 'Lotus Notes',
    versions: '4.0, 5.0, 5.5',
    causes: [
      {
        id: 'no-rights-on-exchange',
        title: 'The account has no rights on the organisation, the site and the server containers',
        howToTell:
          'The .pkl file and Directory.pri are there; look at the permissions of the three containers in the Admin program.',
        remedy: ['Log on with a service account that has rights on all three.', 'Run the wizard again.'],
        articles: ['Q264304'],
      },
    ],
    data: { state: 'not migrated', says: 'No mail was extracted; nothing was changed at the source.' },
    articles: ['Q264304'],
  },
];
