import { inOnePiece, type MsAddress, type PostOffice, type ProxyAddress } from './address.ts';

/** The two kinds of directory: Exchange 5.5's own, and Active Directory with Exchange 2000 or later. */
export type Dialect = 'exchange55' | 'ad';

/** Where each dialect keeps proxy addresses, and what stands between type and address (MSDN-ds2, MS-ADA3). */
export const PROXY_ATTRIBUTE = {
  exchange55: { attribute: 'otherMailbox', separator: '$' },
  ad: { attribute: 'proxyAddresses', separator: ':' },
} as const satisfies Record<Dialect, { attribute: string; separator: string }>;

/** The value exactly as it stands in the directory's attribute. */
export const directoryValue = (dialect: Dialect, { type, address }: ProxyAddress): string =>
  inOnePiece(`${type}${PROXY_ATTRIBUTE[dialect].separator}${address}`);

/**
 * `contact` is Active Directory's successor of the custom recipient; both stand for a mailbox elsewhere. `account` is
 * an Active Directory user without a mailbox. `other` is anything else that holds addresses (a public folder, say).
 */
export type RecipientKind = 'mailbox' | 'custom-recipient' | 'contact' | 'distribution-list' | 'account' | 'other';

/** One object of the directory, as far as an address can be on it. Absent attributes are absent properties. */
export type Recipient = {
  readonly dn: string;
  readonly dialect: Dialect;
  readonly kind: RecipientKind;
  /** What stays the same while this is the same object: objectGUID, or in 5.5 the DN with its creation marks. */
  readonly identity: string;
  readonly directoryName?: string;
  readonly alias?: string;
  readonly displayName?: string;
  /** Organisation and site: from the DN in Exchange 5.5, from legacyExchangeDN in Active Directory. */
  readonly organization?: string;
  readonly site?: string;
  readonly hidden: boolean;
  /** Every proxy address that could be read; in 5.5 the primary SMTP and X.400 addresses come first. */
  readonly proxies: readonly ProxyAddress[];
  /** True when the attribute that holds MIGRATE proxies showed at least one value (domain: Q196491). */
  readonly proxiesReadable: boolean;
  /** The address that mail for a custom recipient or contact goes to. */
  readonly target?: ProxyAddress;
};

/** A custom recipient or contact: it stands for a mailbox elsewhere. */
export const standsForAnother = (recipient: Recipient): boolean =>
  recipient.kind === 'custom-recipient' || recipient.kind === 'contact';

/** What to call a recipient in a sentence. */
export const nameOf = (recipient: Recipient): string =>
  recipient.displayName ?? recipient.alias ?? recipient.directoryName ?? recipient.dn;

/** How a person was named by whoever asks. `person` is a Slack user, resolved to what the directory may know. */
export type Who =
  | { readonly by: 'name'; readonly name: string }
  | { readonly by: 'smtp'; readonly address: string }
  | { readonly by: 'dn'; readonly dn: string }
  | { readonly by: 'ms'; readonly address: MsAddress }
  | { readonly by: 'slack-user'; readonly user: string }
  | { readonly by: 'person'; readonly email?: string; readonly names: readonly string[] };

/** The post offices of this Exchange organisation itself, and how they were learnt. */
export type OwnPostOffices =
  | { readonly basis: 'configured' | 'site-addressing'; readonly postOffices: readonly PostOffice[] }
  /** `postOffices`: what Exchange would make of the names of the sites that could be seen. */
  | { readonly basis: 'guess'; readonly postOffices?: readonly PostOffice[] };

/** What could be seen when a question was answered: without it, "not found" proves nothing (Q185475, Q196491). */
export type View = {
  readonly dialect: Dialect;
  readonly server: string;
  readonly base: string;
  /** Exchange 5.5: the bind name ends in cn=Admin. Active Directory: always true. */
  readonly seesHidden: boolean;
  readonly encrypted: boolean;
};
