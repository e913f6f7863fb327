import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { explainEvents } from '../../lib/events/explain.ts';

describe('an event is explained with what it names', () => {
  test('the account and the path of a 7007, wrapped as it was pasted', () => {
    const [event] = explainEvents(
      "   Event ID:   7007\r\n   Source:  MSExchangeMig\r\n   Type: Error\r\n   Description:\r\n   Could not migrate MMF file for Account: JDOE. MMF Path\r\n   'M:\\MMF\\00000001.MMF'.\r\n",
    );

    expect(event).toMatchObject({
      id: 7007,
      isMigrationEvent: true,
      known: { id: 7007 },
      placeholders: { account: 'JDOE', path: 'M:\\MMF\\00000001.MMF' },
    });
  });

  test('the same number under MSExchangeMigDS is another event', () => {
    const events = explainEvents('Event ID: 147\nSource: MSExchangeMig\n\nEvent ID: 147\nSource: MSExchangeMigDS');

    expect(events.map(({ known }) => known?.source)).toEqual(['MSExchangeMig', 'MSExchangeMigDS']);
  });

  test("another program's event is neither known nor read for names", () => {
    const [event] = explainEvents(
      'Event ID: 7000\nSource: Service Control Manager\nDescription: The JDOE service failed.',
    );

    expect(event).toMatchObject({ isMigrationEvent: false, placeholders: {} });
    expect(event).not.toHaveProperty('known');
  });

  test('an event of ours that the catalogue does not hold is ours, and not known', () => {
    const [event] = explainEvents('Event ID: 7099\nSource: MSExchangeMig\nDescription: Something.');

    expect(event).toMatchObject({ isMigrationEvent: true, placeholders: {} });
    expect(event).not.toHaveProperty('known');
  });
});

const FIXTURES = join(__dirname, '..', 'fixtures', 'events');
const fixture = (name: string): string => readFileSync(join(FIXTURES, `${name}.txt`), 'utf8');

describe('whose event it is', () => {
  test.each(['kb-labels', 'kb-equals-signs', 'windows2000-clipboard', 'text-lost', 'no-source', 'text-alone'])(
    '%s: a 7026 of the wizard is explained',
    (name) => {
      expect(explainEvents(fixture(name))).toMatchObject([{ isMigrationEvent: true, known: { id: 7026 } }]);
    },
  );

  test.each(['service-control-manager', 'information-store', 'directory-service-import', 'number-alone'])(
    '%s: another program logs the same number, and it is never explained as ours',
    (name) => {
      const events = explainEvents(fixture(name));

      expect(events).toMatchObject([{ isMigrationEvent: false }]);
      expect(events[0]).not.toHaveProperty('known');
    },
  );

  test('several in one paste, each by its own source', () => {
    expect(explainEvents(fixture('several')).map(({ id, known }) => [id, known?.id])).toEqual([
      [7026, undefined],
      [7026, 7026],
      [10_068, 10_068],
    ]);
  });
});
