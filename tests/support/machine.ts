import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, test } from '@jest/globals';
import { programPath } from './program-path.ts';

/** Read by the test runner, which says at the end what was skipped and why; it empties the file at the start. */
const skipped = join(__dirname, '..', '..', '.local', 'skipped.txt');

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
