import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

type Locked = { version?: string; resolved?: string; optionalDependencies?: Record<string, string> };

const { packages }: { packages: Record<string, Locked> } = JSON.parse(
  readFileSync(join(__dirname, '..', 'package-lock.json'), 'utf8'),
);

/** Where Node would look for `name` from inside the package at `place`. */
function placesOf(name: string, place: string): readonly string[] {
  const own = `${place ? `${place}/` : ''}node_modules/${name}`;
  return place === ''
    ? [own]
    : [own, ...placesOf(name, place.slice(0, Math.max(0, place.lastIndexOf('/node_modules/'))))];
}

test('the lock file names every optional package, so that npm ci works wherever those of other machines are missing', () => {
  const missing = Object.entries(packages).flatMap(([place, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter(
      (name) => !placesOf(name, place).some((known) => packages[known]?.version),
    ),
  );

  expect(missing).toEqual([]);
});

test('the lock file holds no download addresses', () => {
  expect(Object.entries(packages).filter(([, { resolved }]) => resolved)).toEqual([]);
});
