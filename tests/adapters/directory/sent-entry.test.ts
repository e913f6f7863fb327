import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readEntry } from '../../../lib/adapters/directory/entry.ts';
import { asSent, SentEntry } from '../../../lib/adapters/directory/sent-entry.ts';
import {
  comparable,
  IN,
  isOddIn,
  isPlainIn,
  isSame,
  keyIn,
  keyOf,
} from '../../../lib/adapters/directory/sweep/values.ts';

const LETTERS = ['a', 'A', 'é', 'e', '\u0301', 'ß', 'İ', '/', ' ', '  ', '\t', ':', '$', '=', '\u00a0', 'K'];
const TYPES = ['', 'ms:', 'MS$', 'migrate:MS:', 'migrate$ms$', 'Migrate:', 'smtp:', 'SMTP$', ' ms:', 'ms', 'x400:'];

/** Values that a directory takes for equal, or nearly does. */
const value = fc
  .tuple(fc.constantFrom(...TYPES), fc.array(fc.constantFrom(...LETTERS), { maxLength: 6 }))
  .map(([type, letters]) => type + letters.join(''));
const places = fc.constantFrom(IN.name, IN.mail, IN.proxy, IN.target);

const entryWith = (values: readonly string[]): SentEntry =>
  new SentEntry().read(asSent(readEntry({ dn: 'cn=x,o=F', otherMailbox: [...values] }), ['otherMailbox']));

describe('a value where it stands in an entry', () => {
  test('has the key of its text, and is equal to what its text is equal to', () => {
    fc.assert(
      fc.property(value, value, places, (held, sought, place) => {
        const entry = entryWith([held]);
        const text = comparable(sought, place);
        expect(keyIn(entry, 0, place)).toBe(keyOf(comparable(held, place), place));
        expect(isSame(entry, 0, { type: '', text, places: place })).toBe(comparable(held, place) === text);
        expect(isSame(entry, 0, { type: '', text: comparable(held, place), places: place })).toBe(true);
        // The same of an entry that is known to be plain, and of an address whose type stands by itself.
        entry.isPlain = isPlainIn(entry, 0);
        const [type, rest] = [text.slice(0, 3), text.slice(3)];
        expect(isSame(entry, 0, { type, text: rest, places: place })).toBe(comparable(held, place) === text);
      }),
      { numRuns: 5_000 },
    );
  });

  test.each([
    ['ms:CORP/PO1/JDOE', 'migrate$MS:corp/po1/jdoe'],
    ['MS$CORP/PO1/JDOE', 'MIGRATE:CORP/PO1/JDOE'],
  ])('%s and %s have one key: whoever holds an address is found at once', (one, other) => {
    const entry = entryWith([one, other]);
    expect(keyIn(entry, 0, IN.proxy)).toBe(keyIn(entry, 1, IN.proxy));
  });
});

test.each([
  ['ms:CORP/PO1/JDOE', false],
  ['migrate$MS:CORP/PO1/JDOE', false],
  ['Migrate:CORP/PO1/JÜRGEN', false],
  ['smtp:jdoe@fabrikam.example', false],
  ['x400:c=GB;a= ;p=FABRIKAM', false],
  ['ms :CORP/PO1/JDOE', true],
  [' migrate:MS:CORP/PO1/JDOE', true],
  ['migrate$MS$CORP/PO1/JDOE', true],
  ['migrate:ms :CORP/PO1/JDOE', true],
  ['migrate:PROFS:CORP/PO1/JDOE', true],
])('%s: whether it may name an MS Mail user otherwise than it is sought is %s', (text, isOdd) => {
  expect(isOddIn(entryWith([text]), 0)).toBe(isOdd);
});

describe('an entry as it was sent', () => {
  const attributes = {
    objectClass: ['top', 'person'],
    cn: 'Jürgen',
    objectGUID: Buffer.from([0, 255, 1]),
    otherMailbox: Array.from({ length: 90 }, (_, index) => `ms$A/B/${index}`),
    description: 'x'.repeat(70_000),
  };
  const names = ['objectClass', 'mail', ...Object.keys(attributes).slice(1)];
  const sent = asSent(readEntry({ dn: 'cn=Jürgen,o=F', ...attributes }), names);

  test('shows what it holds, whatever the case of a name', () => {
    const entry = new SentEntry().read(Buffer.concat([Buffer.from('before'), sent]), 6);

    expect(entry.dn).toBe('cn=Jürgen,o=F');
    expect(entry.all('OBJECTCLASS')).toEqual(['top', 'person']);
    expect(entry.all('othermailbox')).toEqual(attributes.otherMailbox);
    expect([entry.first('CN'), entry.first('mail'), entry.all('mail')]).toEqual(['Jürgen', undefined, []]);
    expect(entry.bytes('objectGUID')).toEqual(attributes.objectGUID);
    expect(entry.first('description')).toHaveLength(70_000);
    expect([entry.last('otherMailbox'), entry.last('cn'), entry.last('mail')]).toEqual([
      'ms$A/B/89',
      'Jürgen',
      undefined,
    ]);
  });

  test.each([
    ['as it was sent', new SentEntry().read(sent)],
    ['as ldapts reads it', readEntry({ dn: 'cn=Jürgen,o=F', ...attributes })],
  ])('says of an attribute and of a word in it whether it has them, %s', (_, entry) => {
    expect(['objectclass', 'CN', 'objectGUID'].map((name) => entry.has(name))).toEqual([true, true, true]);
    expect(['mail', 'objectClas'].map((name) => entry.has(name))).toEqual([false, false]);
    expect(['top', 'PERSON', 'Person'].map((word) => entry.has('objectClass', word))).toEqual([true, true, true]);
    expect(['perso', 'persons', 'MS$A/B/3'].map((word) => entry.has('objectClass', word))).toEqual([
      false,
      false,
      false,
    ]);
    expect(entry.has('mail', 'top')).toBe(false);
  });

  test('may say lengths in more octets than it needs, up to four', () => {
    const element = (tag: number, octets: number, ...inside: readonly Buffer[]): Buffer => {
      const length = Buffer.alloc(octets);
      const whole = Buffer.concat(inside);
      length.writeUIntBE(whole.length, Math.max(0, octets - 4), Math.min(4, octets));
      return Buffer.concat([Buffer.from([tag, 0x80 + octets]), length, whole]);
    };
    const entryIn = (octets: number): Buffer => {
      const values = element(0x31, octets, element(0x04, octets, Buffer.from('jdoe')));
      const attribute = element(0x30, octets, element(0x04, octets, Buffer.from('uid')), values);
      return Buffer.concat([element(0x04, octets, Buffer.from('cn=x')), element(0x30, octets, attribute)]);
    };
    for (const octets of [1, 2, 3, 4]) {
      const entry = new SentEntry().read(entryIn(octets));
      expect([entry.dn, entry.first('uid')]).toEqual(['cn=x', 'jdoe']);
    }
    expect(() => new SentEntry().read(entryIn(5))).toThrow('cut off');
  });

  test('that is cut off is never read as a shorter one', () => {
    for (const length of [0, 1, 10, 60, sent.length - 1])
      expect(() => new SentEntry().read(sent.subarray(0, length))).toThrow('cut off');
  });
});
