import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { MIGRATE_TEMPLATE, parseProxyAddress } from '../../lib/migration/address.ts';
import { proposalOfDraft, undoDraft } from '../../lib/migration/draft.ts';
import { approvalDigest, fixOf, isAsWanted, reverseOf, sortedProxies } from '../../lib/migration/fix.ts';
import type { Proposal } from '../../lib/migration/proposal.ts';
import type { Recipient } from '../../lib/migration/recipient.ts';
import { isChangeOf, NO_UNDO, whyNoUndo } from '../../lib/migration/undo.ts';
import { JDOE } from '../support/judge.ts';
import { person, proposal, STATES } from '../support/proposals.ts';
import { mailbox } from '../support/recipients.ts';

const MIGRATE = 'migrate:MS:CORP/PO1/JDOE';
const NOON = '2026-12-01T12:00:00.000Z';
const now = mailbox({ proxies: [MIGRATE] });
const done = proposal({ state: 'applied', id: 'p-1' });
const undone = proposal({ state: 'applied', id: 'p-2', undoes: 'p-1', fix: reverseOf(done.fix) });

const asked = (change: { done?: Proposal; last?: Proposal | undefined; recipient?: Recipient | undefined } = {}) =>
  whyNoUndo({ done, last: change.done ?? done, recipient: now, ...change });

describe('a change of ours', () => {
  test('can be taken back while the value stands as it was written', () => {
    expect(asked()).toBeUndefined();
  });

  test('that took a value away can be taken back while the value is gone', () => {
    expect(asked({ done: undone, recipient: mailbox() })).toBeUndefined();
    expect(asked({ done: undone, recipient: now })).toBe('changed-since');
  });

  test.each<[string, string, Parameters<typeof asked>[0]]>([
    ['the value was there before', 'there-before', { done: { ...done, state: 'already-present' } }],
    ['we have taken it away since', 'changed-by-us', { last: undone, recipient: mailbox() }],
    ['we have taken it away and put it back', 'changed-by-us', { last: { ...done, id: 'p-3' } }],
    ['no change of ours is known any more', 'changed-by-us', { last: undefined }],
    ['the object is gone', 'object-gone', { recipient: undefined }],
    ['another object stands at the name', 'another-object', { recipient: { ...now, identity: 'USN 9' } }],
    ['somebody took the value away', 'changed-since', { recipient: mailbox() }],
    [
      'somebody wrote it in another case',
      'changed-since',
      { recipient: mailbox({ proxies: ['MIGRATE:MS:CORP/PO1/JDOE'] }) },
    ],
  ])('is left alone when %s', (_, why, change) => {
    expect(asked(change)).toBe(why);
    expect(NO_UNDO[asked(change) ?? 'nothing-done']).not.toBe('');
  });

  test.each(STATES.filter((state) => state !== 'applied'))('%s is not taken back, and it is said why', (state) => {
    const underWay = ['open', 'approved', 'applying', 'unknown'].includes(state);
    const why = state === 'already-present' ? 'there-before' : underWay ? 'under-way' : 'never-written';

    expect(asked({ done: { ...done, state } })).toBe(why);
  });

  test.each(Object.entries(NO_UNDO))('%s is told in a sentence', (_, sentence) => {
    expect(sentence).toMatch(/^[A-Za-z].* /);
  });
});

describe('the newest change of the same value', () => {
  test('is found by object and value in any case, and only where it was written', () => {
    const { fix } = done;
    expect(isChangeOf({ ...done, fix: { ...fix, dn: 'CN=jdoe, cn=Recipients,ou=LONDON,o=FABRIKAM' } }, done)).toBe(
      true,
    );
    expect(isChangeOf({ ...done, fix: { ...fix, value: MIGRATE.toUpperCase() } }, done)).toBe(true);
    expect(isChangeOf({ ...done, state: 'stale' }, done)).toBe(false);
    expect(isChangeOf({ ...done, fix: { ...fix, value: 'migrate:MS:CORP/PO1/DOE' } }, done)).toBe(false);
    expect(isChangeOf({ ...done, fix: { ...fix, dn: 'cn=other,o=FABRIKAM' } }, done)).toBe(false);
  });
});

describe('the proposal of an undo', () => {
  const place = { askedIn: 'C1', channel: 'C1', now: NOON, ttl: 3_600_000 };
  const needs = { approvals: 1, sensitive: { names: [], places: [] } };
  const undoOf = (one: Proposal, askedBy = one.askedBy, recipient = now): Proposal =>
    proposalOfDraft(undoDraft(one, recipient, NOON), { ...place, id: `undo-${one.id}`, askedBy, needs });

  test('takes exactly the value away, byte for byte, from the object as it stands now', () => {
    expect(undoOf(done)).toMatchObject({
      state: 'open',
      undoes: 'p-1',
      fix: { ...done.fix, change: 'remove' },
      before: sortedProxies(now),
      digest: approvalDigest(now, reverseOf(done.fix)),
    });
  });

  test("takes two people for somebody else's change, and one for one's own", () => {
    expect(undoOf(done).needs.approvals).toBe(1);
    expect(undoOf(done, person('U-OTHER')).needs).toEqual({
      approvals: 2,
      because: ["It takes back somebody else's change."],
    });
  });

  test('says that it no longer helps once the wizard has run, and whether the writing was only presumed', () => {
    expect(undoOf(done).because.careful.join()).toContain('an undo no longer helps');
    expect(undoOf(done).because.careful.join()).not.toContain('presumed');
    const presumed = { ...done, outcome: { at: NOON, presumed: true as const } };
    expect(undoOf(presumed).because.careful.join()).toContain('is presumed');
  });
});

describe('for whatever change', () => {
  const held = fc.subarray([MIGRATE, 'MIGRATE:MS:CORP/PO1/JDOE', 'ms:CORP/PO2/X', 'migrate:MS:OLD/PO/JDOE']);

  test('the undo of an undo is the change itself', () => {
    fc.assert(
      fc.property(held, fc.constantFrom('exchange55' as const, 'ad' as const), (proxies, dialect) => {
        const fix = fixOf(mailbox({ proxies, dialect }), JDOE, MIGRATE_TEMPLATE);

        expect(reverseOf(reverseOf(fix))).toEqual(fix);
        expect(reverseOf(fix)).toEqual({ ...fix, change: 'remove' });
      }),
    );
  });

  test('a recipient is as the change would make it, or as its undo would, and never both', () => {
    fc.assert(
      fc.property(held, (proxies) => {
        const one = mailbox({ proxies });
        const fix = fixOf(one, JDOE, MIGRATE_TEMPLATE);

        expect(isAsWanted(one, fix)).not.toBe(isAsWanted(one, reverseOf(fix)));
      }),
    );
  });

  test('the approval of a change is none of its undo, whatever the object holds', () => {
    fc.assert(
      fc.property(held, (proxies) => {
        const one = mailbox({ proxies });
        const fix = fixOf(one, JDOE, MIGRATE_TEMPLATE);

        expect(approvalDigest(one, fix)).not.toBe(approvalDigest(one, reverseOf(fix)));
      }),
    );
  });

  test('what an undo takes away can be read as a MIGRATE proxy', () => {
    expect(parseProxyAddress(reverseOf(done.fix).value)?.type.toUpperCase()).toBe('MIGRATE');
  });
});
