import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { proposalOfDraft } from '../../lib/migration/draft.ts';
import { approvalDigest } from '../../lib/migration/fix.ts';
import {
  dueStep,
  ended,
  entryFor,
  isUntold,
  newsSince,
  noteFor,
  type Proposal,
  reminded,
} from '../../lib/migration/proposal.ts';
import { APPROVER, person, proposal, STATES } from '../support/proposals.ts';
import { mailbox } from '../support/recipients.ts';

const NOON = '2026-12-01T12:00:00.000Z';
const HOUR = 3_600_000;
const noonPlus = (ms: number) => new Date(Date.parse(NOON) + ms).toISOString();
const told = (version: number) => ({ told: { version, noted: version } });
const decision = { verdict: 'approve', by: APPROVER, at: NOON, jobId: 'click', ownProposal: false } as const;
const due = (change: Partial<Proposal>, now = NOON) => dueStep(proposal({ ...told(1), ...change }), now, HOUR);

describe('what time alone has made due', () => {
  const open = { remindAt: NOON, expiresAt: noonPlus(HOUR), dueAt: NOON };

  test.each<[string, string, Partial<Proposal>, number]>([
    ['an open proposal before half time', 'nothing', open, -1],
    ['an open proposal at half time', 'remind', open, 0],
    ['an open proposal that was reminded of', 'nothing', reminded(proposal(open)), 0],
    ['an open proposal at its end', 'expire', open, HOUR],
    ['one whose reminder was slept through', 'expire', { ...open, expiresAt: NOON }, 0],
    ['an approved one that nobody took up', 'apply', { state: 'approved', decision, dueAt: NOON }, 0],
    ['an approved one that waits its turn', 'nothing', { state: 'approved', decision, dueAt: noonPlus(60) }, 0],
    ['an approval as old as may be', 'apply', { state: 'approved', decision, dueAt: NOON }, HOUR],
    ['an approval that is over', 'expire', { state: 'approved', decision, dueAt: NOON }, HOUR + 1],
    ['a worker that was lost', 'apply', { state: 'applying', decision, dueAt: NOON }, 5 * HOUR],
    ['an outcome that is not known', 'apply', { state: 'unknown', decision, dueAt: NOON }, 50 * HOUR],
    ['an end', 'nothing', { state: 'applied', decision }, 50 * HOUR],
    ['an open proposal that nobody is to be reminded of', 'nothing', { expiresAt: noonPlus(HOUR), dueAt: NOON }, 0],
    ['an approved one whose reminder was never given', 'nothing', { state: 'approved', decision, remindAt: NOON }, 0],
  ])('%s: %s', (_, step, { told: __, version: ___, ...change }, ms) => {
    expect(due(change, noonPlus(ms))).toBe(step);
  });

  test.each(STATES)('%s, and nobody was told: it is told', (state) => {
    expect(due({ state, ...told(0), expiresAt: noonPlus(HOUR) })).toBe('tell');
  });
});

test('a row of a plan is told with its plan, not by itself', () => {
  const waiting = proposal({ told: { version: 0, noted: 0 }, version: 1 });

  expect([isUntold(waiting), isUntold({ ...waiting, plan: 'plan-1' })]).toEqual([true, false]);
});

test('a reminder is given once, and the expiry is due next', () => {
  const after = reminded(proposal({ remindAt: NOON, dueAt: NOON, expiresAt: noonPlus(HOUR) }));

  expect(after).toMatchObject({ state: 'open', version: 2, dueAt: noonPlus(HOUR) });
  expect(after).not.toHaveProperty('remindAt');
});

test('news are as old as the last thing that happened, not as the proposal', () => {
  const asked = proposal({ askedAt: NOON });
  const approval = { by: APPROVER, at: noonPlus(HOUR), jobId: 'a', ownProposal: false };

  expect(newsSince(asked)).toBe(NOON);
  expect(newsSince({ ...asked, approvals: [approval] })).toBe(noonPlus(HOUR));
  expect(newsSince({ ...asked, decision: { ...decision, at: noonPlus(2 * HOUR) } })).toBe(noonPlus(2 * HOUR));
  expect(newsSince({ ...asked, decision, outcome: { at: noonPlus(3 * HOUR) } })).toBe(noonPlus(3 * HOUR));
  expect(newsSince({ ...asked, state: 'expired', expiresAt: noonPlus(4 * HOUR) })).toBe(noonPlus(4 * HOUR));
  expect(newsSince({ ...asked, decision, state: 'expired', expiresAt: noonPlus(4 * HOUR) })).toBe(NOON);
  expect(newsSince({ ...asked, state: 'superseded', expiresAt: noonPlus(4 * HOUR) })).toBe(NOON);
});

describe('on record', () => {
  const happened = { action: 'approved', actor: APPROVER, jobId: 'click', at: NOON } as const;

  test('a move says how the proposal stood after it; where its cards are, and who was told, is no part of that', () => {
    const one = proposal({ state: 'approved', version: 2 });
    const { stands } = entryFor(one, happened);

    expect(stands).toMatchObject({ state: 'approved', version: 2 });
    expect(entryFor({ ...one, cards: [{ channel: 'C', ts: '1' }], ...told(2) }, happened).stands).toEqual(stands);
    expect(entryFor({ ...one, approvals: [{ ...decision }] }, happened).stands).not.toEqual(stands);
  });

  test('what moved nothing says nothing of that', () => {
    expect(noteFor(proposal(), { ...happened, action: 'turned-away' })).not.toHaveProperty('stands');
    expect(noteFor(proposal(), { ...happened, detail: 'why' })).toMatchObject({ change: 'add', detail: 'why' });
  });

  test('a plan says of how many people it is, a row of which plan it is, and any other proposal neither', () => {
    const plan = proposal({ people: { count: 30, pages: 3 } });

    expect(noteFor(plan, happened)).toMatchObject({ people: 30 });
    expect(noteFor(proposal({ plan: 'plan-1' }), happened)).toMatchObject({ plan: 'plan-1' });
    expect(noteFor(proposal(), happened)).not.toHaveProperty('people');
    expect(noteFor(proposal(), happened)).not.toHaveProperty('plan');
  });
});

describe('a new proposal', () => {
  const recipient = mailbox();
  const { fix, because } = proposal();
  const draft = {
    fix,
    recipientName: 'John Doe',
    names: ['jdoe'],
    before: [],
    digest: approvalDigest(recipient, fix),
    because,
    seen: { at: NOON, verdict: 'missing-migrate' },
  };
  const needs = { approvals: 1, sensitive: { names: [], places: [] } };

  test('is reminded of at half time, and nobody was told of it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 60_000, max: 100 * HOUR }), (ttl) => {
        const made = proposalOfDraft(draft, {
          id: 'p',
          askedBy: person('U1'),
          askedIn: 'C1',
          channel: 'C2',
          now: NOON,
          ttl,
          needs,
        });

        expect(made).toMatchObject({
          state: 'open',
          version: 1,
          remindAt: noonPlus(ttl / 2),
          dueAt: noonPlus(ttl / 2),
          expiresAt: noonPlus(ttl),
          told: { version: 0, noted: 0 },
        });
        expect(dueStep(made, noonPlus(ttl), HOUR)).toBe('expire');
        expect(ended(made, 'expired')).not.toHaveProperty('remindAt');
      }),
    );
  });
});
