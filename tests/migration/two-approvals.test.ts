import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decide, type Policy, type Verdict, waitsFor } from '../../lib/migration/decide.ts';
import type { Proposal } from '../../lib/migration/proposal.ts';
import { person, proposal } from '../support/proposals.ts';

const NOON = '2026-12-01T12:00:00.000Z';
const [ALEX, BRETT, REQUESTER] = [person('U-ALEX'), person('U-BRETT'), person('U-REQUESTER')];
const both: Policy = { approvers: { users: [ALEX.user, BRETT.user] }, selfApproval: false };
const two = (change: Partial<Proposal> = {}) =>
  proposal({ needs: { approvals: 2, because: ['It is sensitive.'] }, remindAt: NOON, ...change });

const verdict = (by: typeof ALEX, change: Partial<Verdict> = {}): Verdict => ({
  verdict: 'approve',
  by,
  at: NOON,
  jobId: `click of ${by.user}`,
  ...change,
});

/** The proposal after this decision, or as it was. */
const decided = (one: Proposal, given: Verdict, policy = both): Proposal => {
  const decision = decide(one, given, policy);
  return decision.kind === 'decided' ? decision.next : one;
};

describe('a proposal that two have to approve', () => {
  test('stays open after the first, and is approved by the second', () => {
    const first = decided(two(), verdict(ALEX));
    const second = decided(first, verdict(BRETT));

    expect(first).toMatchObject({ state: 'open', version: 2, remindAt: NOON });
    expect(first).not.toHaveProperty('decision');
    expect(second).toMatchObject({ state: 'approved', version: 3, decision: { by: BRETT, verdict: 'approve' } });
    expect(second.approvals.map(({ by }) => by.user)).toEqual([ALEX.user, BRETT.user]);
    expect(second).not.toHaveProperty('remindAt');
  });

  test('counts nobody twice, and the same click not at all', () => {
    const first = decided(two(), verdict(ALEX));

    expect(decide(first, verdict(ALEX, { jobId: 'another click' }), both)).toEqual({
      kind: 'refused',
      why: 'already-approved',
    });
    expect(decide(first, verdict({ ...ALEX, enterprise: 'E1' }, { jobId: 'another' }), both)).toMatchObject({
      why: 'already-approved',
    });
    expect(decide(first, verdict(ALEX), both)).toEqual({ kind: 'repeated' });
  });

  test('forgets the approval of somebody who is no approver any more, and says so', () => {
    const first = decided(two(), verdict(ALEX));
    const onlyBrett: Policy = { ...both, approvers: { users: [BRETT.user] } };
    const decision = decide(first, verdict(BRETT), onlyBrett);

    expect(decision).toMatchObject({ kind: 'decided', next: { state: 'open' }, lapsed: [{ by: ALEX }] });
    expect(decision.kind === 'decided' && decision.next.approvals.map(({ by }) => by.user)).toEqual([BRETT.user]);
  });

  test('is denied by one, and cancelled by one, even after an approval', () => {
    const first = decided(two(), verdict(ALEX));

    expect(decided(first, verdict(BRETT, { verdict: 'deny', reason: 'no' }))).toMatchObject({ state: 'denied' });
    expect(decided(first, verdict(ALEX, { verdict: 'deny', reason: 'no', jobId: 'second thoughts' }))).toMatchObject({
      state: 'denied',
    });
    expect(decided(first, verdict(REQUESTER, { verdict: 'cancel', reason: 'no' }))).toMatchObject({
      state: 'cancelled',
    });
  });

  test('where the requester may approve, their approval is one of the two and no more', () => {
    const policy: Policy = { approvers: { users: [REQUESTER.user, ALEX.user] }, selfApproval: true };
    const first = decided(two(), verdict(REQUESTER), policy);

    expect(first).toMatchObject({ state: 'open', approvals: [{ ownProposal: true }] });
    expect(decided(first, verdict(REQUESTER, { jobId: 'again' }), policy).state).toBe('open');
    expect(decided(first, verdict(ALEX), policy).state).toBe('approved');
  });
});

describe('cancelling', () => {
  const waiting = proposal({
    state: 'approved',
    approvals: [{ by: ALEX, at: NOON, jobId: 'click of U-ALEX', ownProposal: false }],
    outcome: { at: NOON, detail: 'The directory took no write (busy). It will be tried again.' },
    dueAt: NOON,
  });
  const cancel = (by: typeof ALEX, change: Partial<Verdict> = {}) =>
    verdict(by, { verdict: 'cancel', reason: 'the wrong person', jobId: 'cancel', ...change });

  test.each([
    ['the requester', REQUESTER],
    ['an approver', BRETT],
  ])('%s cancels what waits for the directory: nothing is due, and nothing says that it will be tried', (_, by) => {
    const next = decided(waiting, cancel(by));

    expect(next).toMatchObject({ state: 'cancelled', decision: { verdict: 'cancel', by, reason: 'the wrong person' } });
    expect(next).not.toHaveProperty('dueAt');
    expect(next).not.toHaveProperty('outcome');
    expect(decide(next, verdict(ALEX), both)).toEqual({ kind: 'repeated' });
  });

  test('anybody else may not, and nobody without a reason', () => {
    expect(decide(waiting, cancel(person('U-STRANGER')), both)).toMatchObject({ why: 'not-an-approver' });
    expect(decide(waiting, cancel({ ...REQUESTER, team: 'T-OTHER' }), both)).toMatchObject({
      why: 'another-workspace',
    });
    expect(decide(waiting, cancel(REQUESTER, { reason: ' ' }), both)).toMatchObject({ why: 'no-reason' });
  });

  test.each([
    ['applying', 'too-late'],
    ['unknown', 'too-late'],
    ['applied', 'already-decided'],
    ['denied', 'already-decided'],
    ['superseded', 'already-decided'],
    ['expired', 'expired'],
  ] as const)('is refused once it is %s: %s', (state, why) => {
    expect(decide({ ...waiting, state }, cancel(REQUESTER), both)).toMatchObject({ kind: 'refused', why });
  });

  test('a plan is cancelled while it is applied, and not after that: nobody more is taken up', () => {
    const plan = proposal({ ...waiting, state: 'applying', people: { count: 30, pages: 3 } });

    expect(decided(plan, cancel(REQUESTER))).toMatchObject({ state: 'cancelled' });
    expect(decide({ ...plan, state: 'applied' }, cancel(REQUESTER), both)).toMatchObject({ why: 'already-decided' });
    expect(decide(plan, cancel(BRETT, { verdict: 'deny' }), both)).toMatchObject({ why: 'already-decided' });
  });
});

describe('what waits for somebody', () => {
  test('is what their approval would bring further now', () => {
    expect(waitsFor(two(), { by: ALEX, at: NOON }, both)).toBe(true);
    expect(waitsFor(decided(two(), verdict(ALEX)), { by: ALEX, at: NOON }, both)).toBe(false);
    expect(waitsFor(decided(two(), verdict(ALEX)), { by: BRETT, at: NOON }, both)).toBe(true);
    expect(waitsFor(two(), { by: REQUESTER, at: NOON }, both)).toBe(false);
    expect(waitsFor(two({ state: 'approved' }), { by: ALEX, at: NOON }, both)).toBe(false);
    expect(waitsFor(two({ expiresAt: NOON }), { by: ALEX, at: NOON }, both)).toBe(false);
  });
});

test('no order of clicks by whomever approves without enough different approvers of that moment', () => {
  const people = ['U1', 'U2', 'U3', 'U-REQUESTER'];
  const click = fc.record({
    user: fc.constantFrom(...people),
    approvers: fc.subarray(people),
    verdict: fc.constantFrom<Verdict['verdict']>('approve', 'approve', 'approve', 'deny', 'cancel'),
    jobId: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'),
    selfApproval: fc.boolean(),
  });
  let approved = 0;
  fc.assert(
    fc.property(fc.array(click, { maxLength: 12 }), fc.integer({ min: 1, max: 3 }), (clicks, approvals) => {
      let one = proposal({ needs: { approvals, because: [] } });
      for (const { user, approvers, verdict: word, jobId, selfApproval } of clicks) {
        const before = one;
        const policy: Policy = { approvers: { users: approvers }, selfApproval };
        one = decided(one, verdict(person(user), { verdict: word, jobId, reason: 'x' }), policy);
        if (one.state !== 'approved' || before.state === 'approved') continue;
        approved += 1;
        const yes = new Set(one.approvals.map(({ by }) => by.user));
        expect(yes.size).toBeGreaterThanOrEqual(approvals);
        expect([...yes].every((by) => approvers.includes(by))).toBe(true);
        expect(one.approvals.length).toBe(yes.size);
      }
    }),
    { numRuns: 2_000 },
  );
  expect(approved).toBeGreaterThan(50);
});
