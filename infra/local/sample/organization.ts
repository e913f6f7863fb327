import type { Dialect } from '../../../lib/migration/recipient.ts';
import type { EntryData } from '../ldap/entry.ts';
import type { LdapOptions } from '../ldap/start.ts';
import type { SampleAccounts } from './accounts.ts';
import type { Person } from './person.ts';

/** The sample organisation as one kind of directory holds it. */
export type SampleOrganization = {
  readonly dialect: Dialect;
  readonly suffix: string;
  readonly entries: readonly EntryData[];
  readonly accounts: SampleAccounts;
  /** What the directory holds of one more person; `number` tells them apart in marks such as USN-Created. */
  entriesFor(person: Person, number: number): readonly EntryData[];
  /** The name of a person's object. */
  dnOf(person: Person): string;
};

/** What the embedded server needs to serve it. */
export const served = ({ dialect, suffix, entries, accounts }: SampleOrganization): LdapOptions => ({
  dialect,
  suffix,
  entries,
  accounts: Object.values(accounts),
});

/** First and last name from `First Last`, as the address book has them. */
export function namesOf(person: Person): { givenName: string; sn: string } {
  const [givenName = person.alias, ...rest] = person.displayName.replace(/[^\p{L}' ]/gu, '').split(/ +/);
  return { givenName: givenName || person.alias, sn: rest.join(' ') || person.alias };
}

/** A custom recipient keeps an address in the old mail system's domain. */
export const smtpOf = ({ alias, kind }: Person): string =>
  `${alias.toLowerCase()}@${kind === 'custom-recipient' ? 'msmail.' : ''}fabrikam.example`;

/** The MS address that Exchange generates for every recipient with a mailbox (Q198898). */
export const ownMsOf = (person: Person): string =>
  `MS:FABRIKAM/${person.site}/${person.alias
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
    .slice(0, 10)}`;

/** The X.400 address without its type (Q263520). */
export const x400Of = ({ alias, site }: Person): string => `c=GB;a= ;p=FABRIKAM;o=${site};s=${alias};`;
