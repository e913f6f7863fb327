import { eventIdIn, printed, type Reading, textOf } from './logged-event.ts';

/** NXLog (EventID, SourceName, Hostname), PowerShell's ConvertTo-Json (Id, ProviderName) and Winlogbeat (event_id). */
const NAMES = {
  id: ['eventid', 'event_id', 'instanceid', 'id'],
  source: ['sourcename', 'source', 'providername', 'provider_name'],
  type: ['eventtype', 'entrytype', 'leveldisplayname', 'level', 'severity'],
  at: ['eventtime', 'timecreated', 'timegenerated', '@timestamp'],
  computer: ['hostname', 'machinename', 'computer', 'computer_name'],
  user: ['accountname', 'username', 'user'],
  description: ['message'],
};

/** An object without objects in it; what begins and does not end is passed over once. */
const OBJECT = /\{[^{}]{2,100000}\}/g;
const HOLDS_AN_ID = /"(?:event_?id|instanceid|id)"\s{0,40}:/i;

function parsed(object: string): ReadonlyMap<string, string> | undefined {
  try {
    // A mail breaks lines inside of strings, where JSON knows none.
    const members: unknown = JSON.parse(object.replace(/\s+/g, ' '));
    if (typeof members !== 'object' || members === null) return undefined;
    const plain = Object.entries(members).filter(([, value]) => ['string', 'number'].includes(typeof value));
    return new Map(plain.map(([name, value]) => [name.toLowerCase(), String(value)]));
  } catch {
    return undefined;
  }
}

function readingOf(members: ReadonlyMap<string, string>, from: number, to: number): Reading | undefined {
  const held = (names: readonly string[]) => members.get(names.find((name) => members.has(name)) ?? '');
  const id = held(NAMES.id);
  const source = held(NAMES.source);
  if (id === undefined || !/^\d{1,10}$/.test(id) || (source === undefined && !members.has('eventid'))) return undefined;
  const parts = {
    source,
    type: held(NAMES.type),
    at: held(NAMES.at),
    computer: held(NAMES.computer),
    user: held(NAMES.user),
    description: textOf(held(NAMES.description)),
  };
  return { ids: [eventIdIn(id)], shape: 'json', from, to, ...printed(parts) };
}

/** Events that a forwarder wrote as JSON objects. */
export function jsonEventsIn(text: string): readonly Reading[] {
  if (!HOLDS_AN_ID.test(text)) return [];
  return [...text.matchAll(OBJECT)].flatMap(({ 0: object, index }) => {
    const members = HOLDS_AN_ID.test(object) ? parsed(object) : undefined;
    const reading = members && readingOf(members, index, index + object.length);
    return reading ? [reading] : [];
  });
}
