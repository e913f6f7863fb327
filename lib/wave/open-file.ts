import { Buffer, isAscii } from 'node:buffer';
import iconv from 'iconv-lite';
import { binaryLogIn, type Encoding, encodingOf } from '../events/read/encoding.ts';
import type { WrongFile } from './list.ts';
import { wrong, wrongByBytes } from './read/wrong-file.ts';

/** A file as text, and what it was written in. */
export type OpenedFile = { readonly text: string; readonly encoding: Encoding; readonly hasMark: boolean };

/** As many bytes as tell an encoding. */
const HEAD = 65_536;

/** Opens a list by what its bytes tell. */
export function openFile(bytes: Uint8Array): OpenedFile | WrongFile {
  const wrongKind = wrongByBytes(bytes);
  if (wrongKind) return wrongKind;
  if (binaryLogIn(bytes)) return wrong('This is an event log. migcheck explain reads what is saved from one as text.');
  const encoding = encodingOf(bytes.subarray(0, HEAD)) === 'utf-8' ? encodingOf(tellingPart(bytes)) : encodingOf(bytes);
  const isWide = encoding.startsWith('utf-16');
  if (!isWide && bytes.includes(0)) return wrong('This is no text: there are zero bytes in it.');
  const text = iconv.decode(Buffer.from(bytes), encoding, { stripBOM: false }).toWellFormed();
  const hasMark = text.startsWith('\ufeff');
  return { text: hasMark ? text.slice(1) : text, encoding, hasMark };
}

/** The first letter that is not ASCII may come late; what surrounds it tells most. */
function tellingPart(bytes: Uint8Array): Uint8Array {
  for (let from = 0; from < bytes.length; from += HEAD) {
    const part = bytes.subarray(from, from + HEAD);
    if (!isAscii(part)) return part;
  }
  return bytes.subarray(0, HEAD);
}

/** The text in the encoding it came in; undefined where that has no such letter. */
export function encoded(text: string, { encoding, hasMark }: Omit<OpenedFile, 'text'>): Buffer | undefined {
  const bytes = iconv.encode(hasMark ? `\ufeff${text}` : text, encoding, { addBOM: false });
  return iconv.decode(bytes, encoding, { stripBOM: false }).replace(/^\ufeff/, '') === text ? bytes : undefined;
}
