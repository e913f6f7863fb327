import type { KnownBlock } from '@slack/types';
import type { KnownMessage } from '../events/catalogue.ts';
import type { ExplainedEvent } from '../events/explain.ts';
import type { ExplainedLog } from '../events/log.ts';
import { type FollowUp, followUpsIn } from '../events/sequence.ts';
import type { Summary } from '../events/summary.ts';
import { byUrgency } from '../events/urgency.ts';
import { afterTheFix, localizedMailboxes, resolutionInGeneral, twoStepMigration } from '../migration/by-hand.ts';
import { accountControls, accountsOf, CHECK_ACCOUNT } from './account-controls.ts';
import { actions, button, card, divider, heading, list, note, type Piece, paragraph } from './blocks.ts';
import type { Card } from './card.ts';
import { detailsOf, foldedEvent, messageBlocks, saysMore, type Told, titleOf, verdictOf } from './event-blocks.ts';
import { fitted } from './fitted.ts';
import { wayOut } from './way-out.ts';

type Log = Pick<ExplainedLog, 'events' | 'summary'>;

/** The one thing that tells the causes of a 7026 apart, before they are read. */
const whoseMailbox = (usable: boolean): readonly KnownBlock[] => [
  paragraph(
    { bold: 'Whose mailbox was it?' },
    ' The event does not say; the directory tells the causes apart.',
    ...(usable ? [] : [' Type ', { code: '/migcheck NAME' }, ': only you see the answer.']),
  ),
  ...(usable
    ? [actions(button({ id: 'name-recipient', label: 'Name the person', value: '7026', style: 'primary' }))]
    : []),
];

/** Both ways out of a 7026, and what comes after. */
const waysOutOf7026: readonly KnownBlock[] = [
  resolutionInGeneral,
  twoStepMigration,
  localizedMailboxes,
  afterTheFix,
].flatMap(wayOut);

const keyOf = ({ id, source }: ExplainedEvent): string => `${id} ${source?.toLowerCase() ?? ''}`;

/** The same event is explained once, however often it was pasted, and nothing that one of them says is lost. */
function distinct(events: readonly ExplainedEvent[]): readonly Told[] {
  const followUps = followUpsIn(events);
  const told = new Map<string, { event: ExplainedEvent; all: ExplainedEvent[]; followUps: FollowUp[] }>();
  for (const [index, event] of events.entries()) {
    const kept = told.get(keyOf(event)) ?? { event, all: [], followUps: [] };
    const followUp = followUps[index];
    kept.all.push(event);
    if (followUp) kept.followUps.push(followUp);
    told.set(keyOf(event), kept);
  }
  return [...told.values()];
}

/** Event Viewer's XML says its times in UTC; whatever else was printed is of that machine's zone, and stays as it is. */
const isUtc = (printed: string): boolean => /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(printed);

function timesOf({ first, last }: Summary): readonly Piece[] {
  if (!first || !last || first === last) return [];
  return isUtc(first) && isUtc(last)
    ? [' From ', { moment: first }, ' to ', { moment: last }, '.']
    : [` From ${first} to ${last}.`];
}

/** As many kinds of events are counted one by one. */
const COUNTED = 12;
/** As many names are listed; the others are in the file. */
const NAMED = 10;

function countBlocks({ counts }: Summary): readonly KnownBlock[] {
  const rest = counts.length - COUNTED;
  const lines = counts
    .slice(0, COUNTED)
    .map(({ id, count, title }) => [{ bold: `${count} × ${id}` }, title ? ` ${title}` : ' not in the catalogue']);
  return counts.length > 1 ? [list([...lines, ...(rest > 0 ? [[`… and ${rest} more kinds`]] : [])])] : [];
}

function namesIn({ accounts }: Summary): readonly KnownBlock[] {
  const rest = accounts.length - NAMED;
  if (accounts.length <= CHECK_ACCOUNT.length) return [];
  const names = accounts.slice(0, NAMED).join(', ');
  return [
    paragraph({ bold: `Accounts they name (${accounts.length}): ` }, rest > 0 ? `${names} … and ${rest} more` : names),
  ];
}

const headlineOf = ({ events, migrationEvents }: Summary): string =>
  `${events} events, ${migrationEvents} of them of the migration`;

function summaryBlocks(summary: Summary): readonly KnownBlock[] {
  const { runs } = summary;
  return [
    heading(headlineOf(summary)),
    ...(runs.length > 0 ? [paragraph(runs.slice(0, 3).join(' '))] : []),
    ...(summary.doFirst.length > 0
      ? [
          paragraph({ bold: 'What to do first' }, ...timesOf(summary)),
          list(
            summary.doFirst.map((step) => [step]),
            'ordered',
          ),
        ]
      : []),
  ];
}

const restOfSummary = (summary: Summary): readonly KnownBlock[] => [
  ...countBlocks(summary),
  ...namesIn(summary),
  divider,
];

/** How many events a card tells beside the one that it explains. */
const FOLDED = 8;

const isToBeExplained = ({ event }: Told): boolean => event.known !== undefined && event.known.reach !== 'nothing';

const counted = ({ event, all }: Told) => ({ event, count: all.length });

/** The event that a card of several explains in full, the most urgent one, and the others in the order of the paste. */
function sorted(told: readonly Told[]): { readonly main: Told | undefined; readonly others: readonly Told[] } {
  const [urgent] = told.filter(isToBeExplained).sort((one, other) => byUrgency(counted(one), counted(other)));
  const main = urgent ?? told.find(({ event }) => event.known) ?? told[0];
  return { main, others: told.filter((one) => one !== main) };
}

/** A card: what it comes to, what can be done at once, and all the rest. */
type Parts = { readonly verdict: readonly KnownBlock[]; readonly details: readonly KnownBlock[] };

const partsOfOne = (only: Told): Parts => ({ verdict: verdictOf(only), details: detailsOf(only) });

/** A 7026 is told in full, whatever is more urgent than it: it alone says nothing of its cause. */
const causesOf7026 = (others: readonly Told[]): readonly KnownBlock[] =>
  others
    .filter(({ event }) => event.known?.id === 7026)
    .flatMap((one) => [heading(titleOf(one.event)), ...detailsOf(one)]);

/** Several events: what they come to, the most urgent of them in full, the others in a few lines. */
function partsOfSeveral(told: readonly Told[], summary: Summary): Parts {
  const { main, others } = sorted(told);
  const rest = others.length - FOLDED;
  return {
    verdict: summaryBlocks(summary),
    details: [
      ...restOfSummary(summary),
      ...(main ? [...verdictOf(main), ...detailsOf(main)] : []),
      ...(others.length > 0 ? [divider, paragraph({ bold: 'The other events' })] : []),
      ...others.slice(0, FOLDED).map(foldedEvent),
      ...(rest > 0 ? [note(`… and ${rest} more kinds of events.`)] : []),
      ...causesOf7026(others),
    ],
  };
}

/** True where a card tells less than there is: events or names beyond what it holds, causes that it only counts. */
function isFolded(told: readonly Told[], { accounts }: Summary): boolean {
  const { others } = sorted(told);
  const onlyCounted = others.some(
    ({ event, followUps }) =>
      event.known?.id !== 7026 && followUps.length === 0 && (event.known?.causes.length ?? 0) > 1,
  );
  return others.length > FOLDED || onlyCounted || accounts.length > NAMED || told.some(({ all }) => saysMore(all));
}

const inShort = ({ event, followUps: [followUp] }: Told): string =>
  `${titleOf(event)}. ${followUp?.says ?? event.known?.meaning ?? ''}`.trim();

/** The card without its blocks, for screen readers and notices: what there is first, then each kind of event. */
function saidOf(told: readonly Told[], summary: Summary): string {
  const rest = told.length - FOLDED;
  return [
    ...(told.length > 1 ? [`${headlineOf(summary)}.`] : []),
    ...told.slice(0, FOLDED).map(inShort),
    ...(rest > 0 ? [`… and ${rest} more kinds of events.`] : []),
  ].join(' ');
}

const WHOSE = 'Whose mailbox was it? /migcheck NAME tells the causes apart.';

const is7026 = (told: readonly Told[]): boolean => told.some(({ event }) => event.known?.id === 7026);

/** Events of other programs say nothing here, unless there is nothing else. */
function worthTelling(events: readonly ExplainedEvent[]): readonly ExplainedEvent[] {
  const ours = events.filter(({ isMigrationEvent }) => isMigrationEvent);
  return ours.length > 0 && events.length > FOLDED ? ours : events;
}

export type ExplainOptions = {
  /** False in a channel shared with another organisation: no button there leads into our directory. */
  readonly usable?: boolean;
  /** The file that was read. */
  readonly from?: string;
  /** True where the asker said whose mailbox it was; the check of that person follows. */
  readonly named?: boolean;
};

/** What a text or a log means; `folded` where the card tells less than there is. */
export function explanation(
  log: Log,
  { usable = true, from, named = false }: ExplainOptions = {},
): { card: Card; folded: boolean } {
  const told = distinct(worthTelling(log.events));
  const { summary } = log;
  const [only, ...more] = told;
  const about7026 = is7026(told);
  const asks = about7026 && !named;
  const { verdict, details } =
    only && more.length === 0 && summary.events === only.all.length ? partsOfOne(only) : partsOfSeveral(told, summary);
  const whole = [
    ...(from ? [note(`Read from ${from}`)] : []),
    ...verdict,
    ...(asks ? whoseMailbox(usable) : []),
    ...accountControls(accountsOf(summary.accounts, log.events), usable),
    ...details,
    ...(about7026 ? waysOutOf7026 : []),
  ];
  const shown = card(asks ? `${saidOf(told, summary)} ${WHOSE}` : saidOf(told, summary), whole);
  // Texts that were too long together come back cut.
  return { card: shown, folded: isFolded(told, summary) || shown.blocks !== whole };
}

export const explainCard = (log: Log, options?: ExplainOptions): Card => explanation(log, options).card;

/** Dialogs' messages in a paste that holds no event. */
export function messageCard(messages: readonly KnownMessage[]): Card {
  const said = messages.map(({ title, meaning }) => `${title}: ${meaning}`).join(' ');
  return card(said, [
    ...messages.slice(0, 5).flatMap(messageBlocks),
    note('This is a message, not an event. Paste the events of MSExchangeMig that were logged beside it, too.'),
  ]);
}

/** The answer to a number alone, which names no source. */
export function numberCard(log: Log, options?: ExplainOptions): Card {
  const { text, blocks } = explainCard(log, options);
  const condition =
    'Only a number was given. This is what it means where the source of the event is MSExchangeMig; other programs use the same numbers for other things.';
  return { text: `${condition} ${text}`, blocks: fitted([note(condition), ...blocks]) };
}

/** The answer to a paste, or a file, in which no event was found. */
export const noEventCard = (file?: string): Card =>
  card(`No event was found in ${file ?? 'that text'}. Paste the whole event, with Event ID and Source.`, [
    heading(`No event was found in ${file ?? 'that text'}`),
    paragraph('Paste the whole event as Event Viewer copies it, with its Event ID and its Source, for example:'),
    list([
      ['Event ID: 7026'],
      ['Source: MSExchangeMig'],
      ['Description: Migration Aborted due to Mapi logon failure.'],
    ]),
    note(
      'The surest way: More actions on the message with the event or the file, then "Explain this event". A person is checked by /migcheck NAME.',
    ),
  ]);

/** The answer to a message without a word or a file, as when the bot is mentioned below an event. */
export const nothingSaidCard: Card = card('That message says nothing, and the one above it is not shown to me.', [
  heading('That message says nothing'),
  paragraph(
    'The messages above a mention are not shown to me. Under More actions of the message with the event, choose ',
    { bold: 'Explain this event' },
    '; or put the text of the event into the message.',
  ),
  note('Everything else: /migcheck help'),
]);
