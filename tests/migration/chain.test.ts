import { describe, expect, test } from '@jest/globals';
import { type AuditAction, type AuditRecord, chainRecord } from '../../lib/migration/audit.ts';
import { digestOf } from '../../lib/migration/digest.ts';
import { entryFor, type ProposalState } from '../../lib/migration/proposal.ts';
import { followChain } from '../../lib/migration/verify/chain.ts';
import { followed } from '../../lib/migration/verify/course.ts';
import { APPROVER, person, proposal, STATES } from '../support/proposals.ts';
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

/** docs/adr/003, move by move: from where, and where to. */
const LEGAL: Readonly<Record<string, readonly [from: string, to: ProposalState][]>> = {
  proposed: [['nothing', 'open']],
  approved: [
    ['open', 'approved'],
    ['open', 'open'],
  ],
  reminded: [['open', 'open']],
  denied: [['open', 'denied']],
  cancelled: [
    ['open', 'cancelled'],
    ['approved', 'cancelled'],
  ],
  superseded: [['open', 'superseded']],
  expired: [
    ['open', 'expired'],
    ['approved', 'expired'],
  ],
  claimed: [['approved', 'applying']],
  'put-off': [
    ['approved', 'approved'],
    ['applying', 'approved'],
  ],
  applied: [
    ['applying', 'applied'],
    ['unknown', 'applied'],
  ],
  'already-present': [
    ['approved', 'already-present'],
    ['applying', 'already-present'],
  ],
  stale: [['approved', 'stale']],
  refused: [['approved', 'refused']],
  failed: [
    ['applying', 'failed'],
    ['unknown', 'failed'],
  ],
  unknown: [['applying', 'unknown']],
};
const IN_SCHEMA_1: typeof LEGAL = { ...LEGAL, stale: [['applying', 'stale']], refused: [['applying', 'refused']] };
const BY_PERSON = ['proposed', 'approved', 'denied', 'cancelled', 'superseded'];

/** What is found when a proposal that stood so is moved so. */
function foundAt(
  action: string,
  {
    from,
    to,
    by = APPROVER as typeof APPROVER | null,
  }: { from: string; to: ProposalState; by?: typeof APPROVER | null },
) {
  const happened = { action: action as AuditAction, actor: by, jobId: 'j', at: '2026-12-01T10:00:00.000Z' };
  const first = chainRecord(
    'm',
    undefined,
    entryFor(proposal(), { ...happened, action: 'proposed', actor: person('U9') }),
  );
  const { course } = followed(undefined, first, false);
  const before = from === 'nothing' ? undefined : { ...course, positions: [{ state: from, version: 1, digest: '' }] };
  const moved = entryFor(proposal({ state: to, version: before ? 2 : 1 }), happened);
  return {
    next: (schema: 1 | 2) => {
      const { stands: _, change: __, ...old } = moved;
      const entry = schema === 1 ? { ...old, schema } : moved;
      const start = before && { ...before, schema };
      return followed(start, chainRecord('m', undefined, entry), false).findings.map(
        ({ what, says }) => `${what}: ${says}`,
      );
    },
  };
}

describe('a proposal moves as it may, and in no other way', () => {
  test.each(Object.keys(LEGAL))('%s', (action) => {
    for (const from of ['nothing', ...STATES])
      for (const to of STATES) {
        const isLegal = LEGAL[action]?.some(([a, b]) => a === from && b === to);
        expect(foundAt(action, { from, to }).next(2)).toEqual(
          isLegal ? [] : [`move: "${action}" leads from ${from} to ${to}.`],
        );
      }
  });

  test.each(Object.entries(IN_SCHEMA_1))('%s, as version 0.1.0 recorded it', (action, moves) => {
    const to = moves[0]?.[1] ?? 'open';
    for (const from of ['nothing', ...STATES]) {
      const isLegal = moves.some(([a]) => a === from);
      expect(foundAt(action, { from, to }).next(1)).toEqual(
        isLegal ? [] : [`move: "${action}" leads from ${from} to ${to}.`],
      );
    }
  });

  test.each(Object.entries(LEGAL))('%s: whether somebody has to have done it', (action, moves) => {
    const [from = 'open', to = 'open'] = moves[0] ?? [];
    expect(foundAt(action, { from, to, by: null }).next(2)).toEqual(
      BY_PERSON.includes(action) ? [`move: "${action}", and by nobody.`] : [],
    );
  });
});
