import { SearchEntry } from 'ldapts';
import { type DirectoryEntry, textOf } from './entry.ts';
import { PageControl } from './paging.ts';

/**
 * Asks for pages whose entries are kept as the server sent them. Of a hundred thousand entries ldapts makes millions of
 * small objects, and of most of them nothing is ever asked again.
 */
export class UndecodedPages extends PageControl {
  private taken: Buffer[] = [];

  keep(entry: Buffer): void {
    this.taken.push(entry);
  }

  /** The entries that came since this was asked last. */
  take(): readonly Buffer[] {
    const taken = this.taken;
    this.taken = [];
    return taken;
  }
}

const NOTHING = { dn: '' };

// ldapts hands every message the controls of its request, and knows no other way to leave an entry undecoded.
const parse = SearchEntry.prototype.parse;
SearchEntry.prototype.parse = function (this: SearchEntry, reader, requested) {
  const pages = requested.find((control) => control instanceof UndecodedPages);
  if (!pages) return parse.call(this, reader, requested);
  pages.keep(reader.buffer.subarray(reader.offset, reader.offset + reader.length));
  this.toObject = () => NOTHING;
};

/** One entry as it came (RFC 4511 4.5.2, what is inside its tag). Throws where the bytes are no such thing. */
export function readUndecoded(bytes: Buffer): DirectoryEntry {
  const attributes = attributesIn(bytes);
  const places = (attribute: string): readonly number[] => attributes.get(attribute.toLowerCase()) ?? NONE;
  const texts = (places: readonly number[]): readonly string[] => {
    const found: string[] = [];
    for (let at = 0; at < places.length; at += 2) found.push(textIn(bytes, places[at] ?? 0, places[at + 1] ?? 0));
    return found;
  };
  return {
    dn: textIn(bytes, ...inside(bytes, 0)),
    all: (attribute) => texts(places(attribute)),
    first: (attribute) => texts(places(attribute).slice(0, 2))[0],
    bytes: (attribute) => {
      const [from, to] = places(attribute);
      return from === undefined ? undefined : bytes.subarray(from, to);
    },
  };
}

const NONE: readonly number[] = [];

/** Names of attributes by how they were written: there are few, and each entry has them. */
const lowerCase = new Map<string, string>();

function nameOf(written: string): string {
  const known = lowerCase.get(written);
  if (known !== undefined) return known;
  if (lowerCase.size < 1_000) lowerCase.set(written, written.toLowerCase());
  return written.toLowerCase();
}

/** Where the values of each attribute begin and end, in turn. PartialAttributeList: names, each with a set of values. */
function attributesIn(bytes: Buffer): Map<string, readonly number[]> {
  const attributes = new Map<string, readonly number[]>();
  const [, endOfDn] = inside(bytes, 0);
  const [first, end] = inside(bytes, endOfDn);
  for (let at = first; at < end; ) {
    const [attribute, next] = inside(bytes, at);
    const [name, endOfName] = inside(bytes, attribute);
    const places: number[] = [];
    const [value, endOfValues] = inside(bytes, endOfName);
    for (let from = value; from < endOfValues; ) {
      const place = inside(bytes, from);
      places.push(...place);
      from = place[1];
    }
    attributes.set(nameOf(bytes.toString('latin1', name, endOfName)), places);
    at = next;
  }
  return attributes;
}

/** Begin and end of what is inside the element at a place, behind its tag and length (X.690 8.1.3, definite forms). */
function inside(bytes: Buffer, at: number): [from: number, to: number] {
  const first = bytes[at + 1] ?? 0;
  const octets = first < 0x80 ? 0 : first & 0x7f;
  const length = octets === 0 ? first : octets > 4 ? Number.NaN : bytes.readUIntBE(at + 2, octets);
  const from = at + 2 + octets;
  if (!(from + length <= bytes.length)) throw new Error('The directory sent an entry that is cut off');
  return [from, from + length];
}

function textIn(bytes: Buffer, from: number, to: number): string {
  const text = bytes.toString('utf8', from, to);
  return text.includes('\ufffd') ? textOf(bytes.subarray(from, to)) : text;
}
