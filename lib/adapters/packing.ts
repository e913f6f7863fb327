import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** Packs what is kept by the ten thousand: quickly, and into bytes of their own. */
export function packed(content: Buffer | string): Buffer<ArrayBuffer> {
  const packed = deflateRawSync(content, { level: 1 });
  // What zlib hands out is cut from a buffer many times as large, which would be kept with it.
  const own = Buffer.allocUnsafeSlow(packed.length);
  packed.copy(own);
  return own;
}

export const unpacked = (bytes: Buffer): Buffer => inflateRawSync(bytes);
