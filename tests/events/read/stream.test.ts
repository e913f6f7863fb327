import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readEventStream } from '../../../lib/events/read/stream.ts';
import { LANGUAGES, PRINTERS, type Sample } from './printed-events.ts';

async function* inPieces(text: string, size: number): AsyncGenerator<string> {
  for (let from = 0; from < text.length; from += size) yield text.slice(from, from + size);
}

async function streamed(text: string, size = 65_536) {
  const events = [];
  for await (const event of readEventStream(inPieces(text, size))) events.push(event);
  return events;
}

const event = (id: number, source = 'MSExchangeMig'): Sample => ({
  id,
  source,
  severity: 'error',
  text: 'Migration Aborted due to Mapi logon failure.',
  computer: '55SERVER',
});

const HEADED = new Set(['eventquery CSV', 'Export-Csv', 'saved as CSV from Vista on', 'saved as text from Vista on']);

/** A log of many events in one shape; a header stands in it once. */
function logOf(shape: string, events: readonly Sample[], language = 'English' as (typeof LANGUAGES)[number]): string {
  const printed = events.map((each) => PRINTERS[shape]?.(each, language) ?? '');
  const headed = HEADED.has(shape);
  const [first = '', ...others] = printed;
  const rows = headed
    ? others.map((text) =>
        text
          .split('\r\n')
          .slice(shape === 'Export-Csv' ? 2 : 1)
          .join('\r\n'),
      )
    : others;
  const inRows = /dump|saved|CSV|Snare|EventReporter|evtsys|JSON|XML/.test(shape);
  return [first, ...rows].join(inRows ? '\r\n' : '\r\n\r\n');
}

const SAVED = Object.keys(PRINTERS).filter((shape) => !/^KB|one line|Get-WinEvent table|text lost/.test(shape));

describe('a whole log, read as a stream', () => {
  test.each(SAVED)('%s: every event, in order, wherever its pieces are cut', async (shape) => {
    const ids = Array.from({ length: 300 }, (_, index) => (index % 3 === 0 ? 7026 : 8000 + (index % 97)));
    const events = ids.map((id, index) => event(id, index % 2 === 0 ? 'MSExchangeMig' : 'W3SVC'));
    const text = logOf(shape, events);
    for (const size of [97, 65_536]) {
      const read = await streamed(text, size);
      expect(read.map(({ id, source }) => ({ id, source }))).toEqual(events.map(({ id, source }) => ({ id, source })));
    }
  });

  test.each(LANGUAGES)('as saved by an Event Viewer in %s', async (language) => {
    for (const shape of ['saved as text', 'saved as CSV', 'saved as CSV from Vista on', 'clipboard', 'vista']) {
      const read = await streamed(logOf(shape, [event(7026), event(10_068)], language));
      expect(read).toMatchObject([
        { id: 7026, source: 'MSExchangeMig', severity: 'error' },
        { id: 10_068, source: 'MSExchangeMig' },
      ]);
    }
  });

  test('each event is told with the lines it came from', async () => {
    const saved = await streamed(logOf('saved as CSV from Vista on', [event(7026), event(7026)]));
    expect(saved.map(({ lines }) => lines)).toEqual([
      { from: 2, to: 2 },
      { from: 3, to: 3 },
    ]);
    const copied = await streamed(logOf('clipboard', [event(7026), event(7026)]));
    expect(copied.map(({ lines }) => lines)).toEqual([
      { from: 1, to: 10 },
      { from: 12, to: 21 },
    ]);
  });

  test('a text with line breaks in a quoted cell is one event', async () => {
    const text =
      'Level,Date and Time,Source,Event ID,Task Category\r\nError,7/17/2002 12:44:50 PM,MSExchangeMig,7026,None,"Migration Aborted\r\ndue to Mapi logon failure."\r\nError,7/17/2002 12:44:51 PM,W3SVC,1,None,x\r\n';
    expect(await streamed(text, 11)).toMatchObject([
      { id: 7026, lines: { from: 2, to: 3 }, description: 'Migration Aborted due to Mapi logon failure.' },
      { id: 1, lines: { from: 4, to: 4 } },
    ]);
  });

  test('what is broken in the middle costs the events there and no others', async () => {
    const xml = logOf('wevtutil XML', [event(7026), event(8074)]).replace('</Event>', '</Event><<&&>');
    expect((await streamed(xml)).map(({ id }) => id)).toContain(7026);
    const csv = `${logOf('saved as CSV', [event(7026)])}\r\n,,,\r\nno row at all\r\n${logOf('saved as CSV', [event(8074)])}`;
    expect((await streamed(csv)).map(({ id }) => id)).toEqual([7026, 8074]);
  });

  test('nothing comes of a text without events, of an empty one, or of chance', async () => {
    expect(await streamed('')).toEqual([]);
    expect(await streamed('Hello,\n\nthe migration failed again.\n'.repeat(20_000))).toEqual([]);
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'binary', maxLength: 300 }),
        fc.integer({ min: 1, max: 40 }),
        async (text, size) => {
          for (const { id } of await streamed(text, size)) expect(Number.isSafeInteger(id)).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });
});
