import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Actor } from '../../lib/migration/audit.ts';
import { decide, OWN_APPROVAL, type Policy, TURNED_AWAY, type Verdict } from '../../lib/migration/decide.ts';
import { moved } from '../../lib/migration/proposal.ts';
import { APPROVER, person, proposal, STATES } from '../support/proposals.ts';

const REQUESTER = person('U-REQUESTER');
const STRANGER = person('U-STRANGER');
const NOON = '2026-12-01T12:00:00.000Z';

const policy: Policy = { approvers: { users: [APPROVER.user] }, selfApproval: false };

const verdict = (by: Actor, change: Partial<Verdict> = {}): Verdict => ({
  verdict: 'approve',
  by,
  at: NOON,
  jobId: 'click-1',
  ...change,
});

const refusal = (why: string) => ({ kind: 'refused', why });

describe('who may decide an open proposal', () => {
  const selfApproval: Policy = { approvers: { users: [REQUESTER.user] }, selfApproval: true };
  const requesterApproves: Policy = { ...selfApproval, selfApproval: false };
  const elsewhere = { ...APPROVER, team: 'T-OTHER' };
  const otherOrganization = { enterprise: 'E-OTHER', team: 'T1', user: APPROVER.user };

  test.each<[string, Verdict, Policy, object]>([
    ['an approver approves', verdict(APPROVER), policy, { kind: 'decided', next: { state: 'approved' } }],
    [
      'an approver denies, with a reason',
      verdict(APPROVER, { verdict: 'deny', reason: 'left the company' }),
      policy,
      { kind: 'decided', next: { state: 'denied', decision: { reason: 'left the company' } } },
    ],
    ['a denial without a reason', verdict(APPROVER, { verdict: 'deny' }), policy, refusal('no-reason')],
    ['a denial of blanks', verdict(APPROVER, { verdict: 'deny', reason: ' \n ' }), policy, refusal('no-reason')],
    ['somebody who is no approver', verdict(STRANGER), policy, refusal('not-an-approver')],
    [
      'somebody who is no approver denies',
      verdict(STRANGER, { verdict: 'deny', reason: 'x' }),
      policy,
      refusal('not-an-approver'),
    ],
    ['an empty list of approvers', verdict(APPROVER), { ...policy, approvers: { users: [] } }, refusal('nobody-may')],
    [
      'a user group that cannot be read',
      verdict(APPROVER),
      { ...policy, approvers: 'unreadable' },
      refusal('approvers-unreadable'),
    ],
    ['somebody of another workspace', verdict(elsewhere), policy, refusal('another-workspace')],
    ['somebody of another organisation', verdict(otherOrganization), policy, refusal('another-workspace')],
    [
      'a denial, by which no approval lapses',
      verdict(APPROVER, { verdict: 'deny', reason: 'x' }),
      policy,
      { kind: 'decided', lapsed: [] },
    ],
    [
      'an approver whose payload names the organisation as well',
      verdict({ ...APPROVER, enterprise: 'E1' }),
      policy,
      { kind: 'decided' },
    ],
    ['their own proposal', verdict(REQUESTER), requesterApproves, refusal('own-proposal')],
    ['their own, by somebody who is no approver', verdict(REQUESTER), policy, refusal('own-proposal')],
    [
      'their own, where self approval is allowed',
      verdict(REQUESTER),
      selfApproval,
      { kind: 'decided', next: { state: 'approved', decision: { ownProposal: true } } },
    ],
    [
      'their own, allowed, by somebody who is no approver',
      verdict(REQUESTER),
      { ...policy, selfApproval: true },
      refusal('not-an-approver'),
    ],
    [
      'an approver denies their own',
      verdict(REQUESTER, { verdict: 'deny', reason: 'my mistake' }),
      requesterApproves,
      { kind: 'decided', next: { state: 'denied', decision: { ownProposal: true } } },
    ],
  ])('%s', (_, given, rules, decision) => {
    const open = proposal({ askedBy: given.by.enterprise === 'E-OTHER' ? person('U-REQUESTER', 'E1') : REQUESTER });

    expect(decide(open, given, rules)).toMatchObject(decision);
  });

  test('by their Slack id: the organisation may be named in one payload and not in the other', () => {
    const own = verdict({ ...REQUESTER, enterprise: 'E1' });

    expect(decide(proposal(), own, requesterApproves)).toEqual(refusal('own-proposal'));
  });

  test('until it expires, to the millisecond', () => {
    const open = proposal({ expiresAt: NOON });

    expect(decide(open, verdict(APPROVER, { at: '2026-12-01T11:59:59.999Z' }), policy).kind).toBe('decided');
    expect(decide(open, verdict(APPROVER, { at: NOON }), policy)).toEqual(refusal('expired'));
    expect(decide(open, verdict(APPROVER, { at: NOON, verdict: 'deny', reason: 'too late' }), policy)).toEqual(
      refusal('expired'),
    );
  });
});

describe('what becomes of it', () => {
  test('it is one version further, with who decided, when, and by which click', () => {
    const decision = decide(proposal({ version: 1 }), verdict(APPROVER), policy);

    expect(decision).toMatchObject({
      kind: 'decided',
      next: {
        version: 2,
        dueAt: new Date(Date.parse(NOON) + 60_000).toISOString(),
        decision: { verdict: 'approve', by: APPROVER, at: NOON, jobId: 'click-1', ownProposal: false },
      },
    });
  });

  test('a denied one is due never more', () => {
    const decision = decide(proposal(), verdict(APPROVER, { verdict: 'deny', reason: 'no' }), policy);

    expect(decision.kind === 'decided' && 'dueAt' in decision.next).toBe(false);
  });

  test('the same click delivered again decides nothing and refuses nothing', () => {
    const first = decide(proposal(), verdict(APPROVER), policy);
    const next = first.kind === 'decided' ? first.next : proposal();

    expect(decide(next, verdict(APPROVER), policy)).toEqual({ kind: 'repeated' });
    expect(decide(moved(next, 'applied'), verdict(APPROVER), policy)).toEqual({ kind: 'repeated' });
    expect(decide(next, verdict(APPROVER, { jobId: 'click-2' }), policy)).toEqual(refusal('already-decided'));
  });
});

describe('a proposal that is not open', () => {
  const closed = STATES.filter((state) => state !== 'open');

  test.each(closed.flatMap((state) => (['approve', 'deny'] as const).map((word) => [state, word] as const)))(
    '%s: nobody can %s it any more',
    (state, word) => {
      const why = state === 'expired' ? 'expired' : 'already-decided';

      expect(decide(proposal({ state }), verdict(APPROVER, { verdict: word, reason: 'x' }), policy)).toEqual(
        refusal(why),
      );
    },
  );

  test('is never approved, by whomever, under whatever policy', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...closed),
        fc.constantFrom(APPROVER, REQUESTER, STRANGER),
        fc.constantFrom<Verdict['verdict']>('approve', 'deny'),
        fc.boolean(),
        fc.constantFrom<Policy['approvers']>('unreadable', { users: [] }, { users: [APPROVER.user, REQUESTER.user] }),
        (state, by, word, selfApproval, approvers) => {
          const decision = decide(proposal({ state }), verdict(by, { verdict: word, reason: 'x' }), {
            approvers,
            selfApproval,
          });

          expect(decision.kind).toBe('refused');
        },
      ),
    );
  });
});

test('whoever approves is an approver of this workspace, and not the requester unless that is allowed', () => {
  const anybody = fc.record({
    enterprise: fc.constantFrom(null, 'E1', 'E2'),
    team: fc.constantFrom(null, 'T1', 'T2'),
    user: fc.constantFrom('U1', 'U2', 'U3'),
  });
  fc.assert(
    fc.property(anybody, anybody, fc.subarray(['U1', 'U2', 'U3']), fc.boolean(), (by, askedBy, users, selfApproval) => {
      const decision = decide(proposal({ askedBy }), verdict(by), { approvers: { users }, selfApproval });
      if (decision.kind !== 'decided') return;

      expect(users).toContain(by.user);
      expect(by.team).toBe(askedBy.team);
      expect(new Set([by.enterprise, askedBy.enterprise, null]).size).toBeLessThan(3);
      expect(by.user !== askedBy.user || selfApproval).toBe(true);
      expect(decision.next.decision?.ownProposal).toBe(by.user === askedBy.user);
    }),
    { numRuns: 1_000 },
  );
});

test('whoever may not decide is put on record; whoever comes too late is not', () => {
  expect([...TURNED_AWAY].sort()).toEqual(
    ['another-workspace', 'nobody-may', 'approvers-unreadable', 'not-an-approver', 'own-proposal'].sort(),
  );
});

test('the record of an approval of one’s own proposal names the setting that allowed it', () => {
  expect(OWN_APPROVAL).toMatch(/requester approved their own proposal.*SELF_APPROVAL/);
});

describe('one workspace', () => {
  const ofOrganization = (user: string, enterprise: string) => ({ enterprise, team: null, user });
  const asked = (askedBy: Actor) => proposal({ askedBy });

  test('is the organisation itself where no team is named, and no other one', () => {
    const [approver, requester] = [ofOrganization(APPROVER.user, 'E1'), ofOrganization('U-REQUESTER', 'E1')];

    expect(decide(asked(requester), verdict(approver), policy).kind).toBe('decided');
    expect(decide(asked(requester), verdict({ ...approver, enterprise: null }), policy)).toEqual(
      refusal('another-workspace'),
    );
  });

  test('is one team, in whichever of two payloads the organisation is left out', () => {
    const named = { ...APPROVER, enterprise: 'E1' };

    expect(decide(asked(person('U-REQUESTER')), verdict(named), policy).kind).toBe('decided');
    expect(decide(asked(person('U-REQUESTER', 'E1')), verdict(APPROVER), policy).kind).toBe('decided');
    expect(decide(asked(person('U-REQUESTER', 'E1')), verdict(named), policy).kind).toBe('decided');
  });
});
