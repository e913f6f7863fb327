import type { KnownEvent } from './entry.ts';

/** Events 4xxx: the GroupWise source extractor. */
export const GROUPWISE_EVENTS: readonly KnownEvent[] = [
  {
    source: 'MSExchangeMig',
    id: 4012,
    type: 'Error',
    reach: 'account',
    title: 'GroupWise users have not granted access to the migration account',
    description:
      'The following GroupWise users have not granted sufficient access rights to the migration account. <names>',
    variants: ['The following GroupWise users have not granted sufficient access rights to the migration account.'],
    placeholders: { '<names>': 'accounts' },
    meaning:
      'The migration account works as a proxy of each user, and these users have not let it, or it cannot reach them.',
    system: 'Novell GroupWise',
    versions: '4.0 to 5.5',
    causes: [
      {
        id: 'no-proxy-rights',
        title: 'The migration account lacks proxy rights, those to private items included',
        howToTell:
          'Look at the proxy access of a named user in the GroupWise client: reading private items has to be granted as well.',
        remedy: [
          'Have each named user grant the migration account full proxy access; or enter the user id of that user in the wizard.',
          'Run the wizard again for these users.',
        ],
        articles: ['Q196838', 'Q174254'],
      },
      {
        id: 'other-post-office',
        title: 'The migration account is in another post office than the users',
        howToTell: 'The rights are granted, and the account belongs to another GroupWise post office.',
        remedy: ['Use a migration account of its own for each GroupWise post office.', 'Run the wizard again.'],
        articles: ['Q238285'],
      },
    ],
    data: { state: 'not migrated', says: 'What the account may not read of these users was not migrated.' },
    articles: ['Q196838', 'Q238285', 'Q174254'],
  },
  {
    source: 'MSExchangeMig',
    id: 4088,
    type: 'Error',
    reach: 'item',
    title: 'One message could not be read and was left out',
    description:
      "An error occurred accessing a message in folder '<folder>' for user '<user>'. This message will not be migrated.",
    placeholders: { '<folder>': 'folder', '<user>': 'account' },
    meaning:
      'The wizard could not read one message. Where the folder is Calendar it is expected: the calendar comes as a file by mail.',
    system: 'Novell GroupWise, and other systems',
    versions: '5.5',
    causes: [
      {
        id: 'calendar',
        title: 'The folder is Calendar',
        howToTell: 'The event names the folder Calendar, and the new mailbox holds a message with an attachment .sc2.',
        remedy: ['Have the user open the attachment .sc2: it imports the calendar into Outlook.'],
        articles: ['Q234733', 'Q200250'],
      },
      {
        id: 'unreadable-message',
        title: 'The message is damaged or cannot be converted',
        howToTell:
          'Open the folder in the old system and look for a message that does not open or holds characters that cannot be printed.',
        remedy: [
          'Repair or delete the message in the old system.',
          'Find out whether the migration was one-step or two-step, and with which extractor; import the .pri and .sec files into personal folders and look at the folder there.',
          'Migrate the user again.',
        ],
        articles: ['Q234733'],
      },
      {
        id: 'store-limit',
        title: 'The private store forbids more: its limit is too small for the mailbox',
        howToTell:
          'Properties of the private information store, tab General: the limit at which sending and receiving is prohibited.',
        remedy: ['Raise the limit for the time of the migration.', 'Migrate the user again.'],
        articles: ['Q234733'],
      },
    ],
    data: { state: 'partly migrated', says: 'This one message was not migrated; the others were.' },
    articles: ['Q234733', 'Q200250'],
  },
];
