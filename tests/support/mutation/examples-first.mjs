import { readFileSync } from 'node:fs';
import Sequencer from '@jest/test-sequencer';

const draws = ({ path }) => Number(readFileSync(path, 'utf8').includes("from 'fast-check'"));

/** Tests of examples come before those that draw hundreds of them: most changes are noticed by one. */
export default class extends (Sequencer.default ?? Sequencer) {
  sort(tests) {
    return [...tests].sort((a, b) => draws(a) - draws(b) || a.path.localeCompare(b.path));
  }
}
