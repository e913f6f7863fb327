import { expect, test } from '@jest/globals';
import { proxyText } from '../../../lib/migration/address.ts';
import type { Recipient } from '../../../lib/migration/recipient.ts';
import type { Tested } from './contract.ts';
import { settingsFor, volunteer } from './stand.ts';

const migrate = (mailbox: string) => ({ type: 'migrate', address: `MS:CORP/PO9/${mailbox}` });

export function writing({ stand, directory, openToWrite }: Tested): void {
  const subject = async (name: string): Promise<Recipient> => {
    const found = await directory().read(stand().organization.dnOf(volunteer(name)));
    if (!found) throw new Error(`${name} is not in the directory`);
    return found;
  };
  const heldBy = async (name: string): Promise<string[]> => (await subject(name)).proxies.map(proxyText).sort();

  test('the value stands there byte for byte, beside all the others', async () => {
    const before = await heldBy('vol-add');
    const written = await openToWrite().addProxy(await subject('vol-add'), migrate('Add'));

    expect(written).toEqual({ kind: 'added' });
    expect(await heldBy('vol-add')).toEqual([...before, 'migrate:MS:CORP/PO9/Add'].sort());
  });

  test('a value that is there already is said to be there', async () => {
    const person = await subject('vol-twice');
    const writable = openToWrite();
    await writable.addProxy(person, migrate('TWICE'));

    expect(await writable.addProxy(person, migrate('TWICE'))).toEqual({ kind: 'already-there' });
    expect((await heldBy('vol-twice')).filter((text) => text.endsWith('/PO9/TWICE'))).toHaveLength(1);
  });

  test('of two who add the same value at once one adds it', async () => {
    const person = await subject('vol-both');
    const both = [openToWrite(), openToWrite()];
    const written = await Promise.all(both.map((writable) => writable.addProxy(person, migrate('BOTH'))));

    expect(written.map(({ kind }) => kind).sort()).toEqual(['added', 'already-there']);
    expect((await heldBy('vol-both')).filter((text) => text.endsWith('/PO9/BOTH'))).toHaveLength(1);
  });

  test('who wrote finds what was written, on the same connection', async () => {
    const person = await subject('vol-case');
    const writable = openToWrite();
    await writable.addProxy(person, migrate('Case'));

    expect((await writable.read(person.dn))?.proxies).toContainEqual(migrate('Case'));
    const found = await writable.holders([{ network: 'corp', postOffice: 'po9', mailbox: 'CASE' }], person);
    expect(found.recipients.map(({ dn }) => dn)).toEqual([person.dn]);
  });

  test('nothing but a MIGRATE proxy is ever written', async () => {
    const person = await subject('vol-other');
    const before = await heldBy('vol-other');

    await expect(openToWrite().addProxy(person, { type: 'SMTP', address: 'x@example.com' })).rejects.toThrow('SMTP');
    expect(await heldBy('vol-other')).toEqual(before);
  });

  test('the account that may only read is refused, and nothing changes', async () => {
    const person = await subject('vol-reader');
    const before = await heldBy('vol-reader');
    const reader = openToWrite(settingsFor(stand(), 'reader'));

    expect(await reader.addProxy(person, migrate('READER'))).toEqual({
      kind: 'refused',
      code: 50,
      name: 'insufficientAccessRights',
    });
    expect(await heldBy('vol-reader')).toEqual(before);
  });

  test('an object that is gone is refused', async () => {
    const person = await subject('vol-other');
    const gone = { ...person, dn: person.dn.replace('vol-other', 'vol-gone') };

    expect(await openToWrite().addProxy(gone, migrate('GONE'))).toMatchObject({ kind: 'refused', code: 32 });
  });

  test('with a wrong password nothing is written, and that is certain', async () => {
    const person = await subject('vol-other');
    const locked = openToWrite({ password: 'not-the-password' });

    expect(await locked.addProxy(person, migrate('LOCKED'))).toEqual({
      kind: 'unavailable',
      code: 49,
      name: 'bind-refused',
    });
  });
}
