import { describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { cellsOf, staysOpen } from '../../../lib/events/read/cells.ts';

const cell = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '"', ',', '\n', "'", '7') });
const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

describe('the cells of a row', () => {
  test('are those that csv-parse finds', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, fc.boolean()), { minLength: 1, maxLength: 8 }), (cells) => {
        const written = cells.map(([text, always]) => (always || /[",\n]/.test(text) ? quoted(text) : text));
        const row = written.join(',');

        fc.pre(row !== '');
        expect(cellsOf(row, ',')).toEqual(cells.map(([text]) => text));
        expect([cellsOf(row, ',')]).toEqual(
          parse(row, { delimiter: ',', relax_column_count: true, record_delimiter: '\0' }),
        );
      }),
    );
  });

  test.each([
    ['a,b" c,d', ['a', 'b" c', 'd']],
    ['"a" b,c', ['"a" b', 'c']],
    ['"a"\r', ['a']],
    ['a,"b', ['a', '"b']],
    ['"",""""', ['', '"']],
    ['', ['']],
  ])('%j, where quotation marks are not what they should be', (row, cells) => {
    expect(cellsOf(row, ',')).toEqual(cells);
  });
});

test('a cell stays open on the lines of a text that has line ends, and on no others', () => {
  fc.assert(
    fc.property(fc.array(cell, { minLength: 1, maxLength: 6 }), (cells) => {
      const lines = cells.map(quoted).join(',').split('\n');
      const seen: boolean[] = [];
      for (const line of lines) seen.push(staysOpen(line, ',', seen.at(-1) ?? false));

      expect(seen).toEqual(lines.map((_, index) => index < lines.length - 1));
    }),
  );
});
