import { SearchEntry } from 'ldapts';
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
