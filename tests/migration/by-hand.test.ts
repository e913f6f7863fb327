import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { MIGRATE_TEMPLATE } from '../../lib/migration/address.ts';
import {
  afterTheFix,
  importLines,
  ldif,
  localizedMailboxes,
  otherCauses,
  resolutionByHand,
  resolutionInGeneral,
  twoStepMigration,
} from '../../lib/migration/by-hand.ts';
import { fixOf } from '../../lib/migration/fix.ts';
import { anyCharacter } from '../support/any-character.ts';
import { JDOE } from '../support/judge.ts';
import { mailbox, ms, type Traits } from '../support/recipients.ts';

const fixFor = (traits: Traits, source = JDOE, template = MIGRATE_TEMPLATE) => fixOf(mailbox(traits), source, template);
const lineFor = (directoryName: string, source = JDOE): string =>
  importLines(mailbox({ directoryName }), fixFor({ directoryName }, source))[1] ?? '';

describe('the directory import file (Q146304, Q155594, Q182665)', () => {
  test('modifies one mailbox: the header names the columns, the second line the value', () => {
    expect(importLines(mailbox({ directoryName: 'JSMITH' }), fixFor({}, ms('NET/PO/JSMITH')))).toEqual([
      'Obj-Class,Mode,Directory Name,Home-Server,Secondary-Proxy-Addresses',
      'Mailbox,Modify,JSMITH,HOMESERVER,migrate:MS:NET/PO/JSMITH',
    ]);
  });

  test.each([
    ['Doe, John', 'Mailbox,Modify,"Doe, John",HOMESERVER,migrate:MS:CORP/PO1/JDOE'],
    ['John "JD" Doe', 'Mailbox,Modify,"John ""JD"" Doe",HOMESERVER,migrate:MS:CORP/PO1/JDOE'],
    ['100% Doe', 'Mailbox,Modify,100\\% Doe,HOMESERVER,migrate:MS:CORP/PO1/JDOE'],
    ['A\\B', 'Mailbox,Modify,A\\\\B,HOMESERVER,migrate:MS:CORP/PO1/JDOE'],
    ['A\\%B, C', 'Mailbox,Modify,"A\\\\\\%B, C",HOMESERVER,migrate:MS:CORP/PO1/JDOE'],
  ])('xmt02025: %s is escaped', (name, line) => {
    expect(lineFor(name)).toBe(line);
  });

  test('a value with a per cent sign stays one value', () => {
    expect(lineFor('jdoe', ms('100%/PO1/JDOE'))).toBe('Mailbox,Modify,jdoe,HOMESERVER,migrate:MS:100\\%/PO1/JDOE');
  });

  test('the line has five fields whatever the mailbox is called, and the name comes back from it', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9 ,"%\\']{1,30}$/), (name) => {
        const fields = fieldsOf(lineFor(name));

        expect(fields).toHaveLength(5);
        expect(fields[2]?.replace(/\\([\\%])/g, '$1')).toBe(name);
      }),
    );
  });

  test('is for Exchange 5.5 only, beside the steps in the Admin program with address type MIGRATE', () => {
    const [inAdmin, byImport, ...more] = resolutionByHand(mailbox(), fixFor({}));

    expect(inAdmin?.steps).toContain('Address type MIGRATE, e-mail address MS:CORP/PO1/JDOE.');
    expect(byImport?.copy?.join()).toContain('migrate:MS:CORP/PO1/JDOE');
    expect(byImport?.steps.join()).toMatch(/Export/);
    expect(more).toEqual([]);
  });
});

/** A line of fields, quoted where they hold a comma (RFC 4180). */
const fieldsOf = (line: string): readonly string[] =>
  [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted?.replace(/""/g, '"') ?? plain ?? '',
  );

describe('LDIF for Active Directory (RFC 2849)', () => {
  const dnLine = (dn: string): string => ldif(fixFor({ dialect: 'ad', dn }))[0] ?? '';

  test('adds one value and never replaces', () => {
    expect(ldif(fixFor({ dialect: 'ad' }))).toEqual([
      'dn: CN=jdoe,OU=London,DC=fabrikam,DC=example',
      'changetype: modify',
      'add: proxyAddresses',
      'proxyAddresses: migrate:MS:CORP/PO1/JDOE',
      '-',
    ]);
  });

  test.each([
    'CN=Bjørn Jørgensen 🎣,DC=fabrikam,DC=example',
    ' CN=x,DC=fabrikam,DC=example',
    ':CN=x',
    '<CN=x',
    'CN=x\nchangetype: delete,DC=example',
    'CN=x ',
  ])('%j cannot stand in LDIF as text, and is base64', (dn) => {
    const [name, value] = dnLine(dn).split(':: ');

    expect(name).toBe('dn');
    expect(Buffer.from(value ?? '', 'base64').toString('utf8')).toBe(dn);
  });

  test('a blank within a name is written as it is', () => {
    expect(dnLine('CN=John Doe,DC=fabrikam,DC=example')).toBe('dn: CN=John Doe,DC=fabrikam,DC=example');
  });

  test('so is a value beyond ASCII: MS Mail allows most of it (Q199676)', () => {
    const line = ldif(fixFor({ dialect: 'ad' }, ms('CORP/PO1/MÜLLER')))[3] ?? '';
    const [name, value] = line.split(':: ');

    expect(name).toBe('proxyAddresses');
    expect(Buffer.from(value ?? '', 'base64').toString('utf8')).toBe('migrate:MS:CORP/PO1/MÜLLER');
  });

  test('no name and no value ever adds a line', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter }), fc.string({ unit: anyCharacter, minLength: 1 }), (dn, network) => {
        expect(
          ldif(fixFor({ dialect: 'ad', dn }, { ...JDOE, network }))
            .join('\n')
            .split(/[\r\n]/),
        ).toHaveLength(5);
      }),
    );
  });
});

describe('the other ways out', () => {
  test('the two-step migration says what it does to a custom recipient and to its MS address (Q242184)', () => {
    expect(twoStepMigration.steps.join(' ')).toMatch(/custom recipient.*removed.*secondary MS address/i);
    expect(twoStepMigration.articles).toEqual(expect.arrayContaining(['Q242184', 'Q182665']));
  });

  test('row 13: replication, the cache of 120 minutes, rights, home server and profile, in this order', () => {
    const steps = otherCauses(JDOE).steps.join('\n');
    const places = [/CORP\/PO1\/JDOE/, /replication/, /120 minutes/, /Permissions Admin/, /home server/, /Emsui32/];

    expect(places.map((place) => steps.search(place))).toEqual(
      places.map((place) => steps.search(place)).sort((a, b) => a - b),
    );
    expect(places.every((place) => place.test(steps))).toBe(true);
  });
});

describe('every way out', () => {
  const all = [
    ...resolutionByHand(mailbox(), fixFor({})),
    ...resolutionByHand(mailbox({ dialect: 'ad' }), fixFor({ dialect: 'ad' })),
    resolutionInGeneral,
    twoStepMigration,
    localizedMailboxes,
    afterTheFix,
    otherCauses(JDOE),
  ];

  test.each(all)('$title: it has steps, each of them a sentence, and quotes the articles', (way) => {
    expect(way.title).not.toBe('');
    expect(way.steps).not.toEqual([]);
    for (const step of way.steps) expect(step).toMatch(/^[A-Z].*[.?]$/);
    expect(way.articles).not.toEqual([]);
    for (const article of way.articles) expect(article).toMatch(/^Q\d{6}$/);
  });

  test('in Active Directory there is one, and it is LDIF to copy', () => {
    const [byLdif, ...more] = resolutionByHand(mailbox({ dialect: 'ad' }), fixFor({ dialect: 'ad' }));

    expect(byLdif?.copy).toEqual(ldif(fixFor({ dialect: 'ad' })));
    expect(more).toEqual([]);
  });

  test('while nobody is named, the line to import leaves the parts of the address open', () => {
    expect(resolutionInGeneral.copy).toEqual([
      'Obj-Class,Mode,Directory Name,Home-Server,Secondary-Proxy-Addresses',
      'Mailbox,Modify,DIRECTORYNAME,HOMESERVER,migrate:MS:NETWORK/POSTOFFICE/MAILBOX',
    ]);
  });

  test('a mailbox whose directory name cannot be seen is imported by its alias', () => {
    const { directoryName: _, ...unnamed } = mailbox();
    const { alias: __, ...nameless } = unnamed;

    expect(importLines(unnamed, fixFor({}))[1]).toMatch(/^Mailbox,Modify,jdoe,/);
    expect(importLines(nameless, fixFor({}))[1]).toMatch(/^Mailbox,Modify,,HOMESERVER,/);
  });
});
