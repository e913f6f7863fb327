import type { Fate } from '../events/catalogue.ts';
import { isPrimary, proxyText } from '../migration/address.ts';
import type { Diagnosis } from '../migration/diagnose.ts';
import type { Recipient, RecipientKind } from '../migration/recipient.ts';
import type { LearntFrom } from '../migration/source.ts';
import type { WizardVersion } from '../migration/wizard.ts';

/** What a kind of object is called. */
export const KIND_NAME: Record<RecipientKind, string> = {
  mailbox: 'mailbox',
  'custom-recipient': 'custom recipient',
  contact: 'contact',
  'distribution-list': 'distribution list',
  account: 'user account without a mailbox',
  other: 'directory object of another kind',
};

/** Whether the wizard will find somebody, in a column. */
export const FOUND_NAME: Record<Diagnosis['found'], string> = {
  yes: 'will be found',
  no: 'will not be found',
  unclear: 'not clear',
};

/** Where a source address was learnt, in a word or two, for a menu. */
export const LEARNT_BRIEFLY: Record<LearntFrom, string> = {
  given: 'given',
  'custom-recipient': 'custom recipient',
  'foreign-ms-proxy': 'MS proxy',
  'migrate-value': 'MIGRATE proxy',
};

export const WIZARD_NAME: Record<WizardVersion, string> = {
  '4.0': 'Exchange 4.0',
  '5.0': 'Exchange 5.0',
  '5.5-rtm': 'Exchange 5.5 before SP1',
  '5.5-sp1': 'Exchange 5.5 SP1',
  '5.5-sp2': 'Exchange 5.5 SP2',
  '5.5-sp3': 'Exchange 5.5 SP3',
  '5.5-sp4': 'Exchange 5.5 SP4',
  '2000': 'Exchange 2000',
  unknown: 'version not known',
};

/** What became of the data, as a sentence begins. */
export const FATE: Record<Fate['state'], string> = {
  complete: 'Complete',
  untouched: 'Untouched',
  'partly migrated': 'Partly migrated',
  'not migrated': 'Not migrated',
  lost: 'Lost on the way',
  'not documented': 'Not documented',
};

/** What an event's text names, where its name in the document is no plain word. */
export const PLACEHOLDER: Readonly<Record<string, string>> = {
  distributionList: 'distribution list',
  postOffice: 'post office',
  sourceAddress: 'source address',
};

/** How many addresses a card lists; Exchange itself stops at 200 (Q146345). */
const LISTED = 60;

/** Every proxy address by type, the primary of each marked. */
export function proxyLines(recipient: Recipient): readonly string[] {
  const sorted = [...recipient.proxies].sort(
    (a, b) => a.type.toUpperCase().localeCompare(b.type.toUpperCase()) || Number(isPrimary(b)) - Number(isPrimary(a)),
  );
  const lines = sorted
    .slice(0, LISTED)
    .map((proxy) => `${isPrimary(proxy) ? '●' : ' '} ${proxyText(proxy).slice(0, 300)}`);
  const more = sorted.length > LISTED ? [`  … and ${sorted.length - LISTED} more: migcheck check lists them all`] : [];
  return lines.length > 0 ? [...lines, ...more, '(● primary of its type)'] : ['(no proxy address can be read)'];
}
