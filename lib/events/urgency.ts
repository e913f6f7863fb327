import type { ExplainedEvent } from './explain.ts';

/** An event, and how often it came. */
export type Counted = { readonly event: ExplainedEvent; readonly count: number };

/** What stops a whole run comes before what stops one account, and that before single items. */
const REACH = { run: 0, account: 1, item: 2, nothing: 3 } as const;
/** An event that is not known may be any of them: it is looked at behind those that are known to stop something. */
const UNKNOWN = 2.5;

const rankOf = ({ known }: ExplainedEvent): number => (known ? REACH[known.reach] : UNKNOWN);

/** False of follow-ups and summaries: they explain nothing, so they are nothing to begin with. */
export const isTelling = ({ event }: Counted): boolean => rankOf(event) < REACH.nothing;

/** Orders what stops the most before what stops less, and the frequent before the rare. */
export const byUrgency = (one: Counted, other: Counted): number =>
  rankOf(one.event) - rankOf(other.event) || other.count - one.count;
