import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { startLdap } from '../../../infra/local/ldap/start.ts';
import { activeDirectoryOrganization } from '../../../infra/local/sample/active-directory.ts';
import { exchange55Organization } from '../../../infra/local/sample/exchange55.ts';
import { type SampleOrganization, served } from '../../../infra/local/sample/organization.ts';
import type { Person } from '../../../infra/local/sample/person.ts';
import { openDirectory } from '../../../lib/adapters/directory/directory.ts';
import type { DirectorySettings } from '../../../lib/adapters/directory/settings.ts';
import { inParts } from '../../../lib/adapters/directory/sweep/in-parts.ts';
import { sweepDirectory } from '../../../lib/adapters/directory/sweep/sweep.ts';
import { examine, examineAmong } from '../../../lib/flows/examine.ts';
import { MIGRATE_TEMPLATE } from '../../../lib/migration/address.ts';
import { normalDn } from '../../../lib/migration/dn.ts';
import type { Assumptions } from '../../../lib/migration/examination.ts';
import { WIZARD_VERSIONS } from '../../../lib/migration/wizard.ts';
import type { Directory } from '../../../lib/ports.ts';
import { needs } from '../../support/machine.ts';
import { anyPeople, entriesWith, questionsAbout } from '../../support/random-organization.ts';
import { startSlapd } from '../../support/slapd.ts';
import { personWith, withExtras } from './stand.ts';

const ORGANIZATIONS = [
  ['Exchange 5.5', exchange55Organization()],
  ['Active Directory', activeDirectoryOrganization()],
] as const;

const settingsAt = (url: string, { accounts }: SampleOrganization): DirectorySettings => ({
  urls: [url],
  bindDn: accounts.reader.names[0] ?? '',
  password: accounts.reader.password,
  tls: 'off',
  kind: 'auto',
  migrateTemplate: MIGRATE_TEMPLATE,
});

/** 1,200 people: a third of one display name, names with blanks, umlauts and capitals, one letter and many. */
const crowd: readonly Person[] = Array.from({ length: 1_200 }, (_, index) => ({
  ...personWith('jdoe'),
  alias: `${'abcdefghij'.charAt(index % 10)}${index}`,
  directoryName: `${['Müller ', 'MÜLLER', 'mu', 'm', 'M  X ', 'Ω'][index % 6]}${index}`,
  displayName: index % 3 === 0 ? 'Robin Crowd' : `Robin ${index}`,
}));

const everybodyIn = (organization: SampleOrganization) => [
  ...withExtras(organization, []),
  ...crowd.flatMap((person, index) => organization.entriesFor(person, 10_000 + index)),
];

const dnsBelow = (swept: Awaited<ReturnType<typeof sweepDirectory>>): string[] =>
  [...swept.below('')].map(({ dn }) => normalDn(dn)).sort();

needs('slapd', 'slapadd')('a server that', () => {
  describe.each(ORGANIZATIONS)('is like %s', (_, organization) => {
    test.each(['none', 'counted'] as const)(
      'hands out a hundred entries, and pages are %s: everybody is read all the same (domain.md 2.4)',
      async (paging) => {
        const entries = everybodyIn(organization);
        const accounts = Object.values(organization.accounts);
        const [limited, open] = await Promise.all([
          startSlapd({ ...organization, entries, accounts, paging }),
          startSlapd({ ...organization, entries, accounts }),
        ]);
        const [inPieces, inPages] = await Promise.all([
          sweepDirectory(settingsAt(limited.url, organization)),
          sweepDirectory(settingsAt(open.url, organization)),
        ]).finally(() => Promise.all([limited.stop(), open.stop()]));

        expect(inPages.count).toBeGreaterThan(crowd.length);
        expect(dnsBelow(inPieces)).toEqual(dnsBelow(inPages));
        expect(new Set(dnsBelow(inPieces)).size).toBe(inPieces.count);
      },
      120_000,
    );
  });
});

test('an empty page in the middle loses nobody', async () => {
  const organization = exchange55Organization();
  const server = await startLdap({ ...served(organization), entries: withExtras(organization, []) });
  const whole = await sweepDirectory(settingsAt(server.url, organization));
  server.faults.put({ on: 'search', what: 'empty-page' }, { after: 1, times: 2 });
  const swept = await sweepDirectory(settingsAt(server.url, organization));
  await server.close();

  expect(dnsBelow(swept)).toEqual(dnsBelow(whole));
  expect(whole.count).toBeGreaterThan(120);
});

test('a directory that breaks off in the middle is asked again from the start, and is down when it does so twice', async () => {
  const organization = exchange55Organization();
  const server = await startLdap({ ...served(organization), entries: withExtras(organization, []) });
  server.faults.put({ on: 'search', what: 'reset' }, { after: 2, times: 10 });

  await expect(sweepDirectory(settingsAt(server.url, organization))).rejects.toMatchObject({ trouble: 'unreachable' });
  await server.close();
});

test('a server that finds nobody by the beginning of a name is told as such, and nobody is left out in silence', async () => {
  const hundred = Array.from({ length: 100 }, (_, index) => ({
    dn: `cn=x${index},o=F`,
    all: () => [`x${index}`],
    first: () => `x${index}`,
    bytes: () => undefined,
    has: () => true,
  }));
  const connection = {
    server: { url: 'ldap://127.0.0.1:389', host: '127.0.0.1', port: 389, encryption: 'off' as const },
    handful: async ({ filter }: { filter: { toString(): string } }) =>
      filter.toString().includes('*)') ? { entries: [], whole: true } : { entries: hundred, whole: false },
  };
  const sought = { base: 'o=F', filter: await anyFilter(), attributes: ['cn'] };
  const read = async (): Promise<void> => {
    for await (const _ of inParts(connection, sought, 'exchange55'));
  };

  await expect(read()).rejects.toMatchObject({ trouble: 'search-refused', code: 4 });
});

async function anyFilter() {
  const { EqualityFilter } = await import('ldapts');
  return new EqualityFilter({ attribute: 'objectClass', value: 'organizationalPerson' });
}

const CLOCK = { now: (): string => '2026-12-01T09:00:00.000Z' };

/** Whether entries are kept as they came, or packed. */
const anyLimit = fc.constantFrom(1, 200_000);

needs('slapd', 'slapadd')('random organisations', () => {
  test.each(ORGANIZATIONS)(
    'as %s: the verdict of a wave is the verdict of the single check',
    async (_, organization) => {
      await fc.assert(
        fc.asyncProperty(
          anyPeople,
          fc.constantFrom(...WIZARD_VERSIONS),
          anyLimit,
          async (people, wizard, packAbove) => {
            const accounts = Object.values(organization.accounts);
            const entries = entriesWith(organization, people);
            const server = await startSlapd({ ...organization, entries, accounts });
            const directory = openDirectory(settingsAt(server.url, organization));
            try {
              const swept = await sweepDirectory(settingsAt(server.url, organization), { packAbove });
              const postOffices = [{ network: 'CORP', postOffice: 'PO1' }];
              const assumptions: Assumptions = { wizard, template: MIGRATE_TEMPLATE, postOffices, canWrite: true };
              const ask = (question: ReturnType<typeof questionsAbout>[number], asked: Directory) =>
                examine({ ...question, wizard, observed: false }, { directory: asked, clock: CLOCK, assumptions });
              for (const question of questionsAbout(organization, people)) {
                const single = await ask(question, directory);
                expect(await ask(question, swept)).toEqual(single);
                const asked = { ...question, wizard, observed: false };
                expect(examineAmong(asked, { everybody: swept.everybody, clock: CLOCK, assumptions })).toEqual(single);
              }
            } finally {
              await directory.close();
              await server.stop();
            }
          },
        ),
        { numRuns: 6, endOnFailure: true },
      );
    },
    240_000,
  );
});
