import type { Finding, Mend } from '../findings.ts';
import { isReadable } from '../read/row-findings.ts';
import { columnOf, type Row, rewritten, type Table } from '../table.ts';

/** A user list as it should be, with what became of each finding. */
export type Corrected = {
  readonly text: string;
  readonly mended: readonly Finding[];
  /** What a person has to decide; these lines are as they were. */
  readonly left: readonly Finding[];
};

/** The same list with what can be mended in its place; every other line is as it was, to the letter. */
export function corrected(table: Table, findings: readonly Finding[]): Corrected {
  const byLine = new Map<number, Finding[]>();
  for (const finding of findings) byLine.set(finding.line, [...(byLine.get(finding.line) ?? []), finding]);
  const mended = new Set<Finding>();
  const rows = table.rows.map((row) => {
    const told = byLine.get(row.line) ?? [];
    const mendable = isReadable(row, table) ? told.filter(({ mends }) => mends) : [];
    for (const finding of mendable) mended.add(finding);
    return mendable.length > 0 ? mendedRow(row, table, mendable) : row.raw;
  });
  const left = findings.filter((finding) => !mended.has(finding));
  return { text: table.preamble + table.header.raw + rows.join(''), mended: [...mended], left };
}

function mendedRow(row: Row, table: Table, findings: readonly Finding[]): string {
  const cells = table.header.cells.map((_, index) => row.cells[index] ?? '');
  for (const { column, cell } of findings.flatMap(({ mends = [] }): readonly Mend[] => mends)) {
    const index = columnOf(table, column);
    if (index !== undefined) cells[index] = cell;
  }
  return rewritten(row, cells, table.delimiter);
}
