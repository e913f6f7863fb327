import { describe, expect, test } from '@jest/globals';
import { directoryValue, nameOf } from '../../lib/migration/recipient.ts';
import { mailbox, proxy } from '../support/recipients.ts';

describe('a recipient in a sentence', () => {
  const { displayName: _, alias: __, directoryName: ___, ...nameless } = mailbox();

  test('goes by the display name, else the alias, else the directory name, else the distinguished name', () => {
    const directoryName = 'B829F6D';

    expect(nameOf({ ...nameless, directoryName, alias: 'jdoe', displayName: 'John Doe' })).toBe('John Doe');
    expect(nameOf({ ...nameless, directoryName, alias: 'jdoe' })).toBe('jdoe');
    expect(nameOf({ ...nameless, directoryName })).toBe('B829F6D');
    expect(nameOf(nameless)).toBe('cn=jdoe,cn=Recipients,ou=LONDON,o=FABRIKAM');
  });
});

test('an address is written with $ in Exchange 5.5 and with : in Active Directory (MSDN-ds2, MS-ADA3)', () => {
  const migrate = proxy('migrate:MS:CORP/PO1/JDOE');

  expect(directoryValue('exchange55', migrate)).toBe('migrate$MS:CORP/PO1/JDOE');
  expect(directoryValue('ad', migrate)).toBe('migrate:MS:CORP/PO1/JDOE');
});
