import type { AuditRecord } from '../audit.ts';
import type { Proposal } from '../proposal.ts';
import { type Course, followed } from './course.ts';
import type { Finding } from './finding.ts';
import { followPlans, type KeptPage } from './plans.ts';
import { faultsOfRow, type Row, rowOf } from './rows.ts';

/** A proposal as its table gives it back; `trouble` says what is wrong with its row. */
export type KeptProposal = { readonly id: string; readonly proposal?: Proposal; readonly trouble?: string };

const keptRow = (proposalId: string, { last: number }: Course): Finding => ({
  what: 'row-kept',
  number,
  proposalId,
  says: 'Its records are erased in part, and its row is still there. See: migcheck audit erase',
});

/** Follows every proposal through its records, and holds its row against them. */
export function followProposals() {
  const courses = new Map<string, Course>();
  const rows = new Map<string, Row | 'unreadable'>();
  const plans = followPlans(courses);
  let readBefore = Number.POSITIVE_INFINITY;

  function faultsOf(id: string): readonly Finding[] {
    const [course, row] = [courses.get(id), rows.get(id)];
    if (course?.isErased) return row ? [keptRow(id, course)] : [];
    if (row === 'unreadable') return [];
    if (!course) return [{ what: 'row-unrecorded', proposalId: id, says: 'Nothing on record is about it.' }];
    if (row) return faultsOfRow(id, row, plans.asRow(course));
    const { first, last: number } = course;
    const says = 'There are records of it, and it has no row.';
    return first > readBefore ? [] : [{ what: 'row-missing', number, proposalId: id, says }];
  }

  return {
    count: () => rows.size,
    next(record: AuditRecord): readonly Finding[] {
      const { course, findings } = followed(courses.get(record.proposalId), record, Number.isFinite(readBefore));
      const unplanned = courses.has(record.proposalId) ? [] : plans.begins(record);
      courses.set(record.proposalId, course);
      return [...findings, ...unplanned];
    },
    /** Rows are read from now on: what comes after this number may have come after its row was read. */
    rowsBegin(number: number): void {
      readBefore = number;
    },
    row({ id, proposal, trouble }: KeptProposal): readonly Finding[] {
      const row = proposal && rowOf(proposal);
      rows.set(id, row ?? 'unreadable');
      const says = trouble ?? (row ? undefined : 'Its row holds something else than a proposal.');
      return says ? [{ what: 'row-altered', proposalId: id, says }] : [];
    },
    page: (kept: KeptPage) => plans.page(kept),
    *end(): Generator<Finding> {
      yield* plans.end(readBefore);
      for (const id of new Set([...courses.keys(), ...rows.keys()])) yield* faultsOf(id);
    },
  };
}
