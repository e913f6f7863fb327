import {
  isMsProxyOf,
  isPrimary,
  type MsAddress,
  migratedFrom,
  msAddressOf,
  type PostOffice,
  type ProxyAddress,
  sameMsAddress,
  samePostOffice,
} from './address.ts';
import { type OwnPostOffices, type Recipient, standsForAnother } from './recipient.ts';

/** Where a source address was learnt, best first. */
export type LearntFrom = 'given' | 'custom-recipient' | 'foreign-ms-proxy' | 'migrate-value';

/** Where a source address was learnt, as a person would say it. */
export const LEARNT_FROM: Record<LearntFrom, string> = {
  given: 'given by the person who asked',
  'custom-recipient': 'the target address of a custom recipient',
  'foreign-ms-proxy': 'an MS proxy address of a post office outside this organisation',
  'migrate-value': 'a MIGRATE proxy that is there already; nothing else confirms it',
};

export type SourceCandidate = {
  readonly address: MsAddress;
  readonly learntFrom: LearntFrom;
  /** The DN of the object that shows it; absent when it was given. */
  readonly holder?: string;
};

/** The MS Mail address of the user who is migrated, and how sure we are of it. */
export type Source = (
  | (SourceCandidate & {
      readonly kind: 'known';
      /** False when only a MIGRATE value names it: such a value may be stale (domain.md 1.4, row 18). */
      readonly confirmed: boolean;
      /** What the directory itself shows, where that differs from an address that was given. */
      readonly contradictedBy: readonly SourceCandidate[];
    })
  | { readonly kind: 'disagree'; readonly candidates: readonly SourceCandidate[] }
  /** `suggestion` is a guess from the configured post offices and the alias; it is never used unasked. */
  | { readonly kind: 'unknown'; readonly suggestion?: MsAddress }
) & {
  /** An address that was given and is not taken: Exchange generated it, so it is never the source (Q198898). */
  readonly generated?: MsAddress;
};

export type SourceQuestion = {
  readonly given?: MsAddress;
  readonly recipients: readonly Recipient[];
  readonly own: OwnPostOffices;
  /** The post offices that are being migrated, for the suggestion. */
  readonly postOffices: readonly PostOffice[];
};

/** Exchange makes its part of an MS address from a name: no blanks or signs, ten characters (Q198898, xmt02025). */
const generatedPart = (name: string): string => name.replace(/[^A-Za-z0-9-]/g, '').slice(0, 10);

/** The post office that Exchange probably makes of the names of organisation and site; undefined without either. */
export function guessedPostOffice({
  organization,
  site,
}: Pick<Recipient, 'organization' | 'site'>): PostOffice | undefined {
  return organization && site ? { network: generatedPart(organization), postOffice: generatedPart(site) } : undefined;
}

type Held = { readonly address: MsAddress; readonly proxy: ProxyAddress; readonly recipient: Recipient };

/** True for an address that Exchange generated itself; such an address is never the source (Q198898, Q248425). */
function isOwn({ address, proxy, recipient }: Held, own: OwnPostOffices): boolean {
  if (own.postOffices?.some((postOffice) => samePostOffice(postOffice, address))) return true;
  if (own.basis !== 'guess') return false;
  const guessed = guessedPostOffice(recipient);
  return guessed ? samePostOffice(guessed, address) : isPrimary(proxy);
}

/** The MS addresses on a recipient that belong to a post office outside this organisation. */
function foreignMsAddresses(recipient: Recipient, own: OwnPostOffices): readonly MsAddress[] {
  const found: MsAddress[] = [];
  for (const proxy of recipient.proxies) {
    const address = msAddressOf(proxy);
    if (address && !isOwn({ address, proxy, recipient }, own)) found.push(address);
  }
  return found;
}

/** The addresses that each of some recipients shows, each address once. */
function candidatesFrom(
  learntFrom: LearntFrom,
  recipients: readonly Recipient[],
  addressesOn: (recipient: Recipient) => readonly MsAddress[],
): SourceCandidate[] {
  const candidates: SourceCandidate[] = [];
  for (const recipient of recipients)
    for (const address of addressesOn(recipient)) candidates.push({ address, learntFrom, holder: recipient.dn });
  return candidates;
}

/** A custom recipient stands for the MS Mail user: its target address names the mailbox that mail still goes to. */
function addressesOnCustomRecipient(recipient: Recipient, own: OwnPostOffices): readonly MsAddress[] {
  if (!standsForAnother(recipient)) return [];
  const target = recipient.target && msAddressOf(recipient.target);
  return target ? [target] : foreignMsAddresses(recipient, own);
}

const distinct = (candidates: readonly SourceCandidate[]): readonly SourceCandidate[] =>
  candidates.length < 2
    ? candidates
    : candidates.filter(
        (candidate, index) =>
          candidates.findIndex((other) => sameMsAddress(other.address, candidate.address)) === index,
      );

/** What the directory says beside MIGRATE values: custom recipients first. */
const secondSourcesIn = ({ recipients, own }: SourceQuestion): readonly SourceCandidate[] =>
  distinct(
    candidatesFrom('custom-recipient', recipients, (recipient) => addressesOnCustomRecipient(recipient, own)).concat(
      candidatesFrom('foreign-ms-proxy', recipients, (recipient) =>
        recipient.kind === 'mailbox' ? foreignMsAddresses(recipient, own) : [],
      ),
    ),
  );

const migrateValuesIn = ({ recipients }: SourceQuestion): readonly SourceCandidate[] =>
  distinct(
    candidatesFrom('migrate-value', recipients, ({ proxies }) => proxies.flatMap((proxy) => migratedFrom(proxy) ?? [])),
  );

/** What the directory says, second sources first; MIGRATE values only where nothing else speaks. */
function candidatesIn(question: SourceQuestion): readonly SourceCandidate[] {
  const second = secondSourcesIn(question);
  return second.length > 0 ? second : migrateValuesIn(question);
}

/** Q180296, Q199676: an MS Mail mailbox name has ten characters at most, and no signs. */
const mailboxName = (alias: string): string =>
  alias
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toUpperCase()
    .slice(0, 10)
    .replace(/[\ud800-\udbff]$/, '');

/** True for an address that one of the mailboxes holds because Exchange generated it. */
const isGenerated = (given: MsAddress, { recipients, own }: SourceQuestion): boolean =>
  recipients.some(
    (mailbox) =>
      mailbox.kind === 'mailbox' &&
      mailbox.proxies.some(
        (proxy) => isMsProxyOf(proxy, given) && isOwn({ address: given, proxy, recipient: mailbox }, own),
      ),
  );

function suggestionFor({ recipients, postOffices }: SourceQuestion): MsAddress | undefined {
  const mailbox = mailboxName(recipients.find((recipient) => recipient.kind === 'mailbox')?.alias ?? '');
  const postOffice = postOffices[0];
  return mailbox && postOffice
    ? { network: postOffice.network, postOffice: postOffice.postOffice, mailbox }
    : undefined;
}

/**
 * The source address, in this order: what was given, a custom recipient's target address, an MS proxy of a foreign post
 * office, and only then a MIGRATE value that is there already. Several that disagree are left to a person.
 */
export function sourceOf(question: SourceQuestion): Source {
  const { given } = question;
  if (given && isGenerated(given, question)) {
    const { given: _, ...rest } = question;
    return { ...sourceOf(rest), generated: given };
  }
  if (given) {
    const contradictedBy = secondSourcesIn(question).filter(({ address }) => !sameMsAddress(address, given));
    return { kind: 'known', address: given, learntFrom: 'given', confirmed: true, contradictedBy };
  }
  const candidates = candidatesIn(question);
  const [first, ...more] = candidates;
  if (!first) {
    const suggestion = suggestionFor(question);
    return suggestion ? { kind: 'unknown', suggestion } : { kind: 'unknown' };
  }
  if (more.length > 0) return { kind: 'disagree', candidates };
  return { kind: 'known', ...first, confirmed: first.learntFrom !== 'migrate-value', contradictedBy: [] };
}

/** Every address whose holders have to be known before anything is said. */
export const addressesIn = (source: Source): readonly MsAddress[] => {
  switch (source.kind) {
    case 'known':
      return [source.address];
    case 'disagree':
      return source.candidates.map(({ address }) => address);
    case 'unknown':
      return [];
    // Stryker disable next-line all: no source gets here, as the compiler proves
    default:
      return source satisfies never;
  }
};
