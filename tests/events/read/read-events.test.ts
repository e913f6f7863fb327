import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readEvents } from '../../../lib/events/read/read-events.ts';
import { isMigrationEvent, isMigrationSource } from '../../../lib/events/read/source.ts';
import { anyCharacter } from '../../support/any-character.ts';
import { throughSlack } from './printed-events.ts';

const FIXTURES = join(__dirname, '..', '..', 'fixtures', 'events');

/** A paste exactly as it was made, tabs and line ends included. */
const pasted = (name: string): string => readFileSync(join(FIXTURES, `${name}.txt`), 'utf8');

/** What was read, as far as it decides whose event it is. */
const told = (text: string) => readEvents(text).map((event) => ({ id: event.id, ours: isMigrationEvent(event) }));

const OURS = { id: 7026, ours: true };

const OF_THE_WIZARD = [
  'kb-labels',
  'kb-wrapped',
  'kb-eventid',
  'kb-event-id-lower',
  'kb-event-colon',
  'kb-event-tight',
  'kb-event-bare',
  'kb-id-only-label',
  'kb-source-first',
  'kb-no-description-label',
  'kb-heading',
  'kb-equals-signs',
  'one-line',
  'nt4-two-columns',
  'nt4-two-columns-colons',
  'windows2000-clipboard',
  'windows2000-trimmed',
  'vista',
  'text-lost',
  'quoted-reply',
  'code-fence',
  'code-fence-tight',
  'inline-code',
];

describe('a 7026 of the wizard, in every shape in which it is pasted (domain.md 5)', () => {
  test.each(OF_THE_WIZARD)('%s', (name) => {
    expect(told(pasted(name))).toEqual([OURS]);
    expect(readEvents(pasted(name))).toMatchObject([{ recognizedBy: 'source' }]);
  });

  test.each(OF_THE_WIZARD)('%s, through Slack', (name) => {
    expect(told(throughSlack(pasted(name)))).toEqual([OURS]);
  });

  test('the fixtures are as pasted: some have the line ends and tabs of Windows', () => {
    expect(pasted('windows2000-clipboard')).toContain('Event ID:\t7026\r\n');
    expect(readdirSync(FIXTURES).filter((name) => name.endsWith('.txt')).length).toBeGreaterThan(OF_THE_WIZARD.length);
  });

  test('its type is read where there is one', () => {
    expect(readEvents(pasted('windows2000-clipboard'))[0]).toMatchObject({ source: 'MSExchangeMig', type: 'Error' });
    expect(readEvents(pasted('vista'))[0]).toMatchObject({ source: 'MSExchangeMig', type: 'Error' });
    expect(readEvents(pasted('nt4-two-columns'))[0]).toMatchObject({ source: 'MSExchangeMig', type: 'Error' });
  });

  test('Q152321: two ids for one event are two events of one source', () => {
    expect(readEvents('Event ID: 162 (or Event ID: 178)\nSource: MSExchangeMig\nType: Error')).toMatchObject([
      { id: 162, source: 'MSExchangeMig', type: 'Error', recognizedBy: 'source' },
      { id: 178, source: 'MSExchangeMig', type: 'Error', recognizedBy: 'source' },
    ]);
  });
});

describe('the source', () => {
  test.each([
    'MSExchangeMig',
    'MsExchangeMig',
    'MSEXCHANGEMIG',
    'MSExchangeMigDS',
    'ms exchange migds',
    'MS Exchange Migration',
  ])('%s is the wizard', (source) => {
    expect(isMigrationSource(source)).toBe(true);
  });

  test.each([
    'Service Control Manager',
    'MSExchangeIS Public',
    'W3SVC',
    'DCOM',
    'MSExchangeDSImp',
    'NotMSExchangeMig',
    'MSExchangeMigX',
  ])('%s is not', (source) => {
    expect(isMigrationSource(source)).toBe(false);
  });

  test.each(['service-control-manager', 'information-store', 'directory-service-import'])(
    'another program logs the same number: %s is never taken for ours',
    (name) => {
      expect(told(pasted(name))).toMatchObject([{ ours: false }]);
    },
  );

  test('a number alone is ambiguous, and is not ours', () => {
    expect(readEvents(pasted('number-alone'))).toEqual([
      { id: 7026, shape: 'labels', lines: { from: 1, to: 1 }, recognizedBy: 'number' },
    ]);
  });

  test.each(['no-source', 'text-alone'])('missing, the text alone speaks, and it is said: %s', (name) => {
    expect(readEvents(pasted(name))).toMatchObject([{ id: 7026, recognizedBy: 'description' }]);
    expect(readEvents(pasted(name))[0]).not.toHaveProperty('source');
  });

  test("the text of one event never speaks for another program's event beside it", () => {
    const text = `${pasted('number-alone')}\n${pasted('one-line')}`.replace(
      /\n+/,
      '\nDescription: a driver failed\n\n',
    );
    expect(told(text)).toEqual([{ id: 7026, ours: false }, OURS]);
  });
});

describe('several events in one paste', () => {
  test('are told in order, each by its own source', () => {
    expect(readEvents(pasted('several'))).toMatchObject([
      { id: 7026, source: 'Service Control Manager', lines: { from: 1, to: 11 } },
      { id: 7026, source: 'MSExchangeMig', lines: { from: 13, to: 24 } },
      { id: 10068, source: 'MSExchangeMig' },
    ]);
  });

  test('line by line, where there are no labels', () => {
    expect(readEvents(pasted('export'))).toMatchObject([
      { id: 7026, source: 'Service Control Manager', lines: { from: 1, to: 1 } },
      { id: 7026, source: 'MSExchangeMig', lines: { from: 2, to: 2 } },
    ]);
  });

  test('any number of copies', () => {
    const shapes = ['kb-labels', 'windows2000-clipboard', 'vista', 'nt4-two-columns', 'kb-source-first'];
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...shapes, 'service-control-manager'), { minLength: 1, maxLength: 5 }),
        (names) => {
          expect(told(names.map(pasted).join('\n\n')).map(({ ours }) => ours)).toEqual(
            names.map((name) => name !== 'service-control-manager'),
          );
        },
      ),
    );
  });
});

describe('no event', () => {
  test.each(['', '   \n\t', pasted('no-event'), 'source code', 'Event ID: soon', 'Type: Error\nSource: MSExchangeMig'])(
    '%j',
    (text) => {
      expect(readEvents(text)).toEqual([]);
    },
  );
});

describe('whatever is pasted', () => {
  const scrap = fc.constantFrom(
    'Event ID: 7026',
    'Event ID:',
    'Source: MSExchangeMig',
    'Source: Service Control Manager',
    'Description:',
    'Type: ',
    '7026',
    'Migration Aborted due to Mapi logon failure.',
    '```',
    '> ',
    '\r\n',
    '\n',
    '\t',
    '  ',
  );

  test('is read without an exception, and every event has a number', () => {
    const text = fc
      .array(fc.oneof(scrap, fc.string({ unit: anyCharacter, maxLength: 30 })))
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, (paste) => {
        for (const event of readEvents(paste)) expect(Number.isSafeInteger(event.id)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  test('another source is never explained as ours', () => {
    const foreign = fc.constantFrom('Service Control Manager', 'MSExchangeIS Private', 'W3SVC', 'DCOM');
    fc.assert(
      fc.property(foreign, fc.string({ maxLength: 80 }), (source, words) => {
        const events = told(
          `Event ID: 7026\nSource: ${source}\nType: Error\nDescription: ${words.replace(/mig/gi, '')}`,
        );

        expect(events[0]).toEqual({ id: 7026, ours: false });
      }),
    );
  });

  const MEGABYTE = 1_000_000;
  const filled = (piece: string): string => piece.repeat(Math.ceil(MEGABYTE / piece.length));

  // Quadratic work would be a million times a million steps: hours, and not the seconds a test is given.
  test.each([
    ['letters', filled('a')],
    ['blanks', filled(' ')],
    ['blanks behind a label', `source${filled(' ')}`],
    ['tabs', filled('Event ID\t')],
    ['line ends', filled('\r\n')],
    ['quote marks', filled('> ')],
    ['backticks', filled('`')],
    ['labels', filled('Event ID: 7026 ')],
    ['labels that never repeat a number', Array.from({ length: 60_000 }, (_, id) => `Event ID: ${id}`).join(' ')],
    ['labels on lines', filled('Event ID: 7026\n')],
    ['half labels', filled('event event id ')],
    ['descriptions', filled('Event ID: 7026 Description: x Source: y\n')],
    ['sources', filled('Source: MSExchangeMig ')],
    ['events on one line', filled('event 7026 MSExchangeMig, ')],
    ['empty lines in a text', `Event ID: 7026\nSource: x\nDescription: y${filled('\n\nMigration')}`],
    ['lines of exports', filled('7026 MSExchangeMig\n')],
    ['parentheses', filled('Event ID ( 1 ) in Source ( ')],
    ['digits', filled('7')],
    ['dates', filled('7/17/2002 ')],
    ['times', filled('7/17/2002 12:44:50 PM ')],
    ['rows that break off', filled('7/17/02 12:44:50 PM 1 0 7026 N/A ')],
    ['rows', filled('7/17/02\t12:44:50 PM\t1\t0\t7026\tN/A\tMSExchangeMig\t55SERVER\t\n')],
    ['commas', filled(',')],
    ['quotes', filled('"')],
    ['cells', filled('Error,7/17/2002 12:44:50 PM,')],
    ['headers', filled('Level,Date and Time,Source,Event ID,Task Category\n')],
    ['an open quote under a header', `Level,Date and Time,Source,Event ID,Task Category\n"${filled('a,')}`],
    ['open elements', filled('<Event ')],
    ['elements', filled('<Event><System>')],
    ['braces', filled('{"EventID": ')],
    ['objects', filled('{"EventID":7026,"SourceName":"MSExchangeMig"}')],
    ['types', filled('Error ')],
    ['hosts', filled('MSWinEventLog\t1\tApplication\t')],
    ['months', filled('Jul 17 12:44:50 a ')],
    ['rules of dashes', filled('-- ')],
    ['headings', filled('ProviderName: x\n')],
    ['texts', filled('Migration Aborted due to Mapi logon failure. ')],
    ['parts of texts', filled('Parser Error Line ')],
  ])('a megabyte of %s is read', (_, text) => {
    expect(readEvents(text).length).toBeLessThan(MEGABYTE);
  });
});
