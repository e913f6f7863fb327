import { expect, test } from '@jest/globals';
import { beforeIn, sinceThen } from '../../lib/wave/since.ts';
import type { Verdict } from '../../lib/wave/verdict.ts';

const AT = '2026-11-23T08:00:00.000Z';
const verdict = (name: string, found: Verdict['found']): Verdict => ({
  line: 4,
  name,
  kind: found === 'yes' ? 'found-by-migrate' : 'missing-migrate',
  found,
  rules: [],
  others: [],
});
const all = (...people: readonly string[]): readonly Verdict[] =>
  people.map((person) => {
    const [name = '', found = ''] = person.split(' ');
    return verdict(name, found === 'yes' || found === 'no' ? found : 'unclear');
  });

test('who is mended, who is newly broken, who is new, and who is not asked about any more', () => {
  const before = beforeIn(all('jdoe no', 'abaker yes', 'same no', 'well yes', 'left no'));

  expect(sinceThen(AT, before, all('ABAKER unclear', 'JDOE yes', 'same unclear', 'well yes', 'fresh no'))).toEqual({
    at: AT,
    mended: { people: 1, names: ['JDOE'] },
    broken: { people: 1, names: ['ABAKER'] },
    joined: { people: 1, names: ['fresh'] },
    gone: { people: 1, names: ['left'] },
  });
});

test('people of one name are told apart by their places among each other', () => {
  const before = beforeIn(all('chris yes', 'chris no'));

  expect(sinceThen(AT, before, all('chris yes', 'chris yes'))).toMatchObject({
    mended: { people: 1 },
    broken: { people: 0 },
    joined: { people: 0 },
  });
});

test('of many the first ten are named', () => {
  const names = Array.from({ length: 25 }, (_, index) => `user${index}`);
  const since = sinceThen(
    AT,
    beforeIn(all(...names.map((name) => `${name} no`))),
    all(...names.map((n) => `${n} yes`)),
  );

  expect(since?.mended).toEqual({ people: 25, names: names.slice(0, 10) });
});

test('lists that have nobody in common are not compared', () => {
  expect(sinceThen(AT, beforeIn(all('a no')), all('b yes'))).toBeUndefined();
});
