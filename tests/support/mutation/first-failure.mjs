import { TestEnvironment } from 'jest-environment-node';

/** The change of the code that a test has noticed already. */
let noticed;

/** Runs no more tests against a change that one of them has noticed: Jest itself cannot stop there when Stryker calls. */
export default class extends TestEnvironment {
  handleTestEvent({ name, test }) {
    const change = process.env.__STRYKER_ACTIVE_MUTANT__;
    if (change === undefined) return;
    if (name === 'test_fn_failure') noticed = change;
    if (name === 'test_start' && noticed === change) test.mode = 'skip';
  }
}
