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

/** As many values of one kind, and sentences of one event, are shown; the others are counted. */
const SHOWN = 5;

/** Each once, in the order in which they came. */
const distinct = (values: readonly (string | undefined)[]): readonly string[] =>
  [...new Set(values.filter((value) => value !== undefined && value !== ''))] as string[];

const valuesOf = (events: readonly ExplainedEvent[], name: string): readonly string[] =>
  distinct(events.map(({ placeholders }) => Object.entries(placeholders).find(([key]) => key === name)?.[1]));

const namesOf = (events: readonly ExplainedEvent[]): readonly string[] =>
  distinct(events.flatMap(({ placeholders }) => Object.keys(placeholders)));

function namedAs(name: string, values: readonly string[]): readonly Piece[] {
  const shown = values.slice(0, SHOWN).flatMap((value, index): Piece[] => [index > 0 ? ', ' : '', { code: value }]);
  const rest = values.length - SHOWN;
  return [`${PLACEHOLDER[name] ?? name}: `, ...shown, rest > 0 ? ` … and ${rest} more` : ''];
}

/** What the texts of all events of one kind name; values stand as they were pasted. */
function namedIn(events: readonly ExplainedEvent[]): readonly KnownBlock[] {
  const items = namesOf(events)
    .map((name) => ({ name, values: valuesOf(events, name) }))
    .filter(({ values }) => values.length > 0)
    .map(({ name, values }) => namedAs(name, values));
  return items.length > 0 ? [list(items)] : [];
}

/** What the counts in the events' texts come to, one sentence for each that differs. */
const countsOf = (events: readonly ExplainedEvent[]): readonly string[] =>
  distinct(events.map(({ id, text }) => countsSentence(id, text)));

/** True where `eventBlocks` shows less than the events say. */
export const saysMore = (events: readonly ExplainedEvent[]): boolean =>
  countsOf(events).length > SHOWN || namesOf(events).some((name) => valuesOf(events, name).length > SHOWN);

function countBlocks(events: readonly ExplainedEvent[]): readonly KnownBlock[] {
  const counts = countsOf(events);
  const rest = counts.length - SHOWN;
  return [
    ...counts.slice(0, SHOWN).map((counted) => paragraph({ bold: counted })),
    ...(rest > 0 ? [note(`… and ${rest} more of the kind.`)] : []),
  ];
}

/** From when to when, where an event came several times. */
function timesOf(events: readonly ExplainedEvent[]): readonly KnownBlock[] {
  if (events.length === 1) return [];
  const times = distinct(events.map(({ at }) => at));
  const [first, last] = [times[0], times.at(-1)];
  const when = first && last && first !== last ? `, between ${first} and ${last}` : '';
  return [paragraph({ bold: `It is there ${events.length} times${when}.` })];
}

const BY_SIGHT = 'The source was missing; the event was recognised by its text.';

/** One event, as often as it was pasted, and what each of them follows from. */
export type Told = {
  readonly event: ExplainedEvent;
  readonly all: readonly ExplainedEvent[];
  readonly followUps: readonly FollowUp[];
};

const followsOf = ({ followUps }: Told): readonly string[] => distinct(followUps.map(({ says }) => says));

/** What an event means, in the few lines that are read first; what can be done at once goes below them. */
export function verdictOf(told: Told): readonly KnownBlock[] {
  const { event, all } = told;
  const title = heading(titleOf(event));
  const { known } = event;
  if (!known) return [title, ...timesOf(all), ...unknownBlocks(event)];
  return [
    title,
    paragraph(known.meaning),
    ...timesOf(all),
    ...countBlocks(all),
    ...followsOf(told).map((says) => paragraph({ bold: says })),
    ...(event.recognizedBy === 'description' ? [note(BY_SIGHT)] : []),
    ...namedIn(all),
  ];
}

/** Causes, data, versions, articles and companions. */
export const detailsOf = ({ event: { known } }: Told): readonly KnownBlock[] =>
  known ? [...causesOf(known), ...factsOf(known), ...companionsOf(known)] : [];

/** The same event in a few lines, where it stands among others. */
export function foldedEvent(told: Told): KnownBlock {
  const { event, all } = told;
  const often = all.length > 1 ? ` (${all.length} times)` : '';
  const { known } = event;
  if (!known) return paragraph({ bold: `${titleOf(event)}${often}. ` }, unknownSentences(event).join(' '));
  const [only, ...more] = known.causes;
  const accounts = valuesOf(all, 'account');
  const rest = accounts.length - SHOWN;
  const named = accounts.slice(0, SHOWN).join(', ');
  const account = named ? ` It names ${named}${rest > 0 ? ` … and ${rest} more` : ''}.` : '';
  const where = known.id === 7026 ? ', told apart below.' : '; paste it alone to tell them apart.';
  const cause = more.length > 0 ? `${known.causes.length} causes${where}` : (only?.title ?? '');
  const follows = followsOf(told);
  const says = follows.length > 0 ? follows : [...countsOf(all).slice(0, SHOWN), ...(cause ? [`Cause: ${cause}`] : [])];
  return paragraph(
    { bold: `${titleOf(event)}${often}. ` },
    `${known.meaning}${account} ${says.join(' ')} (${known.articles.join(', ')})`,
  );
}

/** A dialog's message, explained like an event. */
export const messageBlocks = (message: KnownMessage): readonly KnownBlock[] => [
  heading(`Message: ${message.title}`),
  paragraph(message.meaning),
  ...causesOf(message),
  ...factsOf(message),
];
