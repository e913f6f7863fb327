import { describe, expect, test } from '@jest/globals';
import { explainEvents } from '../../../lib/events/explain.ts';
import { readEvents } from '../../../lib/events/read/read-events.ts';

const told = (text: string) =>
  explainEvents(text).map(({ id, isMigrationEvent, lines, placeholders }) => ({
    id,
    ours: isMigrationEvent,
    lines: [lines.from, lines.to],
    placeholders,
  }));

const DRIVER = 'The following boot-start or system-start driver(s) failed to load: i8042prt';
const LOGON = 'Could not log onto the Message Store for Account:';

describe('words about the wizard do not make its event of another one', () => {
  test.each([
    `We use MSExchangeMig.\n\nEvent ID: 7026\nType: Error\nDescription: ${DRIVER}\n\nIs this from MSExchangeMig?`,
    'Event 7026, Service Control Manager, came while MSExchangeMig was running',
    'Event ID: 7026\n\nWe see this while MSExchangeMig runs.',
    `Event Type: Error\nEvent Source: Service Control Manager\nEvent ID: 7026\nDescription:\n${DRIVER}\nMSExchangeMig ran`,
  ])('%j', (text) => {
    expect(explainEvents(text)).toMatchObject([{ id: 7026, isMigrationEvent: false }]);
  });

  test('a number belongs to the source that stands nearest to it', () => {
    expect(readEvents('MSExchangeMig is fine, but Service Control Manager logged event 7026')).toEqual([]);
    expect(
      readEvents('We got event 7026 from MSExchangeMig and event 7000 from Service Control Manager'),
    ).toMatchObject([{ id: 7026, source: 'MSExchangeMig' }]);
  });
});

describe('a source without a label is read', () => {
  test.each([
    'Source MSExchangeMig\nEvent ID 7026\nMigration Aborted due to Mapi logon failure.',
    'Event ID: 7026 (MSExchangeMig)\nType: Error',
    'Event ID 7026\nMSExchangeMig\nError',
    'we get MSExchangeMig error 7026 all day',
    'MSExchangeMig: Fehler Nr. 7026',
  ])('%j', (text) => {
    expect(explainEvents(text)).toMatchObject([{ id: 7026, source: 'MSExchangeMig', isMigrationEvent: true }]);
  });
});

describe('what people write below an event is not its text', () => {
  test('a name ends where the text does', () => {
    const text = `Event ID: 7017\nSource: MSExchangeMig\nDescription: ${LOGON} JDOE\n\nRegards, Jane`;

    expect(told(text)).toEqual([{ id: 7017, ours: true, lines: [1, 3], placeholders: { account: 'JDOE' } }]);
  });

  test('nor is what stands between two events', () => {
    const holder = 'MS:CORP/PO1/JDOE has already been assigned to Address Book entry JSMITH.';
    const events = readEvents(
      `Event ID: 7026\nSource: MSExchangeMig\nDescription: Migration Aborted due to Mapi logon failure.\n\nand this one:\n\nEvent ID: 238\nSource: MSExchangeMigDS\nDescription: The e-mail address specified for import object JDOE is not unique. ${holder}\n\nThanks, Jane`,
    );

    expect(events.map(({ description }) => description)).toEqual([
      'Migration Aborted due to Mapi logon failure.',
      `The e-mail address specified for import object JDOE is not unique. ${holder}`,
    ]);
  });

  test('the source address below the text of an 8074 is its own (Q294351)', () => {
    const [event] = explainEvents(
      'Event ID: 8074\nSource: MSExchangeMig\nDescription:\nMAPI Section C:\\1.PRI Line: 12 Failed to connect to the Mailbox.\n\nGWise:Harbour.STL.BOB\n\nRegards',
    );

    expect(event?.placeholders).toMatchObject({ line: '12', sourceAddress: 'GWise:Harbour.STL.BOB' });
  });
});

describe('the header of a mail is no part of an event', () => {
  test.each([
    'From: Jane <jane@fabrikam.example>\nDate: Wed, 17 Jul 2002 13:01:00 +0200\nTo: Joe\nSubject: Event ID: 7026 again\n\n',
    'Von: Jane\nGesendet: Mittwoch, 17. Juli 2002 13:01\nAn: Joe\nBetreff: Fehler\n\n',
    'De : Jane\nEnvoyé : mercredi 17 juillet 2002 13:01\nÀ : Joe\nObjet : MSExchangeMig\n\n',
    '差出人: Jane\n日時: 2002/07/17 13:01\n宛先: Joe\n件名: MSExchangeMig\n',
  ])('%j', (header) => {
    const events = readEvents(
      `${header}Event ID: 7026\nSource: MSExchangeMig\nType: Error\nDescription: Migration Aborted due to Mapi logon failure.\n\nJane`,
    );

    const from = header.split('\n').length;
    expect(events).toMatchObject([{ id: 7026, source: 'MSExchangeMig', lines: { from, to: from + 3 } }]);
    expect(events[0]).not.toHaveProperty('at');
  });

  test('unless the event stands nowhere else', () => {
    expect(readEvents('From: Jane\nTo: Joe\nSubject: Event ID: 7026 Source: MSExchangeMig\n\nHelp!')).toMatchObject([
      { id: 7026, source: 'MSExchangeMig' },
    ]);
  });
});

describe('events of which nothing but the text is there', () => {
  test('each is told, with its lines and the name that it names', () => {
    expect(told(`We see these:\n\n${LOGON} JDOE\n${LOGON} ASMITH\n\nWhat now?`)).toEqual(
      ['JDOE', 'ASMITH'].flatMap((account, index) =>
        [147, 7017].map((id) => ({ id, ours: true, lines: [3 + index, 3 + index], placeholders: { account } })),
      ),
    );
  });

  test('stand beside one that is printed whole; what only repeats it is not told again', () => {
    const event = 'Event ID: 7026\nSource: MSExchangeMig\nDescription: Migration Aborted due to Mapi logon failure.';
    const words = 'It says "Migration Aborted due to Mapi logon failure.", and MSExchangeMig 8002 came, too.';

    expect(told(`${event}\n\n${words}\n\nAccount gone: Could not migrate shared folders today`)).toMatchObject([
      { id: 7026, lines: [1, 3] },
      { id: 8002, lines: [5, 5] },
      { id: 168, lines: [7, 7] },
    ]);
  });
});

test('XML that was cut off ends at the next event, and takes nothing else with it', () => {
  const cut = '<Event><System><Provider Name="W3SVC"/><EventID>7026</EventID></System>';

  expect(
    readEvents(`${cut}\n<Event><System><Provider Name="MSExchangeMig"/><EventID>7026</EventID></System></Event>`),
  ).toMatchObject([
    { id: 7026, source: 'W3SVC' },
    { id: 7026, source: 'MSExchangeMig' },
  ]);
  expect(readEvents(`${cut}\n\nEvent ID: 8002\nSource: MSExchangeMig\nType: Error`)).toMatchObject([
    { id: 7026, source: 'W3SVC' },
    { id: 8002, source: 'MSExchangeMig' },
  ]);
});

test('more words than a name has are nobody', () => {
  const text = `Event ID: 7017\nSource: MSExchangeMig\nDescription: ${LOGON} JDOE\nWhat does it mean? Thanks, Jane`;

  expect(told(text)).toMatchObject([{ id: 7017, placeholders: {} }]);
});

test('XML that a reply to an indented reply repeats is not another event', () => {
  const text =
    'Source: MSExchangeMig\nEvent ID: 7026\nDescription:\nMigration Aborted due to Mapi logon failure.\nEvent Xml:\n<Event><System><Provider Name="MSExchangeMig"/><EventID>7026</EventID></System></Event>';

  expect(readEvents(text.replace(/^/gm, '>>     > '))).toMatchObject([{ id: 7026, source: 'MSExchangeMig' }]);
});
