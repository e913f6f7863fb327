import { expect, test } from '@jest/globals';
import type { MsAddress } from '../../../lib/migration/address.ts';
import { normalDn } from '../../../lib/migration/dn.ts';
import type { Recipient } from '../../../lib/migration/recipient.ts';
import type { Tested } from './contract.ts';
import { CROWD, personWith, settingsFor } from './stand.ts';

const address = (mailbox: string, postOffice = 'PO1'): MsAddress => ({ network: 'CORP', postOffice, mailbox });

export function holding({ stand, directory, open, hasCatalogue }: Tested): void {
  const dnOf = (alias: string): string => normalDn(stand().organization.dnOf(personWith(alias)));
  const names = (recipients: readonly Recipient[]): string[] => recipients.map(({ dn }) => normalDn(dn)).sort();
  const witness = async (alias = 'jdoe'): Promise<Recipient> => {
    const found = await directory().read(stand().organization.dnOf(personWith(alias)));
    if (!found) throw new Error(`${alias} is not in the directory`);
    return found;
  };

  test.each([
    ['as MIGRATE and as MS', 'ABAKER', ['abaker']],
    ['as MIGRATE in capitals', 'RGREEN', ['rgreen']],
    ['as the target of a custom recipient', 'KWONG', ['kwong']],
    ['as MIGRATE on another mailbox', 'LNGUYEN', ['frontdesk']],
    ['as MIGRATE on two mailboxes', 'DCLARK', ['dclark', 'dclark2']],
    ['nowhere', 'JDOE', []],
  ])('an address that stands %s', async (_, mailbox, aliases) => {
    const { recipients, coverage } = await directory().holders([address(mailbox)], await witness());

    expect(names(recipients)).toEqual(aliases.map(dnOf).sort());
    expect(coverage).toBe('proven');
  });

  test('several addresses are looked for at once, without regard to case', async () => {
    const wanted = [address('kwong'), address('mlopez', 'po2')];
    const { recipients } = await directory().holders(wanted, await witness());

    expect(names(recipients)).toEqual([dnOf('kwong'), dnOf('mlopez')].sort());
  });

  test('the witness is a holder only if it holds the address itself', async () => {
    const alice = await witness('abaker');

    expect(names((await directory().holders([address('ABAKER')], alice)).recipients)).toEqual([dnOf('abaker')]);
    expect(names((await directory().holders([address('KWONG')], alice)).recipients)).toEqual([dnOf('kwong')]);
  });

  test('more holders than the server answers at once all come', async () => {
    const { recipients, coverage } = await directory().holders([address('ROBIN', 'CROWD')], await witness());

    expect(recipients).toHaveLength(CROWD);
    expect(coverage).toBe('proven');
  });

  test('nothing is proven without a witness, or by one of whom no address can be read', async () => {
    expect((await directory().holders([address('JDOE')])).coverage).toBe('not-searchable');
    expect((await directory().holders([address('JDOE')], await witness('gblake'))).coverage).toBe('not-searchable');
  });

  test('a witness that does not come back shows that the attribute cannot be searched', async () => {
    const john = await witness();
    const stranger = { ...john, proxies: [{ type: 'MS', address: 'FABRIKAM/LONDON/SOMEONE' }] };

    expect((await directory().holders([address('JDOE')], stranger)).coverage).toBe('not-searchable');
  });

  test('an account that does not see hidden recipients proves nothing in Exchange 5.5 (Q185475)', async () => {
    const plain = open(settingsFor(stand(), 'plainReader'));
    const seen = await plain.holders([address('NROSSI', 'PO2')], await witness());
    const all = await directory().holders([address('NROSSI', 'PO2')], await witness());
    const isAd = stand().organization.dialect === 'ad';

    expect([seen.coverage, seen.recipients.length]).toEqual(isAd ? ['proven', 1] : ['hidden-not-visible', 0]);
    expect([all.coverage, names(all.recipients)]).toEqual(['proven', [dnOf('nrossi-msmail')]]);
  });

  test('a hidden mailbox is found by whoever may see it', async () => {
    const plain = open(settingsFor(stand(), 'plainReader'));
    const seen = await plain.find({ by: 'name', name: 'cosborne' });
    const isAd = stand().organization.dialect === 'ad';

    expect([seen.recipients.length, seen.view.seesHidden]).toEqual(isAd ? [1, true] : [0, false]);
    expect((await directory().find({ by: 'name', name: 'cosborne' })).recipients).toHaveLength(1);
  });

  if (hasCatalogue)
    test('with a global catalogue all domains are searched', async () => {
      const everywhere = open({ gcUrl: stand().catalogueUrl ?? 'none' });
      const { recipients, coverage } = await everywhere.holders([address('LNGUYEN')], await witness());

      expect([names(recipients), coverage]).toEqual([[dnOf('frontdesk')], 'proven']);
    });
}
