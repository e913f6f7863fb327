import { describe, expect, test } from '@jest/globals';
import type { AuditRecord } from '../../lib/migration/audit.ts';
import { digestOf } from '../../lib/migration/digest.ts';
import { followChain } from '../../lib/migration/verify/chain.ts';
import { wholeLife } from '../support/recorded-world.ts';

const { records } = wholeLife();
const found = (some: readonly (AuditRecord | undefined)[], heads: readonly AuditRecord[] = []) => {
  const chain = followChain('migcheck', heads);
  const findings = some.flatMap((record) => (record ? chain.next({ number: record.number, record }) : []));
  return [...findings, ...chain.beyond()];
};
const resealed = (record: AuditRecord | undefined, change: Partial<AuditRecord>): AuditRecord => {
  const { hash: _, ...unsealed } = { ...(record as AuditRecord), ...change };
  return { ...unsealed, hash: digestOf(unsealed) };
};

describe('a chain is followed past everything that is wrong with it', () => {
  const [one, two, three, four, five] = records;
  const about = { proposalId: 'p-0' };

  test.each([
    ['a record that is gone', [one, two, four, five], [{ what: 'missing', number: 3, says: 'It is gone.' }]],
    ['several', [one, five], [{ what: 'missing', number: 2, says: 'It and all up to 4 are gone.' }]],
    ['the first', [two, three, four, five], [{ what: 'missing', number: 1, says: 'It is gone.' }]],
    [
      'one that comes twice',
      [one, two, two, three],
      [{ what: 'out-of-place', number: 2, says: 'It comes after record 2.' }],
    ],
    [
      'another under the number of one that is there',
      [one, two, resealed(two, { detail: 'x' }), three],
      [{ what: 'out-of-place', number: 2, says: 'It comes after record 2.' }],
    ],
    [
      'two the wrong way round',
      [one, three, two, four],
      [
        { what: 'missing', number: 2, says: 'It is gone.' },
        { what: 'out-of-place', number: 2, says: 'It comes after record 3.' },
      ],
    ],
    [
      'a number that is none',
      [one, { ...(two as AuditRecord), number: 1.5 }, two],
      [
        { what: 'out-of-place', number: 1.5, says: 'It comes after record 1.' },
        { what: 'altered', number: 1.5, says: 'It is not what its hash was made of.', ...about },
      ],
    ],
    [
      'one that was altered',
      [one, { ...(two as AuditRecord), detail: 'x' }, three],
      [{ what: 'altered', number: 2, says: 'It is not what its hash was made of.', ...about }],
    ],
    [
      'one that was altered and hashed anew',
      [one, resealed(two, { detail: 'x' }), three],
      [{ what: 'unlinked', number: 3, says: 'It does not follow record 2 as that stands.', ...about }],
    ],
    [
      'one of another chain',
      [one, two, three, four, resealed(five, { chain: 'elsewhere' })],
      [{ what: 'other-chain', number: 5, says: 'It says that it is of the chain "elsewhere".', ...about }],
    ],
  ] as const)('%s', (_, some, findings) => {
    expect(found(some)).toEqual(findings);
  });

  test('one that cannot be read is named, and the next is not blamed for it', () => {
    const chain = followChain('migcheck', []);
    const kept = records.map((record) =>
      record.number === 2 ? { number: 2, trouble: 'Broken.' } : { number: record.number, record },
    );
    expect(kept.flatMap((one) => chain.next(one))).toEqual([{ what: 'unreadable', number: 2, says: 'Broken.' }]);
    expect(chain.last()).toBe(5);
  });

  test('heads that the chain has are silent; others are told by their numbers', () => {
    expect(found(records, records)).toEqual([]);
    const forged = { ...(four as AuditRecord), hash: 'f'.repeat(64) };
    const beyond = [12, 9].map((number) => ({ ...(five as AuditRecord), number }));
    expect(found(records, [forged, ...beyond])).toEqual([
      { what: 'head', number: 4, says: `The log has it with the hash ${forged.hash}.` },
      { what: 'head', number: 9, says: 'The log has it; the chain ends with 5.' },
      { what: 'head', number: 12, says: 'The log has it; the chain ends with 5.' },
    ]);
  });
});
