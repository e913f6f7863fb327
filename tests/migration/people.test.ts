import { describe, expect, test } from '@jest/globals';
import { type AuditRecord, chainRecord } from '../../lib/migration/audit.ts';
import {
  draftsOn,
  type Listed,
  listDigest,
  memberKey,
  memberOf,
  newestUnder,
  ofUndo,
  ofWave,
  pageDigest,
  planDn,
  unlisted,
} from '../../lib/migration/people.ts';
import { entryFor, noteFor } from '../../lib/migration/proposal.ts';
import type { KeptPage } from '../../lib/migration/verify/plans.ts';
import { startVerifying } from '../../lib/migration/verify.ts';
import { draft, planFor } from '../support/plan/planned.ts';
import { person, proposal } from '../support/proposals.ts';
import { salted } from '../support/recorded-world.ts';

const listed = (name: string, salt = `salt of ${name}`): Listed => ({ ...draft(name), salt });
const [JANE, JOHN] = [listed('jane'), listed('john')];
const NOON = '2026-12-01T12:00:00.000Z';

test('a plan has a name of its own, which no object of a directory has', () => {
  expect(planDn('p-7')).toBe('plan=p-7');
});

test('the newest plan is found by what it is of, and the newest proposal for somebody by their name', () => {
  const plan = planFor(['jane', 'john'].map((name) => draft(name)));
  const of = (what: string) => newestUnder({ ...plan, people: plan.people && { ...plan.people, of: what } });
  expect(of(ofWave('w-1'))).toBe('wave=w-1');
  expect(of(ofUndo('w-1'))).toBe('undo=w-1');
  expect(newestUnder(proposal({ id: 'p-1' }))).toBe(proposal({ id: 'p-1' }).fix.dn);
});

describe('somebody who is erased from a list', () => {
  test('leaves a digest that nobody can make again without the salt, and nothing of themselves', () => {
    const gone = unlisted(JOHN);

    expect(gone).toEqual({ erased: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(unlisted(listed('john', 'another salt'))).not.toEqual(gone);
    expect(unlisted(JANE)).not.toEqual(gone);
  });

  test('is erased once for all', () => {
    expect(unlisted(unlisted(JOHN))).toEqual(unlisted(JOHN));
  });

  test('leaves the digest of the page as it was, so that what was approved can still be shown', () => {
    expect(pageDigest([JANE, unlisted(JOHN)])).toBe(pageDigest([JANE, JOHN]));
  });
});

describe('what is approved with a plan', () => {
  test('is these people in this order', () => {
    const digests = [[JANE, JOHN], [JOHN, JANE], [JANE], [JANE, listed('jack')]].map(pageDigest);

    expect(digests).toEqual(digests.map(() => expect.stringMatching(/^[0-9a-f]{64}$/)));
    expect(new Set(digests).size).toBe(digests.length);
  });

  test('is these pages in this order', () => {
    const lists = [['a', 'b'], ['b', 'a'], ['a'], []].map(listDigest);

    expect(lists).toEqual(lists.map(() => expect.stringMatching(/^[0-9a-f]{64}$/)));
    expect(new Set(lists).size).toBe(lists.length);
  });
});

describe('a page that is worked with', () => {
  test('gives the changes as they were approved; the salt is no part of them', () => {
    expect(draftsOn([JANE, JOHN])).toEqual([draft('jane'), draft('john')]);
  });

  test('has everybody on it: nobody is passed over since they were erased', () => {
    expect(() => draftsOn([JANE, unlisted(JOHN)])).toThrow('Somebody on this list was erased from it');
  });
});

describe('one person of a plan and their change', () => {
  const { fix, recipientName, before } = JOHN;
  const row = proposal({ fix, recipientName, before, plan: 'plan-1' });
  const record = noteFor(row, { action: 'claimed', actor: null, jobId: 'job', at: NOON });

  test('are the same on the list and on record', () => {
    expect(memberOf(JOHN)).toBe(memberKey(record));
    expect(memberOf(JANE)).not.toBe(memberKey(record));
  });

  test('are others with any other object, attribute, value, change or addresses', () => {
    const others: readonly Partial<typeof record>[] = [
      { recipient: { ...record.recipient, dn: 'cn=other' } },
      { recipient: { ...record.recipient, identity: 'other' } },
      { recipient: { ...record.recipient, name: 'Other' } },
      { attribute: 'proxyAddresses' },
      { value: 'migrate:MS:CORP/PO1/OTHER' },
      { change: 'remove' },
      { before: ['SMTP:other@fabrikam.example'] },
    ];
    const keys = others.map((change) => memberKey({ ...record, ...change }));

    expect(new Set([memberKey(record), ...keys]).size).toBe(others.length + 1);
  });

  test('add the value where a record does not say what was to be done', () => {
    const { change: _, ...old } = record;

    expect(memberKey(old)).toBe(memberKey(record));
  });
});

describe('the list of a plan is held against the record', () => {
  const people = [draft('jane'), draft('john')];
  const plan = planFor(people);
  const happened = { action: 'proposed', actor: person('U-REQUESTER'), jobId: 'job', at: plan.askedAt } as const;
  const record: AuditRecord = chainRecord('migcheck', undefined, salted(entryFor(plan, happened)));
  const page = (number: number): KeptPage => ({
    list: plan.fix.identity,
    page: number,
    people: people.slice(number, number + 1).map((one) => ({ ...one, salt: '' })),
  });
  const says = (...pages: readonly KeptPage[]) => {
    const verifying = startVerifying('migcheck', []);
    const found = [...verifying.record({ number: 1, record })];
    verifying.rowsBegin();
    found.push(...verifying.proposal({ id: plan.id, proposal: plan }));
    for (const one of pages) verifying.page(one);
    return [...found, ...verifying.end()].map((finding) => finding.says);
  };

  test('it is sound whole, in whatever order its pages are read', () => {
    expect(says(page(1), page(0))).toEqual([]);
  });

  test('a page that is gone, and a list that is gone, are found', () => {
    expect(says(page(0))).toEqual(['Its list of people is another than was approved.']);
    expect(says()).toEqual(['Its list of people is gone.']);
  });
});
