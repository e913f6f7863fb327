/** A text as it comes, cut anywhere. */
export type Pieces = AsyncIterable<string>;

/** Takes a log piece by piece, and says each event as soon as it is complete. */
export type PieceReader = { write(piece: string): void; end(): void };

/** Takes a log line by line; the first has the number 1. A line that is longer than any comes in parts. */
export type LineReader = { line(line: string, number: number): void; end(): void };

/** More than a line of any log. */
const LONGEST_LINE = 1_000_000;

/** Cuts pieces into lines; the carriage returns of Windows stay on them. */
export function byLine(reader: LineReader): PieceReader {
  let [rest, number] = ['', 1];
  const write = (piece: string) => {
    // Only the first line has a beginning in the piece before; the others are not copied for it.
    const lines = piece.split('\n');
    lines[0] = rest + lines[0];
    rest = lines.pop() ?? '';
    for (const line of lines) {
      reader.line(line, number);
      number += 1;
    }
    if (rest.length <= LONGEST_LINE) return;
    reader.line(rest, number);
    rest = '';
  };
  const end = () => {
    reader.line(rest, number);
    reader.end();
  };
  return { write, end };
}
