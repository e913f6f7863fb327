import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { EntryData } from '../../../infra/local/ldap/entry.ts';
import { activeDirectoryOrganization } from '../../../infra/local/sample/active-directory.ts';
import { exchange55Organization } from '../../../infra/local/sample/exchange55.ts';
import { openDirectory } from '../../../lib/adapters/directory/directory.ts';
import { sweepDirectory } from '../../../lib/adapters/directory/sweep/sweep.ts';
import { examine, examineAmong } from '../../../lib/flows/examine.ts';
import { judgeAmong } from '../../../lib/flows/wave.ts';
import { MIGRATE_TEMPLATE } from '../../../lib/migration/address.ts';
import type { Assumptions } from '../../../lib/migration/examination.ts';
import { WIZARD_VERSIONS } from '../../../lib/migration/wizard.ts';
import type { Directory } from '../../../lib/ports.ts';
import type { Member } from '../../../lib/wave/list.ts';
import { planFindings, standingOf, verdictOn } from '../../../lib/wave/verdict.ts';
import { needs } from '../../support/machine.ts';
import { entriesWith } from '../../support/random-organization.ts';
import { startSlapd } from '../../support/slapd.ts';
import { anyStrangers, rowNine, tidied, withSharedAddress, withSlash } from '../../support/strangers.ts';

const ORGANIZATIONS = [
  ['Exchange 5.5', exchange55Organization()],
  ['Active Directory', activeDirectoryOrganization()],
] as const;

const CLOCK = { now: (): string => '2026-12-01T09:00:00.000Z' };

/** What tells which addresses Exchange generates itself; without it they are guessed. */
const isTemplate = ({ attributes }: EntryData): boolean =>
  Object.keys(attributes).some((name) => /^gateway-?proxy$/i.test(name));

/** A search or two for each, as a person would ask for them one after another. */
async function judgedAlone(member: Member, directory: Directory, assumptions: Assumptions) {
  const { who, source, plan } = member;
  const ask = (whom: Member['who']) =>
    examine(
      { who: whom, wizard: assumptions.wizard, observed: false, ...(source ? { source } : {}) },
      { directory, clock: CLOCK, assumptions },
    );
  const named = await ask(who);
  const isUnknown = plan && source && who.by === 'name' && named.recipients.length === 0;
  const examination = isUnknown ? await ask({ by: 'ms', address: source }) : named;
  return { verdict: verdictOn(member, examination), findings: planFindings(member, standingOf(examination)) };
}

needs('slapd', 'slapadd')('people who hardly ever clash', () => {
  test.each(ORGANIZATIONS)(
    'are judged in %s as each of them would be alone, though those who are alike are judged once',
    async (_, organization) => {
      const accounts = Object.values(organization.accounts);
      const reader = organization.accounts.reader;
      await fc.assert(
        fc.asyncProperty(
          fc.oneof(anyStrangers, anyStrangers.map(tidied)),
          fc.constantFrom(...WIZARD_VERSIONS),
          fc.boolean(),
          async (strangers, wizard, isTold) => {
            const people = strangers.map(({ person }) => person);
            const entries = entriesWith(organization, people).filter((entry) => isTold || !isTemplate(entry));
            const server = await startSlapd({ ...organization, entries, accounts });
            const settings = {
              ...{ urls: [server.url], bindDn: reader.names[0] ?? '', password: reader.password },
              ...{ tls: 'off' as const, kind: 'auto' as const, migrateTemplate: MIGRATE_TEMPLATE },
            };
            const directory = openDirectory(settings);
            try {
              const { everybody } = await sweepDirectory(settings);
              const assumptions: Assumptions = { wizard, template: MIGRATE_TEMPLATE, postOffices: [], canWrite: true };
              const deps = { everybody, clock: CLOCK, assumptions };
              const judge = judgeAmong(everybody, (question) =>
                examineAmong({ ...question, wizard, observed: false }, deps),
              );
              let alone = 0;
              for (const { member } of strangers) {
                if (member.source && everybody.lone(member.who, member.source)) alone += 1;
                expect(judge(member)).toEqual(await judgedAlone(member, directory, assumptions));
              }
              expect(alone).toBeGreaterThan(0);
            } finally {
              await directory.close();
              await server.stop();
            }
          },
        ),
        {
          numRuns: 8,
          endOnFailure: true,
          examples: [
            [rowNine(), 'unknown', true],
            [withSlash(), 'unknown', true],
            [withSharedAddress(), 'unknown', true],
          ],
        },
      );
    },
    240_000,
  );
});
