import { isMsProxyOf, type MsAddress, migratedFrom, migrateProxy, sameMsAddress, sameProxy } from './address.ts';
import { type Conclusion, conclusionFrom, lookUpsFor, type Premises } from './conclusion.ts';
import { type Recipient, standsForAnother } from './recipient.ts';
import type { RuleName } from './rules.ts';
import type { Source } from './source.ts';
import { bearsName, type Evidence, holdsIt, mailboxesOf, type Subject, sameObject, subjectOf } from './subject.ts';
import type { LookUp } from './wizard.ts';

export type Diagnosis = Conclusion & {
  /** The one mailbox this is about, where there is exactly one. */
  readonly mailbox?: Recipient;
  /** Whoever else matters: the other holders, the people to choose from, the custom recipient. */
  readonly others: readonly Recipient[];
  /** MIGRATE values on the mailbox that name another address than the source. */
  readonly stale: readonly MsAddress[];
  /** Q186742: no matter for the look-up of 5.5, but a user list that creates the mailbox anew ends in 7017. */
  readonly aliasDiffers: boolean;
};

/** True when the recipient carries the MIGRATE proxy of `source` (Q242184). */
export function hasMigrate({ proxies }: Pick<Recipient, 'proxies'>, source: MsAddress, template: string): boolean {
  const wanted = migrateProxy(source, template);
  return proxies.some((held) => sameProxy(held, wanted));
}

/** True when the recipient carries `source` as an MS proxy (Q183312). */
export const hasMs = (recipient: Pick<Recipient, 'proxies'>, source: MsAddress): boolean =>
  recipient.proxies.some((held) => isMsProxyOf(held, source));

/** Q182503: directory name, display name and alias are searched together, so one name may be several people's. */
function ofWho(subject: Subject): RuleName | undefined {
  const mailboxes = mailboxesOf(subject);
  // One alone would be the mailbox in question.
  if (mailboxes.length > 0)
    return mailboxes.every((mailbox) => holdsIt(mailbox, subject.holders)) ? 'ambiguous' : 'several-recipients';
  const standIns = subject.recipients.filter(standsForAnother);
  if (standIns.length > 1) return 'several-recipients';
  return standIns.length === 0 ? 'no-recipient' : undefined;
}

/** Q196491: hidden attributes stay hidden over LDAP, so at least one value must show before one is missed. */
const ofSight = (mailbox: Recipient): RuleName | undefined => (mailbox.proxiesReadable ? undefined : 'not-visible');

/** Several addresses that disagree are left to a person. */
const ofSource = ({ source }: Subject): RuleName | undefined =>
  source.kind === 'disagree' ? 'source-disagrees' : undefined;

/** Q168367, Q251152, Q263460: each address once in the organisation. */
function ofOtherHolders({ mailbox, recipients, holders }: Subject): RuleName | undefined {
  const self = mailbox ?? recipients.find(standsForAnother);
  if (!self) return undefined;
  const others = holders.filter((holder) => !sameObject(holder, self));
  const other = others[0];
  if (!other) return undefined;
  if (others.length > 1) return 'ambiguous';
  if (mailbox && standsForAnother(other)) return 'conflict';
  return holders.length > others.length ? 'ambiguous' : 'held-by-another';
}

/** Q242184, Q186742: before 5.5 the alias counts, and nothing else. */
function byAlias(mailbox: Recipient, { address, confirmed }: Extract<Source, { kind: 'known' }>): RuleName {
  if (!bearsName(mailbox, address)) return 'alias-mismatch';
  return confirmed ? 'found-by-alias' : 'found-by-alias-unconfirmed';
}

/** Which proxy of the source address a mailbox carries; with both, MIGRATE. */
type Carried = 'migrate' | 'ms' | 'neither';

function carriedBy({ mailbox, source, template }: Subject): Carried {
  if (!mailbox || source.kind !== 'known') return 'neither';
  if (hasMigrate(mailbox, source.address, template)) return 'migrate';
  return hasMs(mailbox, source.address) ? 'ms' : 'neither';
}

/** Q183312, Q242221: what becomes of a custom recipient that stands alone. */
const OF_CUSTOM_RECIPIENT: Record<LookUp, RuleName> = {
  alias: 'custom-recipient-by-alias',
  migrate: 'custom-recipient-before-sp1',
  'migrate-or-ms': 'custom-recipient-from-sp1',
};

/**
 * Q242184, Q182665: the MIGRATE proxy counts. Q183312: from SP1 on, the MS proxy as well. Q198898: without the source
 * address there is nothing to compare.
 */
function ofLookUp(lookUp: LookUp, { mailbox, source }: Subject, carried: Carried): RuleName {
  if (!mailbox) return OF_CUSTOM_RECIPIENT[lookUp];
  if (source.kind !== 'known') return 'source-unknown';
  if (lookUp === 'alias') return byAlias(mailbox, source);
  if (carried === 'migrate') return source.confirmed ? 'found-by-migrate' : 'found-by-migrate-unconfirmed';
  if (lookUp === 'migrate-or-ms') return carried === 'ms' ? 'found-by-ms' : 'missing-migrate-own-ms';
  return carried === 'ms' ? 'missing-migrate-converted' : 'missing-migrate';
}

/** What decides, however the wizard looks. */
function ofAnyLookUp(subject: Subject): RuleName | undefined {
  const { mailbox } = subject;
  return mailbox
    ? (ofSight(mailbox) ?? ofSource(subject) ?? ofOtherHolders(subject))
    : (ofWho(subject) ?? ofOtherHolders(subject));
}

function premisesIn(subject: Subject): Premises {
  const { wizard, observed, mailbox, recipients } = subject;
  const [first, second] = lookUpsFor(subject);
  const settled = ofAnyLookUp(subject);
  const carried = settled ? 'neither' : carriedBy(subject);
  const rule = settled ?? ofLookUp(first, subject, carried);
  const other = second && (settled ?? ofLookUp(second, subject, carried));
  return { wizard, observed, dialect: (mailbox ?? recipients[0])?.dialect, rule, other };
}

/** MIGRATE values that name another address: they look right at a glance (domain.md 1.4, row 18). */
function staleOn(mailbox: Recipient | undefined, source: Source): readonly MsAddress[] {
  if (!mailbox || source.kind !== 'known') return [];
  const stale: MsAddress[] = [];
  for (const proxy of mailbox.proxies) {
    const address = migratedFrom(proxy);
    if (address && !sameMsAddress(address, source.address)) stale.push(address);
  }
  return stale;
}

function aliasDiffersIn({ mailbox, source }: Subject, { outcomes }: Conclusion): boolean {
  if (!mailbox || source.kind !== 'known' || outcomes[0].lookUp === 'alias') return false;
  return !bearsName(mailbox, source.address);
}

/** Will the wizard find this recipient, and why? Pure; every rule quotes its article in rules.ts. */
export function diagnose(evidence: Evidence): Diagnosis {
  const subject = subjectOf(evidence);
  const { mailbox, others, source } = subject;
  const conclusion = conclusionFrom(premisesIn(subject));
  const { kind, found, refuted, outcomes, articles, inferences } = conclusion;
  const stale = staleOn(mailbox, source);
  const aliasDiffers = aliasDiffersIn(subject, conclusion);
  const diagnosis = { kind, found, refuted, outcomes, articles, inferences, others, stale, aliasDiffers };
  return mailbox ? { ...diagnosis, mailbox } : diagnosis;
}
