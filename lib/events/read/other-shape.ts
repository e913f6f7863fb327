import { cellsOf } from './cells.ts';
import { isAnyRow } from './rows.ts';
import { columnsNamedIn, type Table } from './table.ts';

/** What XML, JSON, the Friendly View, NT 4's columns, headers and headings begin with, and no line of a text does. */
const BEGINS =
  /^[ \t\ufeff]{0,20}(?:<(?:\?xml|(?:[a-z][\w.-]{0,20}:)?events?[\s>])|\{[ \t\r]*(?:"|$)|- System[ \t\r]*$|#TYPE |ProviderName[ \t]*:|Date:?[ \t]{2,20}[\d./-]{5,12}[ \t]{2,40}Event ID|(?:"[^"]{2,30}",){2})/i;

/** The first signs of BEGINS; of most lines one look is enough. */
const FIRST_SIGNS = new Set([...'<{-#PpDd"'].map((sign) => sign.charCodeAt(0)));

function mayBegin(line: string): boolean {
  let at = 0;
  for (let sign = line.charCodeAt(0); sign === 32 || sign === 9; sign = line.charCodeAt(at)) at += 1;
  return FIRST_SIGNS.has(line.charCodeAt(at)) || line.charCodeAt(0) === 0xfeff;
}

/** The source as a column. An 8149 speaks of it in quotation marks, which is no reason to look at the line closely. */
const AS_COLUMN = /(?<![\w'(])ms\s{0,12}exchange\s{0,12}mig/i;

/** As every spelling of the wizard's source has it; quicker to look for than the source itself. */
const mayName = (line: string): boolean => line.includes('xchange') || line.includes('XCHANGE');

/** True for a line with which another kind of log begins inside of one: two were put into one file. */
export const beginsOtherShape = (line: string): boolean =>
  (mayBegin(line) && BEGINS.test(line)) || (mayName(line) && AS_COLUMN.test(line) && isAnyRow(line));

/** What may part the columns of a table. */
export const DELIMITERS = [',', ';', '\t'] as const;
const LONGEST_HEADER = 4_000;

/** The table of which a line is the header; undefined when it is none. */
export function headedBy(line: string): Table | undefined {
  if (line.length > LONGEST_HEADER) return undefined;
  for (const delimiter of DELIMITERS) {
    const cells = cellsOf(line, delimiter);
    const columns = cells.length < 4 ? undefined : columnsNamedIn(cells);
    if (columns) return { delimiter, columns, hasHeader: true };
  }
  return undefined;
}
