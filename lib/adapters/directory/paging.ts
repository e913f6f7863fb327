import { Ber, BerWriter, Control, ControlParser, PagedResultsControl } from 'ldapts';

const EMPTY = Buffer.alloc(0);

/**
 * Asks for a search page by page (RFC 2696). ldapts' own paging takes an empty page for the last one even where it
 * carries a cookie, and drops the rest without a word; hence this one, which only ever ends on an empty cookie.
 */
export class PageControl extends Control {
  private readonly size: number;
  /** Where the next page begins; empty before the first page and after the last. */
  cookie: Buffer = EMPTY;

  constructor(size: number) {
    super(PagedResultsControl.type);
    this.size = size;
  }

  protected override writeControl(writer: BerWriter): void {
    const value = new BerWriter();
    value.startSequence();
    value.writeInt(this.size);
    value.writeBuffer(this.cookie, Ber.OctetString);
    value.endSequence();
    writer.writeBuffer(Buffer.from(value.buffer), Ber.OctetString);
    // A server that knows no pages answers without a cookie, and then there is no next page.
    this.cookie = EMPTY;
  }
}

// ldapts hands a response control to the control that asked only for types it does not know; this one it knows.
const parse = ControlParser.parse.bind(ControlParser);
ControlParser.parse = (reader, requested) => {
  const control = parse(reader, requested);
  const page = requested.find((asked) => asked instanceof PageControl);
  if (page && control instanceof PagedResultsControl) page.cookie = control.value?.cookie ?? EMPTY;
  return control;
};
