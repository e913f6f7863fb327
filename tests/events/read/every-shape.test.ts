import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { describedEvents, KNOWN_EVENTS } from '../../../lib/events/catalogue.ts';
import { readEvents } from '../../../lib/events/read/read-events.ts';
import { isMigrationSource } from '../../../lib/events/read/source.ts';
import { LANGUAGES, MANGLINGS, PRINTERS, type Sample, wrapped } from './printed-events.ts';

const SOURCES = ['MSExchangeMig', 'MsExchangeMig', 'MSExchangeMigDS', 'MSEXCHANGEMigDS', 'MS Exchange Migration'];

const sample = fc.record({
  known: fc.constantFrom(...KNOWN_EVENTS),
  source: fc.constantFrom(...SOURCES),
  severity: fc.constantFrom('error', 'warning', 'information'),
  computer: fc.constantFrom('55SERVER', 'mail-01.fabrikam.example'),
});

const eventOf = ({
  known,
  ...rest
}: { known: (typeof KNOWN_EVENTS)[number] } & Omit<Sample, 'id' | 'text'>): Sample => ({
  id: known.id,
  text: known.description,
  ...rest,
});

const shapes = Object.keys(PRINTERS);
const told = (text: string) => readEvents(text).map(({ id, source }) => ({ id, source: source?.replace(/\s+/g, ' ') }));

describe('an event of the catalogue is read back as the same event', () => {
  test.each(shapes)('%s, in every language, wrapped at any width, whatever was done to it', (shape) => {
    fc.assert(
      fc.property(
        sample,
        fc.constantFrom(...LANGUAGES),
        fc.constantFrom(...Object.keys(MANGLINGS)),
        fc.option(fc.integer({ min: 1, max: 120 }), { nil: undefined }),
        (drawn, language, mangling, width) => {
          const event = eventOf(drawn);
          const text = PRINTERS[shape]?.(event, language) ?? '';
          const broken = width === undefined ? text : wrapped(text, width);
          const paste = MANGLINGS[mangling]?.(broken) ?? '';

          expect(told(paste)).toEqual([{ id: event.id, source: event.source }]);
        },
      ),
      { numRuns: 100 },
    );
  });

  test.each(shapes)('%s, every single one', (shape) => {
    const known = [...KNOWN_EVENTS, ...describedEvents().map(({ family, ...event }) => ({ ...event, source: family }))];
    for (const { id, source, description } of known) {
      const event: Sample = { id, source, severity: 'error', text: description, computer: '55SERVER' };

      expect(told(PRINTERS[shape]?.(event, 'English') ?? '')).toEqual([{ id, source }]);
    }
  });

  test.each(shapes)('%s, whatever several people did to it', (shape) => {
    fc.assert(
      fc.property(
        sample,
        fc.constantFrom(...LANGUAGES),
        fc.shuffledSubarray(Object.keys(MANGLINGS), { minLength: 2, maxLength: 3 }),
        (drawn, language, manglings) => {
          const event = eventOf(drawn);
          const printed = PRINTERS[shape]?.(event, language) ?? '';
          const paste = manglings.reduce((text, mangling) => MANGLINGS[mangling]?.(text) ?? '', printed);

          expect(told(paste)).toEqual([{ id: event.id, source: event.source }]);
        },
      ),
      { numRuns: 100 },
    );
  });

  test('several in one paste, each in a shape of its own, come in order', () => {
    const one = fc.record({
      drawn: sample,
      language: fc.constantFrom(...LANGUAGES),
      shape: fc.constantFrom(...shapes),
    });
    fc.assert(
      fc.property(
        fc.uniqueArray(one, { minLength: 2, maxLength: 5, selector: ({ drawn }) => drawn.known.id }),
        (drawn) => {
          const events = drawn.map((each) => ({ ...each, event: eventOf(each.drawn) }));
          const paste = events.map(({ event, language, shape }) => PRINTERS[shape]?.(event, language)).join('\n\n');

          expect(told(paste)).toEqual(events.map(({ event }) => ({ id: event.id, source: event.source })));
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('the real collisions are never ours, in any shape', () => {
  const COLLISIONS = [
    ['Service Control Manager', 7026],
    ['Service Control Manager', 7000],
    ['MSExchangeIS Public', 7000],
    ['MSExchangeIS Private', 7032],
    ['W3SVC', 10_003],
    ['DCOM', 10_002],
    ['MSExchangeDSImp', 238],
  ] as const;

  test.each(COLLISIONS)('%s %d', (source, id) => {
    const event: Sample = { id, source, severity: 'error', text: 'Something else happened.', computer: '55SERVER' };
    for (const shape of shapes)
      for (const language of LANGUAGES) {
        const events = readEvents(PRINTERS[shape]?.(event, language) ?? '');
        expect(events).toHaveLength(1);
        expect(events[0]).toMatchObject({ id, source, recognizedBy: 'source' });
        expect(isMigrationSource(events[0]?.source ?? '')).toBe(false);
      }
  });
});

test('a complaint about a lost text that is broken behind "Event ID" keeps its source (Q221122)', () => {
  const paste = `    The description for Event ID
    ( 27 ) in Source (
    MSExchangeMig ) could not be
    found.`;

  expect(told(paste)).toEqual([{ id: 27, source: 'MSExchangeMig' }]);
});
