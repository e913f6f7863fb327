import type { KnownBlock } from '@slack/types';
import type { ExplainedEvent } from '../events/explain.ts';
import { afterTheFix, localizedMailboxes, resolutionInGeneral, twoStepMigration } from '../migration/by-hand.ts';
import { actions, button, card, heading, list, note, paragraph } from './blocks.ts';
import type { Card } from './card.ts';
import { wayOut } from './way-out.ts';

function titleOf({ id, known, isMigrationEvent }: ExplainedEvent): string {
  if (known) return `Event ${id}: ${known.title}`;
  return isMigrationEvent ? `Event ${id} is not in the catalogue` : `Event ${id} is not a migration event`;
}

function unknownBlocks({ id, source, isMigrationEvent }: ExplainedEvent): readonly KnownBlock[] {
  if (isMigrationEvent)
    return [
      paragraph(
        `${source ?? 'The wizard'} logged event ${id}, which migcheck does not know. Collect the events around it and the version of Mlmig32.dll.`,
      ),
    ];
  return [
    paragraph(
      source
        ? `Its source is ${source}, not MSExchangeMig: the same number means something else there, so it is not explained here.`
        : 'It names no source, and its text is not that of a migration event. Paste the whole event, with its source.',
    ),
  ];
}

/** The three causes one text stands for, and how to tell them apart. */
const causesOf = (known: NonNullable<ExplainedEvent['known']>): readonly KnownBlock[] => [
  paragraph({ bold: 'Mistakes that end in this event, and how to tell them apart' }),
  list(
    known.causes.map(({ title, howToTell, remedy, articles }) => [
      { bold: title },
      ` (${articles.join(', ')}). ${howToTell} ${remedy}`,
    ]),
    'ordered',
  ),
];

function eventBlocks(event: ExplainedEvent): readonly KnownBlock[] {
  const title = heading(titleOf(event));
  if (!event.known) return [title, ...unknownBlocks(event)];
  const bySight =
    event.recognizedBy === 'description' ? [note('The source was missing; the event was recognised by its text.')] : [];
  return [title, paragraph(event.known.meaning), ...bySight, ...causesOf(event.known)];
}

const whoseMailbox: readonly KnownBlock[] = [
  paragraph({ bold: 'Whose mailbox was it?' }, ' The event does not say; the directory tells the causes apart.'),
  actions(button({ id: 'name-recipient', label: 'Name the person', value: '7026', style: 'primary' })),
];

/** The same event is explained once, however often it was pasted. */
const distinct = (events: readonly ExplainedEvent[]): readonly ExplainedEvent[] =>
  [...new Map(events.toReversed().map((event) => [`${event.id} ${event.source ?? ''}`, event])).values()].toReversed();

const SHOWN = 5;

/** What a pasted text means. */
export function explainCard(events: readonly ExplainedEvent[]): Card {
  const shown = distinct(events).slice(0, SHOWN);
  const rest = distinct(events).length - shown.length;
  const about7026 = shown.some(({ known }) => known?.id === 7026);
  const waysOut = about7026
    ? [
        ...[resolutionInGeneral, twoStepMigration].flatMap(wayOut),
        ...whoseMailbox,
        ...[localizedMailboxes, afterTheFix].flatMap(wayOut),
      ]
    : [];
  return card(shown.map((event) => `${titleOf(event)}. ${event.known?.meaning ?? ''}`).join(' '), [
    ...shown.flatMap(eventBlocks),
    ...(rest > 0 ? [note(`… and ${rest} more events; paste them on their own.`)] : []),
    ...waysOut,
  ]);
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
