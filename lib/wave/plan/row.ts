import type { Draft } from '../../migration/draft.ts';
import { ENDED, type Proposal } from '../../migration/proposal.ts';

/** As often is somebody taken up whose write was interrupted and did not come to light. */
export const MOST_GOES = 10;

/** Whom of a plan, and the how-manieth time they are taken up. */
export type Place = { readonly page: number; readonly index: number; readonly go: number };

/** By how it begins a role can be held to rows of plans. */
export const rowId = (plan: string, { page, index, go }: Place): string =>
  `row.${plan}.${page}.${index}${go > 1 ? `.${go}` : ''}`;

/**
 * Somebody of a plan as a proposal of their own, approved with it: of version 0, since nothing of it is written before
 * it is taken up. `follows` is the newest proposal for the same recipient.
 */
export function rowOf(
  plan: Proposal,
  draft: Draft,
  { place, follows }: { place: Place; follows?: string | undefined },
) {
  const { names: _, seen: __, undoes, checkId: ___, ...kept } = draft;
  const { askedBy, askedAt, askedIn, channel, needs, approvals, expiresAt, decision } = plan;
  const row: Proposal = {
    schema: 2,
    id: rowId(plan.id, place),
    state: 'approved',
    version: 0,
    plan: plan.id,
    ...kept,
    ...(undoes ? { undoes: undoes.proposalId } : {}),
    ...(follows === undefined ? {} : { follows }),
    ...{ askedBy, askedAt, askedIn, channel, needs, approvals, expiresAt },
    ...(decision ? { decision } : {}),
    attempts: 0,
    cards: [],
    told: { version: 0, noted: 0 },
  };
  return row;
}

/** It may still come to light what became of it. */
export const isUnsettled = ({ state }: Proposal): boolean => !ENDED.has(state);

/** The write was interrupted, and did certainly not come to light: nothing was written. */
const wasInterrupted = ({ state, outcome }: Proposal): boolean => state === 'failed' && outcome?.ldap === undefined;

/** Somebody who is to be taken up, for the first time or once more. */
export const isToBeTakenUp = (newest: Proposal | undefined, goes: number): boolean =>
  newest === undefined || (wasInterrupted(newest) && goes < MOST_GOES);

/** What went wrong would go wrong for everybody else as well. */
export const stopsPlan = (row: Proposal): boolean => row.outcome?.stops === true || wasInterrupted(row);
