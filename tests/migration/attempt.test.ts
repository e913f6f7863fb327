import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  afterAttempt,
  claimed,
  doneResult,
  GONE,
  heldElsewhere,
  lockOf,
  type Result,
  settledResult,
  standsOtherwise,
} from '../../lib/migration/attempt.ts';
import { reverseOf } from '../../lib/migration/fix.ts';
import { ENDED, type Proposal } from '../../lib/migration/proposal.ts';
import { APPROVER, proposal } from '../support/proposals.ts';
import { mailbox, ms } from '../support/recipients.ts';

const MIGRATE = 'migrate:MS:CORP/PO1/JDOE';
const NOON = '2026-12-01T12:00:00.000Z';
const MINUTE = 60_000;
const noonPlus = (ms: number) => new Date(Date.parse(NOON) + ms).toISOString();
const there = mailbox({ proxies: [MIGRATE] });
const fix = proposal();
const undo = proposal({ fix: reverseOf(fix.fix) }, there);
const approved = (change: Partial<Proposal> = {}) =>
  proposal({
    state: 'approved',
    decision: { verdict: 'approve', by: APPROVER, at: NOON, jobId: 'click', ownProposal: false },
    ...change,
  });

describe('right before the write', () => {
  test('nothing speaks against what stands as it was approved', () => {
    expect(standsOtherwise(fix, mailbox())).toBeUndefined();
  });

  test('what is done already is called so, for either change', () => {
    expect(standsOtherwise(fix, there)).toMatchObject({
      state: 'already-present',
      outcome: { detail: 'The value was there before.' },
    });
    expect(standsOtherwise(undo, mailbox())).toMatchObject({
      state: 'already-present',
      outcome: { detail: 'The value was gone before.' },
    });
  });

  test('anything else is stale, with the difference', () => {
    expect(standsOtherwise(fix, mailbox({ proxies: ['smtp:x@y'] }))).toMatchObject({
      state: 'stale',
      outcome: { detail: 'Gone: nothing. New: smtp:x@y.' },
    });
    expect(standsOtherwise(fix, { ...there, identity: 'USN 9' })).toMatchObject({
      state: 'stale',
      outcome: { detail: `Another object now stands at this name. Gone: nothing. New: ${MIGRATE}.` },
    });
    expect(standsOtherwise(fix, mailbox({ generated: false }))).toMatchObject({
      outcome: { detail: 'Gone: MS:FABRIKAM/LONDON/JDOE, SMTP:jdoe@fabrikam.example. New: nothing.' },
    });
    expect(GONE).toEqual({ state: 'stale', outcome: { detail: 'The object is gone.' } });
    expect(standsOtherwise(fix, mailbox({ generated: false, proxies: ['smtp:x@y', 'smtp:z@y'] }))).toMatchObject({
      outcome: {
        after: ['smtp:x@y', 'smtp:z@y'],
        detail: 'Gone: MS:FABRIKAM/LONDON/JDOE, SMTP:jdoe@fabrikam.example. New: smtp:x@y, smtp:z@y.',
      },
    });
  });

  test('an address that somebody else holds is not given away, nor one that cannot be looked for', () => {
    expect(heldElsewhere(fix, mailbox(), { held: [], unseen: '' })).toBeUndefined();
    expect(heldElsewhere(fix, mailbox(), { held: ['cn=a', 'cn=b'], unseen: '' })).toMatchObject({
      state: 'refused',
      outcome: { detail: 'MS:CORP/PO1/JDOE is also held by cn=a — cn=b.' },
    });
    expect(heldElsewhere(fix, mailbox(), { held: [], unseen: 'Nobody knows.' })).toMatchObject({
      state: 'refused',
      outcome: { detail: 'Nobody knows.' },
    });
  });
});

describe('right after the write', () => {
  test('a duplicate is named, and what was said before it is kept', () => {
    const result = doneResult(
      fix,
      { recipient: there, said: 'Slow.', state: 'applied' },
      { held: ['cn=a'], unseen: '' },
    );

    expect(result).toMatchObject({ state: 'applied', outcome: { duplicates: ['cn=a'] } });
    expect('outcome' in result && result.outcome.detail).toMatch(/^Slow\. CAREFUL, a duplicate: .* cn=a\./);
  });

  test('two duplicates are both named', () => {
    const done = { recipient: there, said: '', state: 'applied' } as const;
    const result = doneResult(fix, done, { held: ['cn=a', 'cn=b'], unseen: '' });

    expect('outcome' in result && result.outcome.detail).toContain('held by cn=a — cn=b.');
  });

  test('that it was our write is presumed where the directory never answered it', () => {
    const done = { recipient: there, said: '', state: 'applied', presumed: true } as const;

    expect(doneResult(fix, done, { held: [], unseen: '' })).toMatchObject({ outcome: { presumed: true } });
  });

  test('what cannot be seen is said as well', () => {
    const result = doneResult(
      fix,
      { recipient: there, said: '', state: 'applied' },
      { held: [], unseen: 'Nobody knows.' },
    );

    expect(result).toMatchObject({ outcome: { detail: 'Nobody knows.' } });
  });

  test('nothing is said of nobody', () => {
    const result = doneResult(fix, { recipient: there, said: '', state: 'applied' }, { held: [], unseen: '' });

    expect('outcome' in result && result.outcome).toEqual({ after: expect.any(Array), detail: '' });
  });
});

describe('after an interruption', () => {
  const applying = claimed(approved(), NOON);

  test.each<[string, string, Proposal, ReturnType<typeof mailbox> | undefined, number]>([
    ['the value is there', 'applied', applying, there, 0],
    ['the value is there, late', 'applied', applying, there, 60],
    ['the value is not there', 'unknown', applying, mailbox(), 14],
    ['the value never came', 'failed', applying, mailbox(), 15],
    ['the object is gone', 'unknown', applying, undefined, 1],
    ['the object stayed away', 'failed', applying, undefined, 15],
    ['another object has the value', 'unknown', applying, { ...there, identity: 'USN 9' }, 1],
    ['the value is gone, which was wanted', 'applied', { ...applying, fix: undo.fix }, mailbox(), 0],
    ['the value is there, which was not wanted', 'unknown', { ...applying, fix: undo.fix }, there, 0],
  ])('%s: %s', (_, state, one, recipient, minutes) => {
    const result = settledResult(one, recipient, noonPlus(minutes * MINUTE));

    expect(result.state).toBe(state);
    expect('presumed' in result.outcome && result.outcome.presumed).toBe(state === 'applied');
    expect(result.outcome.detail).toMatch(
      { applied: /presumably/, unknown: /not seen yet/, failed: /did not come to light/ }[result.state],
    );
    expect('after' in result.outcome).toBe(recipient !== undefined);
  });

  test('a proposal of which nobody knows when it was taken up counts from when it was asked for', () => {
    const { claimedAt: _, ...lost } = { ...applying, askedAt: NOON };

    expect(settledResult(lost, mailbox(), noonPlus(14 * MINUTE)).state).toBe('unknown');
    expect(settledResult(lost, mailbox(), noonPlus(15 * MINUTE)).state).toBe('failed');
  });
});

describe('what follows on an attempt', () => {
  const busy: Result = { putOff: 'Busy.' };

  test('a claim comes back after five minutes, should its worker be lost', () => {
    expect(claimed(approved(), NOON)).toMatchObject({
      state: 'applying',
      version: 2,
      claimedAt: NOON,
      dueAt: noonPlus(5 * MINUTE),
    });
  });

  test('what was put off is tried again later and later, ten minutes at most, and never at once', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.integer({ min: 0, max: 30 }), (id, attempts) => {
        const next = afterAttempt(approved({ id, attempts }), busy, NOON);
        const wait = Date.parse(next.dueAt ?? '') - Date.parse(NOON);
        const about = Math.min(2 ** (attempts + 1), 10) * MINUTE;

        expect(next).toMatchObject({ state: 'approved', attempts: attempts + 1 });
        expect(wait).toBeGreaterThanOrEqual(about / 2);
        expect(wait).toBeLessThanOrEqual(1.5 * about);
      }),
    );
  });

  test('what was put off says why, and that it will be tried again', () => {
    expect(afterAttempt(approved(), busy, NOON).outcome).toEqual({ at: NOON, detail: 'Busy. It will be tried again.' });
  });

  test('two that were put off at once do not come back at once', () => {
    const waits = Array.from({ length: 20 }, (_, at) => afterAttempt(approved({ id: `p-${at}` }), busy, NOON).dueAt);

    expect(new Set(waits).size).toBeGreaterThan(15);
  });

  test('an end is due never more; what is not known is looked at again', () => {
    const result = (state: 'applied' | 'unknown'): Result => ({ state, outcome: { detail: 'Seen.' } });
    const outcome = { at: NOON, detail: 'Seen.' };

    expect(afterAttempt(approved(), result('applied'), NOON).outcome).toEqual(outcome);
    expect(afterAttempt(approved(), result('unknown'), NOON).outcome).toEqual(outcome);

    expect(afterAttempt(approved({ dueAt: NOON }), result('applied'), NOON)).not.toHaveProperty('dueAt');
    expect(afterAttempt(approved(), result('unknown'), NOON).dueAt).toBe(noonPlus(2 * MINUTE));
    expect(ENDED.has('unknown')).toBe(false);
  });
});

test('one address has one lock, however it is written and whatever is done with it', () => {
  const other = { ...fix.fix, source: ms('corp/po1/jdoe'), value: 'MIGRATE:CORP/PO1/JDOE' };

  expect(lockOf(fix.fix)).toBe('migrate:ms:corp/po1/jdoe');
  expect(lockOf(other)).toBe(lockOf(fix.fix));
  expect(lockOf(reverseOf(fix.fix))).toBe(lockOf(fix.fix));
  expect(lockOf({ ...fix.fix, source: ms('CORP/PO1/DOE') })).not.toBe(lockOf(fix.fix));
});
