import { accessSync, appendFileSync, constants, mkdirSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { describe, test } from '@jest/globals';

/** Read by the test runner, which says at the end what was skipped and why; it empties the file at the start. */
const skipped = join(__dirname, '..', '..', '.local', 'skipped.txt');

/** Where Debian keeps servers, though they are on nobody's PATH but root's. */
const PLACES = [...(process.env.PATH ?? '').split(delimiter), '/usr/local/sbin', '/usr/sbin', '/sbin'];

/** The program's path on this machine; `program` may be a path itself. */
export const programPath = (program: string): string | undefined =>
  PLACES.map((place) => resolve(place, program)).find(isExecutable);

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

type Suite = (name: string, tests: () => void) => void;

/**
 * `describe` for tests that need programs which a machine may lack: `needs('slapd')('…', () => { … })`. Where one is
 * missing they are skipped, and the reason is noted; with REQUIRE_ALL=1 that is a failure.
 */
export function needs(...programs: readonly string[]): Suite {
  const missing = programs.filter((program) => !programPath(program));
  if (missing.length === 0) return describe;
  const reason = `this machine has no ${missing.join(', ')}`;
  if (process.env.REQUIRE_ALL === '1') return (name) => test(name, () => Promise.reject(new Error(reason)));
  return (name, tests) => {
    mkdirSync(dirname(skipped), { recursive: true });
    appendFileSync(skipped, `${name}: ${reason}\n`);
    describe.skip(name, tests);
  };
}
