import { mkdirSync, writeFileSync } from 'node:fs';

/** What `npm test` says at the end: counts, and how long each file took (ms). Jest's own --json fails on some errors. */
export default class Report {
  onRunComplete(_contexts, { numPassedTests, numFailedTests, numPendingTests, testResults }) {
    const files = testResults.map(({ testFilePath, perfStats }) => ({
      file: testFilePath,
      ms: perfStats.end - perfStats.start,
    }));
    const report = { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests, files };
    mkdirSync('.local', { recursive: true });
    writeFileSync('.local/jest.json', JSON.stringify(report));
  }
}
