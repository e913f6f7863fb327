import { eventIdIn, type Printed, printed, type Reading, textOf } from './logged-event.ts';
import { objectsIn, unnested } from './nested-json.ts';
import { masked } from './unmangle.ts';

type Part = keyof Printed | 'id';

/**
 * NXLog (EventID, SourceName, Hostname), PowerShell's ConvertTo-Json (Id, ProviderName) and Winlogbeat (event_id); of
 * several names for a part the first counts.
 */
const NAMES: Readonly<Record<Part, readonly string[]>> = {
  id: ['eventid', 'event_id', 'instanceid', 'id'],
  source: ['sourcename', 'source', 'providername', 'provider_name'],
  type: ['eventtype', 'entrytype', 'leveldisplayname', 'level', 'severity'],
  at: ['eventtime', 'timecreated', 'timegenerated', '@timestamp'],
  computer: ['hostname', 'machinename', 'computer', 'computer_name'],
  user: ['accountname', 'username', 'user'],
  description: ['message'],
};
const PARTS = Object.keys(NAMES) as readonly Part[];

/** What a member is to an event: which part, and how much its name counts (0 is most). */
type Role = { readonly part: number; readonly rank: number };

const ROLES: ReadonlyMap<string, Role> = new Map(
  PARTS.flatMap((name, part) => NAMES[name].map((written, rank) => [written, { part, rank }] as const)),
);
const LAST_RANK = 9;

const HOLDS_AN_ID = /"(?:event_?id|instanceid|id)"\s{0,40}:/i;

type Members = Readonly<Record<string, unknown>>;

function membersOf(object: string): Members | undefined {
  try {
    const members: unknown = JSON.parse(object);
    return typeof members === 'object' && members !== null ? (members as Members) : undefined;
  } catch {
    return undefined;
  }
}

/** Names as they are written; a log has the same few of them in each line. */
const WRITTEN = new Map<string, Role | undefined>();
const MOST_NAMES = 2_000;

function roleOf(name: string): Role | undefined {
  if (WRITTEN.has(name)) return WRITTEN.get(name);
  const role = ROLES.get(name.toLowerCase());
  if (WRITTEN.size < MOST_NAMES) WRITTEN.set(name, role);
  return role;
}

type Parts = Readonly<Partial<Record<Part, string>>>;

/** The members that make an event, as text. */
function partsIn(members: Members): Parts {
  const held: (string | undefined)[] = PARTS.map(() => undefined);
  const ranks: number[] = PARTS.map(() => LAST_RANK);
  for (const name of Object.keys(members)) {
    const role = roleOf(name);
    const value = role && members[name];
    if (!role || (typeof value !== 'string' && typeof value !== 'number')) continue;
    if (role.rank >= (ranks[role.part] ?? 0)) continue;
    ranks[role.part] = role.rank;
    held[role.part] = String(value);
  }
  const [id, source, type, at, computer, user, description] = held;
  return { id, source, type, at, computer, user, description } as Parts;
}

/** An object that is an event, and where it stands in its text. */
type JsonEvent = { readonly parts: Parts; readonly from: number; readonly to: number };

const isNamed = (members: Members, name: string): boolean =>
  Object.keys(members).some((member) => member.toLowerCase() === name);

function eventOf(members: Members): Parts | undefined {
  const parts = partsIn(members);
  if (!/^\d{1,10}$/.test(parts.id ?? '')) return undefined;
  return parts.source !== undefined || isNamed(members, 'eventid') ? parts : undefined;
}

function eventIn(object: string, from: number): JsonEvent | undefined {
  const members = membersOf(object);
  const parts = members && (eventOf(members) ?? eventOf(unnested(members)));
  return parts && { parts, from, to: from + object.length };
}

export function readingOfJson({ parts, from, to }: JsonEvent): Reading {
  const { id = '', source, type, at, computer, user, description } = parts;
  const said = printed({ source, type, at, computer, user, description: textOf(description) });
  return { ids: [eventIdIn(id)], shape: 'json', from, to, ...said };
}

/** The event of a line that is one object, but for what stands around it in a list or a syslog file. */
export function jsonOn(line: string): JsonEvent | undefined {
  const [from, to] = [line.indexOf('{'), line.lastIndexOf('}') + 1];
  return from >= 0 && to > from ? eventIn(line.slice(from, to), from) : undefined;
}

const ID = /"(?:event_?id|instanceid|id)"\s{0,40}:\s{0,40}"?\d{1,10}"?\s{0,40}[,}]/i;
const SOURCE = /"(?:source|provider_?)(?:name)?"\s{0,40}:\s{0,40}"[^"]/i;

/** True for a line that looks like an event which names its source; it is not taken apart for that. */
export const looksLikeEvent = (line: string): boolean =>
  line.startsWith('{') && line.trimEnd().endsWith('}') && ID.test(line) && SOURCE.test(line);

function eventsOnLines(text: string): readonly JsonEvent[] {
  let start = 0;
  return text.split('\n').flatMap((line) => {
    const event = HOLDS_AN_ID.test(line) ? jsonOn(line) : undefined;
    const found = event ? [{ ...event, from: event.from + start, to: event.to + start }] : [];
    start += line.length + 1;
    return found;
  });
}

function eventsInObjects(text: string): readonly JsonEvent[] {
  const events: JsonEvent[] = [];
  for (const { from, to, begins } of objectsIn(text)) {
    const done = events.at(-1)?.to ?? 0;
    if (from < done) continue;
    const object = text.slice(from, to);
    // A mail breaks lines inside of strings, where JSON knows none; a blank for each keeps the length.
    const event = HOLDS_AN_ID.test(object) ? eventIn(object.replace(/\s/g, ' '), from) : undefined;
    if (event) events.push({ ...event, from: Math.max(begins, done) });
  }
  return events;
}

/** Events that a forwarder wrote as JSON objects: each on a line of its own, or wherever one was broken. */
export function jsonEventsIn(text: string): readonly Reading[] {
  if (!HOLDS_AN_ID.test(text)) return [];
  const onLines = eventsOnLines(text);
  const others = eventsInObjects(onLines.length > 0 ? masked(text, onLines) : text);
  return [...onLines, ...others].sort((one, other) => one.from - other.from).map(readingOfJson);
}
