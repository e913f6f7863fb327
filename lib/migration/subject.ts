import { type MsAddress, sameText } from './address.ts';
import { type Recipient, standsForAnother } from './recipient.ts';
import type { Source } from './source.ts';
import type { WizardVersion } from './wizard.ts';

/** Everything the question "will the wizard find this recipient?" is answered from. */
export type Evidence = {
  /** Everybody who goes by the name that was asked for. */
  readonly recipients: readonly Recipient[];
  /** Everybody in the organisation who holds the source address under MS, MIGRATE or as a target address. */
  readonly holders: readonly Recipient[];
  readonly source: Source;
  readonly wizard: WizardVersion;
  readonly template: string;
  /** A 7026 really happened: what was observed outranks what is predicted. */
  readonly observed: boolean;
};

/** The evidence with the one mailbox it is about, where there is exactly one, and whoever else matters. */
export type Subject = Evidence & {
  readonly mailbox: Recipient | undefined;
  readonly others: readonly Recipient[];
};

const NOBODY: readonly Recipient[] = [];

const isMailbox = (recipient: Recipient): boolean => recipient.kind === 'mailbox';
export const sameObject = (a: Recipient, b: Recipient): boolean => sameText(a.dn, b.dn);

/** Whoever is such; mostly all are, or none, and no list is made. */
function those(all: readonly Recipient[], areSuch: (one: Recipient) => boolean): readonly Recipient[] {
  if (all.every(areSuch)) return all;
  return all.some(areSuch) ? all.filter(areSuch) : NOBODY;
}

const joined = (some: readonly Recipient[], more: readonly Recipient[]): readonly Recipient[] =>
  some.length === 0 ? more : more.length === 0 ? some : distinct(some.concat(more));

const distinct = (recipients: readonly Recipient[]): readonly Recipient[] =>
  recipients.length < 2
    ? recipients
    : recipients.filter((recipient, index) => recipients.findIndex((other) => sameObject(other, recipient)) === index);

/**
 * The mailbox in question: the one that holds the source address among those that go by the name, else the only one
 * that goes by the name, else a mailbox that holds the address while only a custom recipient goes by the name.
 */
export function mailboxesOf({
  recipients,
  holders,
  source,
}: Pick<Evidence, 'recipients' | 'holders' | 'source'>): readonly Recipient[] {
  const named = those(recipients, isMailbox);
  if (named.length === 0) return recipients.some(standsForAnother) ? those(holders, isMailbox) : [];
  if (source.kind !== 'known' || source.learntFrom !== 'given') return named;
  const holding = those(named, (mailbox) => holdsIt(mailbox, holders));
  if (holding.length === 0) return named;
  // Row 10: somebody else may hold what is meant for the mailbox that bears the MS Mail name; a person has to choose.
  const namesakes = named.filter((mailbox) => bearsName(mailbox, source.address));
  return namesakes.length > 0 && !namesakes.some((mailbox) => holding.includes(mailbox)) ? named : holding;
}

/** The alias is the MS Mail mailbox name (Q186742). */
export const bearsName = (mailbox: Recipient, source: MsAddress): boolean =>
  mailbox.alias !== undefined && sameText(mailbox.alias, source.mailbox);

export const holdsIt = (recipient: Recipient, holders: readonly Recipient[]): boolean =>
  holders.some((holder) => sameObject(holder, recipient));

/** Settles who is meant; an object that came back twice is one object. */
export function subjectOf(question: Evidence): Subject {
  const { source, wizard, template, observed } = question;
  const recipients = distinct(question.recipients);
  const holders = distinct(question.holders);
  const mailboxes = mailboxesOf({ recipients, holders, source });
  const mailbox = mailboxes.length === 1 ? mailboxes[0] : undefined;
  const isOther = (recipient: Recipient): boolean => !mailbox || !sameObject(recipient, mailbox);
  const others = joined(those(recipients, isOther), those(holders, isOther));
  return { recipients, holders, source, wizard, template, observed, mailbox, others };
}
