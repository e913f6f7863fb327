import { describe, expect, test } from '@jest/globals';
import { type AuditEntry, type AuditRecord, chainRecord } from '../../lib/migration/audit.ts';
import { decide } from '../../lib/migration/decide.ts';
import { type Erasable, erasureEntry } from '../../lib/migration/erasure.ts';
import { isErasedUser, PARTS, sealOf, withoutParts } from '../../lib/migration/parts.ts';
import { type Listed, pageDigest, unlisted } from '../../lib/migration/people.ts';
import { ended, entryFor, type Proposal } from '../../lib/migration/proposal.ts';
import type { KeptPage } from '../../lib/migration/verify/plans.ts';
import { erasedFrom, planFor } from '../support/erased-world.ts';
import { draft, planFor as planOfPeople } from '../support/plan/planned.ts';
import { person, proposal } from '../support/proposals.ts';
import { rowsOf, salted, worldOf } from '../support/recorded-world.ts';

const NOON = '2026-12-01T12:00:00.000Z';

/** One recipient's proposal from its check to the change, approved by U-ONE, and then another's, denied by U-TWO. */
const world = worldOf([20, 0, 0, 0, 29, 75], true);
const tables = { records: world.records, rows: rowsOf(world) };
const [first] = world.records as readonly [AuditRecord, ...AuditRecord[]];
const standing = (records: readonly AuditRecord[], id: string): readonly number[] =>
  records.filter(({ proposalId, stands }) => proposalId === id && stands).map(({ number }) => number);

describe('what was said names somebody', () => {
  const DN = 'cn=doe,cn=Recipients,o=FABRIKAM';
  const wordsOf = (detail: string, whom: Erasable) => {
    const recipient = { dn: 'cn=other', identity: 'other', name: 'Other' };
    const record = { ...first, proposalId: 'p-9', actor: null, recipient, detail };
    return planFor({ records: [record], rows: [] }, whom).records.get(record.number) ?? [];
  };

  test.each<[string, string, Erasable]>([
    ['at its beginning', 'U-ONE has asked twice.', { user: 'U-ONE' }],
    ['at its end, behind a comma', 'Asked by U-TWO,U-ONE', { user: 'U-ONE' }],
    ['after a longer id that begins with theirs', 'U-ONE2, then U-ONE', { user: 'U-ONE' }],
    ['by the distinguished name, at its beginning', `${DN} holds it.`, { dns: [DN] }],
    ['by the second of their names', `It is held by ${DN}.`, { dns: ['/o=FABRIKAM/cn=doe', DN] }],
  ])('%s', (_, detail, whom) => {
    expect(wordsOf(detail, whom)).toEqual(['words']);
  });

  test.each<[string, string, Erasable]>([
    ['an id that only begins with theirs', 'U-ONE2 has asked.', { user: 'U-ONE' }],
    ['an object below theirs', `It is held by cn=below,${DN}.`, { dns: [DN] }],
  ])('and %s does not', (_, detail, whom) => {
    expect(wordsOf(detail, whom)).toEqual([]);
  });
});

describe('a proposal goes with whoever is erased', () => {
  test('where only its words name them, in either of their names; and with its row, what could be guessed of it', () => {
    const dn = 'cn=Doe\\, Jane,cn=Recipients,o=FABRIKAM';
    const [done, denied] = tables.rows as readonly [Proposal, Proposal];
    const naming = { ...done, outcome: { at: NOON, detail: `The address is also held by ${dn}.` } };
    const plan = planFor({ records: tables.records, rows: [naming, denied] }, { dns: ['cn=nobody', dn] });

    expect(plan.proposals).toEqual([naming]);
    expect([...plan.records]).toEqual(standing(tables.records, naming.id).map((number) => [number, ['row']]));
  });

  test('where their approval has lapsed, which the row shows no more, and earlier rows did', () => {
    const asked = proposal({ needs: { approvals: 2, because: [] } });
    const approved = (by: string, before: Proposal, users: readonly string[]): Proposal => {
      const verdict = { verdict: 'approve', by: person(by), at: NOON, jobId: by } as const;
      const decision = decide(before, verdict, { approvers: { users }, selfApproval: false });
      return decision.kind === 'decided' ? decision.next : before;
    };
    const once = approved('U-ONE', asked, ['U-ONE', 'U-TWO']);
    const twice = approved('U-TWO', once, ['U-TWO', 'U-THREE']);
    const happened = (action: AuditEntry['action'], user: string) => ({
      action,
      actor: person(user),
      jobId: user,
      at: NOON,
    });
    const records: AuditRecord[] = [];
    for (const entry of [
      entryFor(asked, happened('proposed', 'U-REQUESTER')),
      entryFor(once, happened('approved', 'U-ONE')),
      entryFor(twice, happened('approved', 'U-TWO')),
    ])
      records.push(chainRecord('migcheck', records.at(-1), salted(entry)));
    const plan = planFor({ records, rows: [twice] }, { user: 'U-ONE' });

    expect(JSON.stringify(twice)).not.toContain('U-ONE');
    expect(plan.proposals).toEqual([twice]);
    expect([...plan.records]).toEqual([
      [1, ['row']],
      [2, ['who', 'words', 'row']],
      [3, ['row']],
    ]);
  });
});

describe('the list of a plan', () => {
  const listed = (name: string, change: Partial<Listed> = {}): Listed => ({ ...draft(name, {}, change), salt: name });
  const [jane, john] = [listed('jane'), listed('john')];
  const JOHN = { dns: [john.fix.dn] };
  const open = planOfPeople([draft('jane'), draft('john')]);
  const over: Proposal = { ...ended(open, 'applied'), told: { version: 2, noted: 2 } };
  const page = (number: number, ...people: NonNullable<KeptPage['people']>): KeptPage => ({
    list: open.fix.identity,
    page: number,
    people,
  });
  const planned = (pages: readonly KeptPage[], rows: readonly Proposal[], whom: Erasable = JOHN) =>
    planFor({ records: [], rows, pages }, whom);

  test('keeps its digest and everybody else, on pages that are written again only where somebody goes', () => {
    const earlier = unlisted(listed('jack'));
    const pages = [page(0, jane, earlier), page(1, earlier, jane, john), page(2, jane)];
    const plan = planned(pages, [over]);

    expect(plan.pages).toEqual([page(1, earlier, jane, unlisted(john))]);
    expect(pageDigest(plan.pages[0]?.people ?? [])).toBe(pageDigest([earlier, jane, john]));
    expect(plan).toMatchObject({ proposals: [], live: [] });
  });

  test('is left as it is where it cannot be read', () => {
    expect(planned([{ list: open.fix.identity, page: 0 }], [over]).pages).toEqual([]);
  });

  test('is in the way while its plan is not over, or is still to be told; that of another plan is not', () => {
    const other = planOfPeople([draft('jack')], { id: 'plan-2' });
    const untold = { ...over, told: { version: 1, noted: 1 } };

    expect(planned([page(0, jane, john)], [other, open]).live).toEqual([open.id]);
    expect(planned([page(0, jane, john)], [other, untold]).live).toEqual([open.id]);
    expect(planned([page(0, jane, john)], [other, over]).live).toEqual([]);
    expect(planned([page(0, jane)], [other, open]).live).toEqual([]);
  });

  test('and its plan, where both name somebody, are in the way once', () => {
    const undo = listed('john', { undoes: { proposalId: 'p-1', askedBy: person('U-REQUESTER') } });
    const plan = planned([page(0, jane, undo)], [open], { user: 'U-REQUESTER' });

    expect(plan).toMatchObject({ proposals: [open], pages: [page(0, jane, unlisted(undo))] });
    expect(plan.live).toEqual([open.id]);
  });
});

describe('what an erasure takes, and what it leaves', () => {
  const USER = { user: 'U-ONE' };

  test('what an interrupted one has taken is not taken again', () => {
    const whole = planFor(tables, USER);
    const [[number]] = [...whole.records] as [[number, unknown]];
    const rest = planFor(erasedFrom(tables, USER, 1), USER);

    expect([...rest.records]).toEqual([...whole.records].filter(([of]) => of !== number));
  });

  test('of records of earlier versions it names those that hold something of them, and no other', () => {
    const old = worldOf([20, 0, 0, 0, 29, 75], false);
    const plan = planFor({ records: old.records, rows: rowsOf(old) }, USER);

    expect(plan.kept).toEqual(standing(old.records, 'p-0'));
    expect(planFor({ records: old.records, rows: rowsOf(old) }, { user: 'U-NOBODY' }).kept).toEqual([]);
  });

  test('its own record is about nobody, and was no change of any value', () => {
    const entry = erasureEntry(planFor(tables, USER), { id: 'erase-1', at: NOON });

    expect(entry).toMatchObject({ recipient: { dn: 'erased' }, attribute: 'erased', value: 'erased', before: [] });
  });

  test('who was erased reads as nobody whom Slack knows', () => {
    const theirs = tables.records.find(({ actor }) => actor?.user === 'U-ONE') as AuditRecord;
    const { actor } = withoutParts(theirs, ['who'], 99);

    expect([actor?.user ?? '', 'U-ONE', 'U-erased-99'].map(isErasedUser)).toEqual([true, false, false]);
  });

  test('a record without any part is under its hash also where the store keeps no empty list of salts', () => {
    const { salts: _, hash, ...bare } = withoutParts(first, PARTS, 99);

    expect(sealOf(bare)).toBe(hash);
  });
});
