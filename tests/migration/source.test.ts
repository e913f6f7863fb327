import { describe, expect, test } from '@jest/globals';
import type { OwnPostOffices } from '../../lib/migration/recipient.ts';
import {
  addressesIn,
  guessedPostOffice,
  LEARNT_FROM,
  type SourceQuestion,
  sourceOf,
} from '../../lib/migration/source.ts';
import { customRecipient, distributionList, mailbox, ms, type Traits } from '../support/recipients.ts';

const own: OwnPostOffices = {
  basis: 'site-addressing',
  postOffices: [{ network: 'FABRIKAM', postOffice: 'LONDON' }],
};
const jdoe = ms('CORP/PO1/JDOE');

const learn = (question: Partial<SourceQuestion>) => sourceOf({ recipients: [], own, postOffices: [], ...question });
const ofMailbox = (traits: Traits, question: Partial<SourceQuestion> = {}) =>
  learn({ recipients: [mailbox(traits)], ...question });

describe('where the source address is learnt, in order', () => {
  test('the command comes before everything', () => {
    const recipients = [mailbox({ proxies: ['ms:CORP/PO1/OLD'] }), customRecipient({ target: 'MS:CORP/PO1/CR' })];

    expect(learn({ given: jdoe, recipients })).toMatchObject({
      kind: 'known',
      address: jdoe,
      learntFrom: 'given',
      confirmed: true,
    });
  });

  test("then a custom recipient's target address, even where the mailbox shows the same as an MS proxy", () => {
    const recipients = [mailbox({ proxies: ['ms:CORP/PO1/JDOE'] }), customRecipient()];

    expect(learn({ recipients })).toEqual({
      kind: 'known',
      address: jdoe,
      learntFrom: 'custom-recipient',
      holder: recipients[1]?.dn,
      confirmed: true,
      contradictedBy: [],
    });
  });

  test('a contact in Active Directory stands for the custom recipient', () => {
    const recipients = [customRecipient({ dialect: 'ad' })];

    expect(learn({ recipients })).toMatchObject({ address: jdoe, learntFrom: 'custom-recipient' });
  });

  test('then an MS proxy of a foreign post office', () => {
    expect(ofMailbox({ proxies: ['ms:CORP/PO1/JDOE'] })).toMatchObject({
      kind: 'known',
      address: jdoe,
      learntFrom: 'foreign-ms-proxy',
      confirmed: true,
    });
  });

  test('an MS proxy comes before a MIGRATE value, which may be stale (row 18)', () => {
    expect(ofMailbox({ proxies: ['migrate:MS:OLD/PO/JDOE', 'ms:CORP/PO1/JDOE'] })).toMatchObject({
      address: jdoe,
      learntFrom: 'foreign-ms-proxy',
    });
  });

  test('only then a MIGRATE value that is there already, and it is not confirmed by itself', () => {
    expect(ofMailbox({ proxies: ['MIGRATE:MS:CORP/PO1/JDOE'] })).toMatchObject({
      kind: 'known',
      address: jdoe,
      learntFrom: 'migrate-value',
      confirmed: false,
    });
  });

  test('a mailbox made by hand holds none at all: its own address is never the source (Q198898)', () => {
    expect(ofMailbox({})).toEqual({ kind: 'unknown' });
  });

  test('other mail systems and AppleTalk name no MS Mail user', () => {
    expect(ofMailbox({ proxies: ['migrate:PROFS:SYDNEY(AnnDevon)', 'MSA:User@Server', 'CCMAIL:a at b'] })).toEqual({
      kind: 'unknown',
    });
    expect(learn({ recipients: [customRecipient({ target: 'SMTP:jdoe@elsewhere.example' })] })).toEqual({
      kind: 'unknown',
    });
  });

  test('a distribution list is nobody who could be migrated', () => {
    expect(learn({ recipients: [distributionList({ proxies: ['ms:CORP/PO1/SALES'] })] })).toEqual({ kind: 'unknown' });
  });
});

test('where it was learnt can be said in words, and what a MIGRATE value alone is worth', () => {
  expect(LEARNT_FROM).toEqual({
    given: expect.stringContaining('person who asked'),
    'custom-recipient': expect.stringContaining('custom recipient'),
    'foreign-ms-proxy': expect.stringContaining('outside this organisation'),
    'migrate-value': expect.stringContaining('nothing else confirms it'),
  });
});

describe('an address that Exchange generated itself is never the source', () => {
  const both = ['MS:FABRIKAM/LONDON/JDOE', 'ms:CORP/PO1/JDOE'];
  const known = (basis: OwnPostOffices) => ofMailbox({ generated: false, proxies: both }, { own: basis });

  test('by OWN_POSTOFFICES, whatever organisation and site are called', () => {
    const postOffices = [{ network: 'corp', postOffice: 'po1' }];

    expect(known({ basis: 'configured', postOffices })).toMatchObject({ address: ms('FABRIKAM/LONDON/JDOE') });
  });

  test('by Site Addressing (Q248425), of whichever site', () => {
    const sites = [...(own.postOffices ?? []), { network: 'FABRIKAM', postOffice: 'PARIS' }];

    expect(known(own)).toMatchObject({ address: jdoe, learntFrom: 'foreign-ms-proxy' });
    expect(known({ basis: 'site-addressing', postOffices: sites })).toMatchObject({ address: jdoe });
  });

  test('nothing is guessed where organisation or site is not known', () => {
    expect(guessedPostOffice({ organization: 'FABRIKAM' })).toBeUndefined();
    expect(guessedPostOffice({ site: 'LONDON' })).toBeUndefined();
  });

  test('else by a guess from organisation and site', () => {
    expect(known({ basis: 'guess' })).toMatchObject({ address: jdoe });
  });

  test('by its post office and not by being primary: a foreign address may be the primary one', () => {
    const traits = { generated: false, proxies: ['ms:FABRIKAM/LONDON/JDOE', 'MS:CORP/PO1/JDOE'] };

    expect(ofMailbox(traits)).toMatchObject({ address: jdoe });
    expect(ofMailbox(traits, { own: { basis: 'guess' } })).toMatchObject({ address: jdoe });
  });

  test('xmt02025: the guess cuts and cleans the names as Exchange does', () => {
    const maria = mailbox({ organization: 'Ferguson & Bardell', site: 'NAmerica-West' });

    expect(guessedPostOffice(maria)).toEqual({ network: 'FergusonBa', postOffice: 'NAmerica-W' });
    expect(
      ofMailbox(
        {
          organization: 'Ferguson & Bardell',
          site: 'NAmerica-West',
          generated: false,
          proxies: ['MS:FERGUSONBA/NAMERICA-W/MARIAB'],
        },
        { own: { basis: 'guess' } },
      ),
    ).toEqual({ kind: 'unknown' });
  });
});

describe('what the directory says against it', () => {
  test('an address that was given stays, and what the directory shows instead is named', () => {
    const source = ofMailbox({ proxies: ['ms:CORP/PO2/JDOE'] }, { given: jdoe });

    expect(source).toMatchObject({
      address: jdoe,
      contradictedBy: [{ address: ms('CORP/PO2/JDOE'), learntFrom: 'foreign-ms-proxy' }],
    });
  });

  test('a MIGRATE value that is there already contradicts nothing: it may be stale (row 18)', () => {
    const source = ofMailbox({ proxies: ['migrate:MS:OLD/PO/JDOE'] }, { given: jdoe });

    expect(source).toMatchObject({ address: jdoe, contradictedBy: [] });
    expect(addressesIn(source)).toEqual([jdoe]);
  });

  test('the same address in another case contradicts nothing', () => {
    expect(ofMailbox({ proxies: ['ms:corp/po1/jdoe'] }, { given: jdoe })).toMatchObject({ contradictedBy: [] });
  });

  test('candidates that disagree are left to a person, each with where it was learnt', () => {
    const source = learn({ recipients: [mailbox({ proxies: ['ms:CORP/PO2/DOE'] }), customRecipient()] });

    expect(source).toMatchObject({
      kind: 'disagree',
      candidates: [
        { address: jdoe, learntFrom: 'custom-recipient' },
        { address: ms('CORP/PO2/DOE'), learntFrom: 'foreign-ms-proxy' },
      ],
    });
    expect(addressesIn(source)).toEqual([jdoe, ms('CORP/PO2/DOE')]);
  });

  test('two MIGRATE values of different users are no answer either', () => {
    expect(ofMailbox({ proxies: ['migrate:MS:CORP/PO1/JDOE', 'migrate:MS:CORP/PO2/DOE'] }).kind).toBe('disagree');
  });
});

describe('the suggestion', () => {
  const postOffices = [{ network: 'CORP', postOffice: 'PO1' }];

  test('is made of a migrated post office and the alias, and is never used unasked', () => {
    const source = ofMailbox({ alias: 'jdoe' }, { postOffices });

    expect(source).toEqual({ kind: 'unknown', suggestion: jdoe });
    expect(addressesIn(source)).toEqual([]);
  });

  test('is an address that MS Mail could have: ten characters, and no signs (Q199676)', () => {
    const suggested = (alias: string) => ofMailbox({ alias }, { postOffices });

    expect(suggested('j.doe-smithson')).toMatchObject({ suggestion: ms('CORP/PO1/JDOESMITHS') });
    expect(suggested('...')).toEqual({ kind: 'unknown' });
    expect(suggested(`a${'𐐀'.repeat(9)}`)).toMatchObject({ suggestion: { mailbox: `A${'𐐀'.repeat(4)}` } });
  });

  test('is not made without a mailbox, or without a post office', () => {
    expect(learn({ postOffices, recipients: [distributionList()] })).toEqual({ kind: 'unknown' });
    expect(ofMailbox({})).toEqual({ kind: 'unknown' });
  });

  test('stands behind everything that the directory itself says', () => {
    expect(ofMailbox({ proxies: ['migrate:MS:CORP/PO2/DOE'] }, { postOffices })).toMatchObject({
      learntFrom: 'migrate-value',
    });
  });
});

describe('Q198898: an address that Exchange generated is never the source', () => {
  const generated = ms('FABRIKAM/LONDON/JDOE');
  const bases: readonly OwnPostOffices[] = [own, { basis: 'guess' }];

  test.each(bases)('not even when it is given ($basis)', (basis) => {
    const held = { proxies: ['SMTP:jdoe@fabrikam.example', 'MS:FABRIKAM/LONDON/JDOE'] };

    expect(ofMailbox(held, { given: generated, own: basis })).toEqual({ kind: 'unknown', generated });
  });

  test('not even when it is given and somebody else goes by the name as well', () => {
    const recipients = [mailbox(), mailbox({ alias: 'jdoe2' })];

    expect(learn({ recipients, given: generated })).toMatchObject({ kind: 'unknown', generated });
  });

  test('what the directory shows besides is taken instead', () => {
    const held = { proxies: ['MS:FABRIKAM/LONDON/JDOE', 'ms:CORP/PO1/JDOE'] };

    expect(ofMailbox(held, { given: generated })).toMatchObject({ kind: 'known', address: jdoe, generated });
  });

  test('the same post office is taken where the organisation says that it is not its own', () => {
    const held = { proxies: ['MS:FABRIKAM/LONDON/JDOE'] };
    const other: OwnPostOffices = { basis: 'configured', postOffices: [{ network: 'FABRIKAM', postOffice: 'PARIS' }] };

    expect(ofMailbox(held, { given: generated, own: other })).toMatchObject({ kind: 'known', address: generated });
  });
});
