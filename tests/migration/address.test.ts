import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  isMsProxyOf,
  isPrimary,
  isProblem,
  isUnusual,
  MIGRATE_TEMPLATE,
  migratedFrom,
  migrateProxy,
  msAddressOf,
  namesMsAddress,
  parseMsAddress,
  parseProxyAddress,
  proxyText,
  readMsAddress,
  sameMsAddress,
  samePostOffice,
  sameProxy,
  sameText,
  writeMsAddress,
} from '../../lib/migration/address.ts';
import { directoryValue } from '../../lib/migration/recipient.ts';
import { anyCharacter } from '../support/any-character.ts';
import { ms, proxy } from '../support/recipients.ts';

const jdoe = ms('CORP/PO1/JDOE');

/** One part of an MS address as a directory may hold it: anything but the sign between the parts. */
const held = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 14 }).filter((part) => !part.includes('/'));
const heldAddress = fc.record({ network: held, postOffice: held, mailbox: held });
const dialect = fc.constantFrom('exchange55' as const, 'ad' as const);

describe('a proxy address, as either directory holds it', () => {
  test.each([
    ['MS:CORP/PO1/JDOE', { type: 'MS', address: 'CORP/PO1/JDOE' }],
    ['MS$PROBUSINES/ABC/BMUSTERMANN', { type: 'MS', address: 'PROBUSINES/ABC/BMUSTERMANN' }],
    ['migrate$MS:CORP/PO1/JDOE', { type: 'migrate', address: 'MS:CORP/PO1/JDOE' }],
    ['migrate:MS:CORP/PO1/JDOE', { type: 'migrate', address: 'MS:CORP/PO1/JDOE' }],
    ['CCMAIL$Mustermann, Bernd at ABC', { type: 'CCMAIL', address: 'Mustermann, Bernd at ABC' }],
    ['MBX:0', { type: 'MBX', address: '0' }],
  ])('%s: the first separator ends the type', (text, read) => {
    expect(parseProxyAddress(text)).toEqual(read);
  });

  test.each(['', 'CORP/PO1/JDOE', ':x', '$x'])('"%s" has no type and is none', (text) => {
    expect(parseProxyAddress(text)).toBeUndefined();
  });

  test('Q153028: upper case is the primary of its type, and comparison does not look at case', () => {
    expect([isPrimary(proxy('SMTP:a@b')), isPrimary(proxy('smtp:a@b')), isPrimary(proxy('migrate:MS:A/B/C'))]).toEqual([
      true,
      false,
      false,
    ]);
    expect(sameProxy(proxy('MIGRATE:MS:CORP/PO1/JDOE'), proxy('migrate:ms:corp/po1/jdoe'))).toBe(true);
    expect(sameProxy(proxy('MS:CORP/PO1/JDOE'), proxy('MIGRATE:CORP/PO1/JDOE'))).toBe(false);
  });
});

describe('an MS Mail address', () => {
  test('an address survives being written and read back in both dialects', () => {
    fc.assert(
      fc.property(heldAddress, dialect, (address, kind) => {
        const own = parseProxyAddress(directoryValue(kind, { type: 'MS', address: writeMsAddress(address) }));
        const migrate = parseProxyAddress(directoryValue(kind, migrateProxy(address)));

        expect(own && msAddressOf(own)).toEqual(address);
        expect(migrate && migratedFrom(migrate)).toEqual(address);
      }),
    );
  });

  test('what a directory holds is never refused for its length or its signs (a real dump has eleven characters)', () => {
    expect(readMsAddress('PROBUSINES/ABC/BMUSTERMANN')).toEqual(ms('PROBUSINES/ABC/BMUSTERMANN'));
    expect(msAddressOf(proxy('MS$CORPORATION1/POST OFFICE 1/J.DOE_LONGER'))).toEqual(
      ms('CORPORATION1/POST OFFICE 1/J.DOE_LONGER'),
    );
  });

  test.each(['', 'CORP', 'CORP/PO1', 'CORP/PO1/', '/PO1/JDOE', 'CORP//JDOE', 'CORP/PO1/JDOE/X'])(
    '"%s" does not have its three parts',
    (text) => {
      expect(readMsAddress(text)).toBeUndefined();
    },
  );

  test('MSA is another mail system (AppleTalk, Q181939): no MS Mail address is read from it', () => {
    expect(msAddressOf(proxy('MSA:NetworkAdmin@Operations'))).toBeUndefined();
    expect(msAddressOf(proxy('MSA:A/B/C'))).toBeUndefined();
  });

  test('is found on a proxy as if each had been taken apart and written small, whatever letters are in it', () => {
    const letters = fc.string({
      unit: fc.constantFrom('a', 'A', 'İ', 'i\u0307', 'Σ', 'ς', 'K', 'k', '@', '`', '/', ':'),
    });
    const parts = fc.record({ network: letters, postOffice: letters, mailbox: letters });
    const held = fc.record({ type: fc.constantFrom('MS', 'ms', 'migrate', 'SMTP'), address: letters });
    const alike = parts.map((address) => ({ type: 'Ms', address: writeMsAddress(address).toLowerCase() }));
    fc.assert(
      fc.property(parts, fc.oneof(held, alike), letters, letters, (address, one, a, b) => {
        const [ms, migrated] = [msAddressOf(one), migratedFrom(one)];
        const isMs = ms !== undefined && sameMsAddress(ms, address);
        expect(isMsProxyOf(one, address)).toBe(isMs);
        expect(namesMsAddress(one, address)).toBe(isMs || (migrated !== undefined && sameMsAddress(migrated, address)));
        expect(sameText(a, b)).toBe(a.toLowerCase() === b.toLowerCase());
        expect(sameText(a, a.toUpperCase())).toBe(a.toLowerCase() === a.toUpperCase().toLowerCase());
      }),
    );
    expect(isMsProxyOf(proxy('ms:corp/po1/jdoe'), jdoe)).toBe(true);
    expect(namesMsAddress(proxy('Migrate:Ms:corp/po1/jdoe'), jdoe)).toBe(true);
  });

  test.each([
    ['\u212Aelly', 'kelly', true],
    ['kelly', '\u212Aelly', true],
    ['bac\u212A', 'back', true],
    ['back', 'bac\u212A', true],
    ['Ärger', 'ärger', true],
    ['\u0080a', '\u00A0a', false],
    ['@a', '`a', false],
    ['', 'a', false],
    ['', '', true],
  ])('%j and %j: the letters decide, also where another letter is written small as one of ASCII', (a, b, same) => {
    expect(sameText(a, b)).toBe(same);
  });

  test('is found where its first or last letter is not of ASCII', () => {
    expect(isMsProxyOf(proxy('MS:CORP/PO1/BAC\u212A'), ms('corp/po1/back'))).toBe(true);
    expect(isMsProxyOf(proxy('MS:\u212AORP/PO1/BACK'), ms('korp/po1/back'))).toBe(true);
  });

  test('is compared without regard to case, and part by part', () => {
    expect(sameMsAddress(jdoe, ms('corp/po1/jdoe'))).toBe(true);
    expect(sameMsAddress(jdoe, ms('CORP/PO2/JDOE'))).toBe(false);
    expect(samePostOffice(jdoe, ms('Corp/Po1/OTHER'))).toBe(true);
    expect(samePostOffice(jdoe, ms('CORP/PO2/JDOE'))).toBe(false);
  });
});

describe('an address as a person types it', () => {
  test.each([
    ['MS:CORP/PO1/JDOE', jdoe],
    ['ms:corp/po1/jdoe', ms('corp/po1/jdoe')],
    ['[MS:CORP/PO1/JDOE]', jdoe],
    ['migrate:MS:CORP/PO1/JDOE', jdoe],
    ['MIGRATE$MS:CORP/PO1/JDOE', jdoe],
    ['migrate:CORP/PO1/JDOE', jdoe],
    ['CORP/PO1/JDOE', jdoe],
    ['  MS$CORP/PO1/JDOE ', jdoe],
    ['MS:FERGUSONBA/NAMERICA-W/MARIAB', ms('FERGUSONBA/NAMERICA-W/MARIAB')],
    ['MS:CORP/PO1/MÜLLER', ms('CORP/PO1/MÜLLER')],
    ['MS:CORP/PO1/1234567890', ms('CORP/PO1/1234567890')],
  ])('%s', (text, address) => {
    expect(parseMsAddress(text)).toEqual(address);
  });

  test.each([
    ['JDOE', 'three parts'],
    ['MS:CORP/JDOE', 'three parts'],
    ['MS:CORP/PO1/JDOE/X', 'three parts'],
    ['MS:CORP//JDOE', 'three parts'],
    ['', 'three parts'],
    ['MS:CORPORATION/PO1/JDOE', '"CORPORATION" is longer than the ten characters'],
    ['MS:CORP/POSTOFFICE1/JDOE', '"POSTOFFICE1" is longer than the ten characters'],
    ['MS:CORP/PO1/BMUSTERMANN', '"BMUSTERMANN" is longer than the ten characters'],
  ])('%s is refused: %s', (text, words) => {
    expect(parseMsAddress(text)).toEqual({ problem: expect.stringContaining(words) });
    expect(parseMsAddress(text)).toEqual({ problem: expect.stringContaining('MS:NETWORK/POSTOFFICE/MAILBOX') });
  });

  test.each([...' _-.@$%&\'()\\:;,*+!"#<=>?[]^`{|}~\u0000\u0001\u007f'])(
    'Q199676: no MS Mail mailbox can have the character %j',
    (character) => {
      expect(parseMsAddress(`MS:CORP/PO1/J${character}DOE`)).toEqual({ problem: expect.stringContaining('Q199676') });
    },
  );

  test.each(['\u202e', '\u200b', '\u0007', '\ufeff'])(
    'a character that cannot be seen (%j) never gets into an address that may be written',
    (character) => {
      expect(isProblem(parseMsAddress(`MS:CORP/PO1/J${character}DOE`))).toBe(true);
      expect(parseMsAddress(`MS:CO${character}RP/PO1/JDOE`)).toEqual({
        problem: expect.stringMatching(/cannot be seen.*by hand/),
      });
      expect(isProblem(parseMsAddress(`MS:CORP/P${character}O1/JDOE`))).toBe(true);
    },
  );

  test('whatever is typed is either refused in words or the three parts as typed', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: anyCharacter }), heldAddress.map(writeMsAddress)), (text) => {
        const read = parseMsAddress(text);
        if (isProblem(read)) expect(read.problem).toMatch(/MS:NETWORK\/POSTOFFICE\/MAILBOX/);
        else expect(text).toContain(writeMsAddress(read));
      }),
    );
  });
});

describe('what stands within an address stays there', () => {
  test.each(['MS:CORP/PO1/[JDOE]', '[MS:CORP/PO1/JDOE]x'])(
    'brackets stand around the whole or are refused: %s',
    (text) => {
      expect(parseMsAddress(text)).toEqual({ problem: expect.stringContaining('Q199676') });
    },
  );

  test.each(['migrate:P', 'XMS:1'])('%s is the name of a post office, not a type', (postOffice) => {
    expect(parseMsAddress(`CORP/${postOffice}/JDOE`)).toEqual({ ...jdoe, postOffice });
  });

  test('blanks around a type are none of it, and nothing before a separator is no type', () => {
    expect(proxy(' MS :CORP/PO1/JDOE').type).toBe('MS');
    expect(parseProxyAddress('$x:y')).toBeUndefined();
    expect(parseProxyAddress(':x$y')).toBeUndefined();
  });
});

test('Q91044: a network or post office with a sign is worth a second look; a hyphen is usual', () => {
  expect(isUnusual({ network: 'CORP', postOffice: 'PO-1' })).toBe(false);
  expect(isUnusual({ network: 'CORP', postOffice: 'PO.1' })).toBe(true);
  expect(isUnusual({ network: 'A CORP', postOffice: 'PO1' })).toBe(true);
});

describe('the MIGRATE proxy', () => {
  test('is not made of a template without a type', () => {
    expect(() => migrateProxy(jdoe, '{mailbox}')).toThrow('"{mailbox}" has no type');
  });

  test('Q182665: migrate:MS:NET/PO/USER, in the case of its source', () => {
    expect(proxyText(migrateProxy(jdoe))).toBe('migrate:MS:CORP/PO1/JDOE');
    expect(proxyText(migrateProxy(ms('Corp/Po1/jDoe')))).toBe('migrate:MS:Corp/Po1/jDoe');
    expect(MIGRATE_TEMPLATE).toBe('migrate:MS:{network}/{postoffice}/{mailbox}');
  });

  test('is written to Exchange 5.5 with $ and to Active Directory with :', () => {
    expect(directoryValue('exchange55', migrateProxy(jdoe))).toBe('migrate$MS:CORP/PO1/JDOE');
    expect(directoryValue('ad', migrateProxy(jdoe))).toBe('migrate:MS:CORP/PO1/JDOE');
  });

  test('another template is followed', () => {
    const template = 'MIGRATE:{network}/{postoffice}/{mailbox}';

    expect(proxyText(migrateProxy(jdoe, template))).toBe('MIGRATE:CORP/PO1/JDOE');
    expect(migratedFrom(migrateProxy(jdoe, template))).toEqual(jdoe);
  });

  test('parts that look like the template or like a replacement pattern stay what they are', () => {
    const odd = { network: '{mailbox}', postOffice: '$&', mailbox: '{network}' };

    expect(proxyText(migrateProxy(odd))).toBe('migrate:MS:{mailbox}/$&/{network}');
  });

  test.each([
    ['migrate:MS:CORP/PO1/JDOE', jdoe],
    ['MIGRATE:ms:CORP/PO1/JDOE', jdoe],
    ['migrate$MS:CORP/PO1/JDOE', jdoe],
    ['migrate:CORP/PO1/JDOE', jdoe],
    ['migrate:PROFS:SYDNEY(AnnDevon)', undefined],
    ['MIGRATE:CCMAIL:user AT postoffice', undefined],
    ['MS:CORP/PO1/JDOE', undefined],
  ])('%s names the MS Mail user %j', (text, address) => {
    expect(migratedFrom(proxy(text))).toEqual(address);
  });
});
