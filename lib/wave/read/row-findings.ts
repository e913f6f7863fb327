import type { Finding, Mend } from '../findings.ts';
import type { Row, Table } from '../table.ts';

/** Q155414: Excel keeps so many characters of a cell when it saves CSV. */
const EXCEL_CUTS = 255;

/** What is wrong with a row of any table: its fields, their number and their length. */
export function rowFindings(row: Row, { header }: Pick<Table, 'header'>): readonly Finding[] {
  const { line, cells } = row;
  const found: Finding[] = [];
  if (cells.length !== header.cells.length)
    found.push({
      line,
      what: 'field-count',
      detail: `${cells.length} instead of ${header.cells.length}`,
      ...(lostItsEnd(row, header) ? { mends: [] } : {}),
    });
  const broken = cells.flatMap((cell, index): Mend[] =>
    /[\r\n]/.test(cell) ? [{ column: header.cells[index] ?? '', cell: cell.replace(/\s*[\r\n]+\s*/g, ' ') }] : [],
  );
  if (broken.length > 0)
    found.push({ line, what: 'line-break', detail: broken.map(({ column }) => column).join(', '), mends: broken });
  const cut = cells.findIndex((cell) => cell.length === EXCEL_CUTS);
  const long = cells.findIndex((cell) => cell.length > EXCEL_CUTS);
  if (cut >= 0) found.push({ line, what: 'cut-at-255', detail: header.cells[cut] ?? '' });
  else if (long >= 0) found.push({ line, what: 'over-255', detail: header.cells[long] ?? '' });
  return found;
}

/** Each field is that of its column: there are as many, or those at the end got lost. */
export const isReadable = (row: Row, { header }: Pick<Table, 'header'>): boolean =>
  row.cells.length === header.cells.length || lostItsEnd(row, header);

/**
 * Q188649: commas at the end get lost, and are put back as they were. A row that is short for want of a field in the
 * middle says so by its first columns, which no longer hold what they should.
 */
function lostItsEnd({ cells }: Row, header: Row): boolean {
  const at = (name: string): string => {
    const index = header.cells.findIndex((cell) => cell.trim().toLowerCase() === name);
    return cells[index]?.trim() ?? '';
  };
  const isSound = /^[YN]$/i.test(at('migrateuser')) && /^(?:mailbox|remote|dl)$/i.test(at('obj-class'));
  return cells.length < header.cells.length && isSound && /^(?:create|modify|update)?$/i.test(at('mode'));
}

/** Whoever stands on two lines is told on the later one. */
export function twiceIn(named: readonly { readonly line: number; readonly name: string }[]): readonly Finding[] {
  const seen = new Map<string, number>();
  const found: Finding[] = [];
  for (const { line, name } of named) {
    const key = name.toLowerCase();
    const before = seen.get(key);
    if (before !== undefined) found.push({ line, what: 'twice', detail: `${name}, as on line ${before}` });
    else if (name !== '') seen.set(key, line);
  }
  return found;
}
