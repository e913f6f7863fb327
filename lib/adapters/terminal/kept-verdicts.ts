import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { type Many, type Ranked, rankOf } from '../../wave/survey.ts';
import type { Verdict } from '../../wave/verdict.ts';

type Piece = { readonly lines: Buffer; readonly ranks: Uint8Array };

/** Verdicts by the million: kept as packed lines, and read again as they are asked for. */
export class KeptVerdicts implements Many<Verdict>, Ranked {
  private readonly pieces: Piece[] = [];
  length = 0;

  keep(verdicts: readonly Verdict[]): void {
    const lines = deflateRawSync(verdicts.map((verdict) => JSON.stringify(verdict)).join('\n'), { level: 1 });
    // What zlib hands out is a part of a larger buffer.
    this.pieces.push({ lines: Buffer.from(lines), ranks: Uint8Array.from(verdicts, rankOf) });
    this.length += verdicts.length;
  }

  *[Symbol.iterator](): Generator<Verdict> {
    for (const piece of this.pieces) yield* read(piece);
  }

  *ofRank(rank: number): Generator<Verdict> {
    for (const piece of this.pieces) if (piece.ranks.includes(rank)) yield* read(piece, rank);
  }
}

function* read({ lines, ranks }: Piece, rank?: number): Generator<Verdict> {
  const written = inflateRawSync(lines).toString('utf8').split('\n');
  for (const [index, line] of written.entries())
    if (rank === undefined || ranks[index] === rank) yield JSON.parse(line) as Verdict;
}
