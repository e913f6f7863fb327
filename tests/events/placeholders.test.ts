import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { MIGDS_EVENTS } from '../../lib/events/catalogue/dapi.ts';
import type { KnownEvent, PlaceholderName } from '../../lib/events/catalogue/entry.ts';
import { KNOWN_EVENTS, knownEvent } from '../../lib/events/catalogue.ts';
import { placeholdersIn } from '../../lib/events/placeholders.ts';
import { anyCharacter } from '../support/any-character.ts';

function known(source: string, id: number): KnownEvent {
  const event = knownEvent(source, id);
  if (!event) throw new Error(`${source} ${id} is not in the catalogue`);
  return event;
}

const read = (id: number, text: string, source = 'MSExchangeMig') => placeholdersIn(known(source, id), text);

describe('what an event names is read out of its text', () => {
  test.each([
    [
      'Q168606',
      7000,
      "Could not migrate PAB file for account: JDOE. PAB (MMF)Path '\\\\SRV1\\MAILDATA\\MMF\\00000001.MMF'.",
      { account: 'JDOE', path: '\\\\SRV1\\MAILDATA\\MMF\\00000001.MMF' },
    ],
    ['Q186742', 7017, 'Could not log onto the Message Store for Account: J. Doe', { account: 'J. Doe' }],
    [
      'Q169130',
      7034,
      'User JDOE not found in the postoffice M:\\MAILDATA.',
      { account: 'JDOE', postOffice: 'M:\\MAILDATA' },
    ],
    [
      'Q199980',
      151,
      '"Could not migrate MMF file for account. " "UserId : jdoe"\n\n"Mmfpath: M:\\MMF\\JDOE.MMF"',
      { account: 'jdoe', path: 'M:\\MMF\\JDOE.MMF' },
    ],
    [
      'Q184391',
      1029,
      "Invalid Token '6' found in the exported file. Token should have been\n'Message:'. Account 'Doe, John' did not migrate\nsuccessfully.",
      { token: '6', account: 'Doe, John' },
    ],
    [
      'Q186740',
      1004,
      "CCMail: EXPORT.EXE error exporting user 'Doe, John'\n - Bad Parameters on the command line. Error with call to the MS-DOS version. Command Line 'Export /P******** /BATCH",
      { account: 'Doe, John' },
    ],
    [
      'Q229314',
      1004,
      "ccMail Export.exe error exporting user 'jdoe' bad parameters on the\ncommand line.",
      { account: 'jdoe' },
    ],
    [
      'Q214838',
      1052,
      "Unable to add 'Smith' to private Distribution List 'Everyone' for user Smith, John. The address could not be located in the cc:Mail post office.",
      { entry: 'Smith', distributionList: 'Everyone', account: 'Smith, John' },
    ],
    [
      'Q294351',
      8074,
      'MAPI Section C:\\Exchsrvr\\Bin\\GrpWise.005\\00000001.PRI Line: 2\nFailed to connect to the Mailbox. GWise:Harbour.STL.BOB',
      { file: 'C:\\Exchsrvr\\Bin\\GrpWise.005\\00000001.PRI', line: '2', sourceAddress: 'GWise:Harbour.STL.BOB' },
    ],
    [
      'Q256199',
      8074,
      'MAPI Section\nC:\\Misc\\Temp\\TestMig\\Notes.002\\00000001.PRI\nLine: 2\nFailed to connect to the Mailbox.',
      { file: 'C:\\Misc\\Temp\\TestMig\\Notes.002\\00000001.PRI', line: '2' },
    ],
    [
      'Q214822',
      8124,
      'PAB Section\nc:\\florence.001\\00000001.pri\nLine: 119\nBad section encountered. The remainder of this section will be skipped.',
      { file: 'c:\\florence.001\\00000001.pri', line: '119' },
    ],
    [
      'Q214822',
      8002,
      'Errors occurred during the Migration Process. A recovery file has\nbeen created called c:\\temp\\00000001.pri',
      { path: 'c:\\temp\\00000001' },
    ],
    [
      'Q258731',
      14002,
      `IMAP server returned an error response while migrating mailbox\n'usuario1%ncc%migracion': "0004 BAD UID Request "0004 UID FETCH 5\n(RFC822.PEEK)" at column 25".`,
      {
        account: 'usuario1%ncc%migracion',
        error: '0004 BAD UID Request "0004 UID FETCH 5 (RFC822.PEEK)" at column 25',
      },
    ],
    [
      'Q274393',
      10023,
      "Invalid Container 'Users' specified in the control file. You must specify a container which exists.",
      { container: 'Users' },
    ],
    ['Q221422', 23006, "Error accessing data for 'LDAP://ldap1' - object skipped.", { server: 'ldap1' }],
    ['Q157631', 98, 'Parser Error on line 7. An error occurred in processing\nof line #7.', { line: '7' }],
    [
      'Q196838',
      4012,
      'The following GroupWise users have not granted sufficient access rights to the migration account. BOB, SUE',
      { accounts: 'BOB, SUE' },
    ],
  ] as const)('%s: %i', (_, id, text, named) => {
    expect(read(id, text)).toEqual(named);
  });

  test.each([
    [
      'Q234665',
      238,
      'The e-mail address specified for import object "User" is not unique.\nccmail:User at PostOffice has already been assigned to Address Book entry\n/o=A/ou=B/cn=Recipients/cn=CCMAIL/cn=DB14168E.',
      { object: 'User', address: 'ccmail:User at PostOffice', holder: '/o=A/ou=B/cn=Recipients/cn=CCMAIL/cn=DB14168E' },
    ],
    [
      'Q162833',
      283,
      'Could not remove object JDOE because the directory service reported the following error: Changes cannot be written to this directory object.',
      { object: 'JDOE', error: 'Changes cannot be written to this directory object.' },
    ],
    [
      'Q275341',
      181,
      'Could not bind to the Microsoft Exchange Directory server EX1.\nThe Microsoft Exchange Server computer does not respond.',
      { server: 'EX1', error: 'The Microsoft Exchange Server computer does not respond.' },
    ],
    ['Q152927', 136, 'A Windows NT account for user jdoe already exists.', { account: 'jdoe' }],
    [
      'Q152927',
      136,
      'Windows NT Account CORP\\jdoe already exists and was set as the Primary Windows NT account for Mailbox jdoe2.',
      { account: 'CORP\\jdoe', mailbox: 'jdoe2' },
    ],
    [
      'Q261283',
      299,
      'Unable to process object JDOE because there is no Microsoft Exchange private information store installed on the specified home server EX2.',
      { object: 'JDOE', server: 'EX2' },
    ],
  ] as const)('%s: %i of MSExchangeMigDS', (_, id, text, named) => {
    expect(read(id, text, 'MSExchangeMigDS')).toEqual(named);
  });

  test('a server with a domain name is read to its end', () => {
    const text = 'Could not bind to the Microsoft Exchange Directory server ex1.corp.example. It does not respond.';

    expect(read(181, text, 'MSExchangeMigDS')).toEqual({ server: 'ex1.corp.example', error: 'It does not respond.' });
  });

  test('what Event Viewer adds behind the text is no part of a path', () => {
    const text = "Could not migrate MMF file for Account: JDOE. MMF Path 'M:\\1.MMF'. For more information, see Help.";

    expect(read(7007, text)).toEqual({ account: 'JDOE', path: 'M:\\1.MMF' });
  });

  test('of two lines the first one counts', () => {
    expect(read(98, 'Parser Error on line 7. An error occurred in processing of line #9.')).toEqual({ line: '7' });
  });

  test('what an article prints as a placeholder is nobody', () => {
    expect(read(7044, 'Internal failure communicating with MAPI Spooler. Account %1. Return code 80004005.')).toEqual(
      {},
    );
    expect(read(7017, 'Could not log onto the Message Store for Account: <username>')).toEqual({});
  });

  test('a line that is no number, and what is behind the text, is not read', () => {
    expect(read(98, 'Parser Error on line <x>. An error occurred in processing of line #<x>.')).toEqual({});
    expect(
      read(8074, 'MAPI Section C:\\A.PRI Line: 2 Failed to connect to the Mailbox. For more information, see Help.'),
    ).toEqual({ file: 'C:\\A.PRI', line: '2' });
  });

  test('a text that is not the description yields nothing', () => {
    expect(read(7017, 'Der Nachrichtenspeicher war nicht zu öffnen: JDOE')).toEqual({});
    expect(read(7026, 'Migration Aborted due to Mapi logon failure.')).toEqual({});
  });
});

const SIGN = /<[^<>]{1,60}>|%\d(?:!\w+!)?/g;
const LONG = /%1\\%2|<lastname>, <firstname>|<file> <offset>|<TYPE>:<source address>/g;

const NUMBER: readonly (PlaceholderName | undefined)[] = ['line', 'count'];

/** A value that a placeholder can have, without what stands around it in the descriptions. */
const valueFor = (name: PlaceholderName | undefined, seed: number): string => {
  if (NUMBER.includes(name)) return String(seed + 1);
  if (name === 'sourceAddress') return `GWise:Post.Dom.USER${seed}`;
  return [`JDOE${seed}`, `C:\\Temp\\po${seed}`, `Zoë O'Brian ${seed}`, `\\\\SRV\\share${seed}\\x`][seed % 4] ?? '';
};

type Rendered = { readonly text: string; readonly expected: Readonly<Record<string, string>> };

/** A description with values in the place of its placeholders; the same placeholder twice holds the same value. */
function rendered(event: KnownEvent, description: string, seed: number): Rendered {
  const expected: Record<string, string> = {};
  const fill = (sign: string): string => {
    const name = event.placeholders?.[sign];
    const value = (name && expected[name]) ?? valueFor(name, seed + Object.keys(expected).length);
    if (name) expected[name] ??= value;
    return value;
  };
  const text = description.replace(LONG, fill).replace(SIGN, fill).replaceAll('…', 'and so on');
  return { text, expected };
}

/** Two placeholders with nothing but a blank between them cannot be told apart by anybody. */
const isReadable = (description: string): boolean => !/(?:>|%\d)\s(?:<|%\d)/.test(description.replace(LONG, '<x>'));

const PATTERNS = [...KNOWN_EVENTS, ...MIGDS_EVENTS].flatMap((event) =>
  [event.description, ...(event.variants ?? [])]
    .filter((description) => isReadable(description))
    .map((description) => [event, description] as const),
);

const wrapped = (text: string, width: number): string =>
  width === 0 ? text : text.replace(new RegExp(`(.{${width},}?) `, 'g'), '$1\r\n   ');

test('every placeholder of every description reads back what was rendered into it, wrapped or not', () => {
  fc.assert(
    fc.property(fc.nat(30), fc.constantFrom(0, 30, 72), (seed, width) => {
      for (const [event, description] of PATTERNS) {
        const { text, expected } = rendered(event, description, seed);
        expect([event.id, placeholdersIn(event, wrapped(text, width))]).toEqual([event.id, expected]);
      }
    }),
    { numRuns: 40 },
  );
});

describe('whatever the text is', () => {
  test('reading it ends and throws nothing', () => {
    const scrap = fc.constantFrom(
      ...KNOWN_EVENTS.map(({ description }) => description.slice(0, 40)),
      "'",
      '"',
      '\n',
      ' ',
    );
    const text = fc
      .array(fc.oneof(scrap, fc.string({ unit: anyCharacter, maxLength: 20 })))
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, fc.constantFrom(...KNOWN_EVENTS), (paste, event) => {
        for (const value of Object.values(placeholdersIn(event, paste))) expect(value?.length).toBeGreaterThan(0);
      }),
      { numRuns: 1_000 },
    );
  });

  test.each(['Parser Error ', 'a', ' ', "Invalid Token '", 'Could not log onto the Message Store for Account: '])(
    'a megabyte of %j is read',
    (piece) => {
      const text = piece.repeat(Math.ceil(1_000_000 / piece.length));
      for (const event of KNOWN_EVENTS) expect(Object.keys(placeholdersIn(event, text)).length).toBeLessThan(4);
    },
  );
});
