/** How `5/7/2002` is meant; which of the two, only the server's country or other dates of the same log tell. */
export type DateOrder = 'day first' | 'month first';

/** A time as it was printed, in milliseconds for either order; NaN where it is no date in that order. */
export type PrintedTime = { readonly printed: string } & Readonly<Record<DateOrder, number>>;

const CLOCK = /(午前|午後)?\s?(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?[\d.,]{0,10}(?:\s{0,4}([ap])\.?\s?m\b)?/iu;
const YEAR_FIRST = /(?<!\d)(\d{4})([./-])(\d{1,2})\2(\d{1,2})(?!\d)/;
const YEAR_LAST = /(?<![\d.])(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?![\d])/;

const CENTURY_TURNS = 70;
const fullYear = (year: number): number => (year > 99 ? year : year + (year < CENTURY_TURNS ? 2_000 : 1_900));

/** Milliseconds of a day that exists, NaN of any other. */
function dayOf(year: number, month: number, day: number): number {
  const at = Date.UTC(fullYear(year), month - 1, day);
  return new Date(at).getUTCMonth() === month - 1 && day > 0 ? at : Number.NaN;
}

function clockOf(text: string): number {
  const [, asian, hours, minutes, seconds, half] = CLOCK.exec(text) ?? [];
  if (hours === undefined) return 0;
  const isHalfDay = asian !== undefined || half !== undefined;
  const isAfternoon = asian === '午後' || half?.toLowerCase() === 'p';
  const hour = isHalfDay ? (Number(hours) % 12) + (isAfternoon ? 12 : 0) : Number(hours);
  return ((hour * 60 + Number(minutes)) * 60 + Number(seconds ?? 0)) * 1_000;
}

const LONGEST = 80;

/** Reads a time in whatever order and country it was printed. */
export function timeOf(whole: string): PrintedTime {
  const printed = whole.slice(0, LONGEST);
  const both = (at: number): PrintedTime => ({ printed: whole, 'day first': at, 'month first': at });
  const isoLike = YEAR_FIRST.exec(printed);
  if (isoLike) {
    const [date, year, , month, day] = isoLike;
    return both(dayOf(Number(year), Number(month), Number(day)) + clockOf(printed.replace(date, ' ')));
  }
  const written = YEAR_LAST.exec(printed);
  if (!written) return both(Date.parse(printed));
  const [date, one, sign, other, year] = written;
  const clock = clockOf(printed.replace(date, ' '));
  const dayFirst = dayOf(Number(year), Number(other), Number(one)) + clock;
  // Whoever writes dots or dashes between them writes the day first.
  if (sign !== '/') return both(dayFirst);
  return {
    printed: whole,
    'day first': dayFirst,
    'month first': dayOf(Number(year), Number(one), Number(other)) + clock,
  };
}

const HALF_DAY = /\d\s{0,4}[ap]\.?\s?m\b/i;

/** Gathers what tells the order of the dates of one log. */
export function startOrder(): {
  readonly add: (time: PrintedTime) => void;
  readonly order: () => DateOrder | undefined;
} {
  const speaks = { 'day first': 0, 'month first': 0, halfDays: 0, differing: 0 };
  const add = (time: PrintedTime) => {
    const [day, month] = [time['day first'], time['month first']];
    if (day === month || (Number.isNaN(day) && Number.isNaN(month))) return;
    speaks.differing += 1;
    if (Number.isNaN(month)) speaks['day first'] += 1;
    else if (Number.isNaN(day)) speaks['month first'] += 1;
    if (HALF_DAY.test(time.printed)) speaks.halfDays += 1;
  };
  const order = (): DateOrder | undefined => {
    if (speaks.differing === 0) return undefined;
    if (speaks['day first'] !== speaks['month first'])
      return speaks['day first'] > speaks['month first'] ? 'day first' : 'month first';
    // AM and PM are American; the countries that print 24 hours print the day first.
    return speaks.halfDays > 0 ? 'month first' : 'day first';
  };
  return { add, order };
}

/** Printed times as milliseconds, read in the order that all of them together tell. */
export function timesIn(printed: readonly string[]): readonly number[] {
  const times = printed.map(timeOf);
  const { add, order } = startOrder();
  times.forEach(add);
  const told = order() ?? 'month first';
  return times.map((time) => time[told]);
}
