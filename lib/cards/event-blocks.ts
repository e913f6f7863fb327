import type { KnownBlock } from '@slack/types';
import { type Cause, type KnownEvent, type KnownMessage, nearestKnown } from '../events/catalogue.ts';
import { countsSentence } from '../events/counts.ts';
import type { ExplainedEvent } from '../events/explain.ts';
import type { FollowUp } from '../events/sequence.ts';
import { heading, list, note, type Piece, paragraph } from './blocks.ts';
import { FATE, PLACEHOLDER } from './names.ts';

export function titleOf({ id, known, isMigrationEvent }: ExplainedEvent): string {
  if (known) return `Event ${id}: ${known.title}`;
  return isMigrationEvent ? `Event ${id} is not in the catalogue` : `Event ${id} is not a migration event`;
}

/** What to collect before anybody can say what an event means that no article explains. */
const COLLECT = [
  'The whole text of the event, and the events of MSExchangeMig and MSExchangeMigDS of the same minute.',
  'The version of Mlmig32.dll in Exchsrvr\\Bin.',
  'The mail system, one step or two, and what was selected in the wizard.',
  'The recovery file, if an 8002 names one.',
];

/** The known events nearest to one that is not known; said as what they are: neighbours, not an explanation. */
function neighboursOf(source: string, id: number): string {
  const near = nearestKnown(source, id).map((known) => `${known.id} (${known.title.toLowerCase()})`);
  return `The nearest that are known: ${near.join(', ')}. That says nothing about ${id} itself.`;
}

/** What is said of an event that cannot be explained, and nothing invented. */
export function unknownSentences({ id, source, isMigrationEvent }: ExplainedEvent): readonly string[] {
  if (isMigrationEvent)
    return [
      `${source ?? 'The wizard'} logged event ${id}, which migcheck does not know.`,
      neighboursOf(source ?? 'MSExchangeMig', id),
    ];
  return [
    source
      ? `Its source is ${source}, not MSExchangeMig: the same number means something else there, so it is not explained here.`
      : 'It names no source, and its text is not that of a migration event. Paste the whole event, with its source.',
  ];
}

const unknownBlocks = (event: ExplainedEvent): readonly KnownBlock[] => [
  ...unknownSentences(event).map((sentence) => paragraph(sentence)),
  ...(event.isMigrationEvent ? [paragraph({ bold: 'What to collect' }), list(COLLECT.map((item) => [item]))] : []),
];

/** Steps on one line; numbered where there are several. */
export const stepsOf = (remedy: readonly string[]): string =>
  remedy.length > 1 ? remedy.map((step, index) => `${index + 1}) ${step}`).join(' ') : remedy.join(' ');

const causeItem = ({ title, howToTell, remedy, articles }: Cause): readonly Piece[] => [
  { bold: title },
  ` (${articles.join(', ')}). ${howToTell} `,
  { bold: 'What to do: ' },
  stepsOf(remedy),
];

function causesOf({ id, causes }: KnownEvent | KnownMessage): readonly KnownBlock[] {
  if (causes.length === 0) return [];
  const several =
    id === 7026 ? 'Mistakes that end in this event, and how to tell them apart' : 'What may have caused it';
  return [
    paragraph({ bold: causes.length > 1 ? several : 'Cause' }),
    list(causes.map(causeItem), causes.length > 1 ? 'ordered' : 'bullet'),
  ];
}

/** Mail system, versions, articles, and what it means for the data. */
function factsOf(known: KnownEvent | KnownMessage): readonly KnownBlock[] {
  const { data, system, versions, fixedIn, articles } = known;
  const fixed = fixedIn ? ` · Fixed in ${fixedIn}` : '';
  return [
    paragraph({ bold: 'The data: ' }, `${FATE[data.state]}. ${data.says}`),
    note(`${system} · ${versions}${fixed} · ${articles.join(', ')}`),
  ];
}

function companionsOf({ comesWith = [] }: KnownEvent): readonly KnownBlock[] {
  const said = comesWith.map(
    ({ source, id, says }) => `${source === 'MSExchangeMigDS' ? 'MigDS ' : ''}${id} (${says})`,
  );
  return said.length > 0 ? [note(`Comes with ${said.join(', ')}.`)] : [];
}

/** What the event's text names; values stand as they were pasted. */
function namedIn({ placeholders }: ExplainedEvent): readonly KnownBlock[] {
  const named = Object.entries(placeholders).filter(([, value]) => value !== undefined);
  const items = named.map(([name, value]): readonly Piece[] => [`${PLACEHOLDER[name] ?? name}: `, { code: value }]);
  return items.length > 0 ? [list(items)] : [];
}

const BY_SIGHT = 'The source was missing; the event was recognised by its text.';

/** Everything that is known of one event, compactly. */
export function eventBlocks(event: ExplainedEvent, followUp?: FollowUp): readonly KnownBlock[] {
  const title = heading(titleOf(event));
  const { known } = event;
  if (!known) return [title, ...unknownBlocks(event)];
  const counts = countsSentence(event.id, event.text);
  return [
    title,
    paragraph(known.meaning),
    ...(counts ? [paragraph({ bold: counts })] : []),
    ...(followUp ? [paragraph({ bold: followUp.says })] : []),
    ...(event.recognizedBy === 'description' ? [note(BY_SIGHT)] : []),
    ...namedIn(event),
    ...causesOf(known),
    ...factsOf(known),
    ...companionsOf(known),
  ];
}

/** The same event in a few lines, where it stands among others. */
export function foldedEvent(event: ExplainedEvent, followUp: FollowUp | undefined, times: number): KnownBlock {
  const often = times > 1 ? ` (${times} times)` : '';
  const { known } = event;
  if (!known) return paragraph({ bold: `${titleOf(event)}${often}. ` }, unknownSentences(event).join(' '));
  const counts = countsSentence(event.id, event.text);
  const [only, ...more] = known.causes;
  const account = event.placeholders.account ? ` It names ${event.placeholders.account}.` : '';
  const cause =
    more.length > 0 ? `${known.causes.length} causes; paste it alone to tell them apart.` : (only?.title ?? '');
  const rest = followUp?.says ?? [counts, cause && `Cause: ${cause}`].filter(Boolean).join(' ');
  return paragraph(
    { bold: `${titleOf(event)}${often}. ` },
    `${known.meaning}${account} ${rest} (${known.articles.join(', ')})`,
  );
}

/** A dialog's message, explained like an event. */
export const messageBlocks = (message: KnownMessage): readonly KnownBlock[] => [
  heading(`Message: ${message.title}`),
  paragraph(message.meaning),
  ...causesOf(message),
  ...factsOf(message),
];
