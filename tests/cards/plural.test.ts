import { expect, test } from '@jest/globals';
import { grouped, plural } from '../../lib/cards/plural.ts';

test.each([0, 7, 999, 1_000, 12_345, 100_000, 1_234_567, 2 ** 40])('%i is written as the British write it', (count) => {
  expect(grouped(count)).toBe(new Intl.NumberFormat('en-GB').format(count));
});

test('one is one, and all other numbers are many', () => {
  expect([0, 1, 1_234].map((count) => plural(count, 'person', 'people'))).toEqual([
    '0 people',
    '1 person',
    '1,234 people',
  ]);
});
