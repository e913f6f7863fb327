import { describe, expect, test } from '@jest/globals';
import type { Card } from '../../lib/cards/card.ts';
import { explainCard, messageCard } from '../../lib/cards/explain-card.ts';
import { MIGDS_EVENTS } from '../../lib/events/catalogue/dapi.ts';
import { KNOWN_MESSAGES } from '../../lib/events/catalogue/messages.ts';
import { KNOWN_EVENTS, type KnownEvent } from '../../lib/events/catalogue.ts';
import { explainEvents } from '../../lib/events/explain.ts';
import { textsIn, troubleWith } from '../support/cards.ts';

const paste = ({ id, source, description }: Pick<KnownEvent, 'id' | 'source' | 'description'>): string =>
  `Event ID: ${id}\nSource: ${source}\nType: Error\nCategory: None\nDescription: ${description}`;

const cardOf = (...events: readonly Pick<KnownEvent, 'id' | 'source' | 'description'>[]): Card =>
  explainCard(explainEvents(events.map(paste).join('\n\n')));

const words = (card: Card): string => textsIn(card).join('\n');

/** What `clipped` leaves where it cuts. */
const CUT = /… \(\d+ more\)/;

describe('every event of the catalogue', () => {
  test.each(KNOWN_EVENTS.map((event) => [event.id, event] as const))(
    '%i: a card that Slack takes, with nothing cut, and all that is known',
    (_, event) => {
      const card = cardOf(event);

      expect(troubleWith(card)).toEqual([]);
      expect(words(card)).not.toMatch(CUT);
      for (const text of [event.title, event.meaning, event.versions, event.data.says, ...event.articles])
        expect(words(card)).toContain(text);
      for (const { title, howToTell, remedy } of event.causes)
        for (const text of [title, howToTell, ...remedy]) expect(words(card)).toContain(text);
    },
  );

  test('of MSExchangeMigDS: cards that Slack takes, with nothing cut', () => {
    for (const event of MIGDS_EVENTS) {
      const card = cardOf(event);
      expect([event.id, troubleWith(card)]).toEqual([event.id, []]);
      expect(words(card)).toContain(event.title);
      expect(words(card)).not.toMatch(CUT);
    }
  });

  test.each(KNOWN_MESSAGES.map((message) => [message.id, message] as const))('the message %s', (_, message) => {
    const card = messageCard([message]);

    expect(troubleWith(card)).toEqual([]);
    expect(words(card)).not.toMatch(CUT);
    expect(words(card)).toContain(message.meaning);
  });
});

describe('several events', () => {
  const known = (id: number): KnownEvent => KNOWN_EVENTS.find((event) => event.id === id) as KnownEvent;

  test('a chain: the cause in full, what follows from it in a line each', () => {
    const card = cardOf(known(8074), known(8124), known(8002));

    expect(troubleWith(card)).toEqual([]);
    expect(words(card)).toContain(known(8074).causes[0]?.howToTell);
    expect(words(card)).not.toContain(known(8002).causes[0]?.howToTell);
    expect(words(card).match(/Follows from event 8074/g)).toHaveLength(2);
  });

  test('a chain that stands newest first leads to the same cause', () => {
    const card = cardOf(known(8002), known(8124), known(8074));

    expect(words(card)).toContain(known(8074).causes[0]?.howToTell);
    expect(words(card)).not.toContain(known(8124).causes[0]?.howToTell);
  });

  test('all of them at once: folded, counted, and Slack takes it', () => {
    const card = cardOf(...KNOWN_EVENTS);

    expect(troubleWith(card)).toEqual([]);
    expect(words(card)).not.toMatch(CUT);
    expect(words(card)).toMatch(/What to do first/);
    expect(words(card)).toMatch(/… and \d+ more events/);
  });

  test('names lead into the check of each of them', () => {
    const text = ['JDOE', 'J. Doe']
      .map((name) =>
        paste({ ...known(7017), description: `Could not log onto the Message Store for Account: ${name}` }),
      )
      .join('\n\n');

    expect(words(explainCard(explainEvents(text)))).toContain('/migcheck check JDOE\n/migcheck check "J. Doe"');
  });
});

describe('an event that is not known', () => {
  const card = cardOf({ id: 7027, source: 'MSExchangeMig', description: 'Something.' });

  test('is not explained: its neighbours are named as neighbours, and what to collect is listed', () => {
    expect(words(card)).toContain('which migcheck does not know');
    expect(words(card)).toMatch(/7026 .*7032 .*7034/);
    expect(words(card)).toContain('says nothing about 7027 itself');
    expect(words(card)).toContain('Mlmig32.dll');
  });
});
