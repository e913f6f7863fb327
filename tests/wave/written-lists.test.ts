import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseProxyAddress, proxyText } from '../../lib/migration/address.ts';
import { fixOf } from '../../lib/migration/fix.ts';
import type { Dialect } from '../../lib/migration/recipient.ts';
import type { List } from '../../lib/wave/list.ts';
import { isWrongFile } from '../../lib/wave/list.ts';
import { fieldOf, valuesIn } from '../../lib/wave/multi-value.ts';
import { encoded, openFile } from '../../lib/wave/open-file.ts';
import { readList } from '../../lib/wave/read/read-list.ts';
import { columnOf, type Table, tableIn } from '../../lib/wave/table.ts';
import type { Verdict } from '../../lib/wave/verdict.ts';
import { corrected } from '../../lib/wave/write/corrected.ts';
import { directoryImport } from '../../lib/wave/write/directory-import.ts';
import { mailbox, ms } from '../support/recipients.ts';
import { asked, bytesOf, listIn, told } from './lists.ts';

const tableOf = (list: List): Table => {
  if (!list.table) throw new Error('no user list');
  return list.table;
};

const readAgain = (text: string): List => {
  const list = readList(text);
  if (isWrongFile(list)) throw new Error(list.problem);
  return list;
};

const COLUMNS = 'SFS_UserName,SFS_FullName,MigrateUser,Obj-Class,Mode,Common-Name,Comment,Secondary-Proxy-Addresses';

/** Text as it may stand in a cell: signs of CSV and of values with several parts included, unseen ones not. */
const cell = fc.string({ unit: fc.constantFrom(...'abcÄé \\%,;"\'=+-@:'), maxLength: 12 }).map((text) => text.trim());
const user = fc.string({ unit: fc.constantFrom(...'ABCDEFGHIJ1234'), minLength: 1, maxLength: 10 });
const migrate = fc.constantFrom('right', 'gone', 'wrong', 'broken');

const person = fc.record({
  user,
  full: cell,
  comment: cell,
  other: cell,
  migrate,
  mode: fc.constantFrom('Create', ''),
});
const people = fc.uniqueArray(person, { selector: (one) => one.user, minLength: 1, maxLength: 8 });

type Person = { user: string; full: string; comment: string; other: string; migrate: string; mode: string };

const VALUES: Readonly<Record<string, (user: string) => string[]>> = {
  right: (name) => [`migrate:MS:CORP/PO1/${name}`],
  gone: () => [],
  wrong: () => ['migrate:MS:CORP/PO1/OTHERUSERX'],
  broken: () => ['migrate:nothing'],
};

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

function fileOf(all: readonly Person[]): string {
  const anchors = Array.from({ length: all.length + 1 }, (_, index) => `ZZ${index}`).map((name) => ({
    user: name,
    full: '',
    comment: '',
    other: '',
    migrate: 'right',
    mode: 'Create',
  }));
  const rows = [...anchors, ...all].map(({ user: name, full, comment, other, migrate: how, mode }) => {
    const secondaries = fieldOf([...(VALUES[how]?.(name) ?? []), ...(other ? [`SMTP:${other}`] : [])]);
    return [name, full, 'Y', 'mailbox', mode, name, comment, secondaries].map(quoted).join(',');
  });
  return ['CORP,PO1', 'M:,4', COLUMNS, ...rows, ''].join('\r\n');
}

describe('a corrected user list', () => {
  test('in which nothing is wrong is the same to the last byte', () => {
    for (const file of ['user-list.csv', 'user-list-utf8.csv', 'user-list-excel-unicode.txt', 'user-list-cp850.csv']) {
      const opened = openFile(bytesOf(file));
      if (isWrongFile(opened)) throw new Error(opened.problem);
      const { text } = corrected(tableOf(readAgain(opened.text)), []);

      expect(encoded(text, opened)).toEqual(bytesOf(file));
    }
  });

  test('read again has nothing left that could be mended, and names the same people', () => {
    const list = listIn('user-list-edited.csv');
    const { text, left } = corrected(tableOf(list), list.findings);
    const again = readAgain(text);

    expect(told(again).filter((finding) => finding.endsWith('mended'))).toEqual([]);
    expect(again.findings.length).toBe(left.length);
    expect(again.members.map(({ name, source }) => ({ name, source }))).toEqual(
      list.members.map(({ name, source }) => ({ name, source })),
    );
  });

  test('any list: what was mended is read back, everything else is as it was', () => {
    fc.assert(
      fc.property(people, (all) => {
        const list = readAgain(fileOf(all));
        const table = tableOf(list);
        const again = readAgain(corrected(table, list.findings).text);
        const after = tableOf(again);
        const secondaries = columnOf(table, 'Secondary-Proxy-Addresses') ?? -1;

        expect(again.findings.filter(({ what }) => what.startsWith('migrate'))).toEqual([]);
        expect(asked(again)).toEqual(asked(list));
        table.rows.forEach((row, index) => {
          const mended = after.rows[index];
          expect(mended?.cells.filter((_, column) => column !== secondaries)).toEqual(
            row.cells.filter((_, column) => column !== secondaries),
          );
          const [name = ''] = row.cells;
          const values = valuesIn(mended?.cells[secondaries] ?? '');
          expect(values).toContain(`migrate:MS:CORP/PO1/${name}`);
          const others = valuesIn(row.cells[secondaries] ?? '').filter((value) => !value.startsWith('migrate:'));
          expect(values).toEqual(expect.arrayContaining(others));
        });
      }),
      { numRuns: 500 },
    );
  });

  test('a line with a field too many is left alone, and named', () => {
    const list = listIn('user-list-edited.csv');
    const { text, left } = corrected(tableOf(list), list.findings);

    expect(text).toContain('PSMITH,Smith, Peter,Y,mailbox,Create,PSMITH');
    expect(left.map(({ line, what }) => `${line} ${what}`)).toContain('10 field-count');
  });

  test('a name that its encoding has no letters for is not written wrongly', () => {
    const opened = { encoding: 'cp850', hasMark: false } as const;

    expect(encoded('Jürgen', opened)?.length).toBe(6);
    expect(encoded('Ольга', opened)).toBeUndefined();
  });
});

const proxy = fc
  .tuple(
    fc.constantFrom('smtp', 'ms', 'ccmail', 'custom'),
    cell.filter((text) => text !== ''),
  )
  .map(([type, address]) => `${type}:${address}`);

const verdictFor = (
  directoryName: string,
  secondaries: readonly string[],
  dialect: Dialect = 'exchange55',
): Verdict => ({
  line: 4,
  name: 'JDOE',
  kind: 'missing-migrate',
  found: 'no',
  rules: ['missing-migrate'],
  others: [],
  fix: {
    ...fixOf(mailbox({ directoryName, dialect }), ms('CORP/PO1/JDOE'), 'migrate:MS:{network}/{postoffice}/{mailbox}'),
    directoryName,
    secondaries,
  },
});

describe('a directory import (Q146304)', () => {
  test('read back names the mailbox, and has every address that it holds beside the one to add', () => {
    fc.assert(
      fc.property(
        cell.filter((text) => text !== ''),
        fc.array(proxy, { maxLength: 4 }),
        (name, held) => {
          const text = directoryImport([verdictFor(name, held)]);
          const list = readAgain(text);
          const table = tableIn(text, { at: 0, line: 1, delimiter: ',' });
          if ('unclosed' in table) throw new Error('unclosed');
          const field = table.rows[0]?.cells[columnOf(table, 'Secondary-Proxy-Addresses') ?? -1] ?? '';

          expect(list.members.map(({ who }) => who)).toEqual([{ by: 'name', name }]);
          expect(valuesIn(field)).toEqual([...held, 'migrate:MS:CORP/PO1/JDOE']);
          expect(
            valuesIn(field)
              .flatMap((value) => parseProxyAddress(value) ?? [])
              .map(proxyText),
          ).toContain('migrate:MS:CORP/PO1/JDOE');
        },
      ),
      { numRuns: 1_000 },
    );
  });

  test('to Active Directory is LDIF: one modify a person, an empty line between them (RFC 2849)', () => {
    const text = directoryImport([verdictFor('jdoe', [], 'ad'), verdictFor('kwong', [], 'ad')]);

    expect(text.split('\n')).toEqual([
      'dn: CN=jdoe,OU=London,DC=fabrikam,DC=example',
      'changetype: modify',
      'add: proxyAddresses',
      'proxyAddresses: migrate:MS:CORP/PO1/JDOE',
      '-',
      '',
      'dn: CN=kwong,OU=London,DC=fabrikam,DC=example',
      'changetype: modify',
      'add: proxyAddresses',
      'proxyAddresses: migrate:MS:CORP/PO1/JDOE',
      '-',
      '',
    ]);
  });

  test('without anybody to mend is a header alone', () => {
    expect(directoryImport([]).trim().split('\r\n')).toHaveLength(1);
  });
});

test('values with several parts are read back as they were, percent signs and backslashes included', () => {
  const value = fc.string({ unit: fc.constantFrom(...'ab\\%: '), minLength: 1 }).map((text) => text.trim());
  fc.assert(
    fc.property(fc.array(value.filter((text) => text !== '')), (values) => {
      expect(valuesIn(fieldOf(values))).toEqual(values);
    }),
    { numRuns: 2_000 },
  );
});
