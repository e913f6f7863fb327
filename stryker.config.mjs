export default {
  mutate: ['lib/migration/**/*.ts'],
  testRunner: 'jest',
  plugins: ['@stryker-mutator/jest-runner'],
  jest: { projectType: 'custom', configFile: 'jest.mutate.config.mjs', enableFindRelatedTests: true },
  coverageAnalysis: 'perTest',
  concurrency: 2,
  thresholds: { high: 100, low: 95, break: 95 },
  reporters: ['progress-append-only', 'clear-text', 'json', 'html'],
  clearTextReporter: { allowColor: false, reportTests: false, reportMutants: true, logTests: false },
  jsonReporter: { fileName: '.local/mutation.json' },
  htmlReporter: { fileName: '.local/mutation.html' },
  // Only what changed since the last run is tried again; `npm run mutate -- --force` tries everything.
  incremental: true,
  incrementalFile: '.local/mutation-before.json',
  tempDirName: '.local/stryker',
  // Stryker would rewrite the tsconfig by functions that TypeScript 7 no longer has, and the tests do without it.
  ignorePatterns: ['tsconfig.json', '.build', '.serverless', '.local', 'coverage', 'docs'],
};
