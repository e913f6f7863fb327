import { type Many, type Ranked, rankOf } from '../../wave/survey.ts';
import type { Verdict } from '../../wave/verdict.ts';
import { packed, unpacked } from '../packing.ts';

/** Few enough that what is unpacked of them at once is small. */
const TOGETHER = 500;

type Piece = { readonly lines: Buffer; readonly ranks: Uint8Array };

/** Verdicts by the million: kept as packed lines, and read again as they are asked for. */
export class KeptVerdicts implements Many<Verdict>, Ranked {
  private readonly pieces: Piece[] = [];
  length = 0;

  keep(verdicts: readonly Verdict[]): void {
    for (let from = 0; from < verdicts.length; from += TOGETHER) this.keepPiece(verdicts.slice(from, from + TOGETHER));
  }

  private keepPiece(verdicts: readonly Verdict[]): void {
    const lines = packed(verdicts.map((verdict) => JSON.stringify(verdict)).join('\n'));
    this.pieces.push({ lines, ranks: Uint8Array.from(verdicts, rankOf) });
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
  const written = unpacked(lines).toString('utf8').split('\n');
  for (const [index, line] of written.entries())
    if (rank === undefined || ranks[index] === rank) yield JSON.parse(line) as Verdict;
}
