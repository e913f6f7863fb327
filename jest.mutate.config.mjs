import { join } from 'node:path';
import base from './jest.config.mjs';

/** The tests that `npm run mutate` runs against every change of the pure core. */
export default {
  ...base,
  roots: ['<rootDir>/tests/migration'],
  reporters: ['default'],
  setupFiles: [join(import.meta.dirname, 'tests/support/same-draws.ts')],
};
