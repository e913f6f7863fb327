import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { MIGRATE_TEMPLATE, sameText } from '../../lib/migration/address.ts';
import { diagnose } from '../../lib/migration/diagnose.ts';
import { digestOf } from '../../lib/migration/digest.ts';
import {
  approvalDigest,
  carries,
  type Fix,
  fixOf,
  type Offer,
  offerFor,
  sortedProxies,
} from '../../lib/migration/fix.ts';
import type { Dialect, Recipient } from '../../lib/migration/recipient.ts';
import { ruleOf } from '../../lib/migration/rules.ts';
import type { Source } from '../../lib/migration/source.ts';
import type { Evidence } from '../../lib/migration/subject.ts';
import { WIZARD_VERSIONS } from '../../lib/migration/wizard.ts';
import { evidenceIn, given, holdsAddress, JDOE, type Scene } from '../support/judge.ts';
import { customRecipient, distributionList, mailbox, ms, proxy, type Traits } from '../support/recipients.ts';

type Coverage = Parameters<typeof offerFor>[0]['coverage'];

const MIGRATE = 'migrate:MS:CORP/PO1/JDOE';
const MS = 'ms:CORP/PO1/JDOE';

function offer(evidence: Evidence, coverage: Coverage = 'proven'): Offer {
  const { source, template } = evidence;
  return offerFor({ diagnosis: diagnose(evidence), source, template, coverage });
}

const offered = (scene: Scene, coverage?: Coverage): Offer => offer(evidenceIn(scene), coverage);

describe('the change', () => {
  test('adds migrate:MS:NET/PO/USER to the mailbox, and nothing else (Q182665)', () => {
    expect(offered({ recipients: [mailbox()], wizard: '5.5-rtm' })).toEqual({
      fix: {
        change: 'add',
        dn: 'cn=jdoe,cn=Recipients,ou=LONDON,o=FABRIKAM',
        identity: 'cn=jdoe,cn=recipients,ou=london,o=fabrikam',
        dialect: 'exchange55',
        attribute: 'otherMailbox',
        value: MIGRATE,
        written: 'migrate$MS:CORP/PO1/JDOE',
        source: JDOE,
      },
    });
  });

  test('goes to proxyAddresses in Active Directory, with a colon', () => {
    expect(offered({ recipients: [mailbox({ dialect: 'ad' })] }).fix).toMatchObject({
      attribute: 'proxyAddresses',
      value: MIGRATE,
      written: MIGRATE,
    });
  });

  test('is carried once the value is there, in any case', () => {
    const fix = fixOf(mailbox(), JDOE, MIGRATE_TEMPLATE);

    expect(carries(mailbox(), fix)).toBe(false);
    expect(carries(mailbox({ proxies: ['MIGRATE:ms:corp/po1/jdoe'] }), fix)).toBe(true);
  });

  test('what is approved is this object with these addresses and this value', () => {
    const fix = fixOf(mailbox(), JDOE, MIGRATE_TEMPLATE);
    const digest = approvalDigest(mailbox({ proxies: ['smtp:a@b', 'ms:A/B/C'] }), fix);

    expect(approvalDigest(mailbox({ proxies: ['ms:A/B/C', 'smtp:a@b'] }), fix)).toBe(digest);
    expect(approvalDigest(mailbox({ proxies: ['ms:A/B/C'] }), fix)).not.toBe(digest);
    expect(approvalDigest({ ...mailbox({ proxies: ['smtp:a@b', 'ms:A/B/C'] }), identity: 'x' }, fix)).not.toBe(digest);
    expect(approvalDigest(mailbox({ proxies: ['smtp:a@b', 'ms:A/B/C'] }), { ...fix, value: `${fix.value}2` })).not.toBe(
      digest,
    );
  });
});

test('an approval from before there was an undo still holds: the digest of an addition names no change', () => {
  const fix = fixOf(mailbox(), JDOE, MIGRATE_TEMPLATE);
  const { identity } = mailbox();

  expect(approvalDigest(mailbox(), fix)).toBe(
    digestOf({ identity, proxies: sortedProxies(mailbox()), value: fix.value }),
  );
});

test('nobody carries what is no address', () => {
  expect(carries(mailbox(), { value: 'migrate' })).toBe(false);
});

describe('nothing is offered, and it is said why', () => {
  const two = [mailbox(), mailbox({ alias: 'jdoe2' })];
  const unconfirmed: Source = {
    kind: 'known',
    address: JDOE,
    learntFrom: 'migrate-value',
    confirmed: false,
    contradictedBy: [],
  };

  test.each<[string, string, Scene & { readonly coverage?: Coverage }]>([
    ['MIGRATE is there (Q242184)', 'not-needed', { recipients: [mailbox({ proxies: [MIGRATE] })] }],
    ['MS is enough (Q183312)', 'not-needed', { recipients: [mailbox({ proxies: [MS] })], wizard: '5.5-sp1' }],
    ['the alias is enough (Q242184)', 'not-needed', { recipients: [mailbox()], wizard: '5.0' }],
    ['MIGRATE would not help (Q186742)', 'would-not-help', { recipients: [mailbox({ alias: 'x' })], wizard: '5.0' }],
    ['nobody is there', 'no-single-mailbox', { recipients: [] }],
    ['several are meant', 'no-single-mailbox', { recipients: two, source: { kind: 'unknown' } }],
    ['only a custom recipient is there (Q183312)', 'no-single-mailbox', { recipients: [customRecipient()] }],
    ['the source address is not known', 'source-unknown', { recipients: [mailbox()], source: { kind: 'unknown' } }],
    [
      'the source address is only suggested',
      'source-unknown',
      { recipients: [mailbox()], source: { kind: 'unknown', suggestion: JDOE } },
    ],
    [
      'only a MIGRATE value of another form names the source address',
      'source-unknown',
      { recipients: [mailbox({ proxies: ['migrate:CORP/PO1/JDOE'] })], source: unconfirmed, wizard: '5.5-rtm' },
    ],
    ['a custom recipient holds it (Q168367)', 'held-elsewhere', { recipients: [mailbox(), customRecipient()] }],
    [
      'another mailbox holds it (Q263460)',
      'held-elsewhere',
      { recipients: [mailbox()], elsewhere: [mailbox({ alias: 'frontdesk', proxies: [MIGRATE] })] },
    ],
    [
      'the address holds what cannot be seen',
      'unseen-character',
      { recipients: [mailbox()], source: given(ms('CORP/PO1/JD\u200bOE')) },
    ],
    ['no address can be read (Q196491)', 'not-readable', { recipients: [mailbox({ proxiesReadable: false })] }],
    [
      'hidden holders cannot be seen (Q185475)',
      'hidden-not-visible',
      { recipients: [mailbox()], coverage: 'hidden-not-visible' },
    ],
    ['the attribute is not searched', 'not-searchable', { recipients: [mailbox()], coverage: 'not-searchable' }],
    [
      'other domains were not searched',
      'one-domain-of-several',
      { recipients: [mailbox()], coverage: 'one-domain-of-several' },
    ],
  ])('%s: %s', (_, why, { coverage, ...scene }) => {
    expect(offered(scene, coverage)).toEqual({ fix: null, why });
  });
});

describe('a real 7026', () => {
  test('has the fix offered although MS should have been enough: the wizard may be older than stated (Q183312)', () => {
    const scene: Scene = { recipients: [mailbox({ proxies: [MS] })], wizard: '5.5-sp1', observed: true };

    expect(offered(scene).fix?.value).toBe(MIGRATE);
  });

  test('offers nothing where MIGRATE is there: another value would not help (row 13)', () => {
    const scene: Scene = { recipients: [mailbox({ proxies: [MIGRATE] })], wizard: '5.5-sp1', observed: true };

    expect(offered(scene)).toEqual({ fix: null, why: 'not-needed' });
  });

  test('has the fix offered although the wizard was said to go by the alias: only 5.5 logs it', () => {
    expect(offered({ recipients: [mailbox()], wizard: '5.0', observed: true }).fix?.value).toBe(MIGRATE);
  });
});

/** Directories of up to four recipients that hold the address, hold others, or hold none. */
const someProxies = fc.subarray([MIGRATE, MS, 'MIGRATE:MS:corp/po1/jdoe', 'migrate:MS:OLD/PO/JDOE', 'ms:CORP/PO2/DOE']);
const traits = fc.record({
  proxies: someProxies,
  hidden: fc.boolean(),
  proxiesReadable: fc.boolean(),
  target: fc.constantFrom('MS:CORP/PO1/JDOE', 'MS:CORP/PO1/OTHER', 'SMTP:jdoe@elsewhere.example'),
});
const make = fc.constantFrom<(traits: Traits) => Recipient>(
  ({ target: _, ...rest }) => mailbox(rest),
  ({ target: _, ...rest }) => mailbox(rest),
  customRecipient,
  ({ target: _, ...rest }) => distributionList(rest),
);
const somebody = (dialect: Dialect) =>
  fc
    .tuple(make, traits, fc.constantFrom('jdoe', 'john.doe'))
    .map(([build, rest, alias]) => ({ build, rest, alias, dialect }));
const people = (dialect: Dialect, place: string) =>
  fc
    .array(somebody(dialect), { maxLength: 2 })
    .map((list) =>
      list.map(({ build, rest, alias }, index) =>
        build({ ...rest, dialect, alias, directoryName: `${place}${index}` }),
      ),
    );
const source = fc.constantFrom<Source>(
  given(),
  given(),
  given(ms('CORP/PO2/DOE')),
  { kind: 'unknown', suggestion: JDOE },
  { kind: 'known', address: JDOE, learntFrom: 'migrate-value', confirmed: false, contradictedBy: [] },
);
const evidence = fc
  .constantFrom<Dialect>('exchange55', 'ad')
  .chain((dialect) =>
    fc.record({
      recipients: people(dialect, 'named'),
      elsewhere: people(dialect, 'elsewhere'),
      source,
      wizard: fc.constantFrom(...WIZARD_VERSIONS),
      observed: fc.boolean(),
      template: fc.constantFrom(MIGRATE_TEMPLATE, 'MIGRATE:{network}/{postoffice}/{mailbox}'),
    }),
  )
  .map(evidenceIn);

/** The same evidence once the change was made. */
const applied = (before: Evidence, fix: Fix): Evidence => {
  const change = (one: Recipient): Recipient =>
    one.dn === fix.dn ? { ...one, proxies: [...one.proxies, proxy(fix.written)] } : one;
  const recipients = before.recipients.map(change);
  const mended = [...recipients, ...before.holders.map(change)].filter(({ dn }) => dn === fix.dn);
  return { ...before, recipients, holders: [...before.holders.filter(({ dn }) => dn !== fix.dn), ...mended] };
};

describe('for whatever directory', () => {
  test('a wizard before SP1 never finds more than one from SP1 on', () => {
    const rank = { no: 0, unclear: 1, yes: 2 };
    fc.assert(
      fc.property(evidence, (seen) => {
        const [before, from] = diagnose({ ...seen, wizard: 'unknown', observed: false }).outcomes;

        expect(rank[ruleOf(before.rule).found]).toBeLessThanOrEqual(rank[ruleOf((from ?? before).rule).found]);
      }),
      { numRuns: 1_000 },
    );
  });

  test('a fix cures: once it is applied the same diagnosis asks for nothing and offers nothing', () => {
    let cured = 0;
    fc.assert(
      fc.property(evidence, (before) => {
        const { fix } = offer(before);
        if (!fix) return;
        cured += 1;
        const after = applied(before, fix);
        const diagnosis = diagnose({ ...after, observed: false });

        expect(offer(after)).toEqual({ fix: null, why: 'not-needed' });
        expect(['found-by-migrate', 'found-by-alias', 'alias-mismatch']).toContain(diagnosis.kind);
        if (diagnosis.kind === 'found-by-migrate') expect(diagnosis.found).toBe('yes');
      }),
      { numRuns: 2_000 },
    );
    expect(cured).toBeGreaterThan(20);
  });

  test('no offer is ever made while anybody else holds the source address, or while nothing is proven', () => {
    fc.assert(
      fc.property(
        evidence,
        fc.constantFrom<Coverage>('proven', 'hidden-not-visible', 'not-searchable', 'one-domain-of-several'),
        (before, coverage) => {
          const { fix } = offer(before, coverage);
          if (!fix) return;

          expect(coverage).toBe('proven');
          expect(before.holders.filter(({ dn }) => !sameText(dn, fix.dn))).toEqual([]);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  test('an offer is for one mailbox that is seen, for a confirmed address that it lacks', () => {
    fc.assert(
      fc.property(evidence, (before) => {
        const { fix } = offer(before);
        if (!fix) return;
        const target = [...before.recipients, ...before.holders].find(({ dn }) => dn === fix.dn);

        expect(target).toMatchObject({ kind: 'mailbox', proxiesReadable: true });
        expect(before.source).toMatchObject({ kind: 'known', confirmed: true, address: fix.source });
        expect(target && carries(target, fix)).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });

  test('one is always made to a mailbox that lacks what a 5.5 wizard looks for, when nothing stands in the way', () => {
    fc.assert(
      fc.property(traits, fc.constantFrom<Dialect>('exchange55', 'ad'), ({ proxies }, dialect) => {
        const recipients = [mailbox({ dialect, proxies })];
        const { fix } = offered({ recipients, wizard: '5.5-rtm' });
        const has = recipients.some(
          (one) => one.proxies.some(({ type }) => sameText(type, 'MIGRATE')) && holdsMigrate(one),
        );

        expect(fix !== null).toBe(!has);
      }),
    );
  });
});

const holdsMigrate = (recipient: Recipient): boolean =>
  holdsAddress({ ...recipient, proxies: recipient.proxies.filter(({ type }) => sameText(type, 'MIGRATE')) }, JDOE);
