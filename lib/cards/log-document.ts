import type { ExplainedEvent } from '../events/explain.ts';
import type { ExplainedLog } from '../events/log.ts';
import { eventDocuments, explainDocument, explainText } from './explain-document.ts';
import { visible } from './visible.ts';

const indented = (value: unknown): string => JSON.stringify(value, null, 2).replace(/\n/g, '\n    ');

/**
 * A log's document in pieces, which together are one JSON document of the same form as a paste's. Its summary says how
 * many events of other programs are counted and not listed.
 */
export function* logDocument({ events, notListed, summary, pasted }: ExplainedLog): Generator<string> {
  if (events.length === 0) {
    const document = explainDocument([], pasted);
    yield JSON.stringify({ ...document, summary: { ...document.summary, ...summary, notListed } }, null, 2);
    return;
  }
  let before = '{\n  "events": [\n    ';
  for (const document of eventDocuments(events)) {
    yield before + indented(document);
    before = ',\n    ';
  }
  const ending = JSON.stringify({ ...summary, notListed, messages: [] }, null, 2).replace(/\n/g, '\n  ');
  yield `\n  ],\n  "summary": ${ending}\n}`;
}

/** The first event of each kind; the others say the same of other people. */
const distinct = (events: readonly ExplainedEvent[]): readonly ExplainedEvent[] => [
  ...new Map(
    events
      .filter(({ isMigrationEvent }) => isMigrationEvent)
      .map((event) => [`${event.id} ${event.known?.source}`, event]),
  ).values(),
];

/** What a log comes to, for a terminal, and each kind of event once. */
export function logText({ events, summary, pasted }: ExplainedLog): string {
  // A paste is told event by event, a log by its kinds of events.
  if (events.length === 0 || pasted !== '') return explainText(events, pasted);
  const { counts, accounts, first, last, runs, doFirst } = summary;
  const named = accounts.length > 0 ? [`Accounts: ${visible(accounts.join(', '))}`] : [];
  return [
    `${summary.events} events, ${summary.migrationEvents} of the migration wizard${first && last ? `, from ${visible(first)} to ${visible(last)}` : ''}.`,
    ...counts.map(({ id, count, title }) => `  ${count} × ${id}${title ? `: ${title}` : ''}`),
    ...named,
    ...runs,
    ...(doFirst.length > 0 ? ['What to do first:', ...doFirst] : []),
    '',
    explainText(distinct(events)),
  ].join('\n');
}
