import { migrateProxy, proxyText, writeMsAddress } from '../../lib/migration/address.ts';
import type { EntryData } from '../local/ldap/entry.ts';
import type { SampleOrganization } from '../local/sample/organization.ts';
import type { Person } from '../local/sample/person.ts';
import { personOf, RECIPIENTS, sourceOf } from './crowd.ts';

const migrate = (number: number): string => proxyText(migrateProxy(sourceOf(number)));

/** What is particular about one person in a hundred: the rows of the decision table that are rare (domain.md 1.4). */
const RARE: Readonly<Record<number, (number: number) => Partial<Person>>> = {
  // Rows 10 and 11: the address of the one before stands here as well.
  16: (number) => ({ proxies: [migrate(number - 1)] }),
  18: (number) => ({ proxies: [migrate(number), migrate(number - 1)] }),
  17: (number) => ({ proxies: [migrate(number)] }),
  // Row 9: a custom recipient beside the mailbox of the one before.
  26: (number) => ({ kind: 'custom-recipient', target: `MS:${writeMsAddress(sourceOf(number - 1))}` }),
  // Rows 18, 17, 12 and 15.
  27: (number) => ({ proxies: [`migrate:MS:CORP/OLDPO/B${number}`] }),
  28: () => ({ unreadable: true }),
  36: (number) => ({ alias: `other${number}`, proxies: [`ms:${writeMsAddress(sourceOf(number))}`] }),
  37: (number) => ({ alias: `other${number}` }),
};

const personIn = (number: number): Person => ({ ...personOf(number), ...RARE[number % 100]?.(number) });

/** The sample organisation with a hundred thousand recipients, of every row of the decision table. */
export function* waveEntries(organization: SampleOrganization): Generator<EntryData> {
  yield* organization.entries;
  for (let number = 0; number < RECIPIENTS; number += 1) yield* organization.entriesFor(personIn(number), number);
}

const CROWDS = 10;

/** The same ten times over with other names: a million recipients. */
export function* millionEntries(organization: SampleOrganization): Generator<EntryData> {
  yield* organization.entries;
  for (let number = 0; number < RECIPIENTS * CROWDS; number += 1) {
    const person = personIn(number);
    // There are names for one crowd.
    const displayName = `${personOf(number % RECIPIENTS).displayName} ${Math.floor(number / RECIPIENTS)}`;
    yield* organization.entriesFor({ ...person, displayName }, number);
  }
}

const HEADER =
  'SFS_UserName,SFS_FullName,MigrateUser,Obj-Class,Mode,Common-Name,Display-Name,Given-Name,Surname,Home-Server,Comment,Assoc-NT-Account,Secondary-Proxy-Addresses';

/** The user list of the wizard for all of them, as if there were one post office only in its first two lines. */
export function userList(): string {
  const lines = ['CORP,PO0', 'M:\\MAILDATA,4', HEADER];
  for (let number = 0; number < RECIPIENTS; number += 1) {
    const { alias, displayName } = personOf(number);
    const user = alias.toUpperCase();
    lines.push(`${user},${displayName},Y,mailbox,Create,${user},${displayName},,,~SERVER,,,${migrate(number)}`);
  }
  return `${lines.join('\r\n')}\r\n`;
}
