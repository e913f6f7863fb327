import { type MsAddress, type ProxyAddress, parseProxyAddress } from '../../lib/migration/address.ts';
import type { Dialect, Recipient, RecipientKind } from '../../lib/migration/recipient.ts';

/** What a test says of a recipient; everything else is as Exchange makes it in London. */
export type Traits = Partial<Omit<Recipient, 'proxies' | 'target'>> & {
  /** `TYPE:address`, beside the generated ones. */
  readonly proxies?: readonly string[];
  readonly target?: string;
  /** False: nothing is generated. */
  readonly generated?: boolean;
};

/** One proxy address as people write it. Throws when it is none. */
export function proxy(text: string): ProxyAddress {
  const read = parseProxyAddress(text);
  if (!read) throw new Error(`${text} has no type`);
  return read;
}

/** `NET/PO/USER`. */
export function ms(text: string): MsAddress {
  const [network = '', postOffice = '', mailbox = ''] = text.split('/');
  return { network, postOffice, mailbox };
}

const dnOf = (name: string, dialect: Dialect): string =>
  dialect === 'ad' ? `CN=${name},OU=London,DC=fabrikam,DC=example` : `cn=${name},cn=Recipients,ou=LONDON,o=FABRIKAM`;

function recipient(kind: RecipientKind, { proxies = [], target, generated = true, ...traits }: Traits): Recipient {
  const alias = traits.alias ?? 'jdoe';
  const dialect = traits.dialect ?? 'exchange55';
  const dn = traits.dn ?? dnOf(traits.directoryName ?? alias, dialect);
  const own = [
    `SMTP:${alias}@fabrikam.example`,
    `MS:FABRIKAM/LONDON/${alias.toUpperCase().slice(0, 10).toWellFormed()}`,
  ];
  const made = generated && kind === 'mailbox' ? own : [];
  return {
    dialect,
    kind,
    dn,
    identity: dn.toLowerCase(),
    alias,
    directoryName: alias,
    displayName: 'John Doe',
    organization: 'FABRIKAM',
    site: 'LONDON',
    hidden: false,
    proxiesReadable: true,
    ...traits,
    proxies: [...made, ...proxies].map(proxy),
    ...(target ? { target: proxy(target) } : {}),
  };
}

/** A mailbox as the Admin program makes it: its own SMTP and MS addresses, and nothing of MS Mail. */
export const mailbox = (traits: Traits = {}): Recipient => recipient('mailbox', traits);

/** A custom recipient for an MS Mail user, with the directory name that dirsync gives it (Q182503). */
export const customRecipient = (traits: Traits = {}): Recipient =>
  recipient(traits.dialect === 'ad' ? 'contact' : 'custom-recipient', {
    directoryName: 'B829F6D',
    target: 'MS:CORP/PO1/JDOE',
    ...traits,
  });

export const distributionList = (traits: Traits = {}): Recipient =>
  recipient('distribution-list', { alias: 'sales', displayName: 'Sales Team', ...traits });
