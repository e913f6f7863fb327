import type { EntryData } from '../../../infra/local/ldap/entry.ts';
import type { SampleAccounts } from '../../../infra/local/sample/accounts.ts';
import type { SampleOrganization } from '../../../infra/local/sample/organization.ts';
import { PEOPLE } from '../../../infra/local/sample/people.ts';
import { always, type Person } from '../../../infra/local/sample/person.ts';
import type { DirectorySettings } from '../../../lib/adapters/directory/settings.ts';
import { MIGRATE_TEMPLATE } from '../../../lib/migration/address.ts';
import type { Authority } from '../../support/authority.ts';

/** A server with the sample organisation on it, and the ways to it. */
export type Stand = {
  readonly organization: SampleOrganization;
  readonly authority: Authority;
  readonly url: string;
  readonly secureUrl: string;
  /** A global catalogue, where the server has one. */
  readonly catalogueUrl?: string;
  stop(): Promise<void>;
};

/** The settings with which one of the sample's accounts asks this server, over LDAPS unless said otherwise. */
export const settingsFor = (
  { organization, secureUrl, authority }: Stand,
  account: keyof SampleAccounts = 'reader',
): DirectorySettings => ({
  urls: [secureUrl],
  bindDn: organization.accounts[account].names[0] ?? '',
  password: organization.accounts[account].password,
  tls: 'ldaps',
  caFile: authority.caFile,
  kind: 'auto',
  migrateTemplate: MIGRATE_TEMPLATE,
});

/** The one person of the sample with this alias (upper and lower case are two people). */
export function personWith(alias: string): Person {
  const person = PEOPLE.find((one) => one.alias === alias);
  if (!person) throw new Error(`Nobody in the sample has the alias ${alias}`);
  return person;
}

/** More people of one name than any server answers at once, all with one MIGRATE address. */
const crowd: readonly Person[] = Array.from({ length: 120 }, (_, index) => ({
  rows: [],
  kind: 'mailbox',
  alias: `crowd${index}`,
  directoryName: `crowd${index}`,
  displayName: 'Robin Crowd',
  site: 'LONDON',
  proxies: ['migrate:MS:CORP/CROWD/ROBIN'],
  ask: `crowd${index}`,
  expect: always('ambiguous'),
  story: 'One of many.',
}));

export const CROWD = crowd.length;

/** Somebody whose addresses a test may change; each test takes another one. One called `bare-…` has none at all. */
export const volunteer = (name: string): Person => ({
  ...personWith('jdoe'),
  alias: name,
  directoryName: name,
  displayName: `Volunteer ${name}`,
  ...(name.startsWith('bare-') ? { unreadable: true } : {}),
});

/** The sample with the crowd and the volunteers. */
export const withExtras = (organization: SampleOrganization, volunteers: readonly string[]): EntryData[] => [
  ...organization.entries,
  ...[...crowd, ...volunteers.map(volunteer)].flatMap((person, index) => organization.entriesFor(person, 5000 + index)),
];
