import { availableParallelism } from 'node:os';

/** @type {import('jest').Config} */
export default {
  // Much of a test's time is waiting, for a server or for a time-out: three at once also on two cores. One core is left
  // to the servers, where there are more.
  maxWorkers: Math.max(3, availableParallelism() - 1),
  roots: ['<rootDir>/tests'],
  reporters: ['default', '<rootDir>/infra/jest-report.mjs'],
  testMatch: ['**/*.test.ts'],
  testEnvironment: 'node',
  extensionsToTreatAsEsm: [],
  transform: {
    '^.+\\.[jt]sx?$': [
      '@swc/jest',
      {
        jsc: { parser: { syntax: 'typescript', tsx: true }, target: 'es2024' },
        module: { type: 'commonjs' },
        sourceMaps: 'inline',
      },
    ],
  },
  // Packages that are ES modules only, made into what Jest can require().
  transformIgnorePatterns: ['/node_modules/(?!(p-retry|is-network-error|canonicalize)/)'],
  // Looked up in the sandbox at every use unless handed in, which costs the tests over large texts a fifth of their
  // time. Not Date: fake timers replace it.
  sandboxInjectedGlobals: ['Array', 'JSON', 'Map', 'Math', 'Number', 'Object', 'RegExp', 'Set', 'String', 'Symbol'],
  // For what hangs; on a machine that is busy with other things a test takes several times as long.
  testTimeout: 120_000,
};
