import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type AuditEntry, type AuditRecord, chainRecord, verifyChain } from '../../lib/migration/audit.ts';
import { digestOf } from '../../lib/migration/digest.ts';
import { anyCharacter } from '../support/any-character.ts';

const entry = (detail?: string): AuditEntry => ({
  schema: 1,
  at: '2026-11-23T08:00:00.000Z',
  action: 'proposed',
  actor: { enterprise: null, team: 'T1', user: 'U1' },
  jobId: 'job-1',
  proposalId: 'p-1',
  recipient: { dn: 'cn=JDoe,cn=Recipients,ou=HQ,o=Corp', identity: 'jdoe', name: 'Jane Doe' },
  attribute: 'otherMailbox',
  value: 'migrate:MS:CORP/PO1/JDOE',
  before: ['SMTP:jdoe@corp.example'],
  ...(detail === undefined ? {} : { detail }),
});

const chainOf = (details: readonly string[]): AuditRecord[] => {
  const records: AuditRecord[] = [];
  for (const detail of details) records.push(chainRecord('main', records.at(-1), entry(detail)));
  return records;
};

const three = () => chainOf(['one', 'two', 'three']);

describe('verifyChain', () => {
  test('a chain as it was written holds, and so does one that has not begun', () => {
    expect(verifyChain(three())).toEqual({ ok: true, count: 3 });
    expect(verifyChain([])).toEqual({ ok: true, count: 0 });
    expect(three()[0]).toMatchObject({ number: 1, previous: '0'.repeat(64) });
  });

  test('a record whose words were changed is found', () => {
    const changed = three().map((record) => (record.number === 2 ? { ...record, detail: 'nothing happened' } : record));

    expect(verifyChain(changed)).toEqual({ ok: false, at: 2, why: 'altered' });
  });

  test('a record that was taken out is missed, also the first', () => {
    const [first, second, third] = three();

    expect(verifyChain([first, third] as AuditRecord[])).toEqual({ ok: false, at: 2, why: 'missing' });
    expect(verifyChain([second, third] as AuditRecord[])).toEqual({ ok: false, at: 1, why: 'missing' });
  });

  test('a record that was written anew, seal and all, no longer carries the one after it', () => {
    const [first, , third] = three();
    const forged = chainRecord('main', first, entry('nothing happened'));

    expect(verifyChain([first, forged, third] as AuditRecord[])).toEqual({ ok: false, at: 3, why: 'unlinked' });
  });

  test('a record of another chain is not taken for one of this', () => {
    const [first, second] = three();
    const { hash: _, ...unsealed } = { ...(second as AuditRecord), chain: 'elsewhere' };
    const stray = { ...unsealed, hash: digestOf(unsealed) };

    expect(verifyChain([first as AuditRecord, stray])).toEqual({ ok: false, at: 2, why: 'other-chain' });
  });

  test('no change of any one field of any record goes unseen', () => {
    const fields = Object.keys(three()[0] as AuditRecord);

    fc.assert(
      fc.property(fc.nat(2), fc.constantFrom(...fields), (index, field) => {
        const changed = three().map((record, at) => (at === index ? { ...record, [field]: 'other' } : record));
        expect(verifyChain(changed)).toMatchObject({ ok: false });
      }),
    );
  });
});

describe('chainRecord', () => {
  test('a record holds after it went through JSON, whatever a person wrote', () => {
    const halfAFace = '\u{1f600}'.slice(0, 1);

    fc.assert(
      fc.property(fc.array(fc.string({ unit: anyCharacter })), (details) => {
        const kept = JSON.parse(Buffer.from(JSON.stringify(chainOf([...details, halfAFace]))).toString());
        expect(verifyChain(kept)).toEqual({ ok: true, count: details.length + 1 });
      }),
    );
  });

  test('what is undefined in an entry is not in its record', () => {
    const record = chainRecord('main', undefined, { ...entry(), detail: undefined });

    expect(Object.keys(record)).not.toContain('detail');
  });
});

test('a digest takes half a character as it is kept: made whole', () => {
  expect(digestOf({ reason: 'cut \ud83d' })).toBe(digestOf({ reason: 'cut \ufffd' }));
});
