import { writeMsAddress } from '../../lib/migration/address.ts';
import { personOf, sourceOf } from '../bench/crowd.ts';
import type { SampleOrganization } from '../local/sample/organization.ts';
import type { Person } from '../local/sample/person.ts';

/** Who has a mailbox, and no trace of MS Mail: each is mended once. */
const lacking = (index: number): number => index * 10 + 5;

/** The sample organisation with so many people more who can be mended. */
export function crowdOf(organization: SampleOrganization, count: number): SampleOrganization {
  const numbers = Array.from({ length: count }, (_, index) => lacking(index));
  const people: readonly Person[] = numbers.map(personOf);
  const entries = people.flatMap((person, index) => organization.entriesFor(person, numbers[index] ?? 0));
  return { ...organization, entries: [...organization.entries, ...entries] };
}

/** The question that leads to the mending of one of them. */
export const mendable = (index: number): string =>
  `${personOf(lacking(index)).alias} as MS:${writeMsAddress(sourceOf(lacking(index)))}`;

/** One of them, who is asked about over and over. */
export const oneOf = (index: number): Person => personOf(lacking(index));
