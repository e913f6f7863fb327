import { type Field, LABELS } from './labels.ts';
import type { Shape } from './logged-event.ts';

/** A label in a text: `from` is where it begins, `to` where its value does. */
export type Label = {
  readonly name: string;
  readonly field: Field;
  readonly from: number;
  readonly to: number;
  /** What prints this label and no other shape does. */
  readonly of?: Shape;
};

type Meaning = { readonly field: Field; readonly of?: Shape };

const listOf = (names: string | readonly string[] | undefined): readonly string[] =>
  names === undefined ? [] : typeof names === 'string' ? [names] : names;

/** What only one shape prints; `source`, `date` and the like are everybody's. */
function shapeOf(language: string, age: 'classic' | 'vista', field: Field, index: number): Shape | undefined {
  if (language === 'PowerShell') return field === 'source' ? undefined : 'powershell list';
  if (age === 'vista') return field === 'other' || field === 'xml' ? 'vista' : undefined;
  return field === 'type' && index === 0 ? 'clipboard' : undefined;
}

function dictionary(): ReadonlyMap<string, Meaning> {
  const meanings = new Map<string, Meaning>();
  for (const [language, wordings] of Object.entries(LABELS))
    for (const age of ['classic', 'vista'] as const)
      for (const field of Object.keys(wordings[age]) as Field[])
        listOf(wordings[age][field]).forEach((name, index) => {
          const of = shapeOf(language, age, field, index);
          if (!meanings.has(name)) meanings.set(name, { field, ...(of ? { of } : {}) });
        });
  for (const name of ['event[]', 'opcode', 'task', 'keyword']) meanings.set(name, { field: 'other', of: 'wevtutil' });
  // Italian and Portuguese for the date, English for the bytes behind the text; the value tells which.
  meanings.set('data', { field: 'date' });
  return meanings;
}

const MEANINGS = dictionary();

/** What a label says, in lower case and as it is printed; undefined for what is none. */
export const meaningOf = (name: string): Meaning | undefined => MEANINGS.get(name);

const MOST_WORDS = 4;
const LONGEST_LABEL = 40;

/** Too common in a text to be labels in the middle of a line. */
const AT_LINE_START_ONLY = new Set(['id', 'message', 'index', 'site', 'container', 'data', 'suceso', 'task', 'ora']);
/** Labels that the two columns of NT 4 print without a colon. */
const IN_COLUMNS = new Set<Field>(['id', 'source', 'type', 'date', 'time', 'user', 'computer', 'other']);

/** Q186742, Q214822, Q214836, Q199980: `Event: 8030`, `Event 8002`, `ID: 135`; too loose but at the start of a line. */
const LOOSE_ID =
  /^[ \t]*(?:(?:event|ereignis|evento|événement|suceso|gebeurtenis|イベント)(?:[ \t]?id)?[ \t]+|(?:event|id)[ \t]*[:=][ \t]*)(?=\d)/gim;
/** `Source MSExchangeMig`, without a colon: only where the wizard's source follows. */
const LOOSE_SOURCE =
  /^[ \t]*(?:(?:event[ \t])?source|quelle|ereignisquelle|origen|origine|origem|fonte|bron|ソース)[ \t]+(?=["'(]?ms[ \t]{0,12}exchange[ \t]{0,12}mig)/gim;
const SEPARATOR = /[:=\uff1a]|[ \t]{2,}|\t|\n/g;

export const isAtLineStart = (text: string, from: number): boolean =>
  /(?:^|\n)[ \t"'*(]*$/.test(text.slice(Math.max(0, from - 40), from));

/** Columns that a mail broke between label and value: nothing but a gap is in front of the label. */
const standsApart = (text: string, from: number): boolean =>
  isAtLineStart(text, from) || /\s{2}$/.test(text.slice(Math.max(0, from - 2), from));

type Candidate = { readonly name: string; readonly from: number };

/** A label as it is printed, as MEANINGS has it. */
const nameOf = (words: string): string =>
  words
    .toLowerCase()
    .replace(/\[\d+\]$/, '[]')
    .replace(/\*+$/, '');

const bareOf = (word: string): string => word.replace(/^[^\p{L}]+/u, '');

/** What does not end in one of these is no label; most separators of a text stand behind something else. */
const LAST_WORDS = new Set([...MEANINGS.keys()].map((name) => name.slice(name.lastIndexOf(' ') + 1)));

function endsLikeLabel(words: string): boolean {
  const blank = Math.max(words.lastIndexOf(' '), words.lastIndexOf('\t'), words.lastIndexOf('\n'));
  const last = nameOf(words.slice(blank + 1));
  return LAST_WORDS.has(last) || LAST_WORDS.has(bareOf(last));
}

/** The words before a separator, most of them first, each with where it begins. */
function candidatesBefore(text: string, end: number): readonly Candidate[] {
  const from = Math.max(0, end - LONGEST_LABEL);
  const before = text.slice(from, end);
  if (!endsLikeLabel(before)) return [];
  const words = [...before.matchAll(/[^\s]+/g)].slice(-MOST_WORDS);
  return words.flatMap((first, index) => {
    const bare = bareOf(first[0]);
    if (bare === '') return [];
    const rest = words.slice(index + 1).map(([word]) => word);
    return [{ name: nameOf([bare, ...rest].join(' ')), from: from + first.index + first[0].length - bare.length }];
  });
}

/** Where the words before a separator end; no more than a gap of a two-column list lies between. */
function endOfWords(text: string, separator: number): number {
  const gap = text.slice(Math.max(0, separator - LONGEST_LABEL), separator);
  return separator - (gap.length - gap.trimEnd().length);
}

/** The blanks in front of a colon are the colon's, those in front of a line's end are the line's. */
const isAnothers = (text: string, to: number): boolean =>
  text[to] === '\n' || /^\s*[:=\uff1a]/.test(text.slice(to, to + LONGEST_LABEL));

function labelAt(text: string, separator: RegExpExecArray): Label | undefined {
  const colon = separator[0].trim() !== '';
  const to = separator.index + separator[0].length;
  const candidates = candidatesBefore(text, endOfWords(text, separator.index));
  if (candidates.length === 0 || (!colon && isAnothers(text, to))) return undefined;
  for (const { name, from } of candidates) {
    const meaning = MEANINGS.get(name);
    if (!meaning || (!colon && !IN_COLUMNS.has(meaning.field))) continue;
    if (AT_LINE_START_ONLY.has(name) && !isAtLineStart(text, from)) continue;
    if (separator[0] === '\n' && !standsApart(text, from)) continue;
    const of = meaning.of ?? (colon ? undefined : 'nt4');
    return { name, field: meaning.field, from, to, ...(of ? { of } : {}) };
  }
  return undefined;
}

const BLANKS = /[ \t]*/y;

/** Where the value begins: behind the blanks that follow the separator. */
function behindBlanks(text: string, to: number): number {
  BLANKS.lastIndex = to;
  return to + (BLANKS.exec(text)?.[0].length ?? 0);
}

/** The labels of a text, in order. The work grows with the text alone: of each separator, forty characters are looked at. */
export function labelsIn(text: string): readonly Label[] {
  const strict = [...text.matchAll(SEPARATOR)].flatMap((separator) => {
    const label = labelAt(text, separator);
    return label ? [{ ...label, to: behindBlanks(text, label.to) }] : [];
  });
  const loose = (['id', 'source'] as const).flatMap((field) =>
    [...text.matchAll(field === 'id' ? LOOSE_ID : LOOSE_SOURCE)].map(
      ({ 0: whole, index }): Label => ({ name: field, field, from: index, to: index + whole.length }),
    ),
  );
  const inOrder = [...strict, ...loose].sort((a, b) => a.to - b.to);
  // Of a name that a mail broke in two, the whole counts and not its first word.
  const whole = inOrder.filter(({ from }, index) => from !== inOrder[index + 1]?.from);
  return whole.filter(({ to }, index) => to !== whole[index - 1]?.to);
}
