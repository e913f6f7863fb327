/** The properties whose texts come from a directory, a paste, a file or a person, wherever they stand. */
const FROM_OUTSIDE: ReadonlySet<string> = new Set(
  [
    'dn identity alias directoryName displayName organization site address network postOffice mailbox holder',
    'server base recipientName name names email value written before after detail reason careful sourceFrom',
    'source text first last runs duplicates because',
  ].flatMap((names) => names.split(' ')),
);

/** What is ours whole: an entry of the catalogue. */
const OURS = 'known';

const isText = (value: unknown): value is string => typeof value === 'string';

const everyValue = (object: object, text: string): object =>
  Object.fromEntries(Object.keys(object).map((name) => [name, text]));

function filled(value: unknown, text: string): unknown {
  if (Array.isArray(value)) return value.map((item) => filled(item, text));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      if (key === OURS) return [key, item];
      // What an event does not name is not among these: none of them is ever empty.
      if (key === 'placeholders') return [key, everyValue(Object(item), text || ' ')];
      if (key === 'accounts' && Array.isArray(item)) return [key, item.map(() => text || ' ')];
      if (!FROM_OUTSIDE.has(key)) return [key, filled(item, text)];
      if (Array.isArray(item) && item.every(isText)) return [key, item.map(() => text)];
      return [key, isText(item) ? text : filled(item, text)];
    }),
  );
}

/** The same thing with `text` in the place of every text in it that comes from outside. */
export const poisoned = <Thing extends object>(thing: Thing, text: string): Thing =>
  Object.assign({ ...thing }, Object(filled(thing, text)));
