import { describe, expect, test } from '@jest/globals';
import { RULES, ruleOf } from '../../lib/migration/rules.ts';
import type { Source } from '../../lib/migration/source.ts';
import { given, JDOE, judge } from '../support/judge.ts';
import { customRecipient, distributionList, mailbox, ms } from '../support/recipients.ts';

const MIGRATE = 'migrate:MS:CORP/PO1/JDOE';
const MS = 'ms:CORP/PO1/JDOE';
const frontDesk = (...proxies: string[]) => mailbox({ alias: 'frontdesk', displayName: 'Front Desk', proxies });

describe('the rules', () => {
  test('there is one for every kind that machines are told', () => {
    expect([...new Set(Object.values(RULES).map(({ kind }) => kind))].sort()).toEqual(
      [
        'found-by-migrate',
        'found-by-ms',
        'found-by-alias',
        'missing-migrate',
        'conflict',
        'held-by-another',
        'ambiguous',
        'custom-recipient-only',
        'no-recipient',
        'alias-mismatch',
        'source-unknown',
        'several-recipients',
        'not-visible',
      ].sort(),
    );
  });

  test.each(Object.keys(RULES) as (keyof typeof RULES)[])('%s quotes an article, and says what to do', (name) => {
    const rule = ruleOf(name);

    expect(rule.articles.length).toBeGreaterThan(0);
    for (const article of rule.articles) expect(article).toMatch(/^(?:Q|KB)\d{6}$/);
    expect(rule.says).toMatch(/\.$/);
    expect(rule.todo).toMatch(/\.$/);
  });

  test.each(['conflict', 'held-by-another', 'ambiguous', 'found-by-ms', 'missing-migrate-own-ms'] as const)(
    '%s rests on inference, and says so (domain.md 1.4)',
    (name) => {
      expect(ruleOf(name).inference).toBeTruthy();
    },
  );
});

describe('the wizard', () => {
  test('an unknown version gives both outcomes, before SP1 and from SP1 on', () => {
    const { outcomes } = judge({ recipients: [mailbox({ proxies: [MS] })], wizard: 'unknown' });

    expect(outcomes.map(({ lookUp, rule }) => [lookUp, ruleOf(rule).kind])).toEqual([
      ['migrate', 'missing-migrate'],
      ['migrate-or-ms', 'found-by-ms'],
    ]);
  });

  test('what one way of looking comes to says nothing of the other', () => {
    const outcomes = (...proxies: string[]) =>
      judge({ recipients: [mailbox({ proxies })], wizard: 'unknown' }).outcomes.map(({ rule }) => ruleOf(rule).kind);

    expect(outcomes(MS)).toEqual(['missing-migrate', 'found-by-ms']);
    expect(outcomes()).toEqual(['missing-migrate', 'missing-migrate']);
    expect(outcomes(MS)).toEqual(['missing-migrate', 'found-by-ms']);
  });

  test.each(['5.5-sp4', '2000'] as const)('that %s looks as SP3 does is inference, and is said', (wizard) => {
    const inferences = (version: typeof wizard | '5.5-sp3') =>
      judge({ recipients: [mailbox({ proxies: [MIGRATE] })], wizard: version }).inferences;

    expect(inferences(wizard)).toEqual([expect.stringContaining('looks as SP1 to SP3 do')]);
    expect(inferences('5.5-sp3')).toEqual([]);
  });

  test('the same in Active Directory is inferred, whichever of the two is asked first', () => {
    const inferences = (dialect: 'exchange55' | 'ad') =>
      judge({ recipients: [mailbox({ dialect, proxies: [MIGRATE] })], wizard: '5.5-sp3' }).inferences;

    expect(inferences('exchange55')).toEqual([]);
    expect(inferences('ad')).toEqual([expect.stringContaining('inferred')]);
    expect(inferences('exchange55')).toEqual([]);
  });

  test('that a version looks as SP3 does is nothing to say where it has not looked', () => {
    expect(judge({ recipients: [mailbox(), mailbox({ alias: 'jdoe2' })], wizard: '2000' }).inferences).toEqual([]);
  });

  test('row 5: that the MS search does not help is printed nowhere, and is said; once for both ways of looking', () => {
    const printedNowhere = RULES['missing-migrate-own-ms'].inference;

    expect(printedNowhere).toContain('inferred');
    expect(judge({ recipients: [mailbox()], wizard: '5.5-sp3' }).inferences).toEqual([printedNowhere]);
    expect(judge({ recipients: [mailbox()], wizard: 'unknown' }).inferences).toEqual([printedNowhere]);
    expect(judge({ recipients: [mailbox()], wizard: '5.5-rtm' }).inferences).toEqual([]);
  });

  test('a verdict on Active Directory is inference, and is said', () => {
    const said = [expect.stringContaining('the verdict on Active Directory is inferred')];

    expect(judge({ recipients: [mailbox({ dialect: 'ad', proxies: [MIGRATE] })] }).inferences).toEqual(said);
    expect(judge({ recipients: [customRecipient({ dialect: 'ad' })] }).inferences.slice(-1)).toEqual(said);
  });

  test('Q186742: the alias counts before 5.5 and for nothing afterwards', () => {
    const renamed = [mailbox({ alias: 'john.doe', proxies: [MIGRATE] })];

    expect(judge({ recipients: renamed, wizard: '5.0' })).toMatchObject({
      kind: 'alias-mismatch',
      aliasDiffers: false,
    });
    expect(judge({ recipients: renamed, wizard: '5.5-rtm' }).kind).toBe('found-by-migrate');
  });

  test('Q186742, row 12a: another alias than the MS Mail name is pointed out for 5.5 too', () => {
    expect(judge({ recipients: [mailbox({ alias: 'john.doe' })] }).aliasDiffers).toBe(true);
    expect(judge({ recipients: [mailbox({ alias: 'jdoe' })] }).aliasDiffers).toBe(false);
  });
});

describe('the source address', () => {
  test('without one there is nothing to compare (Q242184, Q198898)', () => {
    const diagnosis = judge({ recipients: [mailbox()], source: { kind: 'unknown' } });

    expect(diagnosis).toMatchObject({ kind: 'source-unknown', found: 'unclear', stale: [] });
    expect(diagnosis.outcomes.map(({ rule }) => rule)).toEqual(['source-unknown', 'source-unknown']);
  });

  test('a suggestion changes nothing: a guess is never used unasked', () => {
    const source: Source = { kind: 'unknown', suggestion: JDOE };

    expect(judge({ recipients: [mailbox({ proxies: [MIGRATE] })], source }).kind).toBe('source-unknown');
  });

  test('several that disagree are left to a person', () => {
    const candidates = [
      { address: JDOE, learntFrom: 'custom-recipient' as const },
      { address: ms('CORP/PO2/DOE'), learntFrom: 'foreign-ms-proxy' as const },
    ];

    const diagnosis = judge({ recipients: [mailbox()], source: { kind: 'disagree', candidates } });
    expect(diagnosis.kind).toBe('source-unknown');
    expect(diagnosis.outcomes.map(({ rule }) => rule)).toEqual(['source-disagrees', 'source-disagrees']);
  });

  test('row 18: a MIGRATE value that nothing confirms never reads as healthy', () => {
    const source: Source = {
      kind: 'known',
      address: JDOE,
      learntFrom: 'migrate-value',
      confirmed: false,
      contradictedBy: [],
    };
    const diagnosis = judge({ recipients: [mailbox({ proxies: [MIGRATE] })], source, wizard: '5.5-sp1' });

    expect(diagnosis).toMatchObject({ kind: 'found-by-migrate', found: 'unclear' });
    expect(judge({ recipients: [mailbox()], source, wizard: '5.0' })).toMatchObject({
      kind: 'found-by-alias',
      found: 'unclear',
    });
  });

  test('row 18: MIGRATE values of other users are named as stale, and the right one among them is found', () => {
    const stale = mailbox({ proxies: ['migrate:MS:OLD/PO/JDOE'] });
    const both = mailbox({ proxies: ['migrate:MS:OLD/PO/JDOE', MIGRATE] });

    expect(judge({ recipients: [stale] }).stale).toEqual([ms('OLD/PO/JDOE')]);
    expect(judge({ recipients: [both] })).toMatchObject({ kind: 'found-by-migrate', stale: [ms('OLD/PO/JDOE')] });
  });

  test('is compared without regard to case', () => {
    const recipients = [mailbox({ proxies: ['MIGRATE:ms:corp/po1/jdoe'] })];

    expect(judge({ recipients, wizard: '5.5-rtm' }).found).toBe('yes');
  });

  test('a MIGRATE proxy by another template is not the one the wizard was said to look for', () => {
    const recipients = [mailbox({ proxies: ['migrate:CORP/PO1/JDOE'] })];

    expect(judge({ recipients, wizard: '5.5-rtm' }).kind).toBe('missing-migrate');
    expect(judge({ recipients, wizard: '5.5-rtm', template: 'migrate:{network}/{postoffice}/{mailbox}' }).kind).toBe(
      'found-by-migrate',
    );
  });
});

describe('who is meant', () => {
  test('two people of one name: choose', () => {
    const recipients = [mailbox(), mailbox({ alias: 'jdoe2' })];

    expect(judge({ recipients, source: { kind: 'unknown' } })).toMatchObject({ kind: 'several-recipients' });
  });

  test('two custom recipients of one name, no mailbox: choose', () => {
    const recipients = [
      customRecipient({ target: 'MS:CORP/PO1/A' }),
      customRecipient({ target: 'MS:CORP/PO1/B', directoryName: 'X' }),
    ];

    expect(judge({ recipients, source: { kind: 'unknown' } }).kind).toBe('several-recipients');
  });

  test('two people of one name, one of whom holds the address that was given: that one', () => {
    const holder = mailbox({ alias: 'jdoe2', proxies: [MIGRATE] });

    expect(judge({ recipients: [mailbox({ alias: 'other' }), holder] }).mailbox).toBe(holder);
  });

  test('row 11, two people of one name who both hold the address: ambiguous (Q251152)', () => {
    const recipients = [mailbox({ proxies: [MIGRATE] }), mailbox({ alias: 'jdoe2', proxies: [MS] })];

    expect(judge({ recipients })).toMatchObject({ kind: 'ambiguous', found: 'unclear' });
  });

  test('two people of one name, one of whom holds an address that nobody gave: choose', () => {
    const holder = mailbox({ alias: 'jdoe2', proxies: [MS] });
    const source = { ...given(), learntFrom: 'custom-recipient' } as Source;

    expect(judge({ recipients: [mailbox({ alias: 'other' }), holder], source }).kind).toBe('several-recipients');
  });

  test('two mailboxes that bear the MS Mail name, one of which holds the address that was given: that one', () => {
    const holder = mailbox({ directoryName: 'jdoe-paris', proxies: [MIGRATE] });

    expect(judge({ recipients: [mailbox(), holder] }).mailbox).toBe(holder);
  });

  test('asked by MS address, the one mailbox that holds it is meant', () => {
    const holder = mailbox({ alias: 'john', proxies: [MIGRATE] });

    expect(judge({ recipients: [holder], wizard: '5.5-rtm' })).toMatchObject({
      kind: 'found-by-migrate',
      mailbox: holder,
    });
  });

  test('asked by MS address, held by one mailbox while another bears its name: choose, nobody reads as healthy', () => {
    const diagnosis = judge({ recipients: [frontDesk(MIGRATE), mailbox({ alias: 'jdoe' })], wizard: '5.5-sp1' });

    expect(diagnosis).toMatchObject({ kind: 'several-recipients', found: 'unclear' });
  });

  test('a custom recipient that was asked for leads to the mailbox that holds its address', () => {
    const converted = mailbox({ alias: 'john', proxies: [MS] });
    const diagnosis = judge({ recipients: [customRecipient()], elsewhere: [converted] });

    expect(diagnosis).toMatchObject({ kind: 'conflict', mailbox: converted });
  });

  test('so it does where a distribution list goes by the same name', () => {
    const converted = mailbox({ alias: 'john', proxies: [MS] });
    const recipients = [customRecipient(), distributionList({ alias: 'jdoe' })];

    expect(judge({ recipients, elsewhere: [converted] }).mailbox).toBe(converted);
  });

  test('a mailbox without an alias bears no MS Mail name', () => {
    const { alias: _, ...unnamed } = mailbox();

    expect(judge({ recipients: [unnamed], wizard: '5.0' }).kind).toBe('alias-mismatch');
  });

  test('a distribution list or an account alone is no recipient to migrate into', () => {
    expect(judge({ recipients: [distributionList()] }).kind).toBe('no-recipient');
    expect(judge({ recipients: [{ ...mailbox(), kind: 'account' }] }).kind).toBe('no-recipient');
  });

  test('a distribution list of the same name takes nothing from the mailbox', () => {
    expect(
      judge({
        recipients: [distributionList({ alias: 'jdoe', directoryName: 'jdoe-team' }), mailbox({ proxies: [MIGRATE] })],
      }).found,
    ).toBe('yes');
  });
});

describe('somebody else holds the source address', () => {
  test.each([
    ['a distribution list, by MIGRATE', distributionList({ proxies: [MIGRATE] })],
    ['a mailbox, by MS', frontDesk(MS)],
    ['a hidden mailbox, by MIGRATE', mailbox({ alias: 'ghost', hidden: true, proxies: [MIGRATE] })],
  ])('%s: held by another (Q263460)', (_, other) => {
    const diagnosis = judge({ recipients: [mailbox()], elsewhere: [other] });

    expect(diagnosis).toMatchObject({ kind: 'held-by-another', found: 'no', others: [other] });
  });

  test('a custom recipient that holds another address is in nobody’s way', () => {
    const other = customRecipient({ target: 'MS:CORP/PO1/OTHER', alias: 'other' });

    expect(judge({ recipients: [mailbox()], elsewhere: [other], wizard: '5.5-rtm' }).kind).toBe('missing-migrate');
  });

  test('two others hold it: ambiguous, whoever the mailbox is', () => {
    const diagnosis = judge({
      recipients: [mailbox()],
      elsewhere: [frontDesk(MS), distributionList({ proxies: [MIGRATE] })],
    });

    expect(diagnosis).toMatchObject({ kind: 'ambiguous', found: 'unclear' });
    expect(diagnosis.others).toHaveLength(2);
  });

  test('the same object, found under two names, is one holder', () => {
    const once = mailbox({ proxies: [MIGRATE] });
    const again = { ...once, dn: once.dn.toUpperCase() };

    expect(judge({ recipients: [once, again] })).toMatchObject({ kind: 'found-by-migrate' });
  });
});

describe('observed beats predicted', () => {
  test.each([
    ['found by MIGRATE', '5.5-sp1', mailbox({ proxies: [MIGRATE] })],
    ['found by MS', '5.5-sp1', mailbox({ proxies: [MS] })],
  ] as const)('a real 7026 refutes "%s"', (_, wizard, recipient) => {
    expect(judge({ recipients: [recipient], wizard, observed: true })).toMatchObject({ found: 'no', refuted: true });
    expect(judge({ recipients: [recipient], wizard, observed: false })).toMatchObject({ found: 'yes', refuted: false });
  });

  test('it confirms what was predicted', () => {
    expect(judge({ recipients: [mailbox()], wizard: '5.5-rtm', observed: true })).toMatchObject({
      kind: 'missing-migrate',
      found: 'no',
      refuted: false,
    });
  });

  test('it settles what depended on an unknown version', () => {
    expect(judge({ recipients: [mailbox({ proxies: [MS] })], wizard: 'unknown', observed: true })).toMatchObject({
      kind: 'missing-migrate',
      found: 'no',
      refuted: false,
    });
  });

  test.each(['4.0', '5.0'] as const)(
    'only 5.5 logs it (Q242184): it refutes a wizard %s that goes by the alias',
    (wizard) => {
      const diagnosis = judge({ recipients: [mailbox()], wizard, observed: true });

      expect(diagnosis).toMatchObject({ kind: 'missing-migrate', found: 'no' });
      expect(diagnosis.outcomes.map(({ lookUp }) => lookUp)).toEqual(['migrate', 'migrate-or-ms']);
      expect(diagnosis.inferences.join()).toContain('5.5');
    },
  );

  test('it does not settle who is meant, or what cannot be seen', () => {
    const unclear = { found: 'unclear', refuted: false };
    const unseen = [mailbox({ proxiesReadable: false })];
    const source: Source = { kind: 'unknown' };

    expect(judge({ recipients: [], observed: true })).toMatchObject({ kind: 'no-recipient', ...unclear });
    expect(judge({ recipients: unseen, observed: true })).toMatchObject({ kind: 'not-visible', ...unclear });
    expect(judge({ recipients: [mailbox()], source, observed: true })).toMatchObject({
      kind: 'source-unknown',
      ...unclear,
    });
  });
});

test('given by the asker or learnt, the verdict on the same address is the same', () => {
  const learnt: Source = { ...given(), learntFrom: 'foreign-ms-proxy' } as Source;
  const recipients = [mailbox({ proxies: [MS] })];

  expect(judge({ recipients, source: learnt }).kind).toBe(judge({ recipients }).kind);
});
