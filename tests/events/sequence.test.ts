import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { countsSentence } from '../../lib/events/counts.ts';
import { type ExplainedEvent, explainEvents } from '../../lib/events/explain.ts';
import { followUpsIn, isNewestFirst, startLinking } from '../../lib/events/sequence.ts';
import { startSummary, summaryOf } from '../../lib/events/summary.ts';

type Pasted = { readonly id: number; readonly source?: string; readonly text?: string; readonly at?: string };

/** Events as Event Viewer copies them, one below the other. */
const pasted = (events: readonly Pasted[]): string =>
  events
    .map(({ id, source = 'MSExchangeMig', text = 'Something.', at }) =>
      [
        'Event Type:\tError',
        `Event Source:\t${source}`,
        `Event ID:\t${id}`,
        ...(at ? [`Date:\t\t${at.split(' ')[0]}`, `Time:\t\t${at.split(' ')[1]}`] : []),
        'Computer:\tEX1',
        'Description:',
        text,
      ].join('\r\n'),
    )
    .join('\r\n\r\n');

const explained = (...events: readonly Pasted[]): readonly ExplainedEvent[] => explainEvents(pasted(events));

const DS = 'MSExchangeMigDS';

/** For each event the id of the one that explains it, `missing`, or nothing. */
const explainedBy = (events: readonly ExplainedEvent[]): readonly (number | string | undefined)[] =>
  followUpsIn(events).map((link) => (link?.of === undefined ? link && 'missing' : events[link.of]?.id));

describe('a consequence is told from its cause', () => {
  test.each([
    ['Q256199: 8002 follows from 8124, and that from 8074', [8074, 8124, 8002], [undefined, 8074, 8074]],
    ['Q214822: 8124 follows from 8030', [8030, 8124, 8002], [undefined, 8030, 8030]],
    ['Q214836: 8002 follows from 8092', [8092, 8002], [undefined, 8092]],
    ['8002 alone: what it follows from is missing', [8002], ['missing']],
    ['8149 alone points to a source that was not pasted', [8149, 8002], ['missing', 8149]],
    ['the nearest one counts', [8092, 8074, 8002], [undefined, undefined, 8074]],
    ['not across the beginning of the next run', [8074, 10_002, 8002], [undefined, undefined, 'missing']],
    ['7026 follows from nothing', [8074, 7026], [undefined, undefined]],
  ])('%s', (_, ids, expected) => {
    expect(explainedBy(explained(...ids.map((id) => ({ id }))))).toEqual(expected);
  });

  test('Q200564: 8149 points to the MSExchangeMigDS event, and 8002 with it', () => {
    const events = explained({ id: 238, source: DS }, { id: 8149 }, { id: 8002 });

    expect(explainedBy(events)).toEqual([undefined, 238, 238]);
    expect(followUpsIn(events)[1]?.says).toContain('event 238 of MSExchangeMigDS');
  });

  test("another program's event never explains one of ours", () => {
    const events = explained({ id: 8074, source: 'W3SVC' }, { id: 8002 });

    expect(explainedBy(events)).toEqual([undefined, 'missing']);
  });

  test('a log that stands newest first, as Event Viewer shows it, is read from its end', () => {
    const events = explained(
      { id: 8030, at: '7/17/2002 13:10:00' },
      { id: 8002, at: '7/17/2002 12:44:58' },
      { id: 8124, at: '7/17/2002 12:44:54' },
      { id: 8074, at: '7/17/2002 12:44:50' },
      { id: 8092, at: '7/17/2002 12:30:00' },
    );

    expect(isNewestFirst(events)).toBe(true);
    expect(explainedBy(events)).toEqual([undefined, 8074, 8074, undefined, undefined]);
  });

  test('whatever the order, a consequence is never explained by itself or by another consequence of its own cause', () => {
    const id = fc.constantFrom(8002, 8124, 8149, 8074, 8030, 8092, 10_002, 7026);
    fc.assert(
      fc.property(fc.array(id, { maxLength: 12 }), (ids) => {
        const events = explained(...ids.map((one) => ({ id: one })));
        for (const [index, link] of followUpsIn(events).entries()) {
          expect(link?.of).not.toBe(index);
          expect(link === undefined).toBe(events[index]?.known?.follows === undefined);
        }
      }),
    );
  });
});

const run = (
  errors: number,
  accounts: number,
  refused = 0,
): string => `The 'Migration ' of mail from 'Microsoft Mail - M:\\MAILDATA'
completed with the following results:

Extraction
Start Time:       12:26:15
Elapsed Time:     00:00:03

Accounts:           ${accounts}
Shared folders:     0
E-Mail Messages:    0
PABs:               0
Warnings:           0
Errors:            ${errors}

Import
Accounts:           ${accounts}
Public folders:     0
E-Mail Messages:    0
PABs:               0
Warnings:           0
Errors:             ${refused}`;

describe('the counts of a run as a sentence', () => {
  test.each([
    [
      'Q169130: no account imported and 13 errors',
      run(13, 0),
      'Total failure: no account was imported, 13 users failed in the extraction.',
    ],
    ['one user', run(1, 0), 'Total failure: no account was imported, 1 user failed in the extraction.'],
    ['some arrived', run(2, 11), 'Partly done: 11 accounts were imported, 2 users failed in the extraction.'],
    [
      'both sides count errors',
      run(1, 5, 2),
      'Partly done: 5 accounts were imported, 1 user failed in the extraction, and the import counts 2 errors.',
    ],
    ['all arrived', run(0, 1), '1 account was imported, without errors.'],
    ['nothing to do', run(0, 0), 'No account was imported, and no error is counted.'],
  ])('%s', (_, text, sentence) => {
    expect(countsSentence(10_068, text)).toBe(sentence);
    expect(countsSentence(10_068, text.replace(/\s+/g, ' '))).toBe(sentence);
  });

  test('Q166612: the errors of an 8001 are added up', () => {
    const text =
      'While migrating,\n  2 Message-Operations encountered errors\n  1 Account-Creation operations encountered errors\n  0 Pab-Creation operations encountered errors\n  1 Messages were created successfully';

    expect(countsSentence(8001, text)).toBe('The import counts 3 errors.');
    expect(countsSentence(8001, text.replace(/[21] (Mess.*op|Acc.*op|Message-Op)/gi, '0 $1'))).toBe(
      'The import counts no errors.',
    );
  });

  test.each([
    [10_068, 'completed with the following results: Extraction'],
    [10_068, ''],
    [8001, 'While migrating'],
    [7026, run(13, 0)],
  ])('%i without counts says nothing', (id, text) => {
    expect(countsSentence(id, text)).toBeUndefined();
  });
});

describe('many events are summed up', () => {
  const LOG = [
    { id: 10_002, at: '7/17/2002 12:40:00' },
    { id: 7007, text: "Could not migrate MMF file for Account: JDOE. MMF Path 'M:\\1.MMF'.", at: '7/17/2002 12:41:00' },
    {
      id: 7007,
      text: "Could not migrate MMF file for Account: BSMITH. MMF Path 'M:\\2.MMF'.",
      at: '7/17/2002 12:42:00',
    },
    { id: 7036, source: 'Service Control Manager', at: '7/17/2002 12:42:30' },
    { id: 9999, at: '7/17/2002 12:43:00' },
    { id: 10_068, text: run(2, 11), at: '7/17/2002 12:44:00' },
  ];

  test('which events, how often, whom they name, when, and what the run came to', () => {
    const summary = summaryOf(explained(...LOG));

    expect(summary).toMatchObject({ events: 6, migrationEvents: 5, explained: 4, accounts: ['JDOE', 'BSMITH'] });
    expect(summary.counts[0]).toMatchObject({ id: 7007, count: 2, accounts: ['JDOE', 'BSMITH'] });
    expect(summary.runs).toEqual(['Partly done: 11 accounts were imported, 2 users failed in the extraction.']);
    expect(summary.first).toContain('12:40');
    expect(summary.last).toContain('12:44');
  });

  test('first comes what stops a run, then what stops an account, and never a consequence', () => {
    const events = explained({ id: 8002 }, { id: 7007 }, { id: 7007 }, { id: 8074 }, { id: 10_023 }, { id: 10_002 });

    expect(summaryOf(events).doFirst.map((step) => /^Event (\d+)/.exec(step)?.[1])).toEqual(['10023', '7007', '8074']);
  });

  test('a consequence alone is to be followed up', () => {
    expect(summaryOf(explained({ id: 8002 })).doFirst).toEqual([expect.stringContaining('Event 8002')]);
  });

  test('an event with several causes is to be told apart, not acted on', () => {
    expect(summaryOf(explained({ id: 7026 })).doFirst[0]).toContain('Tell its 3 causes apart');
  });

  test('a log of a million events is summed up one by one, in the memory of those that differ', () => {
    const [event] = explained({ id: 7026 });
    const gathered = startSummary();
    for (let count = 0; event && count < 1_000_000; count += 1) gathered.add(event);

    expect(gathered.summary()).toMatchObject({ events: 1_000_000, counts: [{ id: 7026, count: 1_000_000 }] });
  });
});

test('events that come one by one are linked as the same events are at once, however many they are', () => {
  const kinds = [8074, 8124, 8002, 8030, 7026, 10_002]
    .map((id) => explained({ id })[0])
    .filter((event) => event !== undefined);
  const run = fc.record({ event: fc.constantFrom(...kinds), times: fc.constantFrom(1, 1, 1, 150, 250, 3_000) });

  fc.assert(
    fc.property(fc.array(run, { minLength: 1, maxLength: 12 }), fc.integer({ min: 1, max: 1_500 }), (runs, size) => {
      const events = runs.flatMap(({ event, times }) => Array.from({ length: times }, () => event));
      const { add, end } = startLinking();
      const parts = Array.from({ length: Math.ceil(events.length / size) }, (_, at) =>
        add(events.slice(at * size, (at + 1) * size)),
      );

      const links = [...parts.flat(), ...end()];
      expect(links.map(({ event }) => event)).toEqual(events);
      expect(links.map(({ followUp }) => followUp)).toEqual(followUpsIn(events));
    }),
    { numRuns: 60 },
  );
});
