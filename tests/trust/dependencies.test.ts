import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';

const read = (file: string): string => readFileSync(join(__dirname, '..', '..', file), 'utf8');
const { dependencies, devDependencies, optionalDependencies } = JSON.parse(read('package.json'));

/** The rows of the tables below a heading of docs/dependencies.md. */
function rowsBelow(heading: string): readonly (readonly string[])[] {
  const [, chapter = ''] = read('docs/dependencies.md').split(`## ${heading}\n`);
  const lines = (chapter.split('\n## ')[0] ?? '').split('\n').filter((line) => line.startsWith('| '));
  return lines.slice(1).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

const namesBelow = (heading: string) => rowsBelow(heading).map(([name]) => name);

describe('every dependency has its reason in docs/dependencies.md', () => {
  test('those of the functions, and no others', () => {
    expect(namesBelow('In the functions')).toEqual(Object.keys(dependencies).sort());
  });

  test('those of this machine, and no others', () => {
    const here = Object.keys({ ...devDependencies, ...optionalDependencies }).sort();
    expect(namesBelow('On this machine only')).toEqual(here);
  });

  test('each says what it does for us, who keeps it, and what there is instead', () => {
    const rows = [...rowsBelow('In the functions'), ...rowsBelow('On this machine only')];
    expect(rows.filter((cells) => cells.length !== 4 || cells.some((cell) => cell === ''))).toEqual([]);
  });
});

test('every version is exact, so that an update is a change that somebody reads', () => {
  const versions: readonly string[] = Object.values({ ...dependencies, ...devDependencies, ...optionalDependencies });
  expect(versions.filter((version) => !/^(npm:[a-z]+@)?\d+\.\d+\.\d+(-[a-z.\d]+)?$/.test(version))).toEqual([]);
});
