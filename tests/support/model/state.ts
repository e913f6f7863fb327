/** Who asks and decides; all three may approve, though nobody what they proposed themselves. */
export const PEOPLE = ['U0REQUEST', 'U0APPROVE', 'U0STRANGE'] as const;
export type Who = (typeof PEOPLE)[number];

/** Two mailboxes, and the one value that either may be given. */
export const ALIASES = ['jdoe', 'hmeyer'] as const;
export type Alias = (typeof ALIASES)[number];
export const VALUE = 'migrate$MS:CORP/PO1/JDOE';
export const IN_OTHER_CASE = 'MIGRATE$ms:corp/po1/jdoe';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** What goes wrong once: this is lost before it was done, or only the answer to it. */
const lost = <What extends string>(what: What) => [`${what}-before`, `${what}-after`] as const;

/** What can be lost when something is proposed, and when it is decided and carried out; or it will not be written. */
export const LOST_OPENING = [...lost('opening'), ...lost('message')] as const;
export const LOST_CHANGE = [
  ...[...lost('decision'), ...lost('claim'), ...lost('outcome'), ...lost('write'), ...lost('message')],
  'busy',
  'not-allowed',
] as const;
export type Loss = (typeof LOST_OPENING | typeof LOST_CHANGE)[number];

/** An object of the directory; `made` tells it from another one that once had its name. */
type Mailbox = { readonly made: number; readonly proxies: readonly string[] };

export type Change = {
  readonly alias: Alias;
  readonly change: 'add' | 'remove';
  /** The number of the change that it takes back. */
  readonly undoes?: number;
  readonly askedBy: Who;
  readonly openedAt: number;
  readonly made: number;
  readonly snapshot: string;
  readonly needs: number;
  readonly approvals: readonly Who[];
  readonly state: string;
  readonly decidedAt: number;
  readonly claimedAt: number;
  readonly attempts: number;
};

/** The last check that offered something to somebody; `used` once a proposal came of it. */
type Check = { readonly alias: Alias; readonly made: number; readonly at: number; readonly used: boolean };

/** How the directory and the bot stand; times in milliseconds since the beginning. */
export type State = {
  readonly at: number;
  readonly mailboxes: Readonly<Record<Alias, Mailbox | undefined>>;
  readonly made: number;
  readonly changes: readonly Change[];
  /** Who has the address for now; without `until` until they give it back. */
  readonly lock?: { readonly alias: Alias; readonly change: number; readonly until?: number } | undefined;
  readonly checks: Readonly<Partial<Record<Who, Check>>>;
  readonly loss?: Loss | undefined;
};

export const beginning = (mailboxes: State['mailboxes']): State => ({
  at: 0,
  mailboxes,
  made: 0,
  changes: [],
  checks: {},
});

const IS_LIVE = new Set(['open', 'approved', 'unknown']);
export const isLive = ({ state }: Change): boolean => IS_LIVE.has(state);

export const other = (alias: Alias): Alias => (alias === 'jdoe' ? 'hmeyer' : 'jdoe');
export const holds = (mailbox: Mailbox | undefined): boolean =>
  mailbox?.proxies.some((value) => value.toLowerCase() === VALUE.toLowerCase()) ?? false;
export const snapshotOf = ({ made, proxies }: Mailbox): string => JSON.stringify([made, [...proxies].sort()]);

export const changed = (state: State, index: number, change: Partial<Change>): State => ({
  ...state,
  changes: state.changes.map((one, at) => (at === index ? { ...one, ...change } : one)),
});

/** What stands in the directory from now on, whoever did it. */
export const put = (state: State, alias: Alias, proxies: readonly string[]): State => {
  const mailbox = state.mailboxes[alias];
  return mailbox ? { ...state, mailboxes: { ...state.mailboxes, [alias]: { ...mailbox, proxies } } } : state;
};

export const remove = (state: State, alias: Alias): State => ({
  ...state,
  mailboxes: { ...state.mailboxes, [alias]: undefined },
});

export const recreate = (state: State, alias: Alias, proxies: readonly string[]): State => {
  const made = state.made + 1;
  return { ...state, made, mailboxes: { ...state.mailboxes, [alias]: { made, proxies } } };
};

/** The mailbox as it stands, if a check would offer to add the value to it. */
function offered({ mailboxes }: State, alias: Alias): Mailbox | undefined {
  const mailbox = mailboxes[alias];
  return holds(mailbox) || holds(mailboxes[other(alias)]) ? undefined : mailbox;
}

export function check(state: State, who: Who, alias: Alias): State {
  const mailbox = offered(state, alias);
  if (!mailbox) return state;
  return { ...state, checks: { ...state.checks, [who]: { alias, made: mailbox.made, at: state.at, used: false } } };
}

/** *Propose* under the last check that offered something: what is no longer so is shown as it is now. */
export function propose(state: State, who: Who): State {
  const last = state.checks[who];
  if (!last || state.at - last.at >= DAY) return state;
  const mailbox = offered(state, last.alias);
  if (mailbox?.made !== last.made) return check(state, who, last.alias);
  if (last.used) return state;
  const next = open(state, { alias: last.alias, change: 'add', askedBy: who, needs: 1 }, mailbox);
  return next === state ? state : { ...next, checks: { ...state.checks, [who]: { ...last, used: true } } };
}

/** True for what was applied and not taken back again, so that its card offers the undo. */
export const isInForce = ({ changes }: State, index: number): boolean =>
  changes[index]?.state === 'applied' && !changes.some((one) => one.undoes === index && one.state === 'applied');

const newestOf = ({ changes }: State, alias: Alias, is: (change: Change) => boolean = () => true): number =>
  changes.findLastIndex((one) => one.alias === alias && is(one));

type Asked = Pick<Change, 'alias' | 'change' | 'undoes' | 'askedBy' | 'needs'>;

/** One live proposal for each mailbox: an open one gives way to another, what is under way does not. */
function open(state: State, asked: Asked, mailbox: Mailbox): State {
  const index = newestOf(state, asked.alias);
  const newest = state.changes[index];
  const snapshot = snapshotOf(mailbox);
  const isInTheWay = newest !== undefined && isLive(newest);
  if (isInTheWay && (newest.state !== 'open' || (newest.snapshot === snapshot && newest.change === asked.change)))
    return state;
  const free = isInTheWay ? changed(state, index, { state: 'superseded' }) : state;
  const times = { openedAt: state.at, decidedAt: 0, claimedAt: 0, attempts: 0 };
  const next: Change = { ...asked, ...times, made: mailbox.made, snapshot, approvals: [], state: 'open' };
  return { ...free, changes: [...free.changes, next] };
}

/** Only the last change of ours is taken back, and only where the mailbox is exactly as it left it. */
export function undo(state: State, who: Who, index: number): State {
  const done = state.changes[index];
  const mailbox = done && state.mailboxes[done.alias];
  if (!mailbox || done.made !== mailbox.made) return state;
  if (newestOf(state, done.alias, (one) => one.state === 'applied') !== index) return state;
  const isAsLeft = done.change === 'add' ? mailbox.proxies.includes(VALUE) : !holds(mailbox);
  if (!isAsLeft || (done.change === 'remove' && holds(state.mailboxes[other(done.alias)]))) return state;
  const change = done.change === 'add' ? 'remove' : 'add';
  const needs = done.askedBy === who ? 1 : 2;
  return open(state, { alias: done.alias, change, undoes: index, askedBy: who, needs }, mailbox);
}

/** The holder of the lock, as long as it is one. */
export const lockIn = ({ lock, at }: State) => (lock?.until !== undefined && lock.until <= at ? undefined : lock);
