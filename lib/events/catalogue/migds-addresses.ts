import { type DapiNote, fromTheText, NOT_PROCESSED } from './dapi-note.ts';

const malformed = (title: string) =>
  fromTheText(title, [
    'Look at the addresses of this object in the user list or in the section DIRECTORY of the .pri file: each is TYPE:address, and several are parted by %.',
    'Correct the line and import again.',
  ]);

/** DAPI messages about proxy addresses that a migration meets (domain.md 3.2). */
export const ADDRESS_NOTES: readonly DapiNote[] = [
  {
    id: 230,
    title: 'An address without a separator',
    meaning: 'An address in the import has no colon between its type and its value.',
    causes: malformed('The colon behind the address type is missing'),
    data: NOT_PROCESSED,
    articles: ['Q261283'],
  },
  {
    id: 231,
    title: 'An address without a type',
    meaning: 'An address in the import begins with its separator: no type stands before it.',
    causes: malformed('The address type is missing'),
    data: NOT_PROCESSED,
    articles: ['Q261283'],
  },
  {
    id: 232,
    title: 'An address type that is too long',
    meaning: 'The type of an address has more than eight characters, mostly since a colon stands in the wrong place.',
    causes: malformed('The address type is longer than eight characters'),
    data: NOT_PROCESSED,
    articles: ['Q261283'],
  },
  {
    id: 233,
    title: 'Two addresses of one type',
    placeholders: { '%1': 'object', '%2': 'address' },
    meaning: 'Two addresses of the same type were given where one is allowed.',
    causes: malformed('The same address type is given twice'),
    data: NOT_PROCESSED,
    articles: ['Q261283'],
  },
  {
    id: 235,
    title: 'The target address of a custom recipient is invalid',
    meaning: 'The address to which a custom recipient is to deliver is not one that its type allows.',
    causes: malformed('The target address is malformed'),
    data: NOT_PROCESSED,
    articles: ['Q261283'],
  },
  {
    id: 236,
    title: 'The target address of a custom recipient is taken',
    placeholders: { '%1': 'object', '%2': 'address', '%3': 'holder' },
    meaning: 'Another entry of the address book, which the event names, holds the target address already.',
    causes: fromTheText('Another recipient holds the address', [
      'Look at the entry that the event names, and decide which of the two is to stay.',
      'Delete the other and import again.',
    ]),
    data: NOT_PROCESSED,
    articles: ['Q261283'],
  },
  {
    id: 237,
    title: 'An address is invalid',
    meaning: 'An address in the import is not one that its type allows.',
    causes: malformed('The address is malformed'),
    data: NOT_PROCESSED,
    articles: ['Q261283'],
  },
  {
    id: 238,
    title: 'The address is held by another entry',
    variants: [
      'The e-mail address specified for import object %1 is not unique. %2 has already been assigned to the address book entry %3.',
    ],
    placeholders: { '%1': 'object', '%2': 'address', '%3': 'holder' },
    meaning:
      'An address of the user who is imported belongs to another entry of the address book, which the event names. It is a real conflict or a harmless matter of order: the directory tells which.',
    causes: [
      {
        id: 'custom-recipient-in-the-way',
        title: 'A custom recipient for the same user stands in the directory, perhaps hidden',
        howToTell:
          'There is no mailbox for the user afterwards, and the custom recipient is still there; 8149 and 8002 follow. The post office took part in directory synchronisation.',
        remedy: [
          'Find the entry that the event names; with View, Hidden Recipients, if it is not seen.',
          'Delete the custom recipient, or see that it is neither hidden nor in another container.',
          'Import the user again.',
        ],
        articles: ['Q200564'],
      },
      {
        id: 'order-of-add-and-delete',
        title: 'Harmless: the mailbox was added before the custom recipient was deleted',
        howToTell:
          'The mailbox exists now, and the custom recipient is gone. 5.5; the 5.0 wizard kept the custom recipient.',
        remedy: ['Nothing.'],
        articles: ['Q234665'],
      },
    ],
    data: {
      state: 'not documented',
      says: 'With the mailbox there and the custom recipient gone the user is migrated in full; else not.',
    },
    comesWith: [
      { source: 'MSExchangeMig', id: 8149, says: 'the importer passes it on' },
      { source: 'MSExchangeMig', id: 8002, says: 'ends the run' },
    ],
    articles: ['Q200564', 'Q234665', 'Q261283'],
  },
];
