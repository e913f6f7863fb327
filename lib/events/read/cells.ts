const QUOTE = 34;

/** Behind the quotation mark that closes a cell; two in a row are one of the text. -1 when the cell goes on below. */
function endOfQuoted(text: string, from: number): number {
  let end = text.indexOf('"', from);
  while (end >= 0 && text.charCodeAt(end + 1) === QUOTE) end = text.indexOf('"', end + 2);
  return end < 0 ? -1 : end + 1;
}

/** True when a cell in quotation marks goes on below a line. `isOpen`: one does already where the line begins. */
export function staysOpen(line: string, delimiter: string, isOpen: boolean): boolean {
  let from = 0;
  let inQuotes = isOpen;
  while (from >= 0) {
    if (inQuotes || line.charCodeAt(from) === QUOTE) {
      from = endOfQuoted(line, inQuotes ? from : from + 1);
      if (from < 0) return true;
      inQuotes = false;
    }
    const next = line.indexOf(delimiter, from);
    from = next < 0 ? -1 : next + 1;
  }
  return false;
}

/** A cell as it is meant; quotation marks that do not stand around all of it are its own. */
function unquoted(cell: string, closed: number): string {
  const isWhole = closed > 0 && cell.slice(closed).trim() === '';
  return isWhole ? cell.slice(1, closed - 1).replaceAll('""', '"') : cell;
}

/** The cells of a row of CSV, as lenient as Event Viewer's, PowerShell's and Excel's exports want it. */
export function cellsOf(row: string, delimiter: string): string[] {
  if (!row.includes('"')) return row.split(delimiter);
  const cells: string[] = [];
  for (let from = 0; from >= 0; ) {
    const closed = row.charCodeAt(from) === QUOTE ? endOfQuoted(row, from + 1) : from;
    const next = closed < 0 ? -1 : row.indexOf(delimiter, closed);
    const to = next < 0 ? row.length : next;
    cells.push(unquoted(row.slice(from, to), closed - from));
    from = next < 0 ? -1 : next + 1;
  }
  return cells;
}

/** Where a cell stands in a row without quotation marks; undefined when it is not there. */
export function plainCell(
  row: string,
  delimiter: string,
  column: number,
): { readonly from: number; readonly to: number } | undefined {
  let from = 0;
  for (let left = column; left > 0; left -= 1) {
    from = row.indexOf(delimiter, from) + 1;
    if (from === 0) return undefined;
  }
  const next = row.indexOf(delimiter, from);
  return { from, to: next < 0 ? row.length : next };
}
