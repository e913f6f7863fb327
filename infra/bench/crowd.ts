import { type MsAddress, writeMsAddress } from '../../lib/migration/address.ts';
import type { EntryData } from '../local/ldap/entry.ts';
import type { SampleOrganization } from '../local/sample/organization.ts';
import { always, type Person } from '../local/sample/person.ts';

export const RECIPIENTS = 100_000;

const GIVEN = ['Ada', 'Ben', 'Carla', 'Dimitri', 'Erin', 'Farid', 'Greta', 'Hiro', 'Ines', 'Jonas'];
const SYLLABLES = ['an', 'ber', 'cor', 'dal', 'en', 'fer', 'gan', 'hol', 'is', 'jor'];

/** Four digits make a surname, the fifth the given name: a hundred thousand names, and no two alike. */
function displayNameOf(number: number): string {
  const [given = 0, ...syllables] = String(number).padStart(5, '0').split('').map(Number);
  const surname = syllables.map((digit) => SYLLABLES[digit]).join('');
  return `${GIVEN[given]} ${surname.charAt(0).toUpperCase()}${surname.slice(1)}`;
}

/** Of ten people three are still to be moved, two were moved in part, and five have no trace of MS Mail. */
function particulars(number: number, source: string): Pick<Person, 'kind' | 'proxies' | 'target'> {
  const kind = 'mailbox';
  switch (number % 10) {
    case 0:
      return { kind: 'custom-recipient', target: `MS:${source}` };
    case 1:
    case 2:
      return { kind, proxies: [`ms:${source}`] };
    case 3:
      return { kind, proxies: [`ms:${source}`, `migrate:MS:${source}`] };
    case 4:
      return { kind, proxies: [`migrate:MS:${source}`] };
    default:
      return { kind };
  }
}

/** The MS Mail mailbox of the person with this number: two hundred post offices of five hundred each. */
export const sourceOf = (number: number): MsAddress => ({
  network: 'CORP',
  postOffice: `PO${number % 200}`,
  mailbox: `B${number}`,
});

/** The person with a number below RECIPIENTS; always the same one. */
export function personOf(number: number): Person {
  return {
    rows: [],
    ...particulars(number, writeMsAddress(sourceOf(number))),
    alias: `b${number}`,
    displayName: displayNameOf(number),
    site: number % 3 === 0 ? 'MADRID' : 'LONDON',
    ...(number % 20 === 9 ? { hidden: true } : {}),
    ask: `b${number} as MS:${writeMsAddress(sourceOf(number))}`,
    expect: always('missing-migrate'),
    story: 'One of very many.',
  };
}

/** The containers and templates of the sample organisation with a hundred thousand recipients in it. */
export function* crowdedEntries(organization: SampleOrganization): Generator<EntryData> {
  yield* organization.entries;
  for (let number = 0; number < RECIPIENTS; number += 1) yield* organization.entriesFor(personOf(number), number);
}
