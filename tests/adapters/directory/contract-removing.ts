import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { Attribute, Change, Client } from 'ldapts';
import type { ProxyAddress } from '../../../lib/migration/address.ts';
import { directoryValue, PROXY_ATTRIBUTE, type Recipient } from '../../../lib/migration/recipient.ts';
import type { Tested } from './contract.ts';
import { type Stand, settingsFor, volunteer } from './stand.ts';

const migrate = (mailbox: string, type = 'migrate') => ({ type, address: `MS:CORP/PO8/${mailbox}` });

export function removing({ stand, directory, openToWrite }: Tested): void {
  const dnOf = (name: string): string => stand().organization.dnOf(volunteer(name));
  const subject = async (name: string): Promise<Recipient> => {
    const found = await directory().read(dnOf(name));
    if (!found) throw new Error(`${name} is not in the directory`);
    return found;
  };
  const attribute = (): string => PROXY_ATTRIBUTE[stand().organization.dialect].attribute;
  const textOf = (proxy: ProxyAddress): string => directoryValue(stand().organization.dialect, proxy);

  /** What stands in the attribute, as bytes; undefined when there is no such attribute. */
  const heldBy = (name: string): Promise<string[] | undefined> =>
    asAdministrator(stand(), async (client) => {
      const asked = [attribute()];
      const question = { scope: 'base', attributes: asked, explicitBufferAttributes: asked } as const;
      const [entry] = (await client.search(dnOf(name), question)).searchEntries;
      const values = [entry?.[attribute()] ?? []].flat();
      return values.length === 0 ? undefined : values.map((value) => value.toString('hex')).sort();
    });
  const put = (name: string, ...values: string[]): Promise<void> =>
    asAdministrator(stand(), (client) => {
      const modification = new Attribute({ type: attribute(), values });
      return client.modify(dnOf(name), new Change({ operation: 'add', modification }));
    });

  test('this one value goes, and all the others stay as they are, byte for byte', async () => {
    await put('vol-others', 'migrate$MS:CORP/PO8/GONE2', 'x500:/o=F/cn=ä  b', 'migrate:MS:CORP/PO8/GON', 'ms$A/B/GONE');
    const before = await heldBy('vol-others');
    await put('vol-others', textOf(migrate('GONE')));

    expect(await openToWrite().removeProxy(await subject('vol-others'), migrate('GONE'))).toEqual({ kind: 'removed' });
    expect(await heldBy('vol-others')).toEqual(before);
  });

  test('with the last value the attribute goes, and the object stays', async () => {
    await put('bare-last', textOf(migrate('LAST')));
    const written = await openToWrite().removeProxy(await subject('bare-last'), migrate('LAST'));

    expect(written).toEqual({ kind: 'removed' });
    expect(await heldBy('bare-last')).toBeUndefined();
    expect(await subject('bare-last')).toMatchObject({ alias: 'bare-last', proxiesReadable: false });
  });

  test('a value that differs in nothing but case is the same value to the directory', async () => {
    const before = await heldBy('vol-cased');
    await put('vol-cased', textOf(migrate('Cased', 'MIGRATE')));

    expect(await openToWrite().removeProxy(await subject('vol-cased'), migrate('cASED'))).toEqual({ kind: 'removed' });
    expect(await heldBy('vol-cased')).toEqual(before);
  });

  test('a value with one blank for two is the same value to the directory', async () => {
    await put('vol-blanks', textOf(migrate('TWO  BLANKS')));
    const written = await openToWrite().removeProxy(await subject('vol-blanks'), migrate('TWO BLANKS'));

    expect(written).toEqual({ kind: 'removed' });
  });

  test('a value that is not there is said to be gone already, and nothing changes', async () => {
    const before = await heldBy('vol-absent');

    expect(await openToWrite().removeProxy(await subject('vol-absent'), migrate('ABSENT'))).toEqual({
      kind: 'already-gone',
    });
    expect(await heldBy('vol-absent')).toEqual(before);
  });

  test('where there is no value at all, it is gone already as well', async () => {
    expect(await openToWrite().removeProxy(await subject('bare-empty'), migrate('EMPTY'))).toEqual({
      kind: 'already-gone',
    });
  });

  test('of two who remove the same value at once one removes it', async () => {
    const person = await subject('vol-race');
    await put('vol-race', textOf(migrate('RACE')));
    const both = [openToWrite(), openToWrite()];
    const written = await Promise.all(both.map((writable) => writable.removeProxy(person, migrate('RACE'))));

    expect(written.map(({ kind }) => kind).sort()).toEqual(['already-gone', 'removed']);
  });

  test('what was added can be removed, and added again', async () => {
    const person = await subject('vol-again');
    const writable = openToWrite();

    expect(await writable.addProxy(person, migrate('AGAIN'))).toEqual({ kind: 'added' });
    expect(await writable.removeProxy(person, migrate('AGAIN'))).toEqual({ kind: 'removed' });
    expect((await writable.read(person.dn))?.proxies).not.toContainEqual(migrate('AGAIN'));
    expect(await writable.addProxy(person, migrate('AGAIN'))).toEqual({ kind: 'added' });
  });

  test('nothing but a MIGRATE proxy is ever removed', async () => {
    const person = await subject('vol-absent');
    const before = await heldBy('vol-absent');
    const own = person.proxies.find(({ type }) => type === 'MS') ?? person.proxies[0];

    if (!own) throw new Error('vol-absent has no addresses');
    await expect(openToWrite().removeProxy(person, own)).rejects.toThrow(`not ${own.type}`);
    expect(await heldBy('vol-absent')).toEqual(before);
  });

  test('the account that may only read is refused, and nothing changes', async () => {
    await put('vol-kept', textOf(migrate('KEPT')));
    const before = await heldBy('vol-kept');
    const reader = openToWrite(settingsFor(stand(), 'reader'));

    expect(await reader.removeProxy(await subject('vol-kept'), migrate('KEPT'))).toEqual({
      kind: 'refused',
      code: 50,
      name: 'insufficientAccessRights',
    });
    expect(await heldBy('vol-kept')).toEqual(before);
  });

  test('an object that is gone is refused', async () => {
    const person = await subject('vol-absent');
    const gone = { ...person, dn: person.dn.replace('vol-absent', 'vol-gone') };

    expect(await openToWrite().removeProxy(gone, migrate('GONE'))).toMatchObject({ kind: 'refused', code: 32 });
  });

  test('with a wrong password nothing is removed, and that is certain', async () => {
    const locked = openToWrite({ password: 'not-the-password' });

    expect(await locked.removeProxy(await subject('vol-absent'), migrate('LOCKED'))).toEqual({
      kind: 'unavailable',
      code: 49,
      name: 'bind-refused',
    });
  });
}

/** Does something as another client would, with a connection of its own. */
async function asAdministrator<T>(stand: Stand, work: (client: Client) => Promise<T>): Promise<T> {
  const { bindDn, password, caFile } = settingsFor(stand, 'writer');
  const client = new Client({ url: stand.secureUrl, tlsOptions: { ca: [readFileSync(caFile ?? '')] } });
  await client.bind(bindDn, password);
  return work(client).finally(() => client.unbind());
}
