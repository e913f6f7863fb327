import { crc32, inflateRawSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import { zip } from '../../infra/zip.ts';

const entries = [
  { name: 'index.js', content: Buffer.from('exports.handler = 1;\n'.repeat(100)) },
  { name: 'infra/ca/größe.pem', content: Buffer.from('-----BEGIN CERTIFICATE-----\n') },
];

/** Reads an archive the way the format says: from the end, by the directory. */
function unzip(archive: Buffer) {
  const end = archive.lastIndexOf(Buffer.from('PK\x05\x06'));
  let at = archive.readUInt32LE(end + 16);
  return Array.from({ length: archive.readUInt16LE(end + 10) }, () => {
    const nameLength = archive.readUInt16LE(at + 28);
    const local = archive.readUInt32LE(at + 42);
    const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    const content = inflateRawSync(archive.subarray(start, start + archive.readUInt32LE(at + 20)));
    const name = archive.toString('utf8', at + 46, at + 46 + nameLength);
    const file = { name, content, crc: archive.readUInt32LE(at + 16), mode: archive.readUInt32LE(at + 38) >>> 16 };
    at += 46 + nameLength;
    return file;
  });
}

test('what was packed comes out again, readable by everybody', () => {
  const files = unzip(zip(entries));

  expect(files.map(({ name, content }) => ({ name, content }))).toEqual(entries);
  for (const { content, crc, mode } of files) expect([crc, mode]).toEqual([crc32(content), 0o100644]);
});

test('the same content is the same archive, whenever it is packed', () => {
  expect(zip(entries).equals(zip([...entries]))).toBe(true);
});
