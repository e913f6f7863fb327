import { CCMAIL_EVENTS } from './catalogue/ccmail.ts';
import { CCMAIL_LOW_EVENTS } from './catalogue/ccmail-low-ids.ts';
import { COLLABRA_EVENTS } from './catalogue/collabra.ts';
import { FIRST_FRAGMENT, MIGDS_EVENTS } from './catalogue/dapi.ts';
import type { Described, EventFamily, KnownEvent, KnownMessage } from './catalogue/entry.ts';
import { EXCHANGE_EVENTS } from './catalogue/exchange.ts';
import { GROUPWISE_EVENTS } from './catalogue/groupwise.ts';
import { IMPORTER_EVENTS } from './catalogue/importer.ts';
import { KNOWN_MESSAGES } from './catalogue/messages.ts';
import { MSMAIL_EVENTS } from './catalogue/msmail.ts';
import { MSMAIL_LOW_EVENTS } from './catalogue/msmail-low-ids.ts';
import { NOTES_IMAP_LDAP_EVENTS } from './catalogue/notes-imap-ldap.ts';
import { WIZARD_EVENTS } from './catalogue/wizard.ts';
import { saysSo } from './placeholders.ts';

export { CAUSES_OF_7026 } from './catalogue/causes-of-7026.ts';
export type { Cause, EventFamily, Fate, KnownEvent, KnownMessage } from './catalogue/entry.ts';

const byId = (one: KnownEvent, other: KnownEvent): number => one.id - other.id;

/** Events of the source MSExchangeMig that can be explained, by id. */
export const KNOWN_EVENTS: readonly KnownEvent[] = [
  ...MSMAIL_LOW_EVENTS,
  ...CCMAIL_LOW_EVENTS,
  ...CCMAIL_EVENTS,
  ...GROUPWISE_EVENTS,
  ...MSMAIL_EVENTS,
  ...IMPORTER_EVENTS,
  ...COLLABRA_EVENTS,
  ...WIZARD_EVENTS,
  ...NOTES_IMAP_LDAP_EVENTS,
  ...EXCHANGE_EVENTS,
].sort(byId);

/** The two sources of the wizard, as the articles spell them: blanks and capitals vary, and only DS tells them apart. */
export const familyOf = (source: string): EventFamily => (/ds\s*$/i.test(source) ? 'MSExchangeMigDS' : 'MSExchangeMig');

const EVENTS: Record<EventFamily, ReadonlyMap<number, KnownEvent>> = {
  MSExchangeMig: new Map(KNOWN_EVENTS.map((event) => [event.id, event])),
  MSExchangeMigDS: new Map(MIGDS_EVENTS.map((event) => [event.id, event])),
};

/**
 * What is known of an event of the wizard; undefined when the catalogue does not hold it. The same number means
 * different things under the two sources (135, 145, 147, 151, 162, 168, 178). A number that no DAPI code has is
 * MSExchangeMig's even where DS was written behind the source; never the other way round.
 */
export const knownEvent = (source: string, id: number): KnownEvent | undefined =>
  EVENTS[familyOf(source)].get(id) ?? EVENTS.MSExchangeMig.get(id);

/** An event that its text alone can tell: its family, its id, and the description with its placeholders. */
export type DescribedEvent = Described & { readonly family: EventFamily; readonly id: number };

/** Less than this is said by many a text that is no event. */
const SHORTEST = 20;

const DESCRIBED: readonly DescribedEvent[] = [...KNOWN_EVENTS, ...MIGDS_EVENTS.filter(({ id }) => id < FIRST_FRAGMENT)]
  .filter(({ description }) => description.replace(/<[^<>]*>|%\d|\s/g, '').length >= SHORTEST)
  .map(({ source, ...event }) => ({ ...event, family: source }));

/** The events whose text is long enough to recognise them by; parts of other messages are none. */
export const describedEvents = (): readonly DescribedEvent[] => DESCRIBED;

/** The known ids of a source that come next to one that is not known: of its own series first, at most three. */
export function nearestKnown(source: string, id: number): readonly KnownEvent[] {
  const events = [...EVENTS[familyOf(source)].values()];
  const series = (number: number): number => Math.floor(number / 1_000);
  const distance = (event: KnownEvent): number =>
    Math.abs(event.id - id) + (series(event.id) === series(id) ? 0 : 100_000);
  return [...events].sort((one, other) => distance(one) - distance(other) || byId(one, other)).slice(0, 3);
}

/** Dialogs' messages in a text; they are no events and have no id. */
export const messagesIn = (text: string): readonly KnownMessage[] =>
  KNOWN_MESSAGES.filter((message) => saysSo(message, text));
