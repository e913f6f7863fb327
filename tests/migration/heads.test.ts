import { describe, expect, test } from '@jest/globals';
import { headsIn } from '../../lib/migration/verify/heads.ts';
import { startVerifying } from '../../lib/migration/verify.ts';
import { type World, wholeLife } from '../support/recorded-world.ts';

const HASH = 'a'.repeat(64);
const LINE = { level: 'INFO', message: 'audit head', service: 'migcheck', chain: 'migcheck', number: 7, hash: HASH };
const read = (change: object) => headsIn(JSON.stringify({ ...LINE, ...change }));

describe('a head in the log', () => {
  test('is its chain, its number and its hash, and nothing else of the line', () => {
    expect(read({})).toEqual([{ chain: 'migcheck', number: 7, hash: HASH }]);
  });

  test('is read beside a field that is empty', () => {
    expect(read({ xray_trace_id: '' })).toEqual([{ chain: 'migcheck', number: 7, hash: HASH }]);
  });

  test.each([
    ['another message that names one', { message: 'audit head was not written' }],
    ['no chain', { chain: undefined }],
    ['a chain without a name', { chain: 7 }],
    ['a number in words', { number: '7' }],
    ['half a number', { number: 7.5 }],
    ['no hash', { hash: undefined }],
    ['a hash in a list', { hash: [HASH] }],
    ['a hash with something before it', { hash: `x${HASH}` }],
    ['a hash with something behind it', { hash: `${HASH}0` }],
    ['a hash in capitals', { hash: HASH.toUpperCase() }],
  ])('is not passed over where it cannot be one: %s', (_, change) => {
    expect(read(change)).toBe('unreadable');
  });

  test('does not count where something else on the line is none', () => {
    expect(headsIn(`${JSON.stringify(LINE)} {audit head} null`)).toHaveLength(1);
  });
});

describe('what a verification has looked at', () => {
  const { records, heads } = wholeLife();
  const verified = (noted: World['heads']) => {
    const verifying = startVerifying('migcheck', noted);
    for (const record of records) verifying.record({ number: record.number, record });
    return verifying.verified();
  };

  test('are all records', () => {
    expect(verified([])).toMatchObject({ records: records.length, erased: 0 });
  });

  test('nothing is said to be without a witness where no head of this chain was noted', () => {
    const elsewhere = { chain: 'elsewhere', number: 1, hash: HASH };

    expect(verified([])).not.toHaveProperty('unwitnessed');
    expect(verified([elsewhere])).not.toHaveProperty('unwitnessed');
  });

  test('the last record alone may be without one, and none is where the last head was noted', () => {
    const last = records.length;

    expect(verified(heads.filter(({ number }) => number < last)).unwitnessed).toEqual({ from: last, to: last });
    expect(verified(heads)).not.toHaveProperty('unwitnessed');
  });
});
