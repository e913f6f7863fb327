import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describedEvents } from '../../../lib/events/catalogue.ts';
import { type Encoding, openLog } from '../../../lib/events/read/encoding.ts';
import type { LoggedEvent } from '../../../lib/events/read/logged-event.ts';
import { readEvents } from '../../../lib/events/read/read-events.ts';
import { isMigrationEvent } from '../../../lib/events/read/source.ts';
import { readEventStream, readLogStream } from '../../../lib/events/read/stream.ts';
import { HEADED, inPieces, LANGUAGES, logOf, PRINTERS, type Sample } from './printed-events.ts';

async function all<Thing>(things: AsyncIterable<Thing>): Promise<Thing[]> {
  const gathered: Thing[] = [];
  for await (const thing of things) gathered.push(thing);
  return gathered;
}

const ofTheWizard = fc
  .constantFrom(...describedEvents())
  .map(({ id, family, description }) => ({ id, source: family as string, text: description }));
const ofOthers = fc.record({
  id: fc.integer({ min: 1, max: 65_535 }),
  source: fc.constantFrom('W3SVC', 'Service Control Manager', 'MSExchangeIS Public', 'DCOM', 'Userenv'),
  text: fc.constantFrom(
    'Something happened.',
    'The "JDOE" service failed: it said no.',
    'C:\\TEMP\\x.log, line 7',
    'It said\r\nno,  and no.',
  ),
});
const logged: fc.Arbitrary<Sample> = fc
  .record({ what: fc.oneof(ofTheWizard, ofOthers), severity: fc.constantFrom('error', 'warning', 'information') })
  .map(({ what, severity }) => ({ ...what, severity, computer: '55SERVER' }));
const log = fc.array(logged, { minLength: 2, maxLength: 8 });
/** So many that the first of them are not all of them. */
const many = (events: readonly Sample[], count: number): readonly Sample[] =>
  Array.from({ length: Math.ceil(count / events.length) }, () => events).flat();
const language = fc.constantFrom(...LANGUAGES);
const size = fc.integer({ min: 1, max: 400 });

/** The header above a table is the first row's in a paste, and nobody's in a log. */
const belowHeader = (shape: string, events: readonly LoggedEvent[]): readonly LoggedEvent[] =>
  events.map((event, index) =>
    index === 0 && HEADED[shape] ? { ...event, lines: { from: event.lines.to, to: event.lines.to } } : event,
  );

const shapes = Object.keys(PRINTERS);
/** All others are told by their first events: of a short log nothing is left then. */
const IN_COLUMNS_OR_LABELS = /^(?:clipboard|vista|wevtutil|XML|dump|saved|Export)|labels|list|select|eventquery CSV/;

describe('a log that comes in pieces yields the events that the same text yields as a paste', () => {
  test.each(shapes)('%s, cut anywhere', async (shape) => {
    await fc.assert(
      fc.asyncProperty(log, language, size, async (events, inLanguage, pieces) => {
        const text = logOf(shape, events, inLanguage);
        const streamed = await all(readEventStream(inPieces(text, pieces)));

        expect(belowHeader(shape, streamed)).toEqual(belowHeader(shape, readEvents(text)));
      }),
      { numRuns: 100 },
    );
  });

  test.each(shapes.filter((shape) => !IN_COLUMNS_OR_LABELS.test(shape)))('%s, many of them', async (shape) => {
    await fc.assert(
      fc.asyncProperty(log, language, fc.integer({ min: 100, max: 5_000 }), async (events, inLanguage, pieces) => {
        const text = logOf(shape, many(events, 800), inLanguage);
        const streamed = await all(readEventStream(inPieces(text, pieces)));

        expect(belowHeader(shape, streamed)).toEqual(belowHeader(shape, readEvents(text)));
      }),
      { numRuns: 5 },
    );
  });

  const ENCODED: readonly (readonly [Encoding, (typeof LANGUAGES)[number]])[] = [
    ['utf-16le', 'Japanese'],
    ['utf-16be', 'German'],
    ['windows-1252', 'German'],
    ['windows-1252', 'French'],
    ['cp850', 'German'],
    ['cp850', 'Spanish'],
    ['shift_jis', 'Japanese'],
  ];
  const IN_ITS_LANGUAGE = [
    'clipboard',
    'vista',
    'KB labels',
    'saved as text',
    'saved as text from Vista on',
    'saved as CSV',
  ];

  test.each(ENCODED)('written in %s, %s', async (encoding, inLanguage) => {
    const events = Array.from(
      { length: 12 },
      (_, index): Sample => ({
        id: 7026 + index,
        source: index % 2 === 0 ? 'MSExchangeMig' : 'W3SVC',
        severity: 'warning',
        text: 'Migration Aborted due to Mapi logon failure.',
        computer: '55SERVER',
      }),
    );
    for (const shape of IN_ITS_LANGUAGE) {
      const text = logOf(shape, events, inLanguage);
      const opened = await openLog(inBytes(iconv.encode(text, encoding), 1_001));
      const streamed = opened.kind === 'text' ? await all(readEventStream(opened.text)) : [];

      expect(belowHeader(shape, streamed)).toEqual(belowHeader(shape, readEvents(text)));
    }
  });
});

async function* inBytes(bytes: Uint8Array, length: number): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += length) yield bytes.subarray(from, from + length);
}

describe('of other programs so many events are told as are asked for, and the others are counted', () => {
  test.each(shapes)('%s', async (shape) => {
    await fc.assert(
      fc.asyncProperty(log, language, size, fc.nat(40), async (events, inLanguage, pieces, most) => {
        const text = logOf(shape, many(events, 300), inLanguage);
        const whole = await all(readEventStream(inPieces(text, pieces)));
        const batches = await all(readLogStream(inPieces(text, pieces), most));

        let left = most;
        const wanted = whole.filter((event) => isMigrationEvent(event) || left-- > 0);
        expect(batches.flatMap(({ events: told }) => told)).toEqual(wanted);
        expect(batches.reduce((sum, { passed }) => sum + passed, 0)).toBe(whole.length - wanted.length);
      }),
      { numRuns: 6 },
    );
  });
});

describe('a file in which another kind of log begins half-way loses none of the events, and invents none', () => {
  const kinds = shapes.filter((shape) => !/text lost|Get-WinEvent table/.test(shape));
  const event = (id: number, source: string, text: string): Sample => ({
    ...{ id, source, text },
    severity: 'error',
    computer: '55SERVER',
  });
  const logon = event(7026, 'MSExchangeMig', 'Migration Aborted due to Mapi logon failure.');
  const store = event(7017, 'MSExchangeMig', 'Could not log onto the Message Store for Account: JDOE');
  const recovery = event(8002, 'MSExchangeMig', 'Errors occurred during the Migration Process.');
  const others = ['W3SVC', 'DCOM'].map((source) => event(7026, source, 'The x service failed to start.'));
  const before = [logon, ...others, store, ...others];
  const after = [recovery, ...others, store, logon, ...others];

  test.each(kinds)('%s, then any other', async (shape) => {
    for (const other of kinds) {
      const text = `${logOf(shape, before)}\r\n\r\n${logOf(other, after)}`;
      const streamed = await all(readEventStream(inPieces(text, 997)));

      const ours = streamed.filter(isMigrationEvent).map(({ id }) => id);
      expect([other, ours]).toEqual([other, [7026, 7017, 8002, 7017, 7026]]);
    }
  });
});

test('broken XML between events on one line gives no event a line that the file does not have', async () => {
  const event = (id: number) =>
    `<Event><System><Provider Name='MSExchangeMig'/><EventID>${id}</EventID></System></Event>`;
  const broken = `words <b>and</b> <i>words</i> {"EventID":8002,"SourceName":"MSExchangeMig"} <u>and</u> words`;
  const events = await all(readEventStream(inPieces(`${event(7026)}${broken}${event(7017)}\r\n${event(7000)}`, 9)));

  expect(events.map(({ id, lines }) => [id, lines.from, lines.to])).toEqual([
    [7026, 1, 1],
    [8002, 1, 1],
    [7017, 1, 1],
    [7000, 2, 2],
  ]);
});
