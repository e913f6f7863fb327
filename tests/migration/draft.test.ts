import { describe, expect, test } from '@jest/globals';
import { MIGRATE_TEMPLATE } from '../../lib/migration/address.ts';
import { draftOf, proposalOfDraft, undoDraft } from '../../lib/migration/draft.ts';
import { assess, type Examination } from '../../lib/migration/examination.ts';
import { approvalDigest, fixOf, reverseOf, sortedProxies } from '../../lib/migration/fix.ts';
import type { Source } from '../../lib/migration/source.ts';
import { evidenceIn, given, JDOE, type Scene } from '../support/judge.ts';
import { person, proposal } from '../support/proposals.ts';
import { mailbox, ms } from '../support/recipients.ts';

const NOON = '2026-12-01T12:00:00.000Z';
const VIEW = { dialect: 'exchange55', server: 'ldap://x', base: '', seesHidden: true, encrypted: false } as const;

function examinationOf(scene: Scene): Examination {
  const { recipients, holders, source, wizard, observed, template } = evidenceIn(scene);
  const asked = { who: { by: 'name', name: 'jdoe' }, wizard, observed } as const;
  const found = { asked, at: NOON, view: VIEW, recipients, more: false, ownBasis: 'guess', source, holders } as const;
  return assess({ ...found, coverage: 'proven' }, { wizard, template, postOffices: [], canWrite: true });
}

const draftFor = (scene: Scene) => draftOf(examinationOf(scene), 'check-1');

describe('what a check offers', () => {
  test('is drafted with the object, all its names, its addresses, and what was seen', () => {
    const one = mailbox({ directoryName: 'JDOE1' });
    const fix = fixOf(one, JDOE, MIGRATE_TEMPLATE);

    expect(draftFor({ recipients: [one], wizard: '5.5-rtm' })).toEqual({
      fix,
      recipientName: 'John Doe',
      names: ['jdoe', 'John Doe', 'JDOE1'],
      before: sortedProxies(one),
      digest: approvalDigest(one, fix),
      because: {
        says: expect.stringMatching(/^The wizard looks for the mailbox whose MIGRATE proxy/),
        articles: ['Q242184', 'Q182665'],
        inferences: [],
        sourceFrom: 'given by the person who asked',
        careful: [],
      },
      seen: { at: NOON, verdict: 'missing-migrate' },
      checkId: 'check-1',
    });
  });

  test('of a name that is not there nothing is made', () => {
    const { displayName: _, directoryName: __, ...unnamed } = mailbox();

    expect(draftFor({ recipients: [unnamed] })?.names).toStrictEqual(['jdoe']);
  });

  test('is nothing where the wizard finds the mailbox, or where nobody single is meant', () => {
    expect(draftFor({ recipients: [mailbox({ proxies: ['migrate:MS:CORP/PO1/JDOE'] })] })).toBeUndefined();
    expect(draftFor({ recipients: [] })).toBeUndefined();
  });

  test('warns of every other address that the directory shows, and says where (row 18)', () => {
    const shown = { address: ms('CORP/PO2/DOE'), learntFrom: 'foreign-ms-proxy' } as const;
    const source = { ...given(), contradictedBy: [shown] } as Source;
    const recipients = [mailbox({ proxies: ['migrate:MS:OLD/PO/JDOE'] })];

    expect(draftFor({ recipients, source })?.because.careful).toEqual([
      'The directory shows MS:CORP/PO2/DOE (an MS proxy address of a post office outside this organisation).',
      'A MIGRATE proxy of another address is there: MS:OLD/PO/JDOE.',
    ]);
  });

  test.each([
    ['custom-recipient', /custom recipient/],
    ['foreign-ms-proxy', /post office outside this organisation/],
  ] as const)('says where the address was learnt (%s)', (learntFrom, words) => {
    const source = { ...given(), learntFrom } as Source;

    expect(draftFor({ recipients: [mailbox()], source, wizard: '5.5-rtm' })?.because.sourceFrom).toMatch(words);
  });
});

describe('an undo', () => {
  const done = proposal({ state: 'applied' });
  const now = mailbox({ proxies: ['migrate:MS:CORP/PO1/JDOE'] });

  test('says which proposal it takes back, whose that was, and what exactly it does', () => {
    expect(undoDraft(done, now, NOON)).toEqual({
      fix: reverseOf(done.fix),
      recipientName: 'John Doe',
      names: ['jdoe', 'John Doe', 'jdoe'],
      before: sortedProxies(now),
      digest: approvalDigest(now, reverseOf(done.fix)),
      because: {
        says: expect.stringMatching(/^Takes back exactly the value that migcheck added\./),
        articles: done.because.articles,
        inferences: [],
        sourceFrom: 'that of the change that is taken back',
        careful: [expect.stringMatching(/^Once the wizard has migrated this user, an undo no longer helps/)],
      },
      seen: { at: NOON, verdict: 'undo' },
      undoes: { proposalId: 'p-1', askedBy: done.askedBy },
    });
  });

  test('of an undo puts the value back, and says so', () => {
    const undone = proposal({ state: 'applied', fix: reverseOf(done.fix) });

    expect(undoDraft(undone, mailbox(), NOON).because.says).toMatch(/^Puts back exactly the value/);
  });
});

describe('the proposal of a draft', () => {
  const place = { id: 'p-9', askedBy: person('U1'), askedIn: 'C1', channel: 'C2', now: NOON, ttl: 7_200_000 };
  const needs = { approvals: 1, sensitive: { names: ['jdoe'], places: [] } };

  test('holds what was drafted and where it was asked, and nothing of how it was seen', () => {
    const draft = draftFor({ recipients: [mailbox()], wizard: '5.5-rtm' });
    if (!draft) throw new Error('Nothing was drafted');
    const { names: _, seen: __, ...kept } = draft;

    expect(proposalOfDraft(draft, { ...place, needs })).toEqual({
      ...kept,
      schema: 2,
      id: 'p-9',
      state: 'open',
      version: 1,
      askedBy: person('U1'),
      askedAt: NOON,
      askedIn: 'C1',
      channel: 'C2',
      needs: { approvals: 2, because: ['This recipient is listed as sensitive (SENSITIVE).'] },
      approvals: [],
      remindAt: '2026-12-01T13:00:00.000Z',
      dueAt: '2026-12-01T13:00:00.000Z',
      expiresAt: '2026-12-01T14:00:00.000Z',
      attempts: 0,
      cards: [],
      told: { version: 0, noted: 0 },
    });
  });
});
