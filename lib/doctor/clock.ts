import { type Finding, findingsOf, type Part } from './finding.ts';

/** A clock of somebody else's, read at `ours` by our own; both ISO 8601. */
export type ClockSeen = { readonly theirs: string; readonly ours: string };

/** Slack refuses to be answered to after five minutes, and AWS refuses signatures that old. */
const TOO_FAR = 300;
/** Clocks that are kept are within a second; a Date header has whole seconds, and the way takes a moment. */
const NOTEWORTHY = 30;

const CURE =
  'Have the clock of this machine kept (chrony, systemd-timesyncd); on Lambda AWS keeps it, so look at the other side.';

const ahead = (seconds: number): string =>
  `our clock is ${Math.abs(seconds)} s ${seconds > 0 ? 'ahead of' : 'behind'} theirs`;

/** How far our clock and another are apart. `fatal` where five minutes stop migcheck from working. */
export function judgeClock(
  { part, whose, fatal }: { readonly part: Part; readonly whose: string; readonly fatal: boolean },
  { theirs, ours }: ClockSeen,
): Finding {
  const say = findingsOf(part);
  const tried = `the clock, against ${whose}`;
  const seconds = Math.round((Date.parse(ours) - Date.parse(theirs)) / 1000);
  if (Number.isNaN(seconds)) return say.untold(tried, 'the time that came back cannot be read');
  if (Math.abs(seconds) < NOTEWORTHY) return say.well(tried, `${Math.abs(seconds)} s apart`);
  if (fatal && Math.abs(seconds) >= TOO_FAR)
    return say.broken(tried, `${ahead(seconds)}; more than ${TOO_FAR} s are refused`, CURE);
  return say.warning(tried, ahead(seconds), CURE);
}
