import type { Reading } from './logged-event.ts';
import { type XmlEvent, xmlReader } from './xml.ts';

/** A program may put a prefix of its own before each name (`<e:Event>`). */
const OPENING = /<((?:[a-z][\w.-]{0,20}:)?)Event(?=[\s>])/gi;
const isWhole = (xml: string): boolean => /<\/[\w.:-]{0,22}event>$/i.test(xml);
/** "Event Xml:", "Ereignis-XML:", "XML de l'événement :", "イベント XML:" in front: it is the event above once more. */
const SAID_ABOVE = /xml[^<:]{0,60}:\s{0,20}$/i;

/** True for what stands in front of the XML of an event that was printed already. */
export const isSaidAbove = (before: string): boolean => SAID_ABOVE.test(before);

const EMPTY_LINES = /\n[ \t]*\n/g;

/** How much of a text is an event that has no end: up to an empty line with no element behind it. */
function cutOff(text: string): number {
  for (const { index } of text.matchAll(EMPTY_LINES)) if (!text.includes('>', index)) return index;
  return text.length;
}

export type XmlPart = { readonly from: number; readonly to: number; readonly saidAbove: boolean };

/** The events that stand in a text as XML. */
export function xmlPartsIn(text: string): readonly XmlPart[] {
  const lower = text.toLowerCase();
  const parts: XmlPart[] = [];
  let done = 0;
  const openings = [...text.matchAll(OPENING)];
  for (const [at, { index: from, 1: prefix = '' }] of openings.entries()) {
    if (from < done) continue;
    const closing = `</${prefix.toLowerCase()}event>`;
    const until = openings[at + 1]?.index ?? text.length;
    const close = lower.slice(from, until).indexOf(closing);
    // One that was cut off ends where the next begins, or where something else does.
    const to = close < 0 ? from + cutOff(text.slice(from, until)) : from + close + closing.length;
    parts.push({ from, to, saidAbove: isSaidAbove(text.slice(Math.max(0, from - 80), from)) });
    done = to;
  }
  return parts;
}

function eventIn(xml: string): XmlEvent | undefined {
  const events: XmlEvent[] = [];
  const reader = xmlReader((event) => events.push(event));
  reader.write(isWhole(xml) ? xml : `${xml}</Event>`);
  reader.end();
  return events[0];
}

/** What these parts say, unless the event was printed above them already. */
export function xmlEventsIn(text: string, parts: readonly XmlPart[]): readonly Reading[] {
  return parts.flatMap(({ from, to, saidAbove }) => {
    const event = saidAbove ? undefined : eventIn(text.slice(from, to));
    if (!event) return [];
    const { id, lines: _, ...said } = event;
    return [{ ids: [id], shape: 'xml', from, to, ...said }];
  });
}
