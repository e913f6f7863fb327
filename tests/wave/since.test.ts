import { expect, test } from '@jest/globals';
import { comparing, remember, type Since } from '../../lib/wave/since.ts';
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

/** What has changed, whether the people come together or one by one. */
function since(before: readonly Verdict[], now: readonly Verdict[]): Since | undefined {
  const compared = [[now], now.map((one) => [one])].map((pieces) => {
    const earlier = { at: AT, people: new Map<string, string>() };
    for (const one of before) remember(earlier, [one]);
    const comparison = comparing(earlier);
    for (const piece of pieces) comparison.add(piece);
    return comparison.since();
  });
  expect(compared[1]).toEqual(compared[0]);
  return compared[0];
}

test('who is mended, who is newly broken, who is new, and who is not asked about any more', () => {
  const before = all('jdoe no', 'abaker yes', 'same no', 'well yes', 'left no');

  expect(since(before, all('ABAKER unclear', 'JDOE yes', 'same unclear', 'well yes', 'fresh no'))).toEqual({
    at: AT,
    mended: { people: 1, names: ['JDOE'] },
    broken: { people: 1, names: ['ABAKER'] },
    joined: { people: 1, names: ['fresh'] },
    gone: { people: 1, names: ['left'] },
  });
});

test('people of one name are told apart by their places among each other', () => {
  const before = all('chris yes', 'chris no', 'chris no');

  expect(since(before, all('chris yes', 'chris yes'))).toMatchObject({
    mended: { people: 1 },
    broken: { people: 0 },
    joined: { people: 0 },
    gone: { people: 1, names: ['chris'] },
  });
});

test('of many the first ten are named', () => {
  const names = Array.from({ length: 25 }, (_, index) => `user${index}`);
  const changed = since(all(...names.map((name) => `${name} no`)), all(...names.map((name) => `${name} yes`)));

  expect(changed?.mended).toEqual({ people: 25, names: names.slice(0, 10) });
});

test('lists that have nobody in common are not compared', () => {
  expect(since(all('a no'), all('b yes'))).toBeUndefined();
});

test('however long names are, what has changed has room on the row of its wave', () => {
  const long = (letter: string) => Array.from({ length: 10 }, (_, index) => `${index}${letter.repeat(50_000)}`);
  const changed = since(
    all('jdoe yes', ...long('x').map((name) => `${name} no`)),
    all('jdoe yes', ...long('y').map((name) => `${name} no`)),
  );

  expect(changed).toMatchObject({ joined: { people: 10 }, gone: { people: 10 } });
  expect(JSON.stringify(changed).length).toBeLessThan(20_000);
});

test('a hundred thousand people of one name are compared place by place', () => {
  const many = (found: Verdict['found']) => Array<Verdict>(100_000).fill(verdict('none', found));
  const earlier = { at: AT, people: new Map<string, string>() };
  remember(earlier, [...many('no'), verdict('none', 'yes')]);
  const comparison = comparing(earlier);
  comparison.add(many('yes'));

  expect(comparison.since()).toMatchObject({ mended: { people: 100_000 }, gone: { people: 1 } });
}, 20_000);
