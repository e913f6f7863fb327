import { LEVELS, printed, type Reading, textOf } from './logged-event.ts';

/** Event Viewer's Details tab, Friendly View: the XML as a list, without any label of the General tab. */
const BEGINS =
  /(?:-\s{0,40}System\s{1,40})?[-+]?\s{0,40}Provider\s{1,40}\[\s{0,20}Name\s{0,20}\]\s{1,40}(ms\s{1,40}exchange\s{1,40}mig(?:ration|ds)?|[^\n[\]]{1,80}?)\s{0,40}(?:\n|\[)/gi;
const ID = /[-+]?\s{0,40}EventID\s{1,40}(\d{1,5})(?!\d)/;
const AT = /\[\s{0,20}SystemTime\s{0,20}\]\s{1,40}([\d.:TZ-]{10,40})/;
const COMPUTER = /\sComputer\s{1,40}(\S{1,80})/;
const LEVEL = /\sLevel\s{1,40}([1-5])\s/;
const DATA = /[-+]\s{0,40}EventData\s/;

const LONGEST = 4_000;
const EMPTY_LINES = /(?<=\S[ \t\r]{0,8})\n[ \t]*\n[ \t]*\n/;

const said = (text: string, pattern: RegExp): string | undefined => pattern.exec(text)?.[1];

function readingOf(text: string, from: number, source: string): Reading | undefined {
  const id = said(text, ID);
  if (id === undefined) return undefined;
  const data = DATA.exec(text);
  const behind = data ? text.slice(data.index + data[0].length) : '';
  const end = EMPTY_LINES.exec(behind)?.index ?? behind.length;
  const level = LEVELS[said(text, LEVEL) ?? ''];
  const parts = {
    source: source.replace(/\s+/g, ' ').trim(),
    type: level,
    at: said(text, AT),
    computer: said(text, COMPUTER),
    description: textOf(behind.slice(0, end)),
  };
  const to = from + text.length - (behind.length - end);
  return { ids: [Number(id)], shape: 'friendly view', from, to, ...printed(parts) };
}

/** The events that were copied out of the Friendly View, in order. */
export function friendlyViewsIn(text: string): readonly Reading[] {
  const begins = text.includes('Provider') ? [...text.matchAll(BEGINS)] : [];
  return begins.flatMap(({ 1: source = '', index }, at) => {
    const until = Math.min(begins[at + 1]?.index ?? text.length, index + LONGEST);
    const reading = readingOf(text.slice(index, until), index, source);
    return reading ? [reading] : [];
  });
}
