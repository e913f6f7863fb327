import { exchange55Organization } from '../../../infra/local/sample/exchange55.ts';
import type { SampleOrganization } from '../../../infra/local/sample/organization.ts';
import type { Person } from '../../../infra/local/sample/person.ts';
import { openArchive } from '../../../lib/adapters/ledger/archive.ts';
import { verifyAudit } from '../../../lib/flows/verify-audit.ts';
import type { Proposal } from '../../../lib/migration/proposal.ts';
import type { Finding } from '../../../lib/migration/verify/finding.ts';
import type { Environment } from '../rig/handlers.ts';
import { stage } from '../rig/stage.ts';
import { draftsFor, lackedBy, proposePlan } from './proposing.ts';

/** The sample organisation with these people as well. */
export function withPeople(people: readonly Person[]): SampleOrganization {
  const sample = exchange55Organization();
  const entries = people.flatMap((person, number) => sample.entriesFor(person, number));
  return { ...sample, entries: [...sample.entries, ...entries] };
}

/** A stage with so many people more, who all lack the MIGRATE proxy, and plans for them. */
export function planStage(people: readonly Person[], environment: Environment = {}) {
  const organization = withPeople(people);
  const on = stage(environment, { organization });
  let plans = 0;
  async function allFindings(): Promise<readonly Finding[]> {
    const archive = openArchive(on.rig.tables);
    const found: Finding[] = [];
    for await (const finding of verifyAudit(archive, [])) found.push(finding);
    archive.close();
    return found;
  }
  const dnOf = (index: number): string => organization.dnOf(people[index] as Person);

  return {
    on,
    dnOf,
    /** The values that somebody holds now. */
    held: (index: number): readonly string[] => on.rig.ldap.values(dnOf(index), 'otherMailbox').map(String),
    added: (index: number): string => `add otherMailbox ${lackedBy(index)}`,
    removed: (index: number): string => `delete otherMailbox ${lackedBy(index)}`,
    /** Has a plan for the first of them proposed. */
    async propose(count = people.length, user?: string): Promise<void> {
      plans += 1;
      const drafts = await draftsFor(people.slice(0, count), on.rig.environment);
      await proposePlan(on.rig.environment, drafts, `plan-${plans}`, user);
      await on.rig.settle();
    },
    /** The newest plan and its rows, as their tables have them. */
    async plan(): Promise<{ plan: Proposal; rows: readonly Proposal[] }> {
      const proposals = await on.rig.proposals();
      const found = proposals.findLast((one) => one.people);
      if (!found) throw new Error('There is no plan');
      return { plan: found, rows: proposals.filter((one) => one.plan === found.id) };
    },
    allFindings,
    /** The record and the rows against each other; tables are emptied between tests, and the chain goes on. */
    findings: async () => (await allFindings()).filter(({ what }) => what !== 'row-missing' && what !== 'people'),
    /** Attributes of somebody as another administrator has just made them. */
    change(index: number, values: Readonly<Record<string, readonly string[]>>): void {
      const entry = organization.entries.find(({ dn }) => dn === dnOf(index));
      on.rig.ldap.put({ dn: dnOf(index), attributes: { ...entry?.attributes, ...values } });
    },
  };
}
