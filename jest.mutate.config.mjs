import { join } from 'node:path';
import base from './jest.config.mjs';

const beside = (file) => join(import.meta.dirname, 'tests/support/mutation', file);

/** The tests that `npm run mutate` runs against every change of the pure core. */
export default {
  ...base,
  // All through which a test can be related to a file that was changed; other tests are not run against it.
  roots: ['lib', 'tests/support', 'tests/migration'].map((folder) => join(import.meta.dirname, folder)),
  reporters: ['default'],
  testEnvironment: beside('first-failure.mjs'),
  testSequencer: beside('examples-first.mjs'),
  setupFiles: [beside('same-draws.ts')],
};
