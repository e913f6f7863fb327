import { type AuditRecord, chainRecord } from '../../lib/migration/audit.ts';
import { type Erasable, type ErasurePlan, erasureEntry, planErasure } from '../../lib/migration/erasure.ts';
import { withoutParts } from '../../lib/migration/parts.ts';
import type { Proposal } from '../../lib/migration/proposal.ts';
import type { KeptPage } from '../../lib/migration/verify/plans.ts';
import { salted } from './recorded-world.ts';

/** What the tables hold. */
export type Tables = {
  readonly records: readonly AuditRecord[];
  readonly rows: readonly Proposal[];
  /** Of the lists of plans. */
  readonly pages?: readonly KeptPage[];
};

export function planFor({ records, rows, pages = [] }: Tables, whom: Erasable): ErasurePlan {
  const planning = planErasure(whom);
  for (const record of records) planning.record(record);
  for (const row of rows) planning.proposal(row);
  for (const page of pages) planning.page(page);
  for (const record of records) planning.again(record);
  return planning.plan();
}

/** The tables after somebody was erased; `done`: after how many of the records it was interrupted. */
export function erasedFrom(tables: Tables, whom: Erasable, done = Number.POSITIVE_INFINITY): Tables {
  const plan = planFor(tables, whom);
  const at = '2026-12-24T09:00:00.000Z';
  const said = chainRecord('migcheck', tables.records.at(-1), salted(erasureEntry(plan, { id: 'erase-1', at })));
  const first = new Set([...plan.records.keys()].slice(0, done));
  const records = tables.records.map((record) =>
    first.has(record.number) ? withoutParts(record, plan.records.get(record.number) ?? [], said.number) : record,
  );
  const isWhole = first.size === plan.records.size;
  const rows = tables.rows.filter(({ id }) => !isWhole || !plan.proposals.some((gone) => gone.id === id));
  return { records: [...records, said], rows };
}
