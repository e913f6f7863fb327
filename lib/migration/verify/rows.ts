import { type Proposal, type ProposalState, standingOf } from '../proposal.ts';
import { aboutOf, approvalKey, askedKey, type Course, type Position } from './course.ts';
import type { Finding } from './finding.ts';

/** What is kept of a row until the chain has been read to its end. */
export type Row = {
  readonly schema: number;
  readonly position: Required<Position>;
  readonly about: string;
  readonly asked: string;
  readonly needs: number;
  readonly approvals: readonly string[];
  readonly approvers: number;
};

/** Approvals stand by themselves; the first version kept the one there was as the decision. */
const approvalsOf = ({ approvals, decision }: Proposal) =>
  approvals.length === 0 && decision?.verdict === 'approve' ? [decision] : approvals;

/** Undefined for a row that holds something else than a proposal: whoever alters a row may put anything there. */
export function rowOf(proposal: Proposal): Row | undefined {
  try {
    return wholeRow(proposal);
  } catch {
    // Something that a proposal is made of is not there.
  }
  return undefined;
}

function wholeRow(proposal: Proposal): Row {
  const approvals = approvalsOf(proposal);
  return {
    schema: proposal.schema,
    position: standingOf(proposal),
    about: aboutOf(proposal),
    asked: askedKey(proposal.askedBy, proposal.askedAt),
    needs: proposal.needs.approvals,
    approvals: approvals.map(({ by, at, jobId }) => approvalKey(by, at, jobId)),
    approvers: new Set(approvals.map(({ by }) => by.user)).size,
  };
}

type Said = (what: Finding['what'], says: string) => Finding;

const isSame = ({ schema, position: row }: Row, { state, version, digest }: Position): boolean =>
  row.state === state && row.version === version && (digest === undefined ? schema === 1 : digest === row.digest);

/** The row against every position that was the newest while the rows were read. */
function faultsOfPosition(row: Row, { position: newest, earlier }: Course, said: Said): readonly Finding[] {
  if ([...earlier, newest].some((position) => isSame(row, position))) return [];
  const { state, version } = row.position;
  const stands = `Its row stands ${state} in version ${version}`;
  if (version > newest.version)
    return [said('row-ahead', `${stands}, and version ${newest.version} is the last on record.`)];
  if (version < newest.version)
    return [said('row-behind', `${stands}, and its newest record says ${newest.state} in version ${newest.version}.`)];
  return state === newest.state
    ? [said('row-altered', `${stands}, as its newest record says, but holds something else than it did then.`)]
    : [said('row-altered', `${stands}, and its newest record says ${newest.state}.`)];
}

/** States that no proposal reaches before it is approved. */
const AFTER_APPROVAL: ReadonlySet<string> = new Set<ProposalState>([
  'approved',
  'applying',
  'applied',
  'already-present',
  'stale',
  'refused',
  'failed',
  'unknown',
]);

function faultsOfApprovals(row: Row, course: Course, said: Said): readonly Finding[] {
  const { needs, approvals, approvers, position } = row;
  if (!course.approved) return [];
  // The row may have been read before the approval that the chain has by now.
  const lacks = AFTER_APPROVAL.has(position.state) && approvers < needs;
  const { people } = course.approved;
  const unrecorded = approvals.filter((one) => !course.approvals.includes(one)).length;
  return [
    ...(people >= needs ? [] : [said('approvals', `It needs ${needs} approvals; ${people} people had given one.`)]),
    ...(lacks ? [said('approvals', `It needs ${needs} approvals; its row has them of ${approvers}.`)] : []),
    ...(unrecorded === 0 ? [] : [said('approvals', `${unrecorded} of the approvals in its row are not on record.`)]),
  ];
}

/** A proposal's row against what the chain says of it. */
export function faultsOfRow(proposalId: string, row: Row, course: Course): readonly Finding[] {
  const at = (number: number): Said => {
    return (what, says) => ({ what, number, proposalId, says });
  };
  const said = at(course.last);
  return [
    ...faultsOfPosition(row, course, said),
    ...(row.about === course.about || course.about === undefined
      ? []
      : [said('row-altered', 'Its row names another object, value or change than its records.')]),
    ...(row.asked === course.asked
      ? []
      : [at(course.first)('row-altered', 'Its row names another requester or time than the record.')]),
    ...faultsOfApprovals(row, course, at(course.approved?.number ?? course.last)),
  ];
}
