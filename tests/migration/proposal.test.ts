import { describe, expect, test } from '@jest/globals';
import { approvalIsOver, ENDED, ended, entryFor, moved } from '../../lib/migration/proposal.ts';
import { APPROVER, proposal, STATES } from '../support/proposals.ts';

const NOON = '2026-12-01T12:00:00.000Z';

describe('moving on', () => {
  test('each move is one version further and keeps the rest', () => {
    const before = proposal();

    expect(moved(before, 'applying', { attempts: 1 })).toEqual({
      ...before,
      state: 'applying',
      version: 2,
      attempts: 1,
    });
  });

  test('what has ended is due no more, and says how it ended', () => {
    const outcome = { at: NOON, detail: 'seen' };
    const after = ended(proposal({ dueAt: NOON }), 'applied', { outcome });

    expect(after).toMatchObject({ state: 'applied', outcome });
    expect(after).not.toHaveProperty('dueAt');
  });

  test('nothing follows on an end, and something does on everything else', () => {
    expect(STATES.filter((state) => !ENDED.has(state))).toEqual(['open', 'approved', 'applying', 'unknown']);
  });

  test('the record of a move names object, attribute, value, before and after, and who did it', () => {
    const outcome = {
      at: NOON,
      after: ['MS:A/B/C'],
      ldap: { code: 50, name: 'insufficientAccessRights' },
      detail: 'no',
    };
    const entry = entryFor(proposal({ outcome }), { action: 'failed', actor: APPROVER, jobId: 'job', at: NOON });

    expect(entry).toMatchObject({
      action: 'failed',
      actor: APPROVER,
      schema: 2,
      proposalId: 'p-1',
      recipient: { dn: proposal().fix.dn, identity: proposal().fix.identity, name: 'John Doe' },
      attribute: 'otherMailbox',
      value: 'migrate:MS:CORP/PO1/JDOE',
      before: proposal().before,
      after: ['MS:A/B/C'],
      ldap: { code: 50 },
      detail: 'no',
    });
  });
});

describe('the record of a move', () => {
  const happened = { action: 'failed', actor: APPROVER, jobId: 'job', at: NOON } as const;

  test('says nothing of what was not seen', () => {
    const entry = entryFor(proposal(), happened);

    for (const property of ['after', 'ldap', 'detail']) expect(entry).not.toHaveProperty(property);
  });

  test("gives a person's reason before what the attempt came to", () => {
    const outcome = { at: NOON, detail: 'busy' };

    expect(entryFor(proposal({ outcome }), { ...happened, detail: 'the wrong person' }).detail).toBe(
      'the wrong person',
    );
    expect(entryFor(proposal({ outcome }), happened).detail).toBe('busy');
  });

  test('of a proposal of schema 1 makes it one of schema 2', () => {
    expect(moved(proposal({ schema: 1 }), 'applying').schema).toBe(2);
  });
});

describe('an approval that nobody could apply in time', () => {
  const HOUR = 3_600_000;
  const approved = proposal({
    state: 'approved',
    decision: { verdict: 'approve', by: APPROVER, at: NOON, jobId: 'click-1', ownProposal: false },
  });
  const noonPlus = (ms: number) => new Date(Date.parse(NOON) + ms).toISOString();

  test('is over after that time, and not before', () => {
    expect(approvalIsOver(approved, noonPlus(HOUR), HOUR)).toBe(false);
    expect(approvalIsOver(approved, noonPlus(HOUR + 1), HOUR)).toBe(true);
  });

  test('is not over once a worker has taken it up', () => {
    expect(approvalIsOver({ ...approved, state: 'applying' }, noonPlus(20 * HOUR), HOUR)).toBe(false);
  });
});
