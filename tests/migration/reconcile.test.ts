import { describe, expect, test } from '@jest/globals';
import type { Proposal, ProposalState } from '../../lib/migration/proposal.ts';
import { lastChanges, type Standing, standingNow } from '../../lib/migration/reconcile.ts';
import { proposal } from '../support/proposals.ts';
import { mailbox } from '../support/recipients.ts';

const VALUE = 'migrate:MS:CORP/PO1/JDOE';
const holding = (...proxies: string[]) => mailbox({ proxies });

const change = (state: ProposalState, kind: 'add' | 'remove' = 'add', more: Partial<Proposal> = {}): Proposal => {
  const one = proposal({ state, ...more });
  return { ...one, fix: { ...one.fix, change: kind } };
};

describe('how a change stands', () => {
  test.each<[string, Proposal, ReturnType<typeof mailbox> | undefined, Standing]>([
    ['added and there', change('applied'), holding(VALUE), 'as-recorded'],
    ['added and gone', change('applied'), holding(), 'gone'],
    ['added and there in other letters', change('applied'), holding(VALUE.toUpperCase()), 'other-case'],
    ['added to an object that is gone', change('applied'), undefined, 'gone'],
    ['taken away and gone', change('applied', 'remove'), holding(), 'as-recorded'],
    ['taken away and there again', change('applied', 'remove'), holding(VALUE), 'back'],
    ['an add that failed, and is not there', change('failed'), holding(), 'as-recorded'],
    ['an add that failed, and is there', change('failed'), holding(VALUE), 'done-though-failed'],
    ['a removal that failed, and is there', change('failed', 'remove'), holding(VALUE), 'as-recorded'],
    ['a removal that failed, and is done', change('failed', 'remove'), holding(), 'done-though-failed'],
    ['not known, and there', change('unknown'), holding(VALUE), 'unsettled'],
    ['being written', change('applying'), holding(), 'unsettled'],
    ['no value can be read', change('applied'), mailbox({ proxiesReadable: false }), 'not-visible'],
    ['another object', change('applied'), mailbox({ proxies: [VALUE], identity: 'another' }), 'another-object'],
  ])('%s', (_, done, recipient, stands) => {
    expect(standingNow(done, { recipient, seesHidden: true })).toBe(stands);
  });

  test('an object that an ordinary account does not find may be hidden', () => {
    expect(standingNow(change('applied'), { recipient: undefined, seesHidden: false })).toBe('not-visible');
  });
});

describe('the last change of each object and value', () => {
  const last = (...proposals: readonly Proposal[]) => {
    const changes = lastChanges();
    for (const one of proposals) changes.add(one);
    return changes.all().map(({ id }) => id);
  };
  const at = (hour: number) => `2026-12-01T${hour}:00:00.000Z`;
  const refused = { at: at(12), ldap: { code: 50, name: 'InsufficientAccess' } };

  test.each<[string, readonly Proposal[], readonly string[]]>([
    [
      'by when it was written',
      [
        change('applied', 'add', { id: 'new', claimedAt: at(11) }),
        change('applied', 'remove', { id: 'old', claimedAt: at(10) }),
      ],
      ['new'],
    ],
    [
      'in whatever order they come',
      [
        change('applied', 'add', { id: 'old', claimedAt: at(10) }),
        change('applied', 'remove', { id: 'new', claimedAt: at(11) }),
      ],
      ['new'],
    ],
    [
      'one that failed by an interruption',
      [change('failed', 'add', { id: 'new', claimedAt: at(11), outcome: { at: at(12) } })],
      ['new'],
    ],
    [
      'one of which nobody knows what became of it',
      [change('failed', 'add', { id: 'new', claimedAt: at(11) })],
      ['new'],
    ],
    ['none of a plan as a whole: its people are', [change('applied', 'add', { people: { count: 30, pages: 3 } })], []],
    ['none that the directory refused', [change('failed', 'add', { claimedAt: at(11), outcome: refused })], []],
    [
      'none that was not written',
      (['open', 'approved', 'denied', 'stale', 'refused', 'already-present', 'expired'] as const).map((state) =>
        change(state),
      ),
      [],
    ],
    [
      'what is not known, or being written',
      [
        change('unknown', 'add', { id: 'a', claimedAt: at(10) }),
        {
          ...change('applying', 'add', { id: 'b', claimedAt: at(11) }),
          fix: { ...change('applying').fix, dn: 'cn=other' },
        },
      ],
      ['a', 'b'],
    ],
    [
      'where no claim is on record, by its outcome, else by when it was asked',
      [
        change('applied', 'add', { id: 'outcome', outcome: { at: at(10) } }),
        change('applied', 'add', { id: 'asked', askedAt: '2026-11-01T09:00:00.000Z' }),
      ],
      ['outcome'],
    ],
  ])('%s', (_, proposals, ids) => {
    expect(last(...proposals)).toEqual(ids);
  });

  test('an object and a value are the same in any case; other ones are others, in their order', () => {
    const one = change('applied', 'add', { id: 'one', claimedAt: at(12) });
    const same = {
      ...one,
      id: 'same',
      claimedAt: at(13),
      fix: { ...one.fix, dn: one.fix.dn.toUpperCase(), value: VALUE.toUpperCase() },
    };
    const value = { ...one, id: 'value', claimedAt: at(11), fix: { ...one.fix, value: `${VALUE}2` } };
    const letter = { ...one, id: 'letter', claimedAt: at(10), fix: { ...one.fix, value: `${VALUE}\u00df` } };
    const letters = { ...one, id: 'letters', claimedAt: at(15), fix: { ...one.fix, value: `${VALUE}SS` } };
    const object = { ...one, id: 'object', claimedAt: at(14), fix: { ...one.fix, dn: 'cn=other,o=Corp' } };
    expect(last(one, object, value, same)).toEqual(['value', 'same', 'object']);
    expect(last(letter, letters)).toEqual(['letter', 'letters']);
  });
});
