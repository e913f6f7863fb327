import { BerWriter } from 'ldapts';
import type { Value } from './entry.ts';
import type { Result } from './result.ts';
import type { Answer, Shown } from './search.ts';

const PAGED_RESULTS = '1.2.840.113556.1.4.319';
const START_TLS = '1.3.6.1.4.1.1466.20037';
/** The tag of each request's answer. */
export const ANSWER_TAG = { bind: 0x61, search: 0x65, modify: 0x67, compare: 0x6f, extended: 0x78 } as const;

/** One LDAP message that says how a request ended. */
export function writeResult(id: number, tag: number, result: Result): Buffer {
  return message(id, (writer) => resultBody(writer, tag, result));
}

/** The answer to StartTLS names what was asked (RFC 4511 4.14.2). */
export function writeExtended(id: number, result: Result): Buffer {
  return message(id, (writer) => {
    writer.startSequence(ANSWER_TAG.extended);
    resultFields(writer, result);
    writer.writeString(START_TLS, 0x8a);
    writer.endSequence();
  });
}

/** All messages of a search's answer: one for each entry, and the end with its cookie. */
export function writeAnswer(id: number, { entries, result, cookie }: Answer): Buffer {
  const end = message(id, (writer) => {
    resultBody(writer, ANSWER_TAG.search, result);
    if (cookie !== undefined) pagedControl(writer, cookie);
  });
  return Buffer.concat([...entries.map((entry) => writeEntry(id, entry)), end]);
}

function writeEntry(id: number, { dn, attributes }: Shown): Buffer {
  return message(id, (writer) => {
    writer.startSequence(0x64);
    writer.writeString(dn);
    writer.startSequence();
    for (const { name, values } of attributes) {
      writer.startSequence();
      writer.writeString(name);
      writer.startSequence(0x31);
      for (const value of values) writeValue(writer, value);
      writer.endSequence();
      writer.endSequence();
    }
    writer.endSequence();
    writer.endSequence();
  });
}

const writeValue = (writer: BerWriter, value: Value): void =>
  typeof value === 'string' ? writer.writeString(value) : writer.writeBuffer(value, 0x04);

function message(id: number, writeBody: (writer: BerWriter) => void): Buffer {
  const writer = new BerWriter();
  writer.startSequence();
  writer.writeInt(id);
  writeBody(writer);
  writer.endSequence();
  return Buffer.from(writer.buffer);
}

function resultBody(writer: BerWriter, tag: number, result: Result): void {
  writer.startSequence(tag);
  resultFields(writer, result);
  writer.endSequence();
}

function resultFields(writer: BerWriter, { code, message: words }: Result): void {
  writer.writeEnumeration(code);
  writer.writeString('');
  writer.writeString(words ?? '');
}

function pagedControl(writer: BerWriter, cookie: string): void {
  const value = new BerWriter();
  value.startSequence();
  value.writeInt(0);
  value.writeString(cookie);
  value.endSequence();
  writer.startSequence(0xa0);
  writer.startSequence();
  writer.writeString(PAGED_RESULTS);
  writer.writeBuffer(Buffer.from(value.buffer), 0x04);
  writer.endSequence();
  writer.endSequence();
}
