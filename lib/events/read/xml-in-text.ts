import type { Reading } from './logged-event.ts';
import { type XmlEvent, xmlReader } from './xml.ts';

const OPENING = /<Event(?=[\s>])/gi;
const CLOSING = '</event>';
/** "Event Xml:", "Ereignis-XML:", "XML de l'événement :", "イベント XML:" in front: it is the event above once more. */
const SAID_ABOVE = /xml[^<:]{0,60}:\s{0,20}$/i;

export type XmlPart = { readonly from: number; readonly to: number; readonly saidAbove: boolean };

/** The events that stand in a text as XML. */
export function xmlPartsIn(text: string): readonly XmlPart[] {
  const lower = text.toLowerCase();
  const parts: XmlPart[] = [];
  let done = 0;
  for (const { index: from } of text.matchAll(OPENING)) {
    if (from < done) continue;
    const close = lower.indexOf(CLOSING, from);
    const to = close < 0 ? text.length : close + CLOSING.length;
    parts.push({ from, to, saidAbove: SAID_ABOVE.test(text.slice(Math.max(0, from - 80), from)) });
    done = to;
  }
  return parts;
}

function eventIn(xml: string): XmlEvent | undefined {
  const events: XmlEvent[] = [];
  const reader = xmlReader((event) => events.push(event));
  reader.write(/<\/event>$/i.test(xml) ? xml : `${xml}</Event>`);
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
