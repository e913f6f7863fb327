import { describe, expect, test } from '@jest/globals';
import { openFile } from '../../lib/wave/open-file.ts';
import { asked, bytesOf, handedIn, listIn, told } from './lists.ts';

const EVERYBODY = [
  '4 ms MS:CORP/PO1/ABAKER as CORP/PO1/ABAKER',
  '5 ms MS:CORP/PO1/JDOE as CORP/PO1/JDOE',
  '7 name wfischer as CORP/PO1/WILLI',
  '8 ms MS:CORP/PO1/JMUELLER as CORP/PO1/JMUELLER',
];

describe("the wizard's user list (Q150438)", () => {
  test.each([
    ['user-list.csv', 'as the wizard writes it'],
    ['user-list-utf8.csv', 'in UTF-8 with a byte order mark'],
    ['user-list-cp437.csv', 'in the code page of a console in America'],
    ['user-list-cp850.csv', 'in the code page of a console in Europe'],
    ['user-list-excel.csv', 'saved by an Excel that separates by semicolons'],
    ['user-list-excel-unicode.txt', 'saved by Excel as Unicode text'],
  ])('%s, %s, names the same people', (file) => {
    const list = listIn(file);

    expect([list.format, list.leftOut]).toEqual(['user list', 1]);
    expect(asked(list)).toEqual(EVERYBODY);
    expect(told(list)).toEqual([]);
  });

  test.each(['user-list.csv', 'user-list-utf8.csv', 'user-list-cp437.csv', 'user-list-cp850.csv'])(
    'the letters of %s are read as they are meant',
    (file) => {
      expect(openFile(bytesOf(file))).toMatchObject({ text: expect.stringContaining('Jürgen Müller') });
    },
  );

  test('a blank Mode means that the mailbox is there and goes by Common-Name (Q186742)', () => {
    expect(listIn('user-list.csv').members.map(({ plan }) => plan?.creates)).toEqual([true, true, false, true]);
  });

  test('everything that editing breaks is told by its line', () => {
    expect(told(listIn('user-list-edited.csv'))).toEqual([
      '4 migrate-missing, mended',
      '5 migrate-other-user, mended',
      '6 other-post-office',
      '7 migrate-unreadable, mended',
      '8 twice',
      '9 field-count, mended',
      '9 migrate-missing, mended',
      '10 field-count',
      '12 line-break, mended',
      '14 migrate-user',
      '15 mode',
      '16 object-class',
      '17 schedule-account',
      '18 cut-at-255',
      '19 over-255',
      '20 no-user-name',
    ]);
  });

  test('a file without its post office, out of order and without its MIGRATE column is told so', () => {
    expect(told(listIn('user-list-no-post-office.csv'))).toEqual([
      '1 post-office-lines',
      '1 column-order',
      '1 no-migrate-column',
    ]);
  });
});

describe('a primary file (MSDN-migdir)', () => {
  test('names whoever is in a DIRECTORY section or has messages, once', () => {
    expect(asked(listIn('primary.pri'))).toEqual([
      '3 ms MS:CORP/PO1/ABAKER as CORP/PO1/ABAKER',
      '4 ms MS:CORP/PO1/JDOE as CORP/PO1/JDOE',
      '6 name HMEYER',
      '17 ms MS:CORP/PO1/KWONG as CORP/PO1/KWONG',
    ]);
  });

  test('tells who lacks a MIGRATE value, who is of another mail system, and whose messages have nowhere to go', () => {
    expect(told(listIn('primary.pri'))).toEqual([
      '5 other-system',
      '6 migrate-missing',
      '17 no-directory-line',
      '21 other-system',
    ]);
  });
});

describe('a directory export (Q146304)', () => {
  test('names mailboxes and custom recipients by their directory names, escapes taken off', () => {
    const list = listIn('directory-export.csv');

    expect(asked(list)).toEqual(['2 name abaker', '3 name B829F6D', '5 name 100% Sure']);
    expect([told(list), list.leftOut]).toEqual([['6 no-question'], 1]);
  });

  test("prefers Exchange's own name of an object, in UTF-16 and with semicolons as well", () => {
    expect(asked(listIn('directory-export-names.csv'))).toEqual(['2 dn /o=FABRIKAM/ou=LONDON/cn=Recipients/cn=jdoe']);
  });
});

test('a plain list has one person a line, as one types them behind migcheck check', () => {
  const list = listIn('names.txt');

  expect(asked(list)).toEqual([
    '2 name jdoe',
    '3 name Baker, Alice',
    '4 ms MS:CORP/PO1/KWONG',
    '5 name wfischer as CORP/PO1/WILLI',
    '6 dn cn=jdoe,cn=Recipients,ou=LONDON,o=FABRIKAM',
    '7 smtp rgreen@fabrikam.example',
    '11 name jdoe',
  ]);
  expect(told(list)).toEqual(['9 no-question', '10 no-question', '11 twice']);
});

describe('a wrong file says what it is and what was expected', () => {
  test.each([
    ['empty.csv', 'The file is empty.', 'Hand in'],
    ['workbook.xlsx', 'workbook or an archive', 'Save the sheet as CSV'],
    ['workbook.xls', 'document of Office', 'Save the sheet as CSV'],
    ['packing-list.pkl', 'packing list (.pkl)', 'Hand in the .pri file'],
    ['control.txt', 'control file of the wizard', 'its line File names'],
    ['imap.csv', 'list of IMAP mailboxes', 'Hand in'],
    ['other-table.csv', 'table without a column SFS_UserName or Obj-Class', 'Hand in'],
    ['quote-never-closed.csv', 'in the row that begins on line 6 is never closed', 'Close it'],
    ['header-only.csv', 'no line behind it', 'Hand in'],
    ['prose.txt', 'running text', 'Hand in'],
  ])('%s: %s', (file, problem, instead) => {
    expect(handedIn(bytesOf(file))).toEqual({
      problem: expect.stringContaining(problem),
      instead: expect.stringContaining(instead),
    });
  });

  test('zero bytes are no text', () => {
    expect(handedIn(Buffer.from(`${'jdoe\n'.repeat(100)}\0`))).toMatchObject({
      problem: expect.stringContaining('zero bytes'),
    });
  });
});
