import { lockOf } from '../../migration/attempt.ts';
import type { Proposal } from '../../migration/proposal.ts';
import type { Lock } from '../../ports.ts';

/** How long the lock on an address outlives its change: until every server knows the value, and searches find it. */
const REPLICATES_WITHIN = 24 * 60 * 60 * 1_000;

/** True where the recipient may hold the address after this, whatever a server shows by now. */
function mayHold({ fix, state, outcome }: Proposal): boolean {
  const isDone = state === 'applied' || state === 'already-present';
  // What was to be taken away is still there.
  if (fix.change === 'remove') return !isDone;
  // Failed without the directory's own answer: interrupted, and not come to light yet.
  return isDone || (state === 'failed' && outcome?.ldap === undefined);
}

/**
 * An address that was given away, or may have been, is not given to another until every server would show that. Where
 * nothing was claimed the lock is as an earlier change of the same recipient left it.
 */
export function lockAfter(proposal: Proposal, next: Proposal, at: string): Lock | undefined {
  const isOurs = proposal.state === 'applying' || proposal.state === 'unknown';
  if (!isOurs || next.state === 'unknown') return undefined;
  const lock = lockOf(next.fix);
  if (!mayHold(next)) return { release: lock };
  return { keep: lock, until: new Date(Date.parse(at) + REPLICATES_WITHIN).toISOString() };
}
