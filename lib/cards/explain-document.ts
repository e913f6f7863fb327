import { type Cause, type KnownEvent, type KnownMessage, messagesIn, nearestKnown } from '../events/catalogue.ts';
import { TO_COLLECT } from '../events/collect.ts';
import { countsSentence } from '../events/counts.ts';
import type { ExplainedEvent } from '../events/explain.ts';
import type { LogEnd } from '../events/log.ts';
import type { FollowUp, Linked } from '../events/sequence.ts';
import { stepsOf, unknownSentences } from './event-blocks.ts';
import { FATE, PLACEHOLDER } from './names.ts';
import { visible } from './visible.ts';

const causeDocument = ({ title, howToTell, remedy, articles }: Cause) => ({
  title,
  howToTell,
  remedy: stepsOf(remedy),
  steps: remedy,
  articles,
});

/** What a log says of an event. */
function ownPart(event: ExplainedEvent, followUp: FollowUp | undefined) {
  const { id, source, type, isMigrationEvent, known, recognizedBy, lines, placeholders, text } = event;
  const isUnknown = isMigrationEvent && !known;
  return {
    id,
    source: source ?? null,
    type: type ?? null,
    lines,
    isMigrationEvent,
    known: known !== undefined,
    recognizedBy,
    counts: countsSentence(id, text) ?? null,
    placeholders,
    /** The event of this document that explains this one, counted from 0. */
    followsFrom: followUp?.of ?? null,
    nearest: isUnknown ? nearestKnown(source ?? 'MSExchangeMig', id).map((near) => near.id) : [],
    collect: isUnknown ? TO_COLLECT : [],
  };
}

/** What the catalogue says of it. */
const cataloguePart = (known: KnownEvent | undefined) => ({
  title: known?.title ?? null,
  meaning: known?.meaning ?? null,
  system: known?.system ?? null,
  versions: known?.versions ?? null,
  fixedIn: known?.fixedIn ?? null,
  data: known?.data ?? null,
  causes: known?.causes.map(causeDocument) ?? [],
  articles: known?.articles ?? [],
  comesWith: known?.comesWith ?? [],
});

/** Where an event stands in its document. */
const INDENT = '    ';

/** The lines of an object without its braces. */
const membersOf = (part: object): string => JSON.stringify(part, null, 2).slice(2, -2).replaceAll('\n', `\n${INDENT}`);

const WRITTEN = new WeakMap<KnownEvent, string>();

/** Written once for each entry: a log repeats the same few of them without end. */
function catalogueMembers(known: KnownEvent | undefined): string {
  const written = known && WRITTEN.get(known);
  if (written !== undefined) return written;
  const members = membersOf(cataloguePart(known));
  if (known) WRITTEN.set(known, members);
  return members;
}

/** One event of a document, as the JSON that stands in its list. */
export const eventJson = ({ event, followUp }: Linked): string =>
  `${INDENT}{\n${INDENT}${membersOf(ownPart(event, followUp))},\n${INDENT}${catalogueMembers(event.known)}\n${INDENT}}`;

const messageDocument = ({ title, meaning, data, causes, articles }: KnownMessage) => ({
  title,
  meaning,
  data,
  causes: causes.map(causeDocument),
  articles,
});

/** Dialogs' messages that stand in a paste beside its events. */
export function messagesBeside(events: readonly ExplainedEvent[], pasted: string): readonly KnownMessage[] {
  const lines = pasted.split(/\r\n?|\n/);
  for (const { lines: where } of events) lines.fill('', where.from - 1, where.to);
  return messagesIn(lines.join('\n'));
}

/** The end of a document: what its events come to. */
export const summaryDocument = ({ summary, notListed }: LogEnd, messages: readonly KnownMessage[]) => ({
  ...summary,
  notListed,
  messages: messages.map(messageDocument),
});

const causeText = ({ title, howToTell, remedy, articles }: Cause, index: number): string =>
  `${index + 1}. ${title} (${articles.join(', ')})\n   ${howToTell}\n   What to do: ${stepsOf(remedy)}`;

function unknownText(event: ExplainedEvent, head: string): string {
  const { isMigrationEvent } = event;
  return [
    `${head}: ${isMigrationEvent ? 'not in the catalogue.' : 'not a migration event.'}`,
    visible(unknownSentences(event).join(' ')),
    ...(isMigrationEvent ? ['What to collect:', ...TO_COLLECT.map((item) => `  - ${item}`)] : []),
  ].join('\n');
}

const BY_TEXT = 'The source was missing; the event was recognised by its text.';

const companionsText = ({ comesWith = [] }: KnownEvent): readonly string[] =>
  comesWith.length === 0
    ? []
    : [`Comes with ${comesWith.map(({ source, id, says }) => `${id} of ${source} (${says})`).join(', ')}.`];

function eventText({ event, followUp }: Linked): string {
  const { id, source, known, text, placeholders, lines } = event;
  const where = lines.from === lines.to ? `line ${lines.from}` : `lines ${lines.from} to ${lines.to}`;
  const head = `Event ${id}${source ? `, source ${visible(source)}` : ''} (${where})`;
  if (!known) return unknownText(event, head);
  const fixed = known.fixedIn ? `; fixed in ${known.fixedIn}` : '';
  const named = Object.entries(placeholders).map(
    ([name, value]) => `  ${PLACEHOLDER[name] ?? name}: ${visible(value)}`,
  );
  return [
    `${head}: ${known.title}`,
    known.meaning,
    ...[countsSentence(id, text), followUp?.says].filter((sentence) => sentence !== undefined),
    ...(event.recognizedBy === 'description' ? [BY_TEXT] : []),
    ...named,
    ...known.causes.map(causeText),
    `The data: ${FATE[known.data.state]}. ${known.data.says}`,
    ...companionsText(known),
    `${known.system}; ${known.versions}${fixed}. ${known.articles.join(', ')}`,
  ].join('\n');
}

const messageText = ({ title, meaning, causes }: KnownMessage): string =>
  [`Message: ${title}`, meaning, ...causes.map(causeText)].join('\n');

/** Explained events for a terminal, and the messages that stand beside them. */
export function explainText(links: readonly Linked[], messages: readonly KnownMessage[]): string {
  return [...links.map(eventText), ...messages.map(messageText)].join('\n\n') || 'No event was found.';
}
