import { meaningOf } from './find-labels.ts';
import type { Field } from './labels.ts';
import { eventIdIn, type LoggedEvent, printed, type Shape, textOf } from './logged-event.ts';
import { recognized } from './recognized.ts';

/**
 * A log in which every event begins with the same label and every label with a line: `Event Type:` (Windows 2000),
 * `Log Name:` (Vista), `Event[0]:` (wevtutil), `Index :` (PowerShell). One look at each line's beginning is enough.
 */
type Open = { from: number; values: Map<Field, string>; text: string[]; length: number; behind: boolean };

const LONGEST_LABEL = 40;
/** More than the text of any event has; what is behind it is not kept. */
const LONGEST_TEXT = 4_000;

type Labelled = { readonly name: string; readonly value: string };

/** Labels as they are printed, blanks included; a log has some ten of them, and its texts have some more. */
const NAMES = new Map<string, string>();
const MOST_NAMES = 2_000;

function nameOf(words: string): string {
  const known = NAMES.get(words);
  if (known !== undefined) return known;
  const name = words
    .trim()
    .toLowerCase()
    .replace(/\[\d+\]$/, '[]')
    .replace(/\u2019/g, "'");
  if (NAMES.size < MOST_NAMES) NAMES.set(words, name);
  return name;
}

function labelOf(line: string): Labelled | undefined {
  const ascii = line.indexOf(':');
  const colon = ascii > 0 && ascii < LONGEST_LABEL ? ascii : line.slice(0, LONGEST_LABEL).indexOf('\uff1a');
  if (colon <= 0) return undefined;
  return { name: nameOf(line.slice(0, colon)), value: line.slice(colon + 1).trim() };
}

/** The label that begins every event of this log, and its shape; undefined when its lines are no labels. */
export function firstLabelOf(head: string): { readonly name: string; readonly shape: Shape } | undefined {
  const line = head.split('\n').find((candidate) => candidate.trim() !== '');
  const name = line && labelOf(line)?.name;
  const meaning = name ? meaningOf(name) : undefined;
  return name && meaning?.of ? { name, shape: meaning.of } : undefined;
}

function finished({ from, values, text }: Open, to: number, shape: Shape): LoggedEvent | undefined {
  const digits = /^\d{1,10}/.exec(values.get('id') ?? '')?.[0];
  if (digits === undefined) return undefined;
  const time = values.get('time');
  const date = values.get('date');
  const parts = {
    source: values.get('source'),
    type: values.get('type'),
    at: time ? `${date ?? ''} ${time}`.trim() : date,
    user: values.get('user'),
    computer: values.get('computer'),
    description: textOf(text.join(' ')),
  };
  return recognized(eventIdIn(digits), { shape, ...printed(parts) }, { lines: { from, to } });
}

/** Takes a log line by line and hands each event on when the next one begins; it holds one event at a time. */
export function labelLines(
  { name: first, shape }: { readonly name: string; readonly shape: Shape },
  found: (event: LoggedEvent) => void,
): { line(line: string): void; end(): void } {
  let open: Open | undefined;
  let number = 0;
  let filled = 0;
  const close = () => {
    const event = open && finished(open, Math.max(filled, open.from), shape);
    if (event) found(event);
  };
  const takeText = (words: string) => {
    if (!open || open.length > LONGEST_TEXT) return;
    open.text.push(words);
    open.length += words.length;
  };
  const takeLabel = (name: string, value: string) => {
    const field = meaningOf(name)?.field;
    if (!open || field === undefined) return false;
    if (field === 'description' || field === 'message') {
      takeText(value);
      open.behind = field === 'description';
      return true;
    }
    if (field === 'xml' || (field === 'date' && name === 'data' && !/^\d/.test(value))) open.length = LONGEST_TEXT + 1;
    else if (!open.values.has(field) || name === 'eventid') open.values.set(field, value);
    return true;
  };
  const line = (words: string) => {
    number += 1;
    const label = labelOf(words);
    if (label?.name === first) {
      close();
      open = { from: number, values: new Map(), text: [], length: 0, behind: false };
    }
    const taken = label !== undefined && open !== undefined && !open.behind && takeLabel(label.name, label.value);
    if (!taken && open && words.trim() !== '') takeText(words);
    if (words.trim() !== '') filled = number;
  };
  return { line, end: close };
}
