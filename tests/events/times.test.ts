import { describe, expect, test } from '@jest/globals';
import { explainEvents } from '../../lib/events/explain.ts';
import { isNewestFirst } from '../../lib/events/sequence.ts';
import { summaryOf } from '../../lib/events/summary.ts';
import { timesIn } from '../../lib/events/times.ts';

const at = (...parts: [number, number, number, number, number, number?]): number => Date.UTC(...parts);
const JULY = 6;

describe('a printed time is read as it was meant', () => {
  test.each([
    ['7/17/2002 12:44:50 PM', at(2002, JULY, 17, 12, 44, 50)],
    ['7/17/02 12:44:50 AM', at(2002, JULY, 17, 0, 44, 50)],
    ['11/24/98 1:14:44 PM', at(1998, 10, 24, 13, 14, 44)],
    ['17/07/2002 12:44:50', at(2002, JULY, 17, 12, 44, 50)],
    ['05.07.2002 12:44:50', at(2002, JULY, 5, 12, 44, 50)],
    ['5-7-2002 12:44', at(2002, JULY, 5, 12, 44)],
    ['05/07/2002 12.44.50', at(2002, JULY, 5, 12, 44, 50)],
    ['5/7/2002 12:44:50 PM', at(2002, 4, 7, 12, 44, 50)],
    ['2002/07/05 午後 1:44:50', at(2002, JULY, 5, 13, 44, 50)],
    ['2002-07-17T16:44:50.000000000Z', at(2002, JULY, 17, 16, 44, 50)],
  ])('%s', (printed, expected) => {
    expect(timesIn([printed])).toEqual([expected]);
  });

  test('one date that can be read in one way only tells how the others are meant', () => {
    expect(timesIn(['5/7/2002 12:00:00 PM', '17/7/2002 12:00:00 PM'])[0]).toBe(at(2002, JULY, 5, 12, 0, 0));
    expect(timesIn(['5/7/2002 12:00', '5/17/2002 12:00'])[0]).toBe(at(2002, 4, 7, 12, 0));
  });

  test.each(['', 'yesterday', '32/13/2002', '31/02/2002', '0/0/0'])('%j is no time', (printed) => {
    expect(timesIn([printed])).toEqual([Number.NaN]);
  });
});

describe('a log with the day first', () => {
  const logged = (...dates: readonly string[]) =>
    explainEvents(
      dates
        .map(
          (date) =>
            `${date}\t12:44:50\tMSExchangeMig\tError\tNinguno\t7026\tNo disponible\t55SERVER\tMigration Aborted`,
        )
        .join('\n'),
    );

  test('has its first and last event told by days', () => {
    expect(summaryOf(logged('05/07/2002', '12/06/2002', '01/08/2002'))).toMatchObject({
      first: '12/06/2002 12:44:50',
      last: '01/08/2002 12:44:50',
      datesRead: 'day first',
    });
  });

  test('has the newest event first where it stands above', () => {
    expect(isNewestFirst(logged('01/08/2002', '31/07/2002'))).toBe(true);
    expect(isNewestFirst(logged('31/07/2002', '01/08/2002'))).toBe(false);
  });

  test('says nothing of the order where nothing hangs on it', () => {
    expect(summaryOf(logged('05/07/2002'))).toMatchObject({ datesRead: null });
  });
});
