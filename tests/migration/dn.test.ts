import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { dnOfLegacy, escapeDnValue, isAtOrUnder, normalDn, parseDn, writeDn } from '../../lib/migration/dn.ts';
import { anyCharacter } from '../support/any-character.ts';

const value = fc.string({ unit: anyCharacter, minLength: 1 });
const type = fc.constantFrom('cn', 'ou', 'o', 'DC', '2.5.4.3');
const naming = fc.record({ type, value }, { noNullPrototype: true });
const dn = fc.array(fc.array(naming, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 5 });

describe('RFC 4514', () => {
  test('any name survives being written and read back', () => {
    fc.assert(fc.property(dn, (name) => expect(parseDn(writeDn(name))).toEqual(name)));
  });

  test.each([
    ['Smith, John', 'Smith\\, John'],
    ['a+b=c;d<e>f"g\\h', 'a\\+b\\=c\\;d\\<e\\>f\\"g\\\\h'],
    [' both ends ', '\\ both ends\\ '],
    ['#1', '\\#1'],
    ['1#', '1#'],
    [' ', '\\ '],
    ['ends in a backslash and a blank\\ ', 'ends in a backslash and a blank\\\\\\ '],
    ['line\nbreak\0', 'line\\0abreak\\00'],
    ['Jørgensen', 'Jørgensen'],
  ])('%j is escaped as %s', (plain, escaped) => {
    expect(escapeDnValue(plain)).toBe(escaped);
  });

  test.each([
    ['cn=J\\C3\\B8rgensen, o=FABRIKAM', 'cn=Jørgensen,o=FABRIKAM'],
    ['CN="Smith, John" ; O=Acme', 'CN=Smith\\, John,O=Acme'],
    ['cn=a\\2Cb,o=c', 'cn=a\\,b,o=c'],
    ['cn = a , o = b', 'cn=a,o=b'],
    ['cn=a\\ ,o=b', 'cn=a\\ ,o=b'],
    ['cn=,o=b', 'cn=,o=b'],
    ['cn=   a   ,o=b', 'cn=a,o=b'],
    ['cn=a ,o=b ', 'cn=a,o=b'],
    ['cn="a, b"   ,o=c', 'cn=a\\, b,o=c'],
    ['cn="Acme, Inc"', 'cn=Acme\\, Inc'],
    ['cn=\\ ,o=b', 'cn=\\ ,o=b'],
    ['1.2.840.113556=a', '1.2.840.113556=a'],
    ['10.20=a', '10.20=a'],
  ])('%s is read as %s', (text, written) => {
    expect(writeDn(parseDn(text) ?? [])).toBe(written);
  });

  test.each([
    'jdoe',
    '=a',
    'cn=a,',
    'cn=a,,o=b',
    ',',
    'cn=a"b',
    'cn=a"b"',
    'cn=#0403666f6f',
    'cn="a',
    'cn="',
    'cn=a\\',
    '_n=a',
    'c_=a',
  ])('%s is no name', (text) => {
    expect(parseDn(text)).toBeUndefined();
  });

  test('two names of one object have one normal form', () => {
    expect(normalDn('CN=Doe\\2C John,OU=London')).toBe(normalDn('cn="doe, john" , ou=LONDON'));
    expect(parseDn('')).toEqual([]);
    expect(parseDn('  ')).toEqual([]);
  });

  test('what is no name is compared as it is, but for case and the blanks around it', () => {
    expect(normalDn(' John Doe ')).toBe('john doe');
  });

  test('being under something goes by whole parts', () => {
    expect(isAtOrUnder('cn=a,ou=London,o=F', 'OU=LONDON, O=F')).toBe(true);
    expect(isAtOrUnder('o=F', 'o=F')).toBe(true);
    expect(isAtOrUnder('cn=a\\,o=F', 'o=F')).toBe(false);
    expect(isAtOrUnder('cn=a,o=XF', 'o=F')).toBe(false);
    expect(isAtOrUnder('cn=a,o=F', '')).toBe(true);
  });
});

describe("Exchange's own form of a name (Q182507)", () => {
  test('is the LDAP name the other way round', () => {
    expect(dnOfLegacy('/o=FABRIKAM/ou=LONDON/cn=Recipients/cn=Doe, John')).toBe(
      'cn=Doe\\, John,cn=Recipients,ou=LONDON,o=FABRIKAM',
    );
    expect(dnOfLegacy('/o=F/cn=a/b')).toBe('cn=a/b,o=F');
    expect(dnOfLegacy('/ou=LONDON/cn=a')).toBe('cn=a,ou=LONDON');
  });

  test.each(['cn=jdoe,o=F', '', '/', '/jdoe', '/1o=F', 'jdoe/o=F'])('%j is not in that form', (text) => {
    expect(dnOfLegacy(text)).toBeUndefined();
  });
});
