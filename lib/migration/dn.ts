/** One `type=value` of a distinguished name, the value as it is meant (nothing escaped). */
export type Naming = { readonly type: string; readonly value: string };

/** A distinguished name as parts, the entry's own first; a part has several namings where they are joined by `+`. */
export type Dn = readonly (readonly Naming[])[];

const NAMING = /^ *([A-Za-z][A-Za-z0-9-]*|\d+(?:\.\d+)*) *=/;

const inHex = (character: string): string => character.charCodeAt(0).toString(16).padStart(2, '0');

/** Escapes one value for a distinguished name (RFC 4514 2.4): blanks at the ends and line breaks included. */
export const escapeDnValue = (value: string): string =>
  value
    .replace(/["+,;<>\\=]|^[ #]| $/g, (character) => `\\${character}`)
    .replace(/[\0\r\n]/g, (character) => `\\${inHex(character)}`);

/** Writes a distinguished name as RFC 4514 has it. */
export const writeDn = (dn: Dn): string =>
  dn.map((part) => part.map(({ type, value }) => `${type}=${escapeDnValue(value)}`).join('+')).join(',');

/** Nothing escaped, quoted or joined, and no blank where it would not count: nearly every name in a directory. */
const PLAIN = /^(?:[A-Za-z][A-Za-z0-9-]*=(?![# ])[^\\"+,;<>=\0\r\n]+(?<! )(?:,(?!$)|$))+$/;

/** Reads a distinguished name as RFC 4514 has it (and the quotes of RFC 2253). Undefined for anything else. */
export function parseDn(text: string): Dn | undefined {
  return PLAIN.test(text) ? text.split(',').map(namingIn) : parseWritten(text);
}

/** A part in which nothing is escaped. */
function namingIn(part: string): readonly [Naming] {
  const sign = part.indexOf('=');
  return [{ type: part.slice(0, sign), value: part.slice(sign + 1) }];
}

function parseWritten(text: string): Dn | undefined {
  const parts: Naming[][] = [[]];
  let rest = text;
  while (!isBlank(rest)) {
    const type = NAMING.exec(rest);
    const read = type && readValue(rest.slice(type[0].length));
    if (!type?.[1] || !read) return undefined;
    parts.at(-1)?.push({ type: type[1], value: read.value });
    if (read.next === undefined) return parts;
    if (read.next !== '+') parts.push([]);
    rest = read.rest;
    if (isBlank(rest)) return undefined;
  }
  return [];
}

/** Only the blank is blank in a name; any other white space belongs to a value. */
const isBlank = (text: string): boolean => /^ *$/.test(text);

/** One value up to the separator behind it; `#` begins a value in BER, which nobody types and no mail system writes. */
function readValue(text: string): { value: string; next: string | undefined; rest: string } | undefined {
  const start = text.replace(/^ +/, '');
  if (start.startsWith('#')) return undefined;
  const quoted = /^"((?:[^"\\]|\\.)*)" *(?:([,;+])|$)/s.exec(start);
  const plain = quoted ?? /^((?:[^\\,;+"]|\\.)*)(?:([,;+])|$)/s.exec(start);
  if (!plain) return undefined;
  const [whole, inside = '', next] = plain;
  const raw = quoted ? inside : trimUnescaped(inside);
  return { value: unescapeDnValue(raw), next, rest: start.slice(whole.length) };
}

/** Blanks around a value do not count, unless the last one is escaped. */
const trimUnescaped = (raw: string): string => {
  const trimmed = raw.replace(/ +$/, '');
  return /(?:^|[^\\])(?:\\\\)*\\$/.test(trimmed) ? `${trimmed} ` : trimmed;
};

/** `\C3\B8` are the bytes of one letter; any other escaped character stands for itself. */
const unescapeDnValue = (raw: string): string =>
  raw.replace(/(?:\\[0-9a-f]{2})+|\\(.)/gis, (escaped, one: string | undefined) =>
    one === undefined ? Buffer.from(escaped.replaceAll('\\', ''), 'hex').toString('utf8') : one,
  );

/** The form in which two names of one object are equal: case and blanks between the parts do not count. */
export function normalDn(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase();
  const dn = parseDn(text);
  return (dn ? writeDn(dn) : text.trim()).toLowerCase();
}

/** True for `ancestor` itself and for everything below it. An empty `ancestor` is above everything. */
export function isAtOrUnder(dn: string, ancestor: string): boolean {
  const [below, above] = [normalDn(dn), normalDn(ancestor)];
  return above === '' || below === above || below.endsWith(`,${above}`);
}

/**
 * Turns Exchange's own form of a name, `/o=ORG/ou=SITE/cn=Recipients/cn=NAME`, into an LDAP name
 * (Q182507: the same parts, the other way round). Undefined when it is not in that form.
 */
export function dnOfLegacy(legacy: string): string | undefined {
  if (!/^\/[A-Za-z]+=/.test(legacy)) return undefined;
  const parts = legacy.slice(1).split(/\/(?=[A-Za-z]+=)/);
  return writeDn(parts.reverse().map(namingIn));
}
