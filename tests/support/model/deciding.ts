import {
  type Change,
  changed,
  DAY,
  HOUR,
  holds,
  isLive,
  MINUTE,
  other,
  put,
  type State,
  snapshotOf,
  VALUE,
  type Who,
} from './state.ts';

const [EXPIRES_AFTER, APPLY_WITHIN, COMES_TO_LIGHT] = [8 * HOUR, HOUR, 15 * MINUTE];

const isOver = ({ at }: State, { state, openedAt }: Change): boolean =>
  state === 'open' && at - openedAt >= EXPIRES_AFTER;

export function approve(state: State, who: Who, index: number): State {
  const change = state.changes[index];
  if (!change || isOver(state, change) || change.askedBy === who || change.approvals.includes(who)) return state;
  const approvals = [...change.approvals, who];
  if (approvals.length < change.needs) return changed(state, index, { approvals });
  return attempt(changed(state, index, { approvals, state: 'approved', decidedAt: state.at }), index);
}

export function takeBack(state: State, index: number, how: 'denied' | 'cancelled'): State {
  const change = state.changes[index];
  return !change || isOver(state, change) ? state : changed(state, index, { state: how });
}

/** An attempt at what is approved; what was interrupted is only looked at. */
export function attempt(state: State, index: number): State {
  const change = state.changes[index];
  if (change?.state === 'unknown') return settle(state, index, change);
  if (change?.state !== 'approved' || state.at - change.decidedAt > APPLY_WITHIN) return state;
  const { alias } = change;
  const instead = notAsApproved(state, change);
  if (instead) return changed(state, index, { state: instead });
  const { lock } = state;
  if (lock && lock.alias !== alias && (lock.until === undefined || lock.until > state.at)) {
    const holder = state.changes[lock.change];
    return holder && isLive(holder) ? state : changed(state, index, { state: 'refused' });
  }
  return write(changed({ ...state, lock: { alias, change: index } }, index, { claimedAt: state.at }), index, change);
}

function notAsApproved({ mailboxes }: State, { alias, change, made, snapshot }: Change): string | undefined {
  const mailbox = mailboxes[alias];
  if (!mailbox) return 'stale';
  if (mailbox.made === made && holds(mailbox) === (change === 'add')) return 'already-present';
  if (snapshotOf(mailbox) !== snapshot) return 'stale';
  return change === 'add' && holds(mailboxes[other(alias)]) ? 'refused' : undefined;
}

function write(state: State, index: number, change: Change): State {
  switch (state.loss) {
    case 'claim-after':
    case 'write-before':
      return changed(state, index, { state: 'unknown' });
    case 'busy':
      return withLock(changed(state, index, { attempts: change.attempts + 1 }), index, 'may be free');
    case 'not-allowed':
      return withLock(changed(state, index, { state: 'failed' }), index, 'may be free');
    default:
      return applied(state, index, change);
  }
}

function applied(state: State, index: number, { alias, change }: Change): State {
  const before = state.mailboxes[alias]?.proxies ?? [];
  const proxies = change === 'add' ? [...before, VALUE] : before.filter((value) => value !== VALUE);
  return withLock(put(changed(state, index, { state: 'applied' }), alias, proxies), index, 'was changed');
}

/** For a day after the last moment at which it held the value, the address is kept for its mailbox. */
function withLock(state: State, index: number, how: 'was changed' | 'may be free'): State {
  const change = state.changes[index];
  if (!change) return state;
  const isFree = (how === 'was changed') === (change.change === 'remove');
  return { ...state, lock: isFree ? undefined : { alias: change.alias, change: index, until: state.at + DAY } };
}

function settle(state: State, index: number, change: Change): State {
  const mailbox = state.mailboxes[change.alias];
  if (mailbox?.made === change.made && holds(mailbox) === (change.change === 'add'))
    return withLock(changed(state, index, { state: 'applied' }), index, 'was changed');
  if (state.at - change.claimedAt < COMES_TO_LIGHT) return state;
  const failed = changed(state, index, { state: 'failed' });
  return { ...failed, lock: { alias: change.alias, change: index, until: state.at + DAY } };
}

/** Time passes, and the sweep comes by; `order`: in which order it finds what is due. */
export function later(state: State, milliseconds: number, order: readonly number[]): State {
  const now = { ...state, at: state.at + milliseconds };
  const isExpired = (change: Change): boolean =>
    isOver(now, change) || (change.state === 'approved' && now.at - change.decidedAt > APPLY_WITHIN);
  const swept = { ...now, changes: now.changes.map((one) => (isExpired(one) ? { ...one, state: 'expired' } : one)) };
  return order.reduce(attempt, swept);
}
