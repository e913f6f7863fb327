import { hasUnseen, type MsAddress, migrateProxy, parseProxyAddress, proxyText, sameProxy } from './address.ts';
import { type Diagnosis, hasMigrate } from './diagnose.ts';
import { digestOf } from './digest.ts';
import { type Dialect, directoryValue, PROXY_ATTRIBUTE, type Recipient } from './recipient.ts';
import type { Source } from './source.ts';

/**
 * The one change: add `value` to `attribute` of the object at `dn`, or take exactly this value away again. Nothing else
 * is ever written.
 */
export type Fix = {
  readonly change: 'add' | 'remove';
  readonly dn: string;
  readonly identity: string;
  readonly dialect: Dialect;
  readonly attribute: string;
  /** The MIGRATE proxy in the form people use, `migrate:MS:NET/PO/USER`. */
  readonly value: string;
  /** The same value byte for byte as the attribute will hold it (`migrate$MS:NET/PO/USER` in Exchange 5.5). */
  readonly written: string;
  readonly source: MsAddress;
};

/** Why there is no change to offer. */
export type NoFix =
  | 'not-needed'
  | 'would-not-help'
  | 'no-single-mailbox'
  | 'source-unknown'
  | 'held-elsewhere'
  | 'not-readable'
  | 'unseen-character'
  | 'hidden-not-visible'
  | 'not-searchable'
  | 'one-domain-of-several';

export type Offer = { readonly fix: Fix } | { readonly fix: null; readonly why: NoFix };

export type OfferQuestion = {
  readonly diagnosis: Diagnosis;
  readonly source: Source;
  readonly template: string;
  /** Could every holder of the source address be seen? (`Holders.coverage`) */
  readonly coverage: 'proven' | 'hidden-not-visible' | 'not-searchable' | 'one-domain-of-several';
};

const none = (why: NoFix): Offer => ({ fix: null, why });

/** The change that gives this mailbox the MIGRATE proxy of `source`. */
export function fixOf(
  mailbox: Pick<Recipient, 'dn' | 'identity' | 'dialect'>,
  source: MsAddress,
  template: string,
): Fix {
  const proxy = migrateProxy(source, template);
  return {
    change: 'add',
    dn: mailbox.dn,
    identity: mailbox.identity,
    dialect: mailbox.dialect,
    attribute: PROXY_ATTRIBUTE[mailbox.dialect].attribute,
    value: proxyText(proxy),
    written: directoryValue(mailbox.dialect, proxy),
    source,
  };
}

/** Kinds that adding a MIGRATE proxy cannot mend, with the reason. */
const NOT_FOR: Partial<Record<Diagnosis['kind'], NoFix>> = {
  'found-by-alias': 'not-needed',
  'alias-mismatch': 'would-not-help',
  conflict: 'held-elsewhere',
  'held-by-another': 'held-elsewhere',
  ambiguous: 'held-elsewhere',
  'not-visible': 'not-readable',
};

/**
 * The exact change, offered only when exactly one mailbox is the target, it lacks the MIGRATE proxy and needs it, nobody
 * else holds the source address, and that could be proven (domain.md 1.4, the safe rule).
 */
export function offerFor({ diagnosis, source, template, coverage }: OfferQuestion): Offer {
  const { mailbox, kind, refuted } = diagnosis;
  const not = NOT_FOR[kind];
  if (not) return none(not);
  if (!mailbox) return none('no-single-mailbox');
  if (source.kind !== 'known') return none('source-unknown');
  if (hasMigrate(mailbox, source.address, template)) return none('not-needed');
  // A MIGRATE value of another form may be stale, and nothing is written on its word alone.
  if (!source.confirmed) return none('source-unknown');
  // Found by MS is enough, unless a 7026 has shown that this wizard does not look at MS.
  if (kind === 'found-by-ms' && !refuted) return none('not-needed');
  if (hasUnseen(source.address)) return none('unseen-character');
  if (coverage !== 'proven') return none(coverage);
  return { fix: fixOf(mailbox, source.address, template) };
}

/** A recipient's proxy addresses in the order in which they are compared. */
export const sortedProxies = (recipient: Recipient): readonly string[] => recipient.proxies.map(proxyText).sort();

/** What exactly is approved: this object, with these addresses, and this change. SHA-256 in hex. */
export const approvalDigest = (recipient: Recipient, { change, value }: Fix): string =>
  digestOf({
    identity: recipient.identity,
    proxies: sortedProxies(recipient),
    value,
    ...(change === 'remove' ? { change } : {}),
  });

/** True once the recipient carries the value. */
export function carries(recipient: Recipient, fix: Pick<Fix, 'value'>): boolean {
  const proxy = parseProxyAddress(fix.value);
  return proxy !== undefined && recipient.proxies.some((held) => sameProxy(held, proxy));
}

/** True once the recipient is as the change would make it. */
export const isAsWanted = (recipient: Recipient, fix: Fix): boolean =>
  carries(recipient, fix) === (fix.change === 'add');

/** The change that takes this one back. Its own reverse is the change itself. */
export const reverseOf = (fix: Fix): Fix => ({ ...fix, change: fix.change === 'add' ? 'remove' : 'add' });
