import { describe, expect, test } from '@jest/globals';
import type { Card } from '../../lib/cards/card.ts';
import { explainCard, explanation, messageCard } from '../../lib/cards/explain-card.ts';
import { MIGDS_EVENTS } from '../../lib/events/catalogue/dapi.ts';
import { KNOWN_MESSAGES } from '../../lib/events/catalogue/messages.ts';
import { KNOWN_EVENTS, type KnownEvent } from '../../lib/events/catalogue.ts';
import { explainPaste } from '../../lib/events/log.ts';
import { textsIn, troubleWith, valuesIn } from '../support/cards.ts';

const paste = ({ id, source, description }: Pick<KnownEvent, 'id' | 'source' | 'description'>): string =>
  `Event ID: ${id}\nSource: ${source}\nType: Error\nCategory: None\nDescription: ${description}`;

const cardOf = (...events: readonly Pick<KnownEvent, 'id' | 'source' | 'description'>[]): Card =>
  explainCard(explainPaste(events.map(paste).join('\n\n')));

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

  test('what stops the most is explained in full, wherever it stands, and of two alike the frequent one', () => {
    const remedyOf = (id: number) => known(id).causes[0]?.howToTell;
    const [item, account] = [
      KNOWN_EVENTS.find(({ reach, causes }) => reach === 'item' && causes.length === 1),
      known(7026),
    ];
    const often = KNOWN_EVENTS.find(
      ({ reach, id, causes }) => reach === 'account' && id !== 7026 && causes.length === 1,
    );

    const afterAnItem = cardOf(item as KnownEvent, account);
    expect(words(afterAnItem)).toContain(remedyOf(7026));
    expect(words(afterAnItem)).not.toContain(item?.causes[0]?.howToTell);

    const amongOthers = cardOf(account, often as KnownEvent, often as KnownEvent);
    const places = [often?.causes[0]?.howToTell, remedyOf(7026)].map((text) => words(amongOthers).indexOf(text ?? ''));
    expect(places).toEqual([...places].sort((one, other) => one - other));
    expect(places).not.toContain(-1);
  });

  test('all of them at once: folded, counted, and Slack takes it', () => {
    const card = cardOf(...KNOWN_EVENTS);

    expect(troubleWith(card)).toEqual([]);
    expect(words(card)).not.toMatch(CUT);
    expect(words(card)).toMatch(/What to do first/);
    expect(words(card)).toMatch(/… and \d+ more kinds of events/);
  });

  test('a card says whether it tells less than there is', () => {
    const logOf = (...events: readonly KnownEvent[]) => explainPaste(events.map(paste).join('\n\n'));

    expect(explanation(logOf(known(7026))).folded).toBe(false);
    expect(explanation(logOf(known(8074), known(8124), known(8002))).folded).toBe(false);
    // The other event has two causes, which the card only counts.
    expect(explanation(logOf(known(7026), known(4012))).folded).toBe(true);
    expect(explanation(logOf(...KNOWN_EVENTS)).folded).toBe(true);
  });

  const naming = (...names: readonly string[]): string =>
    names
      .map((name) =>
        paste({ ...known(7017), description: `Could not log onto the Message Store for Account: ${name}` }),
      )
      .join('\n\n');

  const of = (id: number, description: string) => ({ id, source: 'MSExchangeMig' as const, description });

  test('of one id: nothing that one of them says is lost', () => {
    const runs = (accounts: number, errors: number) =>
      of(10_068, `Migration completed. Extraction errors: 0. Accounts imported: ${accounts}. Errors: ${errors}.`);
    const failed = (account: string) => of(7017, `Could not log onto the Message Store for Account: ${account}`);
    const names = ['abaker', 'jdoe', 'mlopez'];
    const card = words(cardOf(...names.map(failed)));

    for (const name of names) expect(card).toContain(`\n${name}\n`);
    expect(card).toContain('It is there 3 times.');
    const often = names.concat('more').map(() => known(7026));
    expect(words(cardOf(...often, ...names.map(failed)))).toContain('It names abaker, jdoe, mlopez.');
    expect(words(cardOf(runs(0, 13), runs(4, 0)))).toContain('It is there 2 times.');
  });

  test('of one id that name more than a card shows: counted, and the card says that it is folded', () => {
    const paths = Array.from({ length: 9 }, (_, index) => `jdoe${index}`).map((name) =>
      paste(of(7017, `Could not log onto the Message Store for Account: ${name}`)),
    );
    const { card, folded } = explanation(explainPaste(paths.join('\n\n')));

    expect(words(card)).toContain(' … and 4 more');
    expect(folded).toBe(true);
  });

  test('a 7026 among more urgent events has its causes told apart all the same', () => {
    const card = cardOf(of(7017, 'x'), of(7017, 'x'), known(7026));

    expect(words(card)).toContain('3 causes, told apart below.');
    for (const { howToTell } of known(7026).causes) expect(words(card)).toContain(howToTell);
    expect(troubleWith(card)).toEqual([]);
  });

  test('what can be done at once stands before the causes', () => {
    const placeOf = (card: Card, type: string) => card.blocks.findIndex((block) => block.type === type);
    const causes = (card: Card) => card.blocks.findIndex((block) => JSON.stringify(block).includes('"ordered"'));
    for (const card of [cardOf(known(7026)), cardOf(of(7044, 'x'), of(7017, 'Account: jdoe'), known(7026))]) {
      expect(placeOf(card, 'actions')).toBeGreaterThan(0);
      expect(placeOf(card, 'actions')).toBeLessThanOrEqual(5);
    }
    expect(placeOf(cardOf(known(7026)), 'actions')).toBeLessThan(causes(cardOf(known(7026))));
  });

  test('where people of another organisation read along, a 7026 names the command instead of the button', () => {
    const { blocks } = explainCard(explainPaste(paste(known(7026))), { usable: false });

    expect(blocks.map(({ type }) => type)).not.toContain('actions');
    expect(textsIn({ blocks }).join('\n')).toContain('/migcheck NAME');
  });

  test('names lead into the check of each of them, by a button', () => {
    const card = explainCard(explainPaste(naming('JDOE', 'J. Doe')));

    expect(words(card)).toContain('Check JDOE');
    expect(valuesIn(card)).toMatchObject({ 'check-account-1': ['7017 JDOE'], 'check-account-2': ['7017 J. Doe'] });
  });

  test('many names stand in a menu, and those beyond a menu are counted', () => {
    const names = Array.from({ length: 130 }, (_, at) => `USER${at}`);
    const card = explainCard(explainPaste(naming(...names)));

    expect(valuesIn(card)['choose-account']).toEqual(names.slice(0, 100).map((name) => `7017 ${name}`));
    expect(words(card)).toContain('30 more names are not in the menu');
    expect(troubleWith(card)).toEqual([]);
  });

  test('where people of another organisation read along, there is the command and no button', () => {
    const log = explainPaste(`${naming('JDOE', 'J. Doe')}\n\n${paste(known(7026))}`);
    const card = explainCard(log, { usable: false });

    expect(words(card)).toContain('/migcheck check JDOE\n/migcheck check "J. Doe"');
    expect(valuesIn(card)).toEqual({});
  });

  test('of a log, what there is, how often, from when to when, and what to do first', () => {
    const at = (minute: number, event: KnownEvent, name: string): string =>
      `7/17/2002\t12:${minute}:00 PM\t1\t0\t${event.id}\tN/A\tMSExchangeMig\tEX1\t${event.description.replace('<username>', name)}`;
    const rows = Array.from({ length: 40 }, (_, index) => at(10 + index, known(7017), `USER${index % 7}`));
    const card = explainCard(explainPaste([...rows, at(55, known(10_002), '')].join('\n')));

    expect(words(card)).toContain('41 events, 41 of them of the migration');
    expect(words(card)).toMatch(/From 7\/17\/2002 12:10:00 PM to 7\/17\/2002 12:55:00 PM/);
    expect(words(card)).toMatch(/40 × 7017/);
    expect(words(card)).toContain('Accounts they name (7)');
    expect(words(card)).toContain('Event 7017 (40 times)');
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
