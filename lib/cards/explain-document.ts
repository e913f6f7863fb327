import { type Cause, type KnownMessage, messagesIn, nearestKnown } from '../events/catalogue.ts';
import { countsSentence } from '../events/counts.ts';
import type { ExplainedEvent } from '../events/explain.ts';
import { type FollowUp, followUpsIn } from '../events/sequence.ts';
import { summaryOf } from '../events/summary.ts';
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

function eventDocument(event: ExplainedEvent, followUp: FollowUp | undefined) {
  const { id, source, type, isMigrationEvent, known, recognizedBy, lines, placeholders, text } = event;
  return {
    id,
    source: source ?? null,
    type: type ?? null,
    lines,
    isMigrationEvent,
    known: known !== undefined,
    recognizedBy,
    title: known?.title ?? null,
    meaning: known?.meaning ?? null,
    counts: countsSentence(id, text) ?? null,
    placeholders,
    system: known?.system ?? null,
    versions: known?.versions ?? null,
    fixedIn: known?.fixedIn ?? null,
    data: known?.data ?? null,
    causes: known?.causes.map(causeDocument) ?? [],
    articles: known?.articles ?? [],
    /** The event of this document that explains this one, counted from 0. */
    followsFrom: followUp?.of ?? null,
    comesWith: known?.comesWith ?? [],
    nearest: isMigrationEvent && !known ? nearestKnown(source ?? 'MSExchangeMig', id).map((near) => near.id) : [],
  };
}

const messageDocument = ({ title, meaning, data, causes, articles }: KnownMessage) => ({
  title,
  meaning,
  data,
  causes: causes.map(causeDocument),
  articles,
});

/** The events of a document one by one, for logs whose document is too long to be held at once. */
export function* eventDocuments(events: readonly ExplainedEvent[]) {
  const followUps = followUpsIn(events);
  for (const [index, event] of events.entries()) yield eventDocument(event, followUps[index]);
}

/** Explained events as one JSON document; `pasted` is looked through for messages where it holds no event. */
export function explainDocument(events: readonly ExplainedEvent[], pasted = '') {
  const messages = events.length === 0 ? messagesIn(pasted) : [];
  return {
    events: [...eventDocuments(events)],
    summary: { ...summaryOf(events), messages: messages.map(messageDocument) },
  };
}

const causeText = ({ title, howToTell, remedy, articles }: Cause, index: number): string =>
  `${index + 1}. ${title} (${articles.join(', ')})\n   ${howToTell}\n   What to do: ${stepsOf(remedy)}`;

function eventText(event: ExplainedEvent, followUp: FollowUp | undefined): string {
  const { id, source, known, text, placeholders } = event;
  const head = `Event ${id}${source ? `, source ${visible(source)}` : ''}`;
  if (!known)
    return `${head}: ${event.isMigrationEvent ? 'not in the catalogue.' : 'not a migration event.'}\n${visible(unknownSentences(event).join(' '))}`;
  const fixed = known.fixedIn ? `; fixed in ${known.fixedIn}` : '';
  const named = Object.entries(placeholders).map(
    ([name, value]) => `  ${PLACEHOLDER[name] ?? name}: ${visible(value)}`,
  );
  return [
    `${head}: ${known.title}`,
    known.meaning,
    ...[countsSentence(id, text), followUp?.says].filter((sentence) => sentence !== undefined),
    ...named,
    ...known.causes.map(causeText),
    `The data: ${FATE[known.data.state]}. ${known.data.says}`,
    `${known.system}; ${known.versions}${fixed}. ${known.articles.join(', ')}`,
  ].join('\n');
}

const messageText = ({ title, meaning, causes }: KnownMessage): string =>
  [`Message: ${title}`, meaning, ...causes.map(causeText)].join('\n');

/** Explained events for a terminal. */
export function explainText(events: readonly ExplainedEvent[], pasted = ''): string {
  if (events.length === 0) return messagesIn(pasted).map(messageText).join('\n\n') || 'No event was found.';
  const followUps = followUpsIn(events);
  const { doFirst } = summaryOf(events);
  const summary = events.length > 1 && doFirst.length > 0 ? [['What to do first:', ...doFirst].join('\n')] : [];
  return [...summary, ...events.map((event, index) => eventText(event, followUps[index]))].join('\n\n');
}
