import { type MsAddress, migratedFrom, msAddressOf, sameMsAddress, sameText } from '../../lib/migration/address.ts';
import type { OwnPostOffices, Recipient, Who } from '../../lib/migration/recipient.ts';
import type { Directory, Holders } from '../../lib/ports.ts';

export type SmallDirectory = {
  readonly everybody: readonly Recipient[];
  readonly own?: OwnPostOffices;
  readonly seesHidden?: boolean;
  readonly coverage?: Holders['coverage'];
};

const FABRIKAM: OwnPostOffices = {
  basis: 'site-addressing',
  postOffices: [{ network: 'FABRIKAM', postOffice: 'LONDON' }],
};

const addressesOf = ({ proxies, target }: Recipient): readonly MsAddress[] =>
  [...proxies, ...(target ? [target] : [])].flatMap((held) => msAddressOf(held) ?? migratedFrom(held) ?? []);

const holds = (recipient: Recipient, address: MsAddress): boolean =>
  addressesOf(recipient).some((held) => sameMsAddress(held, address));

function answersTo(recipient: Recipient, who: Exclude<Who, { by: 'slack-user' }>): boolean {
  const names = [recipient.alias, recipient.directoryName, recipient.displayName];
  const isCalled = (name: string): boolean => names.some((held) => held !== undefined && sameText(held, name));
  switch (who.by) {
    case 'name':
      return isCalled(who.name);
    case 'smtp':
      return recipient.proxies.some(({ address }) => sameText(address, who.address));
    case 'dn':
      return sameText(recipient.dn, who.dn);
    case 'ms':
      return holds(recipient, who.address) || isCalled(who.address.mailbox);
    case 'person':
      return who.names.some(isCalled);
    default:
      return who satisfies never;
  }
}

/** A directory in memory, to be read only. Hidden recipients come back unless `seesHidden` is false. */
export function smallDirectory({ everybody, own = FABRIKAM, seesHidden = true, coverage }: SmallDirectory): Directory {
  const seen = everybody.filter(({ hidden }) => seesHidden || !hidden);
  const dialect = everybody[0]?.dialect ?? 'exchange55';
  const view = { dialect, server: 'ldaps://ex1.fabrikam.example:636', base: '', seesHidden, encrypted: true };
  return {
    find: async (who) => ({ recipients: seen.filter((one) => answersTo(one, who)), more: false, view }),
    holders: async (addresses) => ({
      recipients: seen.filter((one) => addresses.some((address) => holds(one, address))),
      coverage: coverage ?? (seesHidden ? 'proven' : 'hidden-not-visible'),
    }),
    read: async (dn) => seen.find((one) => sameText(one.dn, dn)),
    ownPostOffices: async () => own,
    close: async () => undefined,
  };
}
