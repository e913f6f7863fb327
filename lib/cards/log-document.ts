import type { ExplainedEvent } from '../events/explain.ts';
import type { ExplainedLog, LogEnd } from '../events/log.ts';
import { followUpsIn, type Linked, startLinking } from '../events/sequence.ts';
import type { Count, Summary } from '../events/summary.ts';
import { eventJson, explainText, messagesBeside, summaryDocument } from './explain-document.ts';
import { visible } from './visible.ts';

/**
 * A document in pieces, which together are one JSON document of the same form for a paste and for a log of any length.
 * Every event of the wizard is listed; the summary says how many of other programs are counted and not listed.
 */
export function startDocument(): {
  readonly add: (events: readonly ExplainedEvent[]) => string;
  readonly end: (log: LogEnd) => string;
} {
  const linking = startLinking();
  const listed: ExplainedEvent[] = [];
  let before = '{\n  "events": [';
  const pieceOf = (links: readonly Linked[]): string => {
    const pieces = links.map((link) => {
      const piece = `${before}\n${eventJson(link)}`;
      before = ',';
      return piece;
    });
    return pieces.join('');
  };
  const add = (events: readonly ExplainedEvent[]): string => {
    // No more of them than a paste holds: of a log none is looked at again.
    if (listed.length < LONGEST_PASTE) for (const event of events) listed.push(event);
    return pieceOf(linking.add(events));
  };
  const end = (log: LogEnd): string => {
    const last = pieceOf(linking.end());
    const begun = before === ',' ? `${last}\n  ]` : `${before}]`;
    const messages = log.pasted === '' ? [] : messagesBeside(listed, log.pasted);
    return `${begun},\n  "summary": ${JSON.stringify(summaryDocument(log, messages), null, 2).replaceAll('\n', '\n  ')}\n}`;
  };
  return { add, end };
}

/** Events; a longer text is a log. */
const LONGEST_PASTE = 10_000;

/** Names beyond these are in the document, and counted here. */
const NAMED = 10;

function countText({ id, count, title, accounts }: Count): string {
  const more = accounts.length > NAMED ? ` and ${accounts.length - NAMED} more` : '';
  const named = accounts.length > 0 ? ` (${visible(accounts.slice(0, NAMED).join(', '))}${more})` : '';
  return `  ${count} × ${id}${title ? `: ${title}` : ''}${named}`;
}

/** What many events come to. */
function summaryText({ events, migrationEvents, counts, first, last, datesRead, runs, doFirst }: Summary): string {
  const between = first && last ? `, from ${visible(first)} to ${visible(last)}` : '';
  const read = datesRead ? ` (dates read with the ${datesRead.replace(' first', '')} first)` : '';
  return [
    `${events} events, ${migrationEvents} of the migration wizard${between}${read}.`,
    ...counts.map(countText),
    ...runs,
    ...(doFirst.length > 0 ? ['What to do first:', ...doFirst] : []),
  ].join('\n');
}

const kindOf = ({ id, source, known }: ExplainedEvent): string => `${id} ${known?.source ?? source ?? ''}`;

/** Gathers what a terminal is told of a log: its summary, and the first event of each kind of the wizard's. */
export function startText(): {
  readonly add: (events: readonly ExplainedEvent[]) => '';
  readonly end: (log: LogEnd) => string;
} {
  const linking = startLinking();
  const kinds = new Map<string, Linked>();
  const all: ExplainedEvent[] = [];
  const take = (links: readonly Linked[]) => {
    for (const link of links)
      if (link.event.isMigrationEvent && !kinds.has(kindOf(link.event))) kinds.set(kindOf(link.event), link);
  };
  const add = (events: readonly ExplainedEvent[]): '' => {
    if (all.length < LONGEST_PASTE) for (const event of events) all.push(event);
    take(linking.add(events));
    return '';
  };
  const end = (log: LogEnd): string => {
    take(linking.end());
    // A paste is told event by event, a log by its kinds of events.
    if (log.pasted !== '' || all.length === 0) return pasteText(all, log);
    const once = 'Each kind of event is told once, by its first; --json lists every one with its lines.';
    return [summaryText(log.summary), once, explainText([...kinds.values()], [])].join('\n\n');
  };
  return { add, end };
}

function pasteText(events: readonly ExplainedEvent[], { summary, pasted }: LogEnd): string {
  const followUps = followUpsIn(events);
  const links = events.map((event, index) => ({ event, followUp: followUps[index] }));
  const told = explainText(links, messagesBeside(events, pasted));
  return events.length > 1 ? `${summaryText(summary)}\n\n${told}` : told;
}

/** What a log comes to, for a terminal, and each kind of event once; of a paste each event. */
export function logText({ events, ...log }: ExplainedLog): string {
  const text = startText();
  text.add(events);
  return text.end(log);
}
