import { LEVELS } from './logged-event.ts';

type Members = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Events are not nested deeper, and are not longer. */
const DEEPEST = 6;
const LONGEST = 100_000;

/** What XML has in attributes or as the text of an element, evtx_dump puts into objects of its own. */
const ATTRIBUTES = '#attributes';
const TEXT = '#text';

const attribute = (element: Members, name: string): unknown => {
  const attributes = element[ATTRIBUTES];
  return isObject(attributes) ? attributes[name] : element[name];
};

const textOf = (value: unknown): unknown => {
  const text = isObject(value) ? value[TEXT] : value;
  return Array.isArray(text) ? text.join(' ') : text;
};

/** How an element of an event's XML is called where it is a member of one object. */
const ELEMENTS: Readonly<Record<string, (element: unknown) => Members>> = {
  Provider: (element) => ({ ProviderName: isObject(element) ? attribute(element, 'Name') : element }),
  EventID: (element) => ({ EventID: textOf(element) }),
  TimeCreated: (element) => ({ TimeCreated: isObject(element) ? attribute(element, 'SystemTime') : element }),
  Level: (element) => ({ Level: LEVELS[String(textOf(element))] ?? textOf(element) }),
  EventData: (element) => ({ Message: isObject(element) ? textOf(element.Data) : textOf(element) }),
};

/**
 * The members of an object and of the objects in it, as those of one. Winlogbeat has the event in `winlog`, evtx_dump
 * in `Event` and `System`; what stands further out counts first.
 */
export function unnested(members: Members, depth = 0): Members {
  if (depth > DEEPEST) return {};
  const outer: Record<string, unknown> = {};
  const inner: Members[] = [];
  for (const [name, value] of Object.entries(members)) {
    if (Object.hasOwn(ELEMENTS, name)) Object.assign(outer, ELEMENTS[name]?.(value));
    else if (isObject(value)) inner.push(unnested(value, depth + 1));
    else outer[name] = value;
  }
  // Not all that an `id` numbers is an event: inside of others it is a user's, a process's, a thread's.
  const added = inner.map(({ id: _, name: __, ...rest }) => rest);
  return Object.assign({}, ...added.reverse(), outer);
}

/** `begins`: where the object around it does, which was cut off before its end. */
type Place = { readonly from: number; readonly to: number; readonly begins: number };

/** Between the beginnings of an event and of what it stands in. */
const FARTHEST = 500;

/** Where objects stand in a text, the outer before the inner; what begins and does not end is passed over once. */
export function objectsIn(text: string): readonly Place[] {
  const open: { from: number; height: number }[] = [];
  const places: Omit<Place, 'begins'>[] = [];
  for (const { 0: sign, index } of text.matchAll(/[{}]/g)) {
    if (sign === '{') open.push({ from: index, height: 0 });
    const closed = sign === '}' ? open.pop() : undefined;
    if (!closed) continue;
    const around = open.at(-1);
    if (around) around.height = Math.max(around.height, closed.height + 1);
    const to = index + 1;
    if (closed.height <= DEEPEST && to - closed.from <= LONGEST) places.push({ from: closed.from, to });
  }
  let around = 0;
  return places
    .sort((one, other) => one.from - other.from)
    .map((place) => {
      while (place.from - (open[around]?.from ?? place.from) > FARTHEST) around += 1;
      return { ...place, begins: Math.min(open[around]?.from ?? place.from, place.from) };
    });
}
