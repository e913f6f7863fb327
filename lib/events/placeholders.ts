import type { Described, PlaceholderName } from './catalogue/entry.ts';

/** What stands for a name, a path or a number in a description; `…` stands for anything and has no name. */
const SIGN = /<[^<>]{1,60}>|%\d(?:!\w+!)?|…/g;

/** More than the text of any event has; what is behind it is not looked at. */
const LONGEST_TEXT = 8_000;
/** No account, path or line number is longer. */
const LONGEST_VALUE = 300;
/** A description that begins again and again is tried this often. */
const TRIES = 20;

/** A literal piece of a description; a short one that a blank follows there has to be followed by one in the text. */
type Segment = { readonly text: string; readonly endsWord: boolean };

/**
 * A description as literal segments and the gaps behind them. The first segment may be empty; `tail` is the
 * punctuation behind the last gap, which a text may lack.
 */
type Pattern = {
  readonly segments: readonly Segment[];
  readonly gaps: readonly (PlaceholderName | undefined)[];
  readonly tail: string;
};

/** A text without blanks and quotation marks, in small letters; where its words begin in it, and where they stood. */
type Squeezed = { readonly text: string; readonly starts: readonly number[]; readonly at: readonly number[] };

/** As many characters as the text has, which toLowerCase alone would not always leave. */
function small(text: string): string {
  const lower = text.toLowerCase();
  return lower.length === text.length ? lower : text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

const UNSEEN = /[\s"“”]+/;

/** Wrapping, tabs and quotation marks differ from paste to paste, so matching does not see them. */
function squeeze(whole: string): Squeezed {
  const text = whole.slice(0, LONGEST_TEXT);
  const words = text.split(UNSEEN);
  const starts: number[] = [];
  const at: number[] = [];
  let [length, from] = [0, 0];
  for (const word of words) {
    from = text.indexOf(word, from);
    starts.push(length);
    at.push(from);
    length += word.length;
    from += word.length;
  }
  return { text: small(words.join('')), starts, at };
}

/** The word that a character belongs to. */
function wordAt({ starts }: Squeezed, index: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] as number) <= index) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Where a character stood before the text was squeezed. */
function placeOf(squeezed: Squeezed, index: number): number {
  const word = wordAt(squeezed, index);
  return (squeezed.at[word] ?? 0) + index - (squeezed.starts[word] ?? 0);
}

/** The signs of a description with their names; placeholders of more than one sign (`<lastname>, <firstname>`) are one. */
function signsOf(description: string, placeholders: Readonly<Record<string, PlaceholderName>>) {
  const long = Object.keys(placeholders).filter((sign) => /[<>%].*[<%]/.test(sign));
  const joined = long.reduce((sofar, sign, index) => sofar.replaceAll(sign, `<long ${index}>`), description);
  const names = [...joined.matchAll(SIGN)].map(([sign]) => {
    const index = /^<long (\d)>$/.exec(sign)?.[1];
    return placeholders[index === undefined ? sign : (long[Number(index)] ?? '')];
  });
  return { names, literals: joined.split(SIGN) };
}

const PUNCTUATION = /^[.'):"\s]*$/;

function cut(description: string, placeholders: Readonly<Record<string, PlaceholderName>>): Pattern {
  const { names, literals } = signsOf(description, placeholders);
  const last = literals.at(-1) ?? '';
  const tail = names.length > 0 && PUNCTUATION.test(last) ? squeeze(last).text : undefined;
  const segments: Segment[] = [];
  const gaps: (PlaceholderName | undefined)[] = [];
  for (const [index, literal] of literals.slice(0, tail === undefined ? undefined : -1).entries()) {
    const text = squeeze(index === literals.length - 1 ? literal.replace(/\.\s*$/, '') : literal).text;
    // Two placeholders with nothing between them cannot be told apart: the first one stands for both.
    if (text === '' && index > 0) continue;
    segments.push({ text, endsWord: text.length <= 2 && /\s$/.test(literal) });
    if (index < names.length) gaps.push(names[index]);
  }
  return { segments, gaps, tail: tail ?? '' };
}

type Span = { readonly name: PlaceholderName | undefined; readonly from: number; readonly to: number };

/** Where a segment stands next, no further on than a value is long; -1 if nowhere. */
function nextIn(squeezed: Squeezed, segment: Segment, from: number, farthest: number): number {
  const { text, starts } = squeezed;
  const window = text.slice(from, from + farthest + segment.text.length);
  for (let found = window.indexOf(segment.text); found >= 0; found = window.indexOf(segment.text, found + 1)) {
    const end = from + found + segment.text.length;
    if (!segment.endsWord || end >= text.length || starts[wordAt(squeezed, end)] === end) return from + found;
  }
  return -1;
}

/** Where the last gap ends: before the punctuation of the description, as far as the text has it. */
function endOf(text: string, from: number, tail: string): number {
  const rest = text.slice(from, from + LONGEST_VALUE);
  const found = tail.length > 1 ? rest.indexOf(tail) : -1;
  if (found >= 0) return from + found;
  const had = [...tail].map((_, index) => tail.slice(0, tail.length - index)).find((part) => rest.endsWith(part));
  return from + rest.length - (had?.length ?? 0);
}

/** Where the segments stand, one behind the other, from a given place on. */
function spansFrom({ segments, gaps, tail }: Pattern, squeezed: Squeezed, start: number): readonly Span[] | undefined {
  const [first, ...others] = segments;
  let from = start + (first?.text.length ?? 0);
  const spans: Span[] = [];
  for (let index = 0; index < others.length; index += 1) {
    const segment = others[index] as Segment;
    const found = nextIn(squeezed, segment, from, gaps[index] ? LONGEST_VALUE : LONGEST_TEXT);
    if (found < 0) return undefined;
    spans.push({ name: gaps[index], from, to: found });
    from = found + segment.text.length;
  }
  if (gaps.length === others.length) return spans;
  return [...spans, { name: gaps.at(-1), from, to: endOf(squeezed.text, from, tail) }];
}

function spansIn(pattern: Pattern, squeezed: Squeezed): readonly Span[] | undefined {
  const first = pattern.segments[0]?.text ?? '';
  let start = squeezed.text.indexOf(first);
  for (let tried = 0; start >= 0 && tried < TRIES; tried += 1) {
    const spans = spansFrom(pattern, squeezed, start);
    if (spans) return spans;
    start = squeezed.text.indexOf(first, start + 1);
  }
  return undefined;
}

/** What a value has to look like where that is known; anything else was not one. */
const SHAPE: Partial<Record<PlaceholderName, RegExp>> = {
  line: /^\d{1,9}$/,
  // More words than a name has are what somebody wrote behind it.
  account: /^[^?!\s]+(?:\s[^?!\s]+){0,4}$/,
  count: /^\d{1,9}$/,
  sourceAddress: /^[\w$.-]{1,8}:\S.*$/s,
};

/** An article's own placeholder (`<username>`, `%1`), pasted as it is printed, is nobody's name. */
const isPrinted = (value: string): boolean => /^(?:%\d|<[^<>]*>|\[[^[\]]*\])$/.test(value);

function valueAt({ name, from, to }: Span, text: string, squeezed: Squeezed): string | undefined {
  if (!name || to <= from || to > squeezed.text.length) return undefined;
  const value = text.slice(placeOf(squeezed, from), placeOf(squeezed, to - 1) + 1).replace(/\s+/g, ' ');
  return isPrinted(value) || SHAPE[name]?.test(value) === false ? undefined : value;
}

/** The values that a text gives to the placeholders of its event, by what they stand for. */
export type Placeholders = Partial<Readonly<Record<PlaceholderName, string>>>;

const PATTERNS = new WeakMap<Described, readonly Pattern[]>();

/** The patterns of an entry, cut once. */
function patternsOf(entry: Described): readonly Pattern[] {
  const { description, variants = [], placeholders = {} } = entry;
  const patterns = PATTERNS.get(entry) ?? [description, ...variants].map((text) => cut(text, placeholders));
  PATTERNS.set(entry, patterns);
  return patterns;
}

/**
 * Reads account, post office, path, line and the like out of an event's text by the description of its entry; empty
 * when the text is not that description. The work grows with the text alone: literal segments are looked for one
 * behind the other, and nothing is ever tried twice.
 */
export function placeholdersIn(entry: Described, text: string): Placeholders {
  const patterns = patternsOf(entry);
  if (patterns.every(({ gaps }) => gaps.length === 0)) return {};
  const squeezed = squeeze(text);
  const readings = patterns.map((pattern) => {
    const spans = spansIn(pattern, squeezed) ?? [];
    const values: Record<string, string> = {};
    for (const span of spans) {
      const value = valueAt(span, text, squeezed);
      // The first of two equal placeholders counts (`on line <x>. … line #<x>`).
      if (span.name && value !== undefined) values[span.name] ??= value;
    }
    return values;
  });
  return readings.reduce((best, reading) => (Object.keys(reading).length > Object.keys(best).length ? reading : best));
}

/** True when the text holds the description of the entry, whatever stands in for its placeholders. */
export function saysSo(entry: Described, text: string): boolean {
  const squeezed = squeeze(text);
  return patternsOf(entry).some((pattern) => spansIn(pattern, squeezed) !== undefined);
}
