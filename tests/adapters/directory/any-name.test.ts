import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { startLdap } from '../../../infra/local/ldap/start.ts';
import { exchange55Organization } from '../../../infra/local/sample/exchange55.ts';
import { served } from '../../../infra/local/sample/organization.ts';
import type { Person } from '../../../infra/local/sample/person.ts';
import { openDirectory } from '../../../lib/adapters/directory/directory.ts';
import { MIGRATE_TEMPLATE } from '../../../lib/migration/address.ts';
import { normalDn } from '../../../lib/migration/dn.ts';
import type { Directory } from '../../../lib/ports.ts';
import { needs } from '../../support/machine.ts';
import { startSlapd } from '../../support/slapd.ts';
import { personWith } from './stand.ts';

const organization = exchange55Organization();

/** Letters of every kind, and everything that means something in a filter or in a distinguished name. */
const letter = fc.oneof(
  fc.constantFrom(...'*()\\,+"<>;=#/$:&|!~ \'', '\u202E', '\u00A0', 'é', 'e\u0301', '🎣', 'ß'),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
);
/** Blanks at the ends and doubled ones do not count in caseIgnoreMatch, and neither do control characters (RFC 4518). */
const displayName = fc
  .array(letter, { minLength: 1, maxLength: 20 })
  .map((letters) =>
    letters
      .join('')
      .normalize('NFKC')
      .replace(/\p{C}/gu, '')
      .replace(/\p{Z}+/gu, ' ')
      .trim(),
  )
  .filter((text) => text !== '');

const SOME = 150;
const somebody = (name: string, number: number): Person => ({
  ...personWith('jdoe'),
  alias: `random${number}`,
  directoryName: name,
  displayName: `display ${name}`,
});

/** The same ones in every run. */
const people = [
  ...new Map(fc.sample(displayName, { numRuns: SOME, seed: 4514 }).map((name) => [name.toLowerCase(), name])).values(),
].map(somebody);

const entries = [
  ...organization.entries,
  ...people.flatMap((person, number) => organization.entriesFor(person, number)),
];

function anyName(start: () => Promise<{ url: string; stop(): Promise<void> }>): void {
  let server: { url: string; stop(): Promise<void> };
  let directory: Directory;
  beforeAll(async () => {
    server = await start();
    directory = openDirectory({
      urls: [server.url],
      bindDn: organization.accounts.reader.names[0] ?? '',
      password: organization.accounts.reader.password,
      tls: 'off',
      kind: 'auto',
      migrateTemplate: MIGRATE_TEMPLATE,
    });
  });
  afterAll(async () => {
    await directory.close();
    await server.stop();
  });

  test('in a filter finds exactly the one who has it (RFC 4515)', async () => {
    for (const { displayName: name, alias } of people) {
      const { recipients } = await directory.find({ by: 'name', name });
      expect([name, recipients.map((found) => found.alias)]).toEqual([name, [alias]]);
    }
  });

  test('in a distinguished name finds exactly the one who has it (RFC 4514)', async () => {
    for (const person of people) {
      const { recipients } = await directory.find({ by: 'dn', dn: organization.dnOf(person) });
      expect(recipients.map(({ dn }) => normalDn(dn))).toEqual([normalDn(organization.dnOf(person))]);
    }
  });
}

describe('any name, asked of the embedded server,', () => {
  anyName(async () => {
    const server = await startLdap({ ...served(organization), entries });
    return { url: server.url, stop: server.close };
  });
});

needs('slapd', 'slapadd')('any name, asked of OpenLDAP,', () => {
  anyName(() => startSlapd({ ...organization, entries, accounts: Object.values(organization.accounts) }));
});
