import type { AuditAction } from '../audit.ts';

/** Where every proposal comes from. */
export const NOT_BEGUN = 'nothing';

/** Records that move nothing. */
export const NOTES: ReadonlySet<string> = new Set<AuditAction>(['checked', 'turned-away']);

export type Rule = {
  readonly from: readonly string[];
  /** The first is what a record of schema 1 meant. */
  readonly to: readonly string[];
  /** Somebody did it, and the record says who. */
  readonly byPerson?: true;
  /** Version 0.1.0 looked at the directory after it had taken the proposal up, not before. */
  readonly inSchema1?: readonly string[];
  /** From here as well for a row of a plan, which begins when it is taken up; and for a plan itself. */
  readonly inPlan?: readonly string[];
  readonly ofPlan?: readonly string[];
};

/** The legal moves (docs/adr/003) by what their records call them. */
export const MOVES: Readonly<Record<string, Rule>> = {
  proposed: { from: [NOT_BEGUN], to: ['open'], byPerson: true },
  approved: { from: ['open'], to: ['approved', 'open'], byPerson: true },
  reminded: { from: ['open'], to: ['open'] },
  denied: { from: ['open'], to: ['denied'], byPerson: true },
  cancelled: { from: ['open', 'approved'], to: ['cancelled'], byPerson: true, ofPlan: ['applying'] },
  superseded: { from: ['open'], to: ['superseded'], byPerson: true },
  expired: { from: ['open', 'approved'], to: ['expired'] },
  claimed: { from: ['approved'], to: ['applying'], inPlan: [NOT_BEGUN] },
  'put-off': { from: ['approved', 'applying'], to: ['approved'] },
  applied: { from: ['applying', 'unknown'], to: ['applied'] },
  'already-present': { from: ['approved', 'applying'], to: ['already-present'], inPlan: [NOT_BEGUN] },
  stale: { from: ['approved'], to: ['stale'], inSchema1: ['applying'], inPlan: [NOT_BEGUN] },
  refused: { from: ['approved'], to: ['refused'], inSchema1: ['applying'], inPlan: [NOT_BEGUN, 'applying'] },
  failed: { from: ['applying', 'unknown'], to: ['failed'] },
  unknown: { from: ['applying'], to: ['unknown'] },
} satisfies Record<Exclude<AuditAction, 'checked' | 'turned-away' | 'erased'>, Rule>;
