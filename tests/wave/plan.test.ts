import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decide } from '../../lib/migration/decide.ts';
import { moved, type Proposal } from '../../lib/migration/proposal.ts';
import { othersHolding } from '../../lib/wave/plan/holders.ts';
import { pagesOf, plannable } from '../../lib/wave/plan/people.ts';
import { begunPlan } from '../../lib/wave/plan/plan.ts';
import { afterPage, NO_PROGRESS, takenUp, withRows } from '../../lib/wave/plan/progress.ts';
import { isToBeTakenUp, MOST_GOES, rowId, rowOf, stopsPlan } from '../../lib/wave/plan/row.ts';
import { doneSays, stoppedSays } from '../../lib/wave/plan/words.ts';
import { draft, people, planFor } from '../support/plan/planned.ts';
import { APPROVER, person, proposal } from '../support/proposals.ts';
import { mailbox } from '../support/recipients.ts';

const NOON = '2026-12-01T12:00:00.000Z';

describe('the list of people', () => {
  test('is taken up one first, then five, then 24 at a time', () => {
    expect(pagesOf(people(60)).map(({ length }) => length)).toEqual([1, 5, 24, 24, 6]);
    expect(pagesOf(people(1)).map(({ length }) => length)).toEqual([1]);
    expect(pagesOf(people(6)).map(({ length }) => length)).toEqual([1, 5]);
  });

  test('keeps everybody, in their order', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 130 }), (count) => {
        const all = people(count);
        expect(pagesOf(all).flat()).toEqual(all);
      }),
      { numRuns: 30 },
    );
  });

  test('makes a page no larger than a row of DynamoDB can be, however many addresses somebody has', () => {
    const proxies = Array.from({ length: 1_500 }, (_, index) => `smtp:${'x'.repeat(40)}${index}@fabrikam.example`);
    const pages = pagesOf(people(40).map((one) => ({ ...one, before: proxies })));
    expect(pages.flat()).toHaveLength(40);
    for (const page of pages) expect(Buffer.byteLength(JSON.stringify(page))).toBeLessThan(400_000);
  });

  test('has a digest that changes with anybody, with any value, and with the order', () => {
    const all = people(10);
    const digests = [
      all,
      all.slice(1),
      [...all].reverse(),
      [...all.slice(0, 9), { ...draft('user9'), before: ['ms:X/Y/Z'] }],
    ].map((list) => planFor(list).digest);
    expect(new Set(digests).size).toBe(4);
    expect(planFor(people(10)).digest).toBe(digests[0]);
  });

  test('has nobody in it who is there twice, or whose address is another’s as well', () => {
    const [a, b, c] = [draft('a'), draft('b'), draft('c')];
    const again = { ...draft('d'), fix: { ...draft('d').fix, dn: 'CN=A, cn=Recipients, O=fabrikam' } };
    const same = { ...draft('e'), fix: { ...draft('e').fix, value: b.fix.value.toUpperCase() } };
    const { people: left, doubles } = plannable([a, b, c, again, same]);
    expect(left).toEqual([c]);
    expect(new Set(doubles)).toEqual(new Set([a, b, again, same]));
  });
});

describe('who has to approve a plan', () => {
  test.each([
    [50, 1],
    [51, 2],
  ])('for %i people: %i', (count, approvals) => {
    expect(planFor(people(count)).needs.approvals).toBe(approvals);
  });

  test('two as soon as anybody in it is sensitive, and the plan says how many are', () => {
    const { needs } = planFor([draft('jdoe'), draft('chief')]);
    expect(needs).toEqual({ approvals: 2, because: ['1 of them is listed as sensitive (SENSITIVE).'] });
  });

  test('as many as every change takes, if those are more', () => {
    const needs = { approvals: 3, sensitive: { names: [], places: [] }, twoApprovers: 50 };
    expect(planFor(people(60), {}, needs).needs.approvals).toBe(3);
  });
});

describe('a decision about a plan is that about any proposal', () => {
  const policy = { approvers: { users: [APPROVER.user, 'U-SECOND'] }, selfApproval: false };
  const approve = (by: typeof APPROVER, jobId: string) => ({ verdict: 'approve', by, at: NOON, jobId }) as const;
  const stop = { verdict: 'cancel', by: APPROVER, at: NOON, jobId: 'stop', reason: 'The wrong list.' } as const;

  test('two people for more than fifty, one after the other, and neither is the requester', () => {
    const plan = planFor(people(51));
    const requester = person('U-REQUESTER');
    const own = decide(plan, approve(requester, '0'), { ...policy, approvers: { users: [requester.user] } });
    expect(own).toEqual({ kind: 'refused', why: 'own-proposal' });
    const first = decide(plan, approve(APPROVER, '1'), policy);
    if (first.kind !== 'decided') throw new Error('refused');
    expect(first.next.state).toBe('open');
    expect(decide(first.next, approve(APPROVER, '2'), policy)).toEqual({ kind: 'refused', why: 'already-approved' });
    const second = decide(first.next, approve(person('U-SECOND'), '3'), policy);
    expect(second).toMatchObject({ kind: 'decided', next: { state: 'approved' } });
  });

  test('while it is being applied it can be stopped; one change cannot', () => {
    const plan = begunPlan(moved(planFor(people(3)), 'approved'), NOON);
    const stopped = decide(plan, stop, policy);
    expect(stopped).toMatchObject({ kind: 'decided', next: { state: 'cancelled', decision: { reason: stop.reason } } });
    expect(decide(proposal({ state: 'applying' }), stop, policy)).toEqual({ kind: 'refused', why: 'too-late' });
    expect(decide({ ...plan, state: 'applied' }, stop, policy)).toEqual({ kind: 'refused', why: 'already-decided' });
  });
});

describe('a row of a plan', () => {
  const plan = planFor(people(3), {
    decision: { verdict: 'approve', by: APPROVER, at: NOON, jobId: 'c', ownProposal: false },
  });
  const row = (change: Partial<Proposal>): Proposal => ({
    ...rowOf(plan, draft('user0'), { place: { page: 0, index: 0, go: 1 } }),
    ...change,
  });

  test('is of version 0 before anything of it is written, and carries who asked and who approved', () => {
    expect(row({})).toMatchObject({
      ...{ id: 'row.plan-1.0.0', plan: 'plan-1', version: 0, state: 'approved' },
      ...{ askedBy: plan.askedBy, askedAt: plan.askedAt, decision: plan.decision, fix: draft('user0').fix },
    });
    expect(rowId('plan-1', { page: 2, index: 23, go: 3 })).toBe('row.plan-1.2.23.3');
  });

  const interrupted = row({ state: 'failed', outcome: { at: NOON, detail: 'It did not come to light.' } });
  const forbidden = { at: NOON, ldap: { code: 50, name: 'insufficientAccessRights' }, stops: true } as const;

  test('is taken up once more if its write was interrupted and never came to light, and only then', () => {
    expect(isToBeTakenUp(undefined, 0)).toBe(true);
    expect(isToBeTakenUp(interrupted, 1)).toBe(true);
    expect(isToBeTakenUp(interrupted, MOST_GOES)).toBe(false);
    expect(isToBeTakenUp(row({ state: 'failed', outcome: forbidden }), 1)).toBe(false);
    for (const state of ['applied', 'stale', 'refused', 'applying', 'unknown'] as const)
      expect(isToBeTakenUp(row({ state, outcome: { at: NOON } }), 1)).toBe(false);
  });

  test('stops its plan where what went wrong would go wrong for everybody', () => {
    expect(stopsPlan(row({ state: 'failed', outcome: forbidden }))).toBe(true);
    expect(stopsPlan(interrupted)).toBe(true);
    const gone = { at: NOON, ldap: { code: 32, name: 'noSuchObject' } };
    expect(stopsPlan(row({ state: 'failed', outcome: gone }))).toBe(false);
    expect(stopsPlan(row({ state: 'stale', outcome: { at: NOON } }))).toBe(false);
  });

  test('is counted by what became of it, and named if that is not what was planned', () => {
    const rows = [
      row({ state: 'applied' }),
      row({ state: 'applied' }),
      row({ state: 'stale', outcome: { at: NOON, detail: 'Gone: x.' } }),
    ];
    const progress = afterPage(NO_PROGRESS, rows);
    expect(progress).toEqual({
      pages: 1,
      tally: { applied: 2, stale: 1 },
      troubles: [{ name: 'user0', state: 'stale', detail: 'Gone: x.' }],
    });
    expect(takenUp(withRows(progress, rows))).toBe(6);
    expect(doneSays(progress)).toBe('Of 3 people: 2 applied and read back; 1 changed since, not touched.');
    expect(stoppedSays(planFor(people(10)), progress, 'No rights.')).toBe(
      'No rights. Of those taken up: 2 applied and read back; 1 changed since, not touched. 7 people not taken up: nothing was written for them.',
    );
  });

  test('names no more troubles than a row of the table has room for', () => {
    const rows = Array.from({ length: 30 }, () =>
      row({ state: 'stale', outcome: { at: NOON, detail: 'x'.repeat(900) } }),
    );
    const { troubles, tally } = withRows(NO_PROGRESS, rows);
    expect(tally.stale).toBe(30);
    expect(troubles).toHaveLength(20);
    expect(JSON.stringify(troubles).length).toBeLessThan(12_000);
  });
});

describe('who else holds an address, among those who were found for several', () => {
  const { fix } = draft('jdoe');
  test.each([
    ['under MS', { proxies: ['MS:CORP/PO1/jdoe'] }],
    ['under MIGRATE', { proxies: ['migrate:MS:CORP/PO1/JDOE'] }],
    ['as the target', { target: 'MS:CORP/PO1/JDOE' }],
  ])('%s', (_, traits) => {
    expect(othersHolding(fix, [mailbox({ dn: 'cn=other,o=FABRIKAM', ...traits })])).toEqual(['cn=other,o=FABRIKAM']);
  });

  test('not the recipient itself, in whatever letters, and nobody who holds another of them', () => {
    const itself = mailbox({ dn: fix.dn.toUpperCase(), proxies: ['MS:CORP/PO1/JDOE'] });
    const other = mailbox({ dn: 'cn=other,o=FABRIKAM', proxies: ['MS:CORP/PO1/SMITH', 'SMTP:jdoe@fabrikam.example'] });
    expect(othersHolding(fix, [itself, other])).toEqual([]);
  });
});
