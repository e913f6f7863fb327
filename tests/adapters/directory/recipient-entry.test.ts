import { describe, expect, test } from '@jest/globals';
import { readEntry } from '../../../lib/adapters/directory/entry.ts';
import { recipientOf } from '../../../lib/adapters/directory/recipient-entry.ts';

type Attributes = Record<string, string | string[]>;

const in55 = (attributes: Attributes) =>
  recipientOf(readEntry({ dn: 'cn=x,cn=Recipients,ou=LONDON,o=FABRIKAM', ...attributes }), 'exchange55');
const inAd = (attributes: Attributes) =>
  recipientOf(readEntry({ dn: 'CN=x,DC=fabrikam,DC=example', ...attributes }), 'ad');

const USER = ['top', 'person', 'organizationalPerson', 'user'];

describe('what an object of Exchange 5.5 is (MSDN-schema)', () => {
  test.each<[string, Attributes, string | undefined]>([
    ['an organizational person', { objectClass: ['top', 'person', 'organizationalPerson'] }, 'mailbox'],
    ['a remote address', { objectClass: ['top', 'Remote-Address'] }, 'custom-recipient'],
    ['a custom recipient, as older texts have it', { objectClass: 'custom-recipient' }, 'custom-recipient'],
    [
      'a remote address derived from a person',
      { objectClass: ['organizationalPerson', 'remote-address'] },
      'custom-recipient',
    ],
    ['a group of names', { objectClass: ['top', 'groupOfNames'] }, 'distribution-list'],
    ['a public folder with an address', { objectClass: 'Public-Folder', mail: 'pf@x.example' }, 'other'],
    ['a container', { objectClass: ['top', 'container'], cn: 'Recipients' }, undefined],
    ['a site', { objectClass: ['top', 'organizationalUnit'] }, undefined],
    ['a site addressing object', { objectClass: 'Site-Addressing', 'Gateway-Proxy': 'MS:A/B' }, undefined],
  ])('%s', (_, attributes, kind) => {
    expect(in55(attributes)?.kind).toBe(kind);
  });
});

describe('what an object of Active Directory is', () => {
  test.each<[string, Attributes, string | undefined]>([
    ['a user with a home store', { objectClass: USER, homeMDB: 'CN=store' }, 'mailbox'],
    ['a user with a home server', { objectClass: USER, msExchHomeServerName: '/o=F' }, 'mailbox'],
    ['a user with a mailbox guid', { objectClass: USER, msExchMailboxGuid: 'x' }, 'mailbox'],
    [
      'a mailbox with a forwarding target',
      { objectClass: USER, homeMDB: 'CN=s', targetAddress: 'SMTP:a@b' },
      'mailbox',
    ],
    ['a user whose mail goes elsewhere', { objectClass: USER, targetAddress: 'MS:A/B/C' }, 'custom-recipient'],
    ['a user of whom only an address shows', { objectClass: USER, proxyAddresses: 'SMTP:a@b' }, 'mailbox'],
    ['a user of whom only the alias shows', { objectClass: USER, mailNickname: 'a' }, 'mailbox'],
    ['a user without mail', { objectClass: USER, sAMAccountName: 'a' }, 'account'],
    ['a computer', { objectClass: [...USER, 'computer'], mail: 'x@y' }, undefined],
    ['a contact', { objectClass: ['top', 'person', 'organizationalPerson', 'contact'] }, 'contact'],
    ['a group with mail', { objectClass: ['top', 'group'], mail: 'x@y' }, 'distribution-list'],
    ['a group without mail', { objectClass: ['top', 'group'] }, undefined],
    ['a query-based list', { objectClass: 'msExchDynamicDistributionList', mail: 'x@y' }, 'distribution-list'],
    ['a mail-enabled public folder', { objectClass: ['top', 'publicFolder'], mail: 'x@y' }, 'other'],
    ['an organisational unit', { objectClass: ['top', 'organizationalUnit'] }, undefined],
  ])('%s', (_, attributes, kind) => {
    expect(inAd(attributes)?.kind).toBe(kind);
  });
});

describe('what is read from an object', () => {
  const person = ['top', 'person', 'organizationalPerson'];

  test('both separators are understood, and the first one counts', () => {
    const otherMailbox = ['MS$CORP/PO1/X', 'migrate$MS:CORP/PO1/X', 'smtp:x@y.example', 'nonsense'];

    expect(in55({ objectClass: person, otherMailbox })?.proxies).toEqual([
      { type: 'MS', address: 'CORP/PO1/X' },
      { type: 'migrate', address: 'MS:CORP/PO1/X' },
      { type: 'smtp', address: 'x@y.example' },
    ]);
  });

  test('whoever stands right below the organisation is in no site, even if a site with an address was read before', () => {
    const siteOf = (dn: string) => recipientOf(readEntry({ dn, mail: 'x@y.example' }), 'exchange55')?.site;

    expect(siteOf('ou=PARIS,o=CONTOSO')).toBe('PARIS');
    expect(siteOf('cn=x,o=CONTOSO')).toBeUndefined();
    expect(siteOf('ou=ROME,o=CONTOSO')).toBe('ROME');
  });

  test('primary addresses alone do not make the proxy addresses readable (Q196491)', () => {
    const mailbox = in55({ objectClass: person, mail: 'x@y.example', textEncodedORAddress: 'c=GB;', otherMailbox: [] });

    expect(mailbox).toMatchObject({
      proxiesReadable: false,
      proxies: [
        { type: 'SMTP', address: 'x@y.example' },
        { type: 'X400', address: 'c=GB;' },
      ],
    });
  });

  test('the display name is told from the directory name where a server gives both as cn (Q182503)', () => {
    expect(in55({ objectClass: person, rdn: 'B829F6D', cn: ['B829F6D', 'Peter Smith'] })).toMatchObject({
      directoryName: 'B829F6D',
      displayName: 'Peter Smith',
    });
    expect(in55({ objectClass: person, rdn: 'Peter Smith', cn: 'Peter Smith' })?.displayName).toBe('Peter Smith');
  });

  test('what is absent is absent', () => {
    expect(Object.keys(in55({ objectClass: person }) ?? {}).sort()).toEqual(
      [
        'dn',
        'dialect',
        'kind',
        'identity',
        'hidden',
        'directoryName',
        'organization',
        'site',
        'proxies',
        'proxiesReadable',
      ].sort(),
    );
  });

  test('a re-created object of the same name is another one', () => {
    const [old, young] = ['1000', '2000'].map((usn) => in55({ objectClass: person, 'USN-Created': usn })?.identity);

    expect(old).not.toBe(young);
  });

  test('an objectGUID is shown as tools show it', () => {
    const objectGUID = Buffer.from('00112233445566778899aabbccddeeff', 'hex');

    expect(recipientOf(readEntry({ dn: 'CN=x', objectClass: USER, objectGUID }), 'ad')?.identity).toBe(
      '33221100-5544-7766-8899-aabbccddeeff',
    );
  });

  test('letters that are no UTF-8 are read as Latin 1', () => {
    const cn = [Buffer.from('Bj\xf8rn', 'latin1')];

    expect(recipientOf(readEntry({ dn: 'cn=x', objectClass: person, cn }), 'exchange55')?.displayName).toBe('Bjørn');
  });
});
