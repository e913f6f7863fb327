import { afterAttempt, type Result } from '../../migration/attempt.ts';
import type { Draft } from '../../migration/draft.ts';
import { draftsOn } from '../../migration/people.ts';
import { entryFor, type Proposal } from '../../migration/proposal.ts';
import type { Clock, Ledger, Queue, RowMove, WritableDirectory } from '../../ports.ts';
import { type Taken, takenOn } from '../../wave/plan/goes.ts';
import { isToBeTakenUp, isUnsettled, rowId } from '../../wave/plan/row.ts';
import { lockAfter } from './locking.ts';

export type PlanDeps = {
  readonly directory: WritableDirectory;
  readonly ledger: Ledger;
  readonly queue: Queue;
  readonly clock: Clock;
  readonly jobId: string;
  /** How many milliseconds this worker has left. */
  readonly left: () => number;
};

/** Somebody on a page, and as what they were taken up last. */
export type Member = Taken & { readonly index: number; readonly draft: Draft };

/** Those who are taken up together, as they stand. */
export type Page = {
  readonly plan: Proposal;
  readonly number: number;
  readonly members: readonly Member[];
  /** How far the plan has come with it is on record. */
  readonly isNoted?: true;
};

/** Everybody on a page of the plan, as their rows have them now. */
export async function readPage(plan: Proposal, number: number, { ledger }: Pick<PlanDeps, 'ledger'>): Promise<Page> {
  const drafts = draftsOn(await ledger.people(plan.fix.identity, number));
  const taken = await takenOn(plan, { page: number, count: drafts.length }, ledger.proposals);
  const members = drafts.map((draft, index): Member => ({ index, draft, goes: 0, ...taken[index] }));
  return { plan, number, members };
}

export const rowsOn = ({ members }: Page): readonly Proposal[] => members.flatMap(({ row }) => row ?? []);

/** The same page with these rows as they stand by now. */
export function withMoved(page: Page, rows: readonly Proposal[]): Page {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const members = page.members.map((member): Member => {
    const next = rowId(page.plan.id, { page: page.number, index: member.index, go: member.goes + 1 });
    const begun = byId.get(next);
    if (begun) return { ...member, row: begun, goes: member.goes + 1 };
    const row = member.row && byId.get(member.row.id);
    return row ? { ...member, row } : member;
  });
  return { ...page, members };
}

export const isToBeDone = ({ row, goes }: Member): boolean => isToBeTakenUp(row, goes);

/** Nobody on it is still to be taken up, and nothing that was is still to come to light. */
export const hasEnded = ({ members }: Page): boolean =>
  members.every((member) => member.row !== undefined && !isUnsettled(member.row) && !isToBeDone(member));

/** A row after an attempt, with its record; its lock as the outcome leaves it. */
export function concluded(row: Proposal, result: Result, { clock, jobId }: PlanDeps): RowMove | undefined {
  const at = clock.now();
  const next = afterAttempt(row, result, at);
  // Still not known is no news.
  if (next.state === 'unknown' && row.state === 'unknown') return undefined;
  if ('putOff' in result) throw new Error('A row of a plan is not put off');
  const entry = entryFor(next, { action: result.state, actor: null, jobId, at });
  return { next, entry, lock: lockAfter(row, next, at) };
}
