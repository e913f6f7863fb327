import { describe, expect, test } from '@jest/globals';
import { FIRST_FRAGMENT, MIGDS_EVENTS } from '../../lib/events/catalogue/dapi.ts';
import { DAPI_FAMILIES } from '../../lib/events/catalogue/dapi-families.ts';
import type { Knowledge } from '../../lib/events/catalogue/entry.ts';
import { KNOWN_MESSAGES } from '../../lib/events/catalogue/messages.ts';
import { describedEvents, KNOWN_EVENTS, knownEvent, messagesIn, nearestKnown } from '../../lib/events/catalogue.ts';
import { saysSo } from '../../lib/events/placeholders.ts';

/** Every MSExchangeMig event that an article prints. */
const PRINTED = [
  27, 98, 122, 135, 145, 147, 151, 162, 168, 178, 1004, 1011, 1027, 1029, 1030, 1032, 1052, 4012, 4088, 6003, 7000,
  7007, 7017, 7026, 7032, 7034, 7044, 8001, 8002, 8005, 8030, 8048, 8054, 8059, 8072, 8074, 8092, 8094, 8095, 8124,
  8149, 10002, 10003, 10008, 10023, 10052, 10068, 10075, 12010, 12024, 14002, 15001, 23006,
];

/** DAPI messages whose meaning is told, and not their name alone. */
const TOLD = [136, 181, 230, 231, 232, 233, 235, 236, 237, 238, 243, 281, 282, 283, 287, 288, 291, 292, 297];

/** Q and six digits, KB and six or seven, or a tag of the documentation. */
const ARTICLE = /^(?:Q\d{6}|KB\d{6,7}|MPOLI-x[a-z]+\d+|E2K-[a-z]+)$/;

const everything: readonly (readonly [string, Knowledge])[] = [
  ...[...KNOWN_EVENTS, ...MIGDS_EVENTS].map((event) => [`${event.source} ${event.id}`, event] as const),
  ...KNOWN_MESSAGES.map((message) => [`message ${message.id}`, message] as const),
];

/** The entries for which something holds, by name. */
const those = (holds: (entry: Knowledge) => boolean): readonly string[] =>
  everything.filter(([, entry]) => holds(entry)).map(([name]) => name);

describe('the catalogue', () => {
  test('holds every MSExchangeMig event that an article prints, and no other', () => {
    expect(KNOWN_EVENTS.map(({ id }) => id)).toEqual(PRINTED);
    expect(new Set(KNOWN_EVENTS.map(({ source }) => source))).toEqual(new Set(['MSExchangeMig']));
  });

  test('holds every DAPI code of Q261283 and Q261288 once, each in one family', () => {
    const ids = MIGDS_EVENTS.map(({ id }) => id);

    expect(ids).toHaveLength(298);
    expect(new Set(ids).size).toBe(298);
    for (const id of ids) {
      const families = DAPI_FAMILIES.filter(({ ids: ranges }) => ranges.some(([from, to]) => id >= from && id <= to));
      expect([id, families.length]).toEqual([id, 1]);
    }
  });

  test.each(TOLD)('MSExchangeMigDS %i is explained in words', (id) => {
    const known = knownEvent('MSExchangeMigDS', id);

    expect(known?.causes.length).toBeGreaterThan(0);
    expect(known?.title).not.toContain('_');
  });

  test('a DAPI code that no article explains says its name, its severity and its family, and no cause', () => {
    expect(knownEvent('MSExchangeMigDS', 299)).toMatchObject({
      title: 'BERR_HOME_SERVER_NO_PRIVATE_STORE (error: home server)',
      causes: [],
      data: { state: 'not documented' },
      articles: ['Q261283'],
    });
    expect(knownEvent('MSExchangeMigDS', 4096)?.articles).toEqual(['Q261288']);
  });

  test('names no id twice for one source, and no message twice', () => {
    const names = everything.map(([name]) => name);

    expect(new Set(names).size).toBe(names.length);
  });

  test('cites every entry and every cause, with articles that exist in form', () => {
    const articlesOf = ({ articles, causes }: Knowledge) => [articles, ...causes.map((cause) => cause.articles)];

    expect(those((entry) => articlesOf(entry).some((articles) => articles.length === 0))).toEqual([]);
    expect(
      those((entry) =>
        articlesOf(entry)
          .flat()
          .some((article) => !ARTICLE.test(article)),
      ),
    ).toEqual([]);
  });

  test('cites, for a cause, nothing that the entry keeps to itself', () => {
    const beyond = ({ articles, causes }: Knowledge): boolean =>
      articles.some((article) => !article.startsWith('Q') && !article.startsWith('KB')) ||
      causes.some((cause) => new Set(cause.articles).size !== cause.articles.length);

    expect(those(beyond)).toEqual([]);
  });

  test('says of every cause how to tell it and what to do, in steps', () => {
    const lacks = ({ causes }: Knowledge): boolean =>
      causes.some(
        ({ id, title, howToTell, remedy }) =>
          [id, title, howToTell, ...remedy].some((text) => text.trim() === '') || remedy.length === 0,
      );
    const twice = ({ causes }: Knowledge): boolean => new Set(causes.map(({ id }) => id)).size !== causes.length;

    expect(those(lacks)).toEqual([]);
    expect(those(twice)).toEqual([]);
  });

  test('says of every entry what it means, for which system and version, and what became of the data', () => {
    const lacks = ({ title, meaning, system, versions, data, description }: Knowledge): boolean =>
      [title, meaning, system, versions, data.says, description].some((text) => text.trim() === '');

    expect(those(lacks)).toEqual([]);
  });

  test('holds no text that would fill a card by itself', () => {
    const textsOf = ({ title, meaning, data, system, versions, fixedIn = '', causes }: Knowledge) =>
      [
        [title, 110],
        [meaning, 320],
        [`${system}${versions}${fixedIn}`, 250],
        [data.says, 200],
        ...causes.flatMap(({ title: name, howToTell, remedy }) => [
          [name, 120],
          [howToTell, 320],
          [remedy.join(' '), 560],
        ]),
      ] as const;

    expect(
      everything.flatMap(([name, entry]) =>
        textsOf(entry)
          .filter(([text, limit]) => String(text).length > Number(limit))
          .map(([text]) => [name, text]),
      ),
    ).toEqual([]);
  });

  test('names, as companions and forerunners, only events that it knows', () => {
    const unknown = [...KNOWN_EVENTS, ...MIGDS_EVENTS].flatMap(({ id, comesWith = [] }) =>
      comesWith.filter((other) => !knownEvent(other.source, other.id)).map((other) => [id, other.id]),
    );

    expect(unknown).toEqual([]);
  });

  test('calls the service pack in which each documented fix came', () => {
    const fixed = Object.fromEntries(
      KNOWN_EVENTS.map(({ id, fixedIn }) => [id, fixedIn?.match(/\d\.\d SP\d|after 5\.5 SP4|SP1/)?.[0]]),
    );

    expect(fixed).toMatchObject({
      1011: '5.5 SP3',
      1027: 'after 5.5 SP4',
      1029: '5.5 SP2',
      1030: '5.5 SP4',
      1032: '5.5 SP4',
      1052: '5.5 SP3',
      6003: '5.5 SP4',
      7026: 'SP1',
      7032: '5.5 SP1',
      7034: '5.5 SP1',
      8005: '5.0 SP1',
      8030: '5.5 SP3',
      8092: '5.5 SP3',
      12024: '5.5 SP4',
      14002: '5.5 SP4',
    });
  });

  test('7026 stands for three mistakes, of three articles', () => {
    const known = knownEvent('MSExchangeMig', 7026);

    expect(known?.causes.map(({ articles }) => articles[0])).toEqual(['Q242184', 'Q182665', 'Q183312']);
  });
});

describe('the two sources', () => {
  test.each([135, 145, 147, 151, 162, 168, 178])(
    '%i means one thing under MSExchangeMig and another under MigDS',
    (id) => {
      const [mig, ds] = [knownEvent('MsExchangeMig', id), knownEvent('ms exchange migds', id)];

      expect(mig?.source).toBe('MSExchangeMig');
      expect(ds?.source).toBe('MSExchangeMigDS');
      expect(mig?.meaning).not.toBe(ds?.meaning);
    },
  );

  test('the DAPI table is never asked for an event of MSExchangeMig', () => {
    expect(knownEvent('MSExchangeMig', 238)).toBeUndefined();
    expect(knownEvent('MS Exchange Migration', 283)).toBeUndefined();
  });

  test("a number that no DAPI code has is MSExchangeMig's, however the source was written", () => {
    expect(knownEvent('ms exchange migds', 7026)?.source).toBe('MSExchangeMig');
    expect(MIGDS_EVENTS.some(({ id }) => id === 7026)).toBe(false);
  });
});

describe('an event that is not known', () => {
  test.each([
    [7027, [7026, 7032, 7034]],
    [8075, [8074, 8072, 8059]],
    [1003, [1004, 1011, 1027]],
    [999, [178, 168, 162]],
  ])('%i: the nearest known ids are those of its series', (id, near) => {
    expect(nearestKnown('MSExchangeMig', id).map((event) => event.id)).toEqual(near);
  });

  test('of MigDS: its neighbours are DAPI codes', () => {
    expect(nearestKnown('MSExchangeMigDS', 313).map(({ source, id }) => [source, id])).toEqual([
      ['MSExchangeMigDS', 312],
      ['MSExchangeMigDS', 311],
      ['MSExchangeMigDS', 310],
    ]);
  });
});

describe('recognition by text', () => {
  test('offers every event with a text of its own, and no part of another message', () => {
    const offered = describedEvents();

    expect(offered.filter(({ family }) => family === 'MSExchangeMig').map(({ id }) => id)).toEqual(
      PRINTED.filter((id) => id !== 10002),
    );
    expect(Math.max(...offered.filter(({ family }) => family === 'MSExchangeMigDS').map(({ id }) => id))).toBeLessThan(
      FIRST_FRAGMENT,
    );
  });

  test('no text of an MSExchangeMig event is said by a DAPI message, nor the other way round', () => {
    const offered = describedEvents();
    const mistaken = offered.flatMap((event) =>
      offered
        .filter((other) => other.family !== event.family && saysSo(other, event.description))
        .map(({ id }) => [event.id, id]),
    );

    expect(mistaken).toEqual([]);
  });

  test.each(KNOWN_MESSAGES.map((message) => [message.id, message.description] as const))(
    'the message %s is known by its text, wrapped and in capitals',
    (id, description) => {
      expect(
        messagesIn(`It said:\n${description.replace(/ /g, '\n  ').toUpperCase()}`).map((message) => message.id),
      ).toContain(id);
    },
  );

  test('a text about something else holds no message', () => {
    expect(messagesIn('The post office opens at nine. Please check the user list.')).toEqual([]);
  });

  test.each([
    ['notes-access', 'You do not have the required access to migrate user Jane Doe/FABRIKAM'],
    ['address-exists', 'Microsoft Exchange Administrator, ID no: c10312e7'],
    ['no-secondary-files', 'Notes.pkl and Directory.pri are there, but no 00000001.pri and no .sec'],
    ['no-secondary-files', 'The 00000001.pri and 00000001.sec files are not created.'],
  ])('%s, as people put it: %s', (id, text) => {
    expect(messagesIn(text).map((message) => message.id)).toEqual([id]);
  });
});
