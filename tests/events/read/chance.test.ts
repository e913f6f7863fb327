import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { explainEvents } from '../../../lib/events/explain.ts';
import type { LoggedEvent } from '../../../lib/events/read/logged-event.ts';
import { readEvents } from '../../../lib/events/read/read-events.ts';
import { readEventStream } from '../../../lib/events/read/stream.ts';
import { anyCharacter } from '../../support/any-character.ts';
import { inPieces, LANGUAGES, logOf, PRINTERS, type Sample } from './printed-events.ts';

const EVENT: Sample = {
  id: 7026,
  source: 'MSExchangeMig',
  severity: 'error',
  text: 'Migration Aborted due to Mapi logon failure.',
  computer: '55SERVER',
};
const PRINTED = Object.values(PRINTERS).flatMap((print) => LANGUAGES.map((language) => print(EVENT, language)));

const areSound = (events: readonly LoggedEvent[], text: string): void => {
  const lines = text.split(/\r\n?|[\n\u0085\u2028\u2029]/).length;
  for (const { id, lines: where } of events) {
    expect(Number.isSafeInteger(id)).toBe(true);
    expect(where.from).toBeGreaterThanOrEqual(1);
    expect(where.to).toBeGreaterThanOrEqual(where.from);
    expect(where.to).toBeLessThanOrEqual(lines);
  }
};

const isSound = (paste: string): void => areSound(readEvents(paste), paste);

async function isSoundAsLog(text: string, size: number): Promise<void> {
  const events: LoggedEvent[] = [];
  for await (const event of readEventStream(inPieces(text, size))) events.push(event);
  areSound(events, text);
}

/** One thing that happens to a text: a part is cut out, comes twice, or something else comes in between. */
const mutation = fc.record({
  at: fc.nat(2_000),
  length: fc.nat(60),
  kind: fc.constantFrom('cut', 'double', 'insert', 'turn'),
  other: fc.oneof(
    fc.string({ unit: anyCharacter, maxLength: 8 }),
    fc.constantFrom('"', '\n', '\t', ',', ':', '<', '>', '```', '{', '}', '\0', '7026', 'Event ID:', '</Event>'),
  ),
});

function mutated(
  text: string,
  { at, length, kind, other }: { at: number; length: number; kind: string; other: string },
) {
  const from = at % (text.length + 1);
  const [before, part, after] = [text.slice(0, from), text.slice(from, from + length), text.slice(from + length)];
  if (kind === 'cut') return before + after;
  if (kind === 'double') return before + part + part + after;
  return kind === 'insert' ? before + other + part + after : before + [...part].reverse().join('') + after;
}

describe('whatever is pasted is read without an exception, and what is found has a number and lines', () => {
  test('8,000 prints of an event, in which anything was changed', () => {
    fc.assert(
      fc.property(fc.constantFrom(...PRINTED), fc.array(mutation, { minLength: 1, maxLength: 6 }), (text, mutations) =>
        isSound(mutations.reduce(mutated, text)),
      ),
      { numRuns: 8_000 },
    );
  });

  test('3,000 logs, in which anything was changed, in pieces', async () => {
    const others = ['W3SVC', 'MSExchangeMigDS', 'DCOM'].map((source, id): Sample => ({ ...EVENT, id, source }));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...Object.keys(PRINTERS)),
        fc.constantFrom(...LANGUAGES),
        fc.array(mutation, { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 300 }),
        (shape, language, mutations, size) =>
          isSoundAsLog(mutations.reduce(mutated, logOf(shape, [EVENT, ...others], language)), size),
      ),
      { numRuns: 3_000 },
    );
  });

  test('2,000 texts of chance', () => {
    fc.assert(fc.property(fc.string({ unit: anyCharacter, maxLength: 400 }), isSound), { numRuns: 2_000 });
  });
});

describe('a text without an event never yields one', () => {
  const word = fc.constantFrom(
    ...[
      'the',
      'migration',
      'failed',
      'again',
      'Jane',
      'mailbox',
      'server',
      'yesterday',
      'Source',
      'event',
      'Type',
      'error',
    ],
    ...['7026', '8002', '(7026', 'of', '8000)', 'Ereignis', 'Quelle', 'evento', 'エラー', '12:44', '<Event>', '{}'],
  );

  // Date, time, any word, a type and a number are a saved row with blanks for tabs; its source tells that it is not ours.
  test('a date makes a row of such words, which is then never taken for the wizard', () => {
    const events = explainEvents('Hello, 7/17/2002 12:44 the error 7026');

    expect(events).toMatchObject([{ source: 'the', isMigrationEvent: false }]);
    expect(events.some(({ known }) => known)).toBe(false);
  });

  test('words and numbers as people write them', () => {
    fc.assert(
      fc.property(fc.array(word, { maxLength: 60 }), (words) => {
        // A number right behind the word for an event at the beginning of a line is what an article calls one (Q214822).
        const text = `Hello, ${words.join(' ').replace(/(event|evento|Ereignis) \d/g, '$1, ')}`;

        expect(readEvents(text)).toEqual([]);
      }),
      { numRuns: 2_000 },
    );
  });

  test.each([
    'We migrated 147 of 162 users with MSExchangeMig today, 27 are left.',
    'MSExchangeMig, 3 hours later.',
    'Date: 7/17/2002\nTime: 12:44\nUser: Jane\nComputer: 55SERVER',
    'Name,Date,Source,Count\nJane,7/17/2002,MSExchangeMig,x',
    '{"id": "x", "source": "MSExchangeMig"}',
    '<Event><System><Provider Name="MSExchangeMig"/></System></Event>',
    'From: Jane\nTo: Joe\nSubject: migration\n\nDescription: it does not work.',
  ])('%j', (text) => {
    expect(readEvents(text)).toEqual([]);
  });
});
