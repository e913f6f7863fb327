import { describe, expect, test } from '@jest/globals';
import { type AuditAction, chainRecord } from '../../lib/migration/audit.ts';
import { entryFor, type Proposal, type ProposalState } from '../../lib/migration/proposal.ts';
import { followed } from '../../lib/migration/verify/course.ts';
import { APPROVER, person, proposal, STATES } from '../support/proposals.ts';

const NOTHING = 'nothing';

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
/** A row of a plan begins when it is taken up; what went wrong for everybody may keep it from being written after that. */
const IN_PLAN: typeof LEGAL = {
  claimed: [
    ['nothing', 'applying'],
    ['approved', 'applying'],
  ],
  'already-present': [['nothing', 'already-present'], ...(LEGAL['already-present'] ?? [])],
  stale: [
    ['nothing', 'stale'],
    ['approved', 'stale'],
  ],
  refused: [
    ['nothing', 'refused'],
    ['approved', 'refused'],
    ['applying', 'refused'],
  ],
  applied: LEGAL.applied ?? [],
};
/** A plan can be stopped while it is being applied. */
const OF_PLAN: typeof LEGAL = { cancelled: [...(LEGAL.cancelled ?? []), ['applying', 'cancelled']] };
const BY_PERSON = ['proposed', 'approved', 'denied', 'cancelled', 'superseded'];

type Kind = { readonly schema?: 1 | 2; readonly by?: typeof APPROVER | null; readonly of?: Partial<Proposal> };

function recorded(called: string, change: Partial<Proposal>, { schema = 2, by = APPROVER, of = {} }: Kind) {
  const happened = { action: called as AuditAction, actor: by, jobId: 'j', at: '2026-12-01T10:00:00.000Z' };
  const { stands, change: done, ...entry } = entryFor(proposal({ ...of, ...change }), happened);
  const more = schema === 1 || !stands || !done ? { schema } : { stands, change: done };
  return chainRecord('m', undefined, { ...entry, ...more });
}

/** What is found when a proposal that stood in any of these states is moved so, state by state. */
function foundFrom(froms: readonly string[], { action, to }: { action: string; to: ProposalState }, kind: Kind) {
  const { course } = followed(undefined, recorded('proposed', {}, { ...kind, by: person('U-REQUESTER') }), false);
  const first = recorded(action, { state: to, version: 1 }, kind);
  const second = recorded(action, { state: to, version: 2 }, kind);
  return froms.map((from) => {
    const before = { ...course, position: { state: from, version: 1, digest: '' } };
    const { findings } = from === NOTHING ? followed(undefined, first, false) : followed(before, second, false);
    return findings.map(({ what, says }) => `${what}: ${says}`);
  });
}

type Moves = readonly (readonly [from: string, to: ProposalState])[];

/** Tries every state before. */
function expectLegal({ action, to }: { action: string; to: ProposalState }, moves: Moves, kind: Kind): void {
  const froms = [NOTHING, ...STATES];
  expect(foundFrom(froms, { action, to }, kind)).toEqual(
    froms.map((from) =>
      moves.some(([a, b]) => a === from && b === to) ? [] : [`move: "${action}" leads from ${from} to ${to}.`],
    ),
  );
}

describe('a proposal moves as it may, and in no other way', () => {
  test.each(Object.entries(LEGAL))('%s', (action, moves) => {
    for (const to of STATES) expectLegal({ action, to }, moves, {});
  });

  test.each(Object.entries(IN_SCHEMA_1))('%s, as version 0.1.0 recorded it', (action, moves) => {
    expectLegal({ action, to: moves[0]?.[1] ?? 'open' }, moves, { schema: 1 });
  });

  test('blessed, which version 0.1.0 did not know either, leads nowhere', () => {
    expect(foundFrom(['open'], { action: 'blessed', to: 'open' }, { schema: 1 })).toEqual([
      ['move: "blessed" leads from open to nothing.'],
    ]);
  });

  test.each(Object.entries(IN_PLAN))('%s, as a row of a plan', (action, moves) => {
    for (const to of STATES) expectLegal({ action, to }, moves, { of: { plan: 'plan-1' } });
  });

  test.each(Object.entries(OF_PLAN))('%s, as a plan', (action, moves) => {
    for (const to of STATES) expectLegal({ action, to }, moves, { of: { people: { count: 3, pages: 2 } } });
  });

  test.each(Object.entries(LEGAL))('%s: whether somebody has to have done it', (action, moves) => {
    const [from = 'open', to = 'open'] = moves[0] ?? [];
    expect(foundFrom([from], { action, to }, { by: null })).toEqual([
      BY_PERSON.includes(action) ? [`move: "${action}", and by nobody.`] : [],
    ]);
  });
});
