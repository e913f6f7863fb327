/** @type {import('jest').Config} */
export default {
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
  testTimeout: 30_000,
};
