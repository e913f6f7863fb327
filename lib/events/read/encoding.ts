import { isAscii } from 'node:buffer';
import iconv from 'iconv-lite';
import { hasBareLetters, isOfTwoEncodings, withoutNuls } from './appended.ts';

/** What a log file was written in: UTF-8 and UTF-16 by Windows, cp437 and cp850 by consoles, the rest by Save As. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252' | 'cp437' | 'cp850' | 'shift_jis';

/** A file as text, or what kind of file it is instead. */
export type OpenedLog =
  | { readonly kind: 'text'; readonly encoding: Encoding; readonly text: AsyncIterable<string> }
  | { readonly kind: 'binary log'; readonly format: 'evt' | 'evtx' }
  | { readonly kind: 'no text' };

/** How a binary log becomes one that can be read. */
export const SAVE_AS_TEXT: Record<'evt' | 'evtx', string> = {
  evt: 'This is a binary event log (.evt). In Event Viewer, open it with Log, Open, choose Log, Save As, and save it as text or CSV (comma-delimited).',
  evtx: 'This is a binary event log (.evtx). In Event Viewer, open it with Action, Open Saved Log, then choose Save All Events As, and save it as CSV, text or XML; or run: wevtutil qe FILE /lf:true /f:RenderedXml',
};

const latin = (bytes: Uint8Array, from: number, to: number): string => String.fromCharCode(...bytes.subarray(from, to));

/** The magic of Windows NT's logs ("LfLe" behind the header's size) and of Vista's ("ElfFile"). */
export function binaryLogIn(head: Uint8Array): 'evt' | 'evtx' | undefined {
  if (latin(head, 0, 7) === 'ElfFile') return 'evtx';
  return latin(head, 4, 8) === 'LfLe' || latin(head, 0, 4) === 'LfLe' ? 'evt' : undefined;
}

/** Kinds of files that no log is saved as. Excel gives its own type to CSV, so its name does not tell. */
const NEVER_TEXT =
  /^(?:image|audio|video|font|model)\/|^application\/(?:pdf|rtf|msword|x-msdownload|java-archive|vnd\.(?:openxmlformats|oasis|ms-(?!excel)).*|(?:x-)?(?:zip|gzip|bzip2|7z|rar|tar|xz).*)$/i;

/** True for a media type that may be text; what a file really holds, its bytes tell (`openLog`). */
export const isReadable = (mimetype: string): boolean => !NEVER_TEXT.test(mimetype);

/** Nuls stand in no text but UTF-16, and there in every other place. */
const isBinary = (head: Uint8Array): boolean => !utf16In(head) && head.includes(0);

function utf16MarkIn(head: Uint8Array): Encoding | undefined {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  return head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : undefined;
}

/** A nul in every other byte is what Latin letters are in UTF-16. */
function utf16In(head: Uint8Array): Encoding | undefined {
  const marked = utf16MarkIn(head);
  if (marked) return marked;
  const pairs = Math.min(2_000, head.length >> 1);
  const nuls = [0, 0];
  for (let index = 0; index < 2 * pairs; index += 1)
    if (head[index] === 0) nuls[index % 2] = (nuls[index % 2] ?? 0) + 1;
  const [high = 0, low = 0] = nuls;
  if (pairs < 2 || Math.max(high, low) < pairs / 4) return undefined;
  return low > high ? 'utf-16le' : 'utf-16be';
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    // What the head cut in two is no fault of the file.
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

const LETTERS = /[a-zäöüßéèêëàâáãåæçñíìîïóòôõøúùûýÿœ]/i;
const KANA = /[\u3041-\u3096\u30a1-\u30fa]/;
const KANJI = /[\u4e00-\u9fff]/;
const UNLIKELY = /[\u0080-\u009f\ufffd\u2500-\u259f\u0370-\u03ff\u2200-\u22ff]/;

/** How much of what is not ASCII looks like words in this encoding. */
function likelihood(bytes: Uint8Array, encoding: Encoding): number {
  let points = 0;
  let before = '';
  for (const character of iconv.decode(bytes, encoding)) {
    if (character > '\u007f') {
      if (KANA.test(character)) points += 4;
      else if (UNLIKELY.test(character)) points -= 3;
      else if (LETTERS.test(character))
        points += /[a-z]/i.test(before) && character === character.toLowerCase() ? 3 : 1;
      else if (KANJI.test(character))
        points += encoding === 'shift_jis' && (KANA.test(before) || KANJI.test(before)) ? 3 : 0;
      else points -= 1;
    }
    // French sets such a blank before its colons, which other encodings have a letter for.
    if (before === '\u00a0' && character === ':') points += 4;
    before = character;
  }
  return points;
}

const ONE_BYTE: readonly Encoding[] = ['windows-1252', 'cp850', 'cp437', 'shift_jis'];

/** What these bytes are written in, as far as they tell; ASCII alone is UTF-8 as well. */
export function encodingOf(head: Uint8Array): Encoding {
  const utf16 = utf16In(head);
  if (utf16) return utf16;
  if (isUtf8(head)) return 'utf-8';
  const ranked = ONE_BYTE.map((encoding) => ({ encoding, points: likelihood(head, encoding) }));
  return ranked.reduce((best, next) => (next.points > best.points ? next : best)).encoding;
}

type Bytes = AsyncIterable<Uint8Array>;

/** As many bytes as tell a file's encoding. */
const HEAD = 65_536;

const concatenated = (first: Uint8Array, second: Uint8Array): Uint8Array => {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
};

/** Opens a file that comes in pieces: tells its kind and encoding by its beginning, and decodes it as it comes. */
export async function openLog(bytes: Bytes): Promise<OpenedLog> {
  const pieces = bytes[Symbol.asyncIterator]();
  let head: Uint8Array = new Uint8Array(0);
  for (let piece = await pieces.next(); !piece.done; piece = await pieces.next()) {
    head = concatenated(head, piece.value);
    if (head.length >= HEAD) break;
  }
  const format = binaryLogIn(head);
  if (format) return { kind: 'binary log', format };
  const isMixed = isOfTwoEncodings(head);
  if (!isMixed && isBinary(head)) return { kind: 'no text' };
  // The mark stands for one encoding, and there are two.
  const whole = isMixed && utf16MarkIn(head) ? head.subarray(2) : head;
  const encoding = encodingOf(isMixed ? whole.filter((byte) => byte !== 0) : whole);
  return { kind: 'text', encoding, text: decoded(whole, pieces, encoding) };
}

/** What is left undecoded of a piece waits for the next one. */
type Decoder = { write(bytes: Uint8Array): string; end(): string };

function decoderOf(encoding: Encoding): Decoder {
  if (encoding.startsWith('utf')) {
    const native = new TextDecoder(encoding, { ignoreBOM: false });
    return { write: (bytes) => native.decode(bytes, { stream: true }), end: () => native.decode() };
  }
  const table = iconv.getDecoder(encoding);
  return {
    write: ({ buffer, byteOffset, byteLength }) => table.write(Buffer.from(buffer, byteOffset, byteLength)),
    end: () => table.end() ?? '',
  };
}

/** The first letter that is not ASCII may come late in the file: until then, nothing is decided. */
async function* decoded(head: Uint8Array, pieces: AsyncIterator<Uint8Array>, told: Encoding): AsyncGenerator<string> {
  let isUtf16 = told.startsWith('utf-16');
  let undecided = told === 'utf-8' && isAscii(head);
  let decoder = decoderOf(told);
  yield withoutNuls(decoder.write(head));
  for (let piece = await pieces.next(); !piece.done; piece = await pieces.next()) {
    if (undecided && !isAscii(piece.value)) {
      undecided = false;
      decoder = decoderOf(encodingOf(piece.value));
    }
    if (isUtf16 && hasBareLetters(piece.value)) {
      isUtf16 = false;
      decoder = decoderOf(encodingOf(piece.value.filter((byte) => byte !== 0)));
    }
    yield withoutNuls(decoder.write(piece.value));
  }
  yield withoutNuls(decoder.end());
}
