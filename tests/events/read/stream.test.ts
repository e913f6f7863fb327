import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readEventStream } from '../../../lib/events/read/stream.ts';
import { anyCharacter } from '../../support/any-character.ts';
import { inPieces, LANGUAGES, logOf, PRINTERS, type Sample } from './printed-events.ts';

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

const SAVED = Object.keys(PRINTERS).filter((shape) => !/one line|text lost|Get-WinEvent table/.test(shape));

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

  test('rendered XML names its source once more, and empty: the event keeps the one that counts', async () => {
    const xml =
      "<Event><System><Provider Name='MSExchangeMig'/><EventID>7026</EventID></System><RenderingInfo><Message>Migration Aborted.</Message><Provider></Provider></RenderingInfo></Event>";
    expect(await streamed(xml, 7)).toMatchObject([{ id: 7026, source: 'MSExchangeMig' }]);
  });

  test('braces in a message are no objects of their own', async () => {
    const line = (id: number, source: string) =>
      `${JSON.stringify({ EventID: id, SourceName: source, Message: 'The server {0C0A3666} failed.' })}\n`;
    const log = Array.from({ length: 400 }, (_, index) => line(index + 1, index % 2 === 0 ? 'DCOM' : 'MSExchangeMig'));
    expect((await streamed(log.join(''))).map(({ id }) => id)).toEqual(log.map((_, index) => index + 1));
  });

  test('a quotation mark that is never closed costs no events behind it', async () => {
    const row = (id: number, text: string) =>
      `7/17/2002\t12:44:50 PM\tMSExchangeMig\tError\tNone\t${id}\tN/A\tS\t${text}`;
    const saved = await streamed(
      [row(7026, '"C:\\TEMP'), row(8074, 'x'), 'and so on', row(8002, '"y" z')].join('\r\n'),
      9,
    );
    expect(saved).toMatchObject([
      { id: 7026, description: '"C:\\TEMP' },
      { id: 8074, description: 'x and so on', lines: { from: 2, to: 3 } },
      { id: 8002, description: '"y" z' },
    ]);
  });

  test('a syslog file may hold what several forwarders wrote, and what nobody knows', async () => {
    const forwarded = ['Snare', 'evtsys', 'EventReporter', 'NXLog JSON', 'evtsys', 'Snare', 'KB labels'];
    const lines = forwarded.flatMap((shape, index) => [
      PRINTERS[shape]?.(event(8000 + index, index % 2 === 0 ? 'MSExchangeMig' : 'W3SVC'), 'English') ?? '',
      'Jul 17 12:44:51 host sshd: session opened for user root',
      '',
    ]);
    const log = Array.from({ length: 40 }, () => lines.join('\n')).join('\n');
    const ids = forwarded.map((_, index) => 8000 + index);
    expect((await streamed(log, 1_000)).map(({ id }) => id)).toEqual(Array.from({ length: 40 }, () => ids).flat());
  });

  test('nothing comes of a text without events, of an empty one, or of chance', async () => {
    expect(await streamed('')).toEqual([]);
    expect(await streamed('Hello,\n\nthe migration failed again.\n'.repeat(20_000))).toEqual([]);
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: anyCharacter, maxLength: 300 }),
        fc.integer({ min: 1, max: 40 }),
        async (text, size) => {
          for (const { id } of await streamed(text, size)) expect(Number.isSafeInteger(id)).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('whatever a log holds, it is read to its end', () => {
  const MEGABYTE = 1_000_000;
  const filled = (piece: string): string => piece.repeat(Math.ceil(MEGABYTE / piece.length));
  const first = (shape: string): string => `${logOf(shape, [event(7026), event(8074), event(8002)])}\r\n`;

  // Quadratic work would be a million times a million steps: hours, and not the seconds a test is given.
  test.each([
    ['a line of letters', filled('a')],
    ['a line of tabs', `${first('saved as text')}${filled('\t')}`],
    ['a line of cells', `${first('saved as CSV')}${filled('a,')}`],
    ['a line of quotation marks', `${first('saved as CSV from Vista on')}"${filled('""')}`],
    ['open quotation marks', `${first('saved as CSV from Vista on')}${filled('Error,1/1/2002,W3SVC,1,None,"x\n')}`],
    ['quotation marks in front of the number', `${first('Export-Csv')}${filled('"x\n')}`],
    ['a line of labels', `${first('clipboard')}${filled('Event Type: ')}`],
    ['labels', `${first('clipboard')}${filled('Event Type:\n')}`],
    ['a label that every line has', `${first('KB labels')}${filled('   Event ID: 7026\n')}`],
    ['colons', `${first('vista')}${filled(':\n')}`],
    ['a row on one line', `${first('Snare')}${filled('MSWinEventLog\t1\t')}`],
    ['rows that break off', `${first('Snare')}${filled('MSWinEventLog\t1\tApplication\n')}`],
    ['text behind a row', `${first('evtsys')}${filled('x\n')}`],
    ['objects that do not end', `${first('NXLog JSON')}${filled('{"EventID": 7026, ')}`],
    ['braces', `${first('NXLog JSON')}${filled('{}\n')}`],
    ['objects on one line', filled('{"EventID":7026,"SourceName":"MSExchangeMig"},')],
    ['headings', `${first('Get-WinEvent table')}${filled('ProviderName: x\n')}`],
    ['headings with columns', filled('ProviderName: x\n\nTimeCreated Id\n')],
    ['elements', `${first('wevtutil XML')}${filled('<Event>')}`],
    ['line ends', filled('\r\n')],
  ])('a megabyte: %s', async (_, text) => {
    const events = await streamed(text);

    expect(events.length).toBeLessThan(MEGABYTE);
    if (text.startsWith(first('evtsys'))) expect(events.slice(0, 2)).toMatchObject([{ id: 7026 }, { id: 8074 }]);
  });

  test('a log without a line end is read in parts', async () => {
    const events = await streamed(filled('Event ID: 7026 Source: MSExchangeMig ').repeat(3));

    expect(events.length).toBeGreaterThan(3 * 20_000);
  });
});
