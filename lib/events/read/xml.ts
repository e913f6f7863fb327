import sax from 'sax';
import { eventIdIn, LEVELS, type Printed, printed, textOf } from './logged-event.ts';

/** One `<Event>` of wevtutil, Get-WinEvent's ToXml or Event Viewer's Save As, with the lines it stands on. */
export type XmlEvent = Printed & {
  readonly id: number;
  readonly lines: { readonly from: number; readonly to: number };
};

/** More than the text of any event has; what is behind it is not kept. */
const LONGEST_TEXT = 8_000;

type Open = { from: number; provider?: string; at?: string; user?: string; texts: Map<string, string> };

/** The elements whose text is kept; RenderingInfo's Level is words, System's a number. */
const KEPT = new Set(['eventid', 'level', 'computer', 'message', 'data']);

/** `e:event` is an `event`. */
const withoutPrefix = (name: string): string => name.slice(name.indexOf(':') + 1);

function finished({ from, provider, at, user, texts }: Open, to: number): XmlEvent | undefined {
  const id = texts.get('eventid')?.trim();
  if (id === undefined || !/^\d{1,10}$/.test(id)) return undefined;
  const level = texts.get('rendered level') ?? LEVELS[texts.get('level')?.trim() ?? ''];
  const parts = {
    source: provider?.replace(/\s+/g, ' ').trim(),
    type: level?.trim(),
    at,
    user,
    computer: texts.get('computer')?.trim(),
    description: textOf(texts.get('message') ?? texts.get('data')),
  };
  return { id: eventIdIn(id), lines: { from, to }, ...printed(parts) };
}

/**
 * Reads events out of XML that comes in pieces; it holds one event at a time. What is no well-formed XML is passed
 * over: `<` in a text is no reason to lose the events behind it.
 */
export function xmlReader(
  found: (event: XmlEvent) => void,
  outside: (line: string, number: number) => void = () => {},
): { write(piece: string): void; end(): void } {
  const parser = sax.parser(false, { lowercase: true, xmlns: false });
  let open: Open | undefined;
  let element = '';
  let rendered = false;
  parser.onopentag = ({ name: written, attributes }) => {
    const name = withoutPrefix(written);
    element = name;
    if (name === 'event') open = { from: parser.line + 1, texts: new Map() };
    if (name === 'renderinginfo') rendered = true;
    if (!open) return;
    const named = attributes as Record<string, string>;
    // RenderingInfo has a Provider, too, which names nothing.
    if (name === 'provider') open.provider ??= named.eventsourcename || named.name;
    if (name === 'timecreated') open.at = named.systemtime;
    if (name === 'security') open.user = named.userid;
  };
  const take = (text: string) => {
    if (!open || !KEPT.has(element)) return;
    const name = rendered && element === 'level' ? 'rendered level' : element;
    const held = open.texts.get(name) ?? '';
    if (held.length < LONGEST_TEXT) open.texts.set(name, held + text);
  };
  /** What stands between events is no XML; its lines are handed on. */
  const takeOutside = (text: string) => {
    if (text.trim() === '') return;
    const lines = text.split('\n');
    const first = parser.line + 2 - lines.length;
    for (const [index, line] of lines.entries()) outside(line, first + index);
  };
  parser.ontext = (text) => (open ? take(text) : takeOutside(text));
  parser.oncdata = take;
  parser.onclosetag = (written) => {
    const name = withoutPrefix(written);
    if (name === 'data' && open) take(' ');
    element = '';
    if (name === 'renderinginfo') rendered = false;
    if (name !== 'event' || !open) return;
    const event = finished(open, parser.line + 1);
    open = undefined;
    if (event) found(event);
  };
  parser.onerror = () => parser.resume();
  // wevtutil writes one event behind the other, and sax takes nothing behind the first root.
  parser.write('<events>');
  return { write: (piece) => void parser.write(piece), end: () => void parser.close() };
}
