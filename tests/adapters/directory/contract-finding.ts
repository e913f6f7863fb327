import { expect, test } from '@jest/globals';
import { ownMsOf, smtpOf } from '../../../infra/local/sample/organization.ts';
import { PEOPLE } from '../../../infra/local/sample/people.ts';
import type { Person } from '../../../infra/local/sample/person.ts';
import { proxyText } from '../../../lib/migration/address.ts';
import { normalDn } from '../../../lib/migration/dn.ts';
import type { Dialect, Recipient, RecipientKind } from '../../../lib/migration/recipient.ts';
import type { Tested } from './contract.ts';
import { personWith } from './stand.ts';

const kindOf = ({ kind, mailUser }: Person, dialect: Dialect): RecipientKind =>
  kind === 'custom-recipient' && dialect === 'ad' && !mailUser ? 'contact' : kind;

const names = (recipients: readonly Recipient[]): string[] => recipients.map(({ dn }) => normalDn(dn)).sort();

export function finding({ stand, directory, open }: Tested): void {
  const isThere = (person: Person): boolean => person.kind !== 'account' || stand().organization.dialect === 'ad';
  const dnOf = (person: Person): string => normalDn(stand().organization.dnOf(person));

  test('everybody is found by alias, by display name and by distinguished name, as what they are', async () => {
    for (const person of PEOPLE.filter(isThere)) {
      const byAlias = await directory().find({ by: 'name', name: person.alias.toUpperCase() });
      const byDisplayName = await directory().find({ by: 'name', name: person.displayName });
      const byDn = await directory().find({ by: 'dn', dn: stand().organization.dnOf(person) });

      expect(names(byAlias.recipients)).toContain(dnOf(person));
      expect(names(byDisplayName.recipients)).toContain(dnOf(person));
      expect(names(byDn.recipients)).toEqual([dnOf(person)]);
      expect(byDn.recipients[0]).toMatchObject({
        kind: kindOf(person, stand().organization.dialect),
        displayName: person.displayName,
        alias: person.alias,
        hidden: person.hidden === true,
        proxiesReadable: person.kind !== 'account' && person.unreadable !== true,
        ...(person.kind === 'account' ? {} : { organization: 'FABRIKAM', site: person.site }),
      });
    }
  });

  test('a mailbox comes with every proxy address, types as they are, the primary SMTP address first', async () => {
    const alice = personWith('abaker');
    const [found] = (await directory().find({ by: 'smtp', address: smtpOf(alice).toUpperCase() })).recipients;
    const texts = found?.proxies.map(proxyText) ?? [];

    expect(texts[0]).toBe(`SMTP:${smtpOf(alice)}`);
    expect(texts).toEqual(expect.arrayContaining([ownMsOf(alice), ...(alice.proxies ?? [])]));
    expect(texts).toHaveLength(5);
  });

  test('an MS address leads to whoever holds it and to whoever has its mailbox name', async () => {
    const address = { network: 'corp', postOffice: 'PO1', mailbox: 'lnguyen' };
    const { recipients } = await directory().find({ by: 'ms', address });

    expect(names(recipients)).toEqual([dnOf(personWith('lnguyen')), dnOf(personWith('frontdesk'))].sort());
  });

  test('a target address leads to the custom recipient', async () => {
    const address = { network: 'CORP', postOffice: 'PO1', mailbox: 'TBERG' };
    const [found, ...more] = (await directory().find({ by: 'ms', address })).recipients;

    expect(found?.target).toEqual({ type: 'MS', address: 'CORP/PO1/TBERG' });
    expect(more).toEqual([]);
  });

  test("Exchange's own form of a name is understood", async () => {
    const dn = '/o=FABRIKAM/ou=LONDON/cn=Recipients/cn=jdoe';
    const { recipients } = await directory().find({ by: 'dn', dn });

    expect(names(recipients)).toEqual([dnOf(personWith('jdoe'))]);
  });

  test('a Slack user is found by any of what Slack knows of them', async () => {
    const who = { by: 'person', email: 'nobody@elsewhere.example', names: ['Johnny', 'John Doe'] } as const;
    const { recipients } = await directory().find(who);

    expect(names(recipients)).toEqual([dnOf(personWith('jdoe'))]);
  });

  test('of more than 25 people 25 come, and it is said that there are more', async () => {
    const crowd = await directory().find({ by: 'name', name: 'Robin Crowd' });
    const twins = await directory().find({ by: 'name', name: 'Chris Taylor' });

    expect([crowd.recipients.length, crowd.more]).toEqual([25, true]);
    expect([twins.recipients.length, twins.more]).toEqual([2, false]);
  });

  test.each([
    ['an asterisk', '*'],
    ['a filter', 'jdoe)(objectClass=*'],
    ['an escaped filter', 'jdoe\\29\\28cn=\\2a'],
    ['a NUL', 'jdoe\0'],
    ['a bidirectional control', '\u202Ejdoe'],
    ['ten thousand letters', 'j'.repeat(10_000)],
    ['nothing', ' '],
  ])('nobody is called %s', async (_, name) => {
    const { recipients, more, view } = await directory().find({ by: 'name', name });

    expect({ recipients, more, base: view.base.toLowerCase() }).toEqual({
      recipients: [],
      more: false,
      base: stand().organization.suffix.toLowerCase(),
    });
  });

  test.each(['jdoe', 'cn=', 'cn=jdoe,', 'cn=nobody,o=elsewhere', 'CN=a,DC=elsewhere,DC=example', '', ',', '/o=x'])(
    'nobody has the distinguished name "%s"',
    async (dn) => {
      expect((await directory().find({ by: 'dn', dn })).recipients).toEqual([]);
    },
  );

  test('an object is read again by its name, and one that is gone is undefined', async () => {
    const dn = stand().organization.dnOf(personWith('jdoe'));
    const [found] = (await directory().find({ by: 'name', name: 'jdoe' })).recipients;

    expect(await directory().read(dn)).toEqual(found);
    expect(await directory().read(dn.replace(/jdoe|John Doe/, 'nobody'))).toBeUndefined();
  });

  test('an object keeps its identity, and no two share one', async () => {
    const identities = await Promise.all(
      PEOPLE.filter(isThere).map(async (person) => (await directory().read(dnOf(person)))?.identity),
    );

    expect(new Set(identities).size).toBe(identities.length);
    expect((await directory().read(dnOf(personWith('jdoe'))))?.identity).toBe(identities[0]);
  });

  test('the own post offices are read from the address templates, those of every site', async () => {
    const own = await directory().ownPostOffices();

    if (own.basis === 'guess') throw new Error('not read');
    expect(own.basis).toBe('site-addressing');
    expect([...own.postOffices].sort((a, b) => a.postOffice.localeCompare(b.postOffice))).toEqual([
      { network: 'FABRIKAM', postOffice: 'LONDON' },
      { network: 'FABRIKAM', postOffice: 'MADRID' },
    ]);
  });

  test('configured post offices are taken as they are, without asking', async () => {
    const ownPostOffices = [{ network: 'ACME', postOffice: 'HQ' }];
    const configured = open({ ownPostOffices });

    expect(await configured.ownPostOffices()).toEqual({ basis: 'configured', postOffices: ownPostOffices });
    expect(configured.roundTrips).toBe(0);
  });

  test('a whole check costs at most three round trips on a warm connection', async () => {
    const check = async (): Promise<number> => {
      const before = directory().roundTrips;
      const [mailbox] = (await directory().find({ by: 'name', name: 'jdoe' })).recipients;
      await directory().ownPostOffices();
      await directory().holders([{ network: 'CORP', postOffice: 'PO1', mailbox: 'JDOE' }], mailbox);
      return directory().roundTrips - before;
    };
    await check();

    expect(await check()).toBeLessThanOrEqual(3);
  });
}
