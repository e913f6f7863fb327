import type { KnownBlock } from '@slack/types';
import type { KnownMessage } from '../events/catalogue.ts';
import type { ExplainedEvent } from '../events/explain.ts';
import { type FollowUp, followUpsIn } from '../events/sequence.ts';
import { type Summary, summaryOf } from '../events/summary.ts';
import { afterTheFix, localizedMailboxes, resolutionInGeneral, twoStepMigration } from '../migration/by-hand.ts';
import { actions, button, card, divider, heading, list, note, paragraph } from './blocks.ts';
import type { Card } from './card.ts';
import { eventBlocks, foldedEvent, messageBlocks, titleOf } from './event-blocks.ts';
import { wayOut } from './way-out.ts';

const whoseMailbox: readonly KnownBlock[] = [
  paragraph({ bold: 'Whose mailbox was it?' }, ' The event does not say; the directory tells the causes apart.'),
  actions(button({ id: 'name-recipient', label: 'Name the person', value: '7026', style: 'primary' })),
];

/** Both ways out of a 7026, and what comes after; the button leads into the check. */
const waysOutOf7026: readonly KnownBlock[] = [
  ...[resolutionInGeneral, twoStepMigration].flatMap(wayOut),
  ...whoseMailbox,
  ...[localizedMailboxes, afterTheFix].flatMap(wayOut),
];

/** One event as often as it was pasted, with what it follows from. */
type Told = { readonly event: ExplainedEvent; readonly followUp: FollowUp | undefined; readonly times: number };

const keyOf = ({ id, source }: ExplainedEvent): string => `${id} ${source?.toLowerCase() ?? ''}`;

/** The same event is explained once, however often it was pasted. */
function distinct(events: readonly ExplainedEvent[]): readonly Told[] {
  const followUps = followUpsIn(events);
  const told = new Map<string, Told>();
  for (const [index, event] of events.entries()) {
    const before = told.get(keyOf(event));
    told.set(keyOf(event), {
      event: before?.event ?? event,
      followUp: before?.followUp ?? followUps[index],
      times: (before?.times ?? 0) + 1,
    });
  }
  return [...told.values()];
}

/** Names as they would be typed; one with blanks is quoted. */
const typed = (name: string): string => (/\s/.test(name) ? `"${name}"` : name);

/** More names than this are counted. */
const NAMES = 10;

/** An event that names an account leads straight into the check of that account. */
function leadsOf(accounts: readonly string[]): readonly KnownBlock[] {
  if (accounts.length === 0) return [];
  const more = accounts.length > NAMES ? [[`… and ${accounts.length - NAMES} more`]] : [];
  return [
    paragraph({ bold: accounts.length === 1 ? 'Check the account it names' : 'Check the accounts they name' }),
    list([
      ...accounts.slice(0, NAMES).map((name) => [{ code: `/migcheck check ${typed(name.slice(0, 100))}` }]),
      ...more,
    ]),
  ];
}

const timesOf = ({ first, last }: Summary): string =>
  first && last && first !== last ? ` From ${first} to ${last}.` : '';

function summaryBlocks(summary: Summary): readonly KnownBlock[] {
  const { events, migrationEvents, runs } = summary;
  return [
    heading(`${events} events, ${migrationEvents} of them of the migration`),
    ...(runs.length > 0 ? [paragraph(runs.slice(0, 3).join(' '))] : []),
    ...(summary.doFirst.length > 0
      ? [
          paragraph({ bold: 'What to do first' }, timesOf(summary)),
          list(
            summary.doFirst.map((step) => [step]),
            'ordered',
          ),
        ]
      : []),
    divider,
  ];
}

/** How many events a card tells beside the one that it explains. */
const FOLDED = 8;

const isToBeExplained = ({ event }: Told): boolean => event.known !== undefined && event.known.reach !== 'nothing';

/** Several events: what they come to, the first of them that explains something in full, the others in a few lines. */
function severalBlocks(told: readonly Told[], summary: Summary): readonly KnownBlock[] {
  const main = told.find(isToBeExplained) ?? told.find(({ event }) => event.known) ?? told[0];
  const others = told.filter((one) => one !== main);
  const rest = others.length - FOLDED;
  return [
    ...summaryBlocks(summary),
    ...(main ? eventBlocks(main.event, main.followUp) : []),
    ...(others.length > 0 ? [divider, paragraph({ bold: 'The other events' })] : []),
    ...others.slice(0, FOLDED).map(({ event, followUp, times }) => foldedEvent(event, followUp, times)),
    ...(rest > 0 ? [note(`… and ${rest} more events; paste them on their own.`)] : []),
  ];
}

const inShort = ({ event, followUp }: Told): string =>
  `${titleOf(event)}. ${followUp?.says ?? event.known?.meaning ?? ''}`.trim();

/** What a pasted text means. */
export function explainCard(events: readonly ExplainedEvent[]): Card {
  const told = distinct(events);
  const summary = summaryOf(events);
  const [only, ...more] = told;
  const about7026 = told.some(({ event }) => event.known?.id === 7026);
  const blocks = only && more.length === 0 ? eventBlocks(only.event, only.followUp) : severalBlocks(told, summary);
  return card(told.slice(0, FOLDED).map(inShort).join(' '), [
    ...blocks,
    ...leadsOf(summary.accounts),
    ...(about7026 ? waysOutOf7026 : []),
  ]);
}

/** Dialogs' messages in a paste that holds no event. */
export function messageCard(messages: readonly KnownMessage[]): Card {
  const said = messages.map(({ title, meaning }) => `${title}: ${meaning}`).join(' ');
  return card(said, [
    ...messages.slice(0, 5).flatMap(messageBlocks),
    note('This is a message, not an event. Paste the events of MSExchangeMig that were logged beside it, too.'),
  ]);
}

/** The answer to a number alone, which names no source. */
export function numberCard(events: readonly ExplainedEvent[]): Card {
  const { text, blocks } = explainCard(events);
  const condition =
    'Only a number was given. This is what it means where the source of the event is MSExchangeMig; other programs use the same numbers for other things.';
  return { text: `${condition} ${text}`, blocks: [note(condition), ...blocks] };
}

/** The answer to a paste in which no event was found. */
export const noEventCard = (): Card =>
  card('No event was found in that text. Paste the whole event, with Event ID and Source.', [
    heading('No event was found in that text'),
    paragraph('Paste the whole event as Event Viewer copies it, with its Event ID and its Source, for example:'),
    list([
      ['Event ID: 7026'],
      ['Source: MSExchangeMig'],
      ['Description: Migration Aborted due to Mapi logon failure.'],
    ]),
  ]);
