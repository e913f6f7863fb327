import { describe, expect, test } from '@jest/globals';
import { labelsIn } from '../../../lib/events/read/find-labels.ts';
import { type Field, LABELS, type Language, severityOf, TYPES } from '../../../lib/events/read/labels.ts';

const listOf = (names: string | readonly string[] | undefined): readonly string[] =>
  names === undefined ? [] : typeof names === 'string' ? [names] : names;

/** A value that fits every label: a number, and a date for those that are one in some languages. */
const VALUE = '7/17/2002';

const ALL = (Object.keys(LABELS) as Language[]).flatMap((language) =>
  (['classic', 'vista'] as const).flatMap((age) =>
    (Object.keys(LABELS[language][age]) as Field[]).flatMap((field) =>
      listOf(LABELS[language][age][field]).map((name) => ({ language, age, field, name })),
    ),
  ),
);

describe('the labels of the Event Viewers', () => {
  test.each(ALL)('$language $age, $field: $name', ({ field, name }) => {
    // One word stands for the date in one language and for bytes in another.
    const expected = name === 'data' ? 'date' : field;
    const [printed = ''] = [name.replace('[]', '[3]')];

    expect(labelsIn(`${printed}: ${VALUE}`)).toMatchObject([{ field: expected, from: 0 }]);
    expect(labelsIn(`${printed.toUpperCase()} : ${VALUE}`)).toMatchObject([{ field: expected }]);
    expect(labelsIn(`  ${printed.split(' ').join('\n')}:${VALUE}`)).toMatchObject([{ field: expected }]);
  });

  test.each(Object.keys(LABELS) as Language[])('in %s, one stands for the id, one for the source', (language) => {
    for (const age of ['classic', 'vista'] as const) {
      expect(listOf(LABELS[language][age].id).length).toBeGreaterThan(0);
      expect(listOf(LABELS[language][age].source).length).toBeGreaterThan(0);
    }
  });

  test('are in lower case, and none is given twice for one field', () => {
    for (const { name } of ALL) expect(name).toBe(name.toLowerCase());
  });

  test('words that only look like labels are none', () => {
    expect(labelsIn('My resource: none')).toEqual([]);
    expect(labelsIn('the archetype: none')).toEqual([]);
    expect(labelsIn('A message: hello')).toEqual([]);
  });
});

describe('what an event is called', () => {
  test.each(Object.entries(TYPES))('%s, in every language and case', (severity, words) => {
    for (const word of words) {
      expect(severityOf(word)).toBe(severity);
      expect(severityOf(` ${word.toUpperCase()}`)).toBe(severity);
    }
  });

  test('no word stands for two severities', () => {
    const words = Object.values(TYPES).flat();
    expect(new Set(words).size).toBe(words.length);
  });
});
