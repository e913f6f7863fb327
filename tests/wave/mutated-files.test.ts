import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isWrongFile } from '../../lib/wave/list.ts';
import { corrected } from '../../lib/wave/write/corrected.ts';
import { bytesOf, handedIn } from './lists.ts';

const files = readdirSync(join(__dirname, '..', 'fixtures', 'lists')).map(bytesOf);

/** What copying, editing and broken disks do to a file. */
const SPOILERS = [
  '"',
  ',',
  ';',
  '\t',
  '%',
  '\\',
  '\r',
  '\n',
  '\r\n',
  '\0',
  '=',
  '#',
  'DIRECTORY\r\n',
  'migrate:',
  '\u00e9',
];

const change = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  remove: fc.nat(40),
  insert: fc.oneof(
    fc.constantFrom(...SPOILERS).map((text) => Buffer.from(text)),
    fc.uint8Array({ maxLength: 6 }),
  ),
});

function spoilt(bytes: Buffer, changes: readonly { at: number; remove: number; insert: Uint8Array }[]): Buffer {
  return changes.reduce((before, { at, remove, insert }) => {
    const from = Math.floor(at * before.length);
    return Buffer.concat([before.subarray(0, from), insert, before.subarray(from + remove)]);
  }, bytes);
}

const mutated = fc
  .tuple(fc.constantFrom(...files), fc.array(change, { minLength: 1, maxLength: 6 }))
  .map(([bytes, changes]) => spoilt(bytes, changes));

test('ten thousand spoilt files are lists or are told what they are, and none of them throws', () => {
  const read = { lists: 0, wrong: 0 };
  fc.assert(
    fc.property(mutated, (bytes) => {
      const list = handedIn(bytes);
      if (isWrongFile(list)) {
        expect(list.problem).toMatch(/\.$/);
        read.wrong += 1;
      } else {
        expect(list.members.length + list.findings.length + list.leftOut).toBeGreaterThan(0);
        if (list.table) expect(corrected(list.table, []).text.length).toBeGreaterThan(0);
        read.lists += 1;
      }
    }),
    { numRuns: 10_000 },
  );

  // Neither answer may be the only one: a reader that refuses everything would pass.
  expect(Math.min(read.lists, read.wrong)).toBeGreaterThan(500);
}, 120_000);
