import { type DapiNote, fromTheText, NOT_PROCESSED } from './dapi-note.ts';
import type { Cause } from './entry.ts';

/** Q162833, Q154443: why the directory does not let an object be removed. */
const NOT_REMOVED: readonly Cause[] = [
  {
    id: 'no-directory-rights',
    title: 'The account that runs the wizard has too few rights in the directory',
    howToTell: 'Other objects of the same site fail as well, whatever their home server.',
    remedy: ['Log on with an account that may administer the Exchange directory.', 'Run the wizard again.'],
    articles: ['Q162833', 'Q154443'],
  },
  {
    id: 'homed-in-another-site',
    title: 'The mailbox or custom recipient that stands in the way is homed in another site',
    howToTell:
      'The reason in the event speaks of a server in the same site. The object exists already, for instance from directory synchronisation, and its home server is elsewhere.',
    remedy: [
      'With an administrator of that site, delete the mailbox or custom recipient on its own home server.',
      'Wait for directory replication (Update Now on the Directory Service object hurries it), or run the knowledge consistency check.',
      'Run the wizard again.',
    ],
    articles: ['Q162833', 'Q154443'],
  },
];

const byText = (id: number, title: string, meaning: string, remedy: readonly string[]): DapiNote => ({
  id,
  title,
  meaning,
  causes: fromTheText('What its own text says', remedy),
  data: NOT_PROCESSED,
  articles: ['Q261283'],
});

/** DAPI messages about objects, accounts and the directory service that a migration meets (domain.md 3.2). */
export const OBJECT_NOTES: readonly DapiNote[] = [
  {
    id: 136,
    title: 'A Windows NT account of that name exists already',
    variants: ['Windows NT Account %1 already exists and was set as the Primary Windows NT account for Mailbox %2.'],
    placeholders: { '%1': 'account', '%2': 'mailbox' },
    meaning:
      'The wizard was to make a Windows NT account, found one of that name, and uses it. Two people can so end up with one account; generated addresses then get a number, from 2 on.',
    versions: 'documented for 4.0; from its service pack on the text names the mailbox, too',
    causes: [
      {
        id: 'account-reused',
        title: 'The existing account was taken for the new mailbox',
        howToTell: 'Is the account really that of the same person? Look for a number at the end of the new address.',
        remedy: [
          'If it is the same person, nothing.',
          'If not, make an account for the person, and set it as the primary Windows NT account of the mailbox.',
        ],
        articles: ['Q152927'],
      },
    ],
    data: { state: 'complete', says: 'The mailbox is made; its account may be the wrong one.' },
    reach: 'account',
    articles: ['Q152927', 'Q261283'],
  },
  {
    id: 181,
    title: 'The directory server did not answer',
    placeholders: { '%2': 'server', '%1': 'error' },
    meaning: 'The wizard could not reach the directory service of the server to which it was to migrate.',
    causes: [
      {
        id: 'server-unreachable',
        title: 'The name of the server is wrong, or its directory service is not running',
        howToTell: 'The event names the server that was tried. Event 10052 comes with it.',
        remedy: [
          'See that the directory service runs on that server.',
          'Compare the name with the Admin program, and test name resolution (ping -a with the IP address).',
          'In a control file, set Home-Server.',
        ],
        articles: ['Q275341'],
      },
    ],
    data: { state: 'not documented', says: 'The article says only that the migration may fail.' },
    comesWith: [{ source: 'MSExchangeMig', id: 10_052, says: 'the same, as the wizard says it' }],
    reach: 'run',
    articles: ['Q275341', 'Q261283'],
  },
  byText(
    243,
    'The same value twice in one attribute',
    'A value was given that the attribute holds already, or was given twice.',
    ['Look for the same value twice in the line of this object.', 'Take one out and import again.'],
  ),
  {
    ...byText(
      281,
      'An object could not be created',
      'The directory refused to create an object; its reason stands in the event.',
      ['Read the reason at the end of the event.', 'Put it right and import again.'],
    ),
    placeholders: { '%2': 'object', '%1': 'error' },
  },
  {
    ...byText(
      282,
      'An object could not be changed',
      'The directory refused to change an object; its reason stands in the event.',
      ['Read the reason at the end of the event.', 'Put it right and import again.'],
    ),
    placeholders: { '%2': 'object', '%1': 'error' },
  },
  {
    id: 283,
    title: 'An object could not be removed',
    variants: [
      'Changes could not be written to the Directory object. Try connecting to an Exchange Server in the same Site as this object.',
    ],
    placeholders: { '%2': 'object', '%1': 'error' },
    meaning:
      'The wizard replaces an existing mailbox or custom recipient of the user by a new mailbox, and the directory did not let it remove the old one.',
    versions: 'documented for 4.0 and 5.0',
    causes: NOT_REMOVED,
    data: { state: 'not migrated', says: 'The old object stays, and the user was not migrated.' },
    articles: ['Q162833', 'Q154443', 'Q261283'],
  },
  byText(287, 'The object exists already', 'The import was to create an object that the directory holds already.', [
    'If it is the same person, leave the column Mode blank (update) and set Common-Name to the Directory Name; else choose another name.',
    'Import again.',
  ]),
  byText(
    288,
    'The object to be changed is not there',
    'The import was to change an object that the directory does not hold.',
    [
      'Compare Common-Name with the Directory Name of the mailbox, and the container; or set Mode to Create.',
      'Import again.',
    ],
  ),
  {
    ...byText(
      291,
      'A line with another number of fields than the heading',
      'A line of the import has more or fewer fields than its heading; the event gives both numbers.',
      [
        'Open the file in a text editor and look for an unquoted comma, a line end inside a field, or a missing comma.',
        'Correct the line and import again.',
      ],
    ),
    placeholders: { '%1': 'object', '%2': 'value', '%3': 'count' },
  },
  byText(
    292,
    'A required attribute is missing',
    'An object cannot be created without the attribute that the event names.',
    ['Fill in that column for this object.', 'Import again.'],
  ),
  {
    ...byText(
      297,
      'The home server does not exist',
      'The home server in the line of this object is no server of the site.',
      [
        'Compare the column Home-Server with the names in the Admin program; ~SERVER leaves it to the wizard.',
        'Correct the line and import again.',
      ],
    ),
    placeholders: { '%1': 'object', '%2': 'server' },
  },
];
