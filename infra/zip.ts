import { crc32, deflateRawSync } from 'node:zlib';

type Entry = { readonly name: string; readonly content: Buffer };

/** 1980-01-01 00:00, the first moment that the format knows: the same content always makes the same archive. */
const DOS_DATE = 0x0021;
const UTF8_NAME = 0x0800;
const DEFLATED = 8;
const VERSION = 20;
const MADE_ON_UNIX = 3 << 8;
/** A regular file that the function's user may read. */
const MODE = (0o100644 << 16) >>> 0;

/** Writes a ZIP archive (APPNOTE 6.3, no ZIP64). Names are paths with forward slashes. */
export function zip(entries: readonly Entry[]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content } of entries) {
    const path = Buffer.from(name, 'utf8');
    const packed = deflateRawSync(content, { level: 9 });
    const facts = factsOf(path, content, packed);
    const local = Buffer.concat([signature(0x04034b50), facts, path, packed]);
    directory.push(directoryEntry(facts, path, offset));
    files.push(local);
    offset += local.length;
  }
  const index = Buffer.concat(directory);
  return Buffer.concat([...files, index, endOf(entries.length, index.length, offset)]);
}

/** What a file's own header and its line in the directory have in common: 26 bytes. */
function factsOf(path: Buffer, content: Buffer, packed: Buffer): Buffer {
  const facts = Buffer.alloc(26);
  facts.writeUInt16LE(VERSION, 0);
  facts.writeUInt16LE(UTF8_NAME, 2);
  facts.writeUInt16LE(DEFLATED, 4);
  facts.writeUInt16LE(DOS_DATE, 8);
  facts.writeUInt32LE(crc32(content), 10);
  facts.writeUInt32LE(packed.length, 14);
  facts.writeUInt32LE(content.length, 18);
  facts.writeUInt16LE(path.length, 22);
  return facts;
}

function directoryEntry(facts: Buffer, path: Buffer, offset: number): Buffer {
  const madeBy = Buffer.alloc(2);
  madeBy.writeUInt16LE(MADE_ON_UNIX | VERSION);
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(MODE, 6);
  rest.writeUInt32LE(offset, 10);
  return Buffer.concat([signature(0x02014b50), madeBy, facts, rest, path]);
}

function endOf(count: number, length: number, offset: number): Buffer {
  const end = Buffer.alloc(18);
  end.writeUInt16LE(count, 4);
  end.writeUInt16LE(count, 6);
  end.writeUInt32LE(length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([signature(0x06054b50), end]);
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
