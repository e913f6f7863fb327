import { afterAttempt, claimed, type Result } from '../../../lib/migration/attempt.ts';
import { type AuditEntry, type AuditRecord, chainRecord } from '../../../lib/migration/audit.ts';
import { decide } from '../../../lib/migration/decide.ts';
import type { OnList } from '../../../lib/migration/people.ts';
import { entryFor, noteFor, type Proposal } from '../../../lib/migration/proposal.ts';
import type { Finding } from '../../../lib/migration/verify/finding.ts';
import type { KeptPage } from '../../../lib/migration/verify/plans.ts';
import { startVerifying } from '../../../lib/migration/verify.ts';
import { pagesOf } from '../../../lib/wave/plan/people.ts';
import { begunPlan, donePlan } from '../../../lib/wave/plan/plan.ts';
import { rowOf } from '../../../lib/wave/plan/row.ts';
import { APPROVER, person } from '../proposals.ts';
import { salted } from '../recorded-world.ts';
import { people, planFor } from './planned.ts';

/** What the tables hold of a plan. */
export type PlanTables = {
  readonly records: readonly AuditRecord[];
  /** The plan, then the rows of its people in their order. */
  readonly rows: readonly Proposal[];
  readonly pages: readonly (KeptPage & { readonly people: readonly OnList[] })[];
};

const APPLIED: Result = { state: 'applied', outcome: { detail: 'It is there.' } };
const ALREADY: Result = { state: 'already-present', outcome: { detail: 'The value was there before.' } };

/**
 * A plan for three people on two pages, applied: records 1 to 4 are the plan's (checked, proposed, approved, claimed),
 * 5 and 6 the first person's (claimed, applied), 7 and 8 the second's, 9 the third's, who had the value before; 10 ends
 * the plan.
 */
export function appliedPlan(): PlanTables {
  const [records, drafts]: [AuditRecord[], ReturnType<typeof people>] = [[], people(3)];
  // The plan is asked for at nine sharp, after the check is on record.
  const now = (): string =>
    new Date(Date.parse('2026-12-01T09:00:00.000Z') + 1_000 * (records.length - 1)).toISOString();
  const write = (entry: AuditEntry) => records.push(chainRecord('migcheck', records.at(-1), salted(entry)));
  function move(next: Proposal, action: AuditEntry['action'], actor: AuditEntry['actor'] = null): Proposal {
    write(entryFor(next, { action, actor, jobId: `job-${records.length}`, at: now() }));
    return next;
  }

  const proposed = planFor(drafts);
  const by = person('U-REQUESTER');
  write(noteFor(proposed, { action: 'checked', actor: by, jobId: 'job-0', at: now(), detail: '3 people' }));
  move(proposed, 'proposed', by);
  const verdict = { verdict: 'approve', by: APPROVER, at: now(), jobId: `job-${records.length}` } as const;
  const decision = decide(proposed, verdict, { approvers: { users: [APPROVER.user] }, selfApproval: false });
  if (decision.kind !== 'decided') throw new Error(`The plan is not approved: ${decision.kind}`);
  const plan = move(begunPlan(move(decision.next, 'approved', APPROVER), now()), 'claimed');

  const taken = pagesOf(drafts).flatMap((page, number) =>
    page.map((draft, index) => rowOf(plan, draft, { place: { page: number, index, go: 1 } })),
  );
  const rows = taken.map((row, index) => {
    if (index === 2) return move(afterAttempt(row, ALREADY, now()), 'already-present');
    return move(afterAttempt(move(claimed(row, now()), 'claimed'), APPLIED, now()), 'applied');
  });
  const done = move(donePlan(plan, now(), 'All 3 have it.'), 'applied');
  const pages = pagesOf(drafts).map((page, number) => ({
    list: plan.fix.identity,
    page: number,
    people: page.map((one) => ({ ...one, salt: '' })),
  }));
  return { records, rows: [done, ...rows], pages };
}

/** All that is found in such tables, if the rows and pages are read after `before` records. */
export function findingsInPlan(
  { records, rows, pages }: Omit<PlanTables, 'pages'> & { readonly pages: readonly KeptPage[] },
  before = records.length,
): readonly Finding[] {
  const verifying = startVerifying('migcheck', []);
  const read = (some: readonly AuditRecord[]) =>
    some.flatMap((record) => verifying.record({ number: record.number, record }));
  const findings = [...read(records.slice(0, before))];
  verifying.rowsBegin();
  for (const proposal of rows) findings.push(...verifying.proposal({ id: proposal.id, proposal }));
  for (const page of pages) verifying.page(page);
  return [...findings, ...read(records.slice(before)), ...verifying.end()];
}
