import type { Entry } from 'ldapts';

/** One object as the directory answered it; attributes are found whatever the case of their name. */
export type DirectoryEntry = {
  readonly dn: string;
  /** All values as text, in the directory's order; empty when the attribute is absent or not readable. */
  all(attribute: string): readonly string[];
  first(attribute: string): string | undefined;
  bytes(attribute: string): Buffer | undefined;
  /** Whether it has this attribute; with a word, whether one of its values is this word, in whatever case. */
  has(attribute: string, word?: string): boolean;
};

type Value = string | Buffer;

/** Wraps ldapts' entry, which gives a lone value bare, an absent one as `[]`, and text that is no UTF-8 as bytes. */
export function readEntry(entry: Entry): DirectoryEntry {
  const values = (attribute: string): readonly Value[] => {
    const held = entry[nameIn(entry, attribute)];
    return held === undefined ? [] : Array.isArray(held) ? held : [held];
  };
  const all = (attribute: string): readonly string[] => values(attribute).map(textOf);
  return {
    dn: entry.dn,
    all,
    first: (attribute) => {
      const [first] = values(attribute);
      return first === undefined ? undefined : textOf(first);
    },
    bytes: (attribute) => {
      const [first] = values(attribute);
      return typeof first === 'string' ? Buffer.from(first) : first;
    },
    has: (attribute, word) =>
      word === undefined
        ? values(attribute).length > 0
        : all(attribute).some((text) => text.toLowerCase() === word.toLowerCase()),
  };
}

/** Nearly every server spells an attribute as it was asked for; ldapts does so for those that are absent. */
function nameIn(entry: Entry, attribute: string): string {
  if (Object.hasOwn(entry, attribute)) return attribute;
  const wanted = attribute.toLowerCase();
  return Object.keys(entry).find((name) => name !== 'dn' && name.toLowerCase() === wanted) ?? '';
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Exchange 5.5 may hold text in Teletex (MSDN-schema); its letters are read as Latin 1 where they are no UTF-8. */
export function textOf(value: Value): string {
  if (typeof value === 'string') return value;
  try {
    return utf8.decode(value);
  } catch {
    return value.toString('latin1');
  }
}
