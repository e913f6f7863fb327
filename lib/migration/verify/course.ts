import type { AuditRecord, Standing } from '../audit.ts';
import { OWN_APPROVAL } from '../decide.ts';
import { digestOf } from '../digest.ts';
import { memberKey } from '../people.ts';
import type { Proposal } from '../proposal.ts';
import type { Finding } from './finding.ts';
import { MOVES, NOT_BEGUN, NOTES, type Rule } from './moves.ts';

/** How a proposal stood after a record; records of schema 1 say nothing of the row. */
export type Position = Omit<Standing, 'digest'> & { readonly digest?: string };

/** What the chain says of one proposal so far: all that is kept of its records. */
export type Course = {
  readonly schema: number;
  /** The numbers of its first record and of its newest. */
  readonly first: number;
  readonly last: number;
  readonly position: Position;
  /** The positions before it, from the one on that was the newest when the rows began to be read. */
  readonly earlier: readonly Position[];
  /** A digest over the object, the value and what was to be done with it; not known where that was erased. */
  readonly about?: string | undefined;
  /** Who asked and when, and their id alone; a row of a plan was asked for with the plan. */
  readonly asked?: string | undefined;
  readonly requester?: string | undefined;
  /** Every approval, as `approvalKey` has it, and who gave one. */
  readonly approvals: readonly string[];
  readonly approvers: readonly string[];
  /** The first record after which it stood approved, and how many people had approved by then. */
  readonly approved?: { readonly number: number; readonly people: number } | undefined;
  /** Erased was what its row held, and so is the row. */
  readonly isErased: boolean;
  /** The plan that it is a row of, and whom of it, as `memberKey` has it. */
  readonly inPlan?: { readonly plan: string; readonly member: string | undefined } | undefined;
  /** The digest of a plan's list of people. */
  readonly list?: string | undefined;
};

export const approvalKey = (by: { readonly user: string } | null, at: string, jobId: string): string =>
  digestOf([by?.user, at, jobId]);

export const askedKey = (by: unknown, at: string): string => digestOf([by, at]);

type About = Pick<AuditRecord, 'recipient' | 'attribute' | 'value' | 'change' | 'before' | 'people' | 'plan'>;

/** What is to be done, as records and proposals say it alike. */
const aboutKey = ({ people, plan, ...done }: About): string => digestOf([memberKey(done), people, plan]);

export const aboutOf = ({ fix, recipientName, before, people, plan }: Proposal): string =>
  aboutKey({
    ...(people ? { people: people.count } : {}),
    ...(plan ? { plan } : {}),
    recipient: { dn: fix.dn, identity: fix.identity, name: recipientName },
    attribute: fix.attribute,
    value: fix.value,
    change: fix.change,
    before,
  });

const aboutRecord = (record: AuditRecord): string | undefined => (record.erased?.whom ? undefined : aboutKey(record));

/** Before its first record. */
const START: Position = { state: NOT_BEGUN, version: 0 };

const NONE: readonly never[] = [];

/** The legal move that the record calls so. */
const ruleOf = ({ action }: AuditRecord): Rule | undefined =>
  Object.hasOwn(MOVES, action) ? MOVES[action] : undefined;

type Said = (what: Finding['what'], says: string) => Finding;

/** What is wrong with a record that moves nothing. */
function faultsOfNote({ action, stands }: AuditRecord, { state }: Position, said: Said): readonly Finding[] {
  const begun = state !== NOT_BEGUN;
  return [
    ...(stands ? [said('standing', `"${action}" moves nothing, and yet says how the proposal stood after it.`)] : []),
    ...(action === 'turned-away' && !begun
      ? [said('move', 'A click is turned away before anything was proposed.')]
      : []),
    ...(action === 'checked' && begun
      ? [said('move', 'The check comes after the proposal that was made from it.')]
      : []),
  ];
}

/** Whether the record says how the proposal stood, as its schema has it. */
function faultsOfStanding({ schema, stands }: AuditRecord, course: Course | undefined, said: Said): readonly Finding[] {
  if (schema === 1 && course && course.schema > 1)
    return [said('standing', `It is of schema 1 after records of schema ${course.schema}.`)];
  if (schema === 1 && stands) return [said('standing', 'Records of schema 1 do not say how the proposal stood.')];
  return schema !== 1 && !stands ? [said('standing', 'It does not say how the proposal stood after it.')] : [];
}

function leadsFrom(state: string, rule: Rule, { schema, plan, people }: AuditRecord): boolean {
  if (schema === 1) return (rule.inSchema1 ?? rule.from).includes(state);
  const more = plan === undefined ? (people === undefined ? undefined : rule.ofPlan) : rule.inPlan;
  return rule.from.includes(state) || (more?.includes(state) ?? false);
}

/** How the proposal stood after a record that does not say so. */
const unsaid = (record: AuditRecord, { version }: Position): Position => ({
  state: ruleOf(record)?.to[0] ?? NOT_BEGUN,
  version: version + 1,
});

function faultsOfMove(record: AuditRecord, before: Position, after: Position, said: Said): readonly Finding[] {
  const rule = ruleOf(record);
  const legal = rule && leadsFrom(before.state, rule, record) && rule.to.includes(after.state);
  return [
    ...(legal ? [] : [said('move', `"${record.action}" leads from ${before.state} to ${after.state}.`)]),
    ...(after.version === before.version + 1
      ? []
      : [said('version', `Version ${after.version} comes after version ${before.version}.`)]),
    ...(rule?.byPerson && !record.actor ? [said('move', `"${record.action}", and by nobody.`)] : []),
  ];
}

const isOwnUnsaid = ({ action, actor, detail, erased }: AuditRecord, course: Course | undefined): boolean =>
  action === 'approved' &&
  !erased?.words &&
  course?.requester !== undefined &&
  actor?.user === course.requester &&
  !String(detail).includes(OWN_APPROVAL);

function begun(record: AuditRecord): Course {
  const { number, schema, plan, people, recipient } = record;
  return {
    inPlan: plan === undefined ? undefined : { plan, member: record.erased?.whom ? undefined : memberKey(record) },
    list: people === undefined ? undefined : recipient.identity,
    schema,
    first: number,
    last: number,
    position: START,
    earlier: NONE,
    approvals: NONE,
    approvers: NONE,
    isErased: false,
  };
}

/** The course with what this record adds to it. */
function extended(course: Course, record: AuditRecord, after: Position, isLate: boolean): Course {
  const { action, actor, at, jobId, number, schema } = record;
  const user = actor?.user;
  const approvals = action === 'approved' ? [...course.approvals, approvalKey(actor, at, jobId)] : course.approvals;
  const approvers =
    action === 'approved' && user !== undefined ? [...new Set([...course.approvers, user])] : course.approvers;
  const approved = after.state === 'approved' ? { number, people: approvers.length } : undefined;
  return {
    ...course,
    schema: Math.max(schema, course.schema),
    last: number,
    about: course.about ?? aboutRecord(record),
    isErased: course.isErased || record.erased?.row !== undefined,
    position: after,
    earlier: isLate ? [...course.earlier, course.position] : course.earlier,
    approvals,
    approvers,
    approved: course.approved ?? approved,
    ...(action === 'proposed' ? { asked: askedKey(actor, at), requester: user } : {}),
  };
}

/** One record more. `isLate`: the rows are being read already, and may be older than it. */
export function followed(course: Course | undefined, record: AuditRecord, isLate: boolean) {
  const said: Said = (what, says) => ({ what, number: record.number, proposalId: record.proposalId, says });
  const before = course?.position ?? START;
  const isNote = NOTES.has(record.action);
  const after = isNote ? before : (record.stands ?? unsaid(record, before));
  const faults = isNote
    ? faultsOfNote(record, before, said)
    : [...faultsOfStanding(record, course, said), ...faultsOfMove(record, before, after, said)];
  const about = aboutRecord(record);
  const other = about !== undefined && course?.about !== undefined && course.about !== about;
  const findings = [
    ...faults,
    ...(other ? [said('other-change', 'It names another object, value or change than the record before it.')] : []),
    ...(isOwnUnsaid(record, course)
      ? [said('own-approval', 'The requester approved, and the record does not say that this was allowed.')]
      : []),
  ];
  return { course: extended(course ?? begun(record), record, after, isLate), findings };
}
