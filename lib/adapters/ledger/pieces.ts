import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { NotAsKept } from '../../errors.ts';
import type { Store } from './record.ts';
import { keyOf } from './rows.ts';

/** What was kept in pieces, and how its parts are known to be of one whole. */
export type Kept = { readonly of: string; readonly pieces: number; readonly sha256: string };

/** A row has room for 400 KB, its names included. */
const PIECE = 380_000;

/** Rows that are on their way at the same time. */
const AT_ONCE = 4;

const zip = promisify(gzip);
const unzip = promisify(gunzip);

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Keeps bytes, packed, in as many rows as they take; `ttl` in seconds since 1970. */
export async function keepPieces(
  { client, proposalsTable }: Store,
  of: string,
  { bytes, ttl }: { bytes: Uint8Array; ttl: number },
): Promise<Kept> {
  const packed = await zip(bytes);
  const pieces = Math.ceil(packed.length / PIECE);
  await inTurns(pieces, async (number) => {
    const Item = {
      ...keyOf.piece(of, number),
      bytes: { B: packed.subarray(number * PIECE, (number + 1) * PIECE) },
      ttl: { N: String(ttl) },
    };
    await client.send(new PutItemCommand({ TableName: proposalsTable, Item }));
  });
  return { of, pieces, sha256: sha256(packed) };
}

/** The bytes again; undefined where a piece has been forgotten. Throws NotAsKept. */
export async function readPieces(
  { client, proposalsTable }: Store,
  { of, pieces, sha256: digest }: Kept,
): Promise<Buffer | undefined> {
  const read = await inTurns(pieces, async (number) => {
    const Key = keyOf.piece(of, number);
    const { Item } = await client.send(new GetItemCommand({ TableName: proposalsTable, Key, ConsistentRead: true }));
    return Item?.bytes?.B;
  });
  const there = read.flatMap((piece) => piece ?? []);
  if (there.length < pieces) return undefined;
  const packed = Buffer.concat(there);
  if (sha256(packed) !== digest) throw new NotAsKept(`${of} is not as it was kept`);
  return unzip(packed);
}

async function inTurns<Result>(count: number, work: (number: number) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  for (let from = 0; from < count; from += AT_ONCE) {
    const numbers = Array.from({ length: Math.min(AT_ONCE, count - from) }, (_, index) => from + index);
    results.push(...(await Promise.all(numbers.map(work))));
  }
  return results;
}
