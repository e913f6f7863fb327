import type { LoggedEvent } from './logged-event.ts';

/**
 * The same words, holding on to nothing. A part of a string keeps the string it was cut out of in memory; what is cut
 * out of a new one keeps that.
 */
export const detached = (words: string): string => ` ${words}`.slice(1);

/** More different sources, computers and people than a log has. */
const MOST_NAMES = 2_000;

/** Copies of events that keep nothing of the log that they were read in, and every name of it once. */
export function detacher(): (event: LoggedEvent) => LoggedEvent {
  const names = new Map<string, string>();
  const named = (name: string): string => {
    const held = names.get(name);
    if (held !== undefined) return held;
    const copy = detached(name);
    if (names.size < MOST_NAMES) names.set(copy, copy);
    return copy;
  };
  return (event) => {
    const copy: { -readonly [Key in keyof LoggedEvent]: LoggedEvent[Key] } = { ...event };
    if (copy.source) copy.source = named(copy.source);
    if (copy.type) copy.type = named(copy.type);
    if (copy.computer) copy.computer = named(copy.computer);
    if (copy.user) copy.user = named(copy.user);
    if (copy.description) copy.description = detached(copy.description);
    if (copy.at) copy.at = detached(copy.at);
    return copy;
  };
}
