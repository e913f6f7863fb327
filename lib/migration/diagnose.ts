import { type MsAddress, migratedFrom, migrateProxy, msAddressOf, sameMsAddress, sameProxy } from './address.ts';
import { type Recipient, standsForAnother } from './recipient.ts';
import { type DiagnosisKind, type RuleName, ruleOf } from './rules.ts';
import type { Source } from './source.ts';
import { bearsName, type Evidence, holdsIt, mailboxesOf, type Subject, sameObject, subjectOf } from './subject.ts';
import { type LookUp, lookUpIsInference, lookUpsOf } from './wizard.ts';

/** What one way of looking makes of it. */
export type Outcome = { readonly lookUp: LookUp; readonly rule: RuleName };

export type Diagnosis = {
  readonly kind: DiagnosisKind;
  readonly found: 'yes' | 'no' | 'unclear';
  /** One outcome; two, before SP1 and from SP1 on, when the wizard's version is unknown. */
  readonly outcomes: readonly [Outcome, ...Outcome[]];
  readonly articles: readonly string[];
  /** What of the verdict no article prints. */
  readonly inferences: readonly string[];
  /** The one mailbox this is about, where there is exactly one. */
  readonly mailbox?: Recipient;
  /** Whoever else matters: the other holders, the people to choose from, the custom recipient. */
  readonly others: readonly Recipient[];
  /** MIGRATE values on the mailbox that name another address than the source. */
  readonly stale: readonly MsAddress[];
  /** "Will be found" was predicted, and a 7026 happened all the same. */
  readonly refuted: boolean;
  /** Q186742: no matter for the look-up of 5.5, but a user list that creates the mailbox anew ends in 7017. */
  readonly aliasDiffers: boolean;
};

/** True when the recipient carries the MIGRATE proxy of `source` (Q242184). */
export function hasMigrate(recipient: Recipient, source: MsAddress, template: string): boolean {
  const wanted = migrateProxy(source, template);
  return recipient.proxies.some((held) => sameProxy(held, wanted));
}

/** True when the recipient carries `source` as an MS proxy (Q183312). */
export const hasMs = (recipient: Recipient, source: MsAddress): boolean =>
  recipient.proxies.some((held) => {
    const address = msAddressOf(held);
    return address !== undefined && sameMsAddress(address, source);
  });

/** Q182503: directory name, display name and alias are searched together, so one name may be several people's. */
function ofWho(subject: Subject): RuleName | undefined {
  if (subject.mailbox) return undefined;
  const mailboxes = mailboxesOf(subject);
  // One alone would be the mailbox in question.
  if (mailboxes.length > 0)
    return mailboxes.every((mailbox) => holdsIt(mailbox, subject.holders)) ? 'ambiguous' : 'several-recipients';
  const standIns = subject.recipients.filter(standsForAnother);
  if (standIns.length > 1) return 'several-recipients';
  return standIns.length === 0 ? 'no-recipient' : undefined;
}

/** Q196491: hidden attributes stay hidden over LDAP, so at least one value must show before one is missed. */
const ofSight = ({ mailbox }: Subject): RuleName | undefined =>
  mailbox && !mailbox.proxiesReadable ? 'not-visible' : undefined;

/** Q183312, Q242221: what becomes of a custom recipient that stands alone. */
function ofCustomRecipient(subject: Subject, lookUp: LookUp): RuleName | undefined {
  if (subject.mailbox) return undefined;
  const elsewhere = ofOtherHolders(subject);
  if (elsewhere) return elsewhere;
  if (lookUp === 'alias') return 'custom-recipient-by-alias';
  return lookUp === 'migrate' ? 'custom-recipient-before-sp1' : 'custom-recipient-from-sp1';
}

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

/**
 * Q242184, Q182665: the MIGRATE proxy counts. Q183312: from SP1 on, the MS proxy as well. Q198898: without the source
 * address there is nothing to compare.
 */
function byProxy({ mailbox, source, template }: Subject, lookUp: LookUp): RuleName {
  if (!mailbox || source.kind !== 'known') return 'source-unknown';
  if (lookUp === 'alias') return byAlias(mailbox, source);
  if (hasMigrate(mailbox, source.address, template))
    return source.confirmed ? 'found-by-migrate' : 'found-by-migrate-unconfirmed';
  const ms = hasMs(mailbox, source.address);
  if (lookUp === 'migrate-or-ms') return ms ? 'found-by-ms' : 'missing-migrate-own-ms';
  return ms ? 'missing-migrate-converted' : 'missing-migrate';
}

const ruleFor = (subject: Subject, lookUp: LookUp): RuleName =>
  ofWho(subject) ??
  ofCustomRecipient(subject, lookUp) ??
  ofSight(subject) ??
  ofSource(subject) ??
  ofOtherHolders(subject) ??
  byProxy(subject, lookUp);

/** MIGRATE values that name another address: they look right at a glance (domain.md 1.4, row 18). */
function staleOn(mailbox: Recipient | undefined, source: Source): readonly MsAddress[] {
  const stale: MsAddress[] = [];
  if (!mailbox || source.kind !== 'known') return stale;
  for (const proxy of mailbox.proxies) {
    const address = migratedFrom(proxy);
    if (address && !sameMsAddress(address, source.address)) stale.push(address);
  }
  return stale;
}

/** The worse of two outcomes, which is the first (lookUpsOf): what is not certain does not read as healthy. */
function verdictOf(outcomes: Diagnosis['outcomes'], observed: boolean): Pick<Diagnosis, 'kind' | 'found' | 'refuted'> {
  const rules = outcomes.map(({ rule }) => ruleOf(rule));
  const worst = ruleOf(outcomes[0].rule);
  const agreed = rules.every(({ found }) => found === worst.found);
  // A 7026 that happened settles it: whichever way of looking predicted "found" is not the one that was used.
  if (observed && rules.some(({ found }) => found === 'yes'))
    return { kind: worst.kind, found: 'no', refuted: worst.found === 'yes' };
  return { kind: worst.kind, found: agreed ? worst.found : 'unclear', refuted: false };
}

const SP_INFERENCE = 'No article says that this version looks as SP1 to SP3 do; it is assumed.';
const OBSERVED_INFERENCE =
  'Only the 5.5 wizard is documented to log a 7026, so it is not the version that was stated which was run.';
const AD_INFERENCE = 'The articles are about the Exchange 5.5 directory; the verdict on Active Directory is inferred.';

function inferencesOf({ printed, outcomes }: Conclusion, subject: Subject): readonly string[] {
  const { wizard, mailbox, recipients } = subject;
  const dialect = (mailbox ?? recipients[0])?.dialect;
  const more: string[] = [];
  if (lookUpIsInference(wizard) && ruleOf(outcomes[0].rule).found !== 'unclear') more.push(SP_INFERENCE);
  if (refutesVersion(subject)) more.push(OBSERVED_INFERENCE);
  if (dialect === 'ad') more.push(AD_INFERENCE);
  return printed.concat(more);
}

/** Q242184, Q186742: a wizard that goes by the alias logs 7017 or 147, never 7026. */
const refutesVersion = ({ observed, wizard }: Evidence): boolean => observed && lookUpsOf(wizard).includes('alias');

const lookUpsIn = (evidence: Evidence): ReturnType<typeof lookUpsOf> =>
  lookUpsOf(refutesVersion(evidence) ? 'unknown' : evidence.wizard);

/** What follows from the rules alone, whoever it is about. */
type Conclusion = Pick<Diagnosis, 'kind' | 'found' | 'refuted' | 'outcomes' | 'articles'> & {
  readonly printed: readonly string[];
};

/** There are some dozens of conclusions, and people by the hundred thousand: each is drawn once. */
const drawn = new Map<string, Conclusion>();

function conclusionOn(subject: Subject): Conclusion {
  const [first, second] = lookUpsIn(subject);
  const outcome: Outcome = { lookUp: first, rule: ruleFor(subject, first) };
  const other: Outcome | undefined = second && { lookUp: second, rule: ruleFor(subject, second) };
  const key = `${first} ${outcome.rule} ${other?.rule} ${subject.observed}`;
  const known = drawn.get(key);
  if (known) return known;
  const outcomes: Diagnosis['outcomes'] = other ? [outcome, other] : [outcome];
  const conclusion = {
    ...verdictOf(outcomes, subject.observed),
    outcomes,
    articles: [...new Set(outcomes.flatMap((outcome) => ruleOf(outcome.rule).articles))],
    printed: [...new Set(outcomes.flatMap((outcome) => ruleOf(outcome.rule).inference ?? []))],
  };
  drawn.set(key, conclusion);
  return conclusion;
}

function aliasDiffersIn({ mailbox, source }: Subject, outcomes: Diagnosis['outcomes']): boolean {
  if (!mailbox || source.kind !== 'known' || outcomes[0].lookUp === 'alias') return false;
  return !bearsName(mailbox, source.address);
}

/** Will the wizard find this recipient, and why? Pure; every rule quotes its article in rules.ts. */
export function diagnose(evidence: Evidence): Diagnosis {
  const subject = subjectOf(evidence);
  const { mailbox, others, source } = subject;
  const conclusion = conclusionOn(subject);
  const { kind, found, refuted, outcomes, articles } = conclusion;
  const inferences = inferencesOf(conclusion, subject);
  const stale = staleOn(mailbox, source);
  const aliasDiffers = aliasDiffersIn(subject, outcomes);
  const diagnosis = { kind, found, refuted, outcomes, articles, inferences, others, stale, aliasDiffers };
  return mailbox ? { ...diagnosis, mailbox } : diagnosis;
}
