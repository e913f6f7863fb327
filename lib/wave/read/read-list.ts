import type { List, WrongFile } from '../list.ts';
import { cellsOfLine, delimiterIn, type Start, type Table, tableIn } from '../table.ts';
import { readDirectoryExport } from './directory-export.ts';
import { hasSections, readMigrationFile } from './migration-file.ts';
import { readNames } from './names.ts';
import { readUserList } from './user-list.ts';
import { unclosed, wrong, wrongByText } from './wrong-file.ts';

/** The header stands on line 3; in a file that was edited it may have been moved. */
const HEAD_LINES = 12;

/** More cells than a display name has commas. */
const FEWEST_CELLS = 4;

/** Reads a list in any of its formats, or says what the file is instead. Never throws. */
export function readList(text: string): List | WrongFile {
  const list = wrongByText(text) ?? readFormat(text);
  const isEmpty = 'members' in list && list.members.length + list.findings.length + list.leftOut === 0;
  return isEmpty ? wrong('There is nobody on this list.') : list;
}

function readFormat(text: string): List | WrongFile {
  const userList = headerIn(text, 'SFS_UserName');
  if (userList) return fromTable(text, userList, readUserList);
  if (hasSections(text)) return readMigrationFile(text);
  const exported = headerIn(text, 'Obj-Class');
  if (exported) return fromTable(text, exported, readDirectoryExport);
  return looksLikeTable(text) ?? looksLikeProse(text) ?? readNames(text);
}

function fromTable(text: string, start: Start, read: (table: Table) => List): List | WrongFile {
  const table = tableIn(text, start);
  if ('unclosed' in table) return unclosed(table);
  if (table.rows.length === 0) return wrong('There is a header, and no line behind it.');
  const { table: cells, ...list } = read(table);
  return cells ? withTable(list, text, start) : list;
}

/** Read once more when it is asked for: all its cells take more memory than what is made of them. */
const withTable = (list: List, text: string, start: Start): List => ({
  ...list,
  get table() {
    const table = tableIn(text, start);
    return 'unclosed' in table ? undefined : table;
  },
});

/** Where the header with a certain column begins. */
function headerIn(text: string, column: string): Start | undefined {
  let at = 0;
  for (let line = 1; line <= HEAD_LINES && at < text.length; line += 1) {
    const end = /\r\n|\n|\r|$/g;
    end.lastIndex = at;
    const found = end.exec(text);
    const own = text.slice(at, found?.index ?? text.length);
    const delimiter = own.toLowerCase().includes(column.toLowerCase()) ? delimiterIn(own) : undefined;
    const cells = delimiter ? cellsOfLine(own, delimiter).map((cell) => cell.trim().toLowerCase()) : [];
    if (delimiter && cells.length > 1 && cells.includes(column.toLowerCase())) return { at, line, delimiter };
    at = (found?.index ?? text.length) + (found?.[0].length ?? 1);
  }
  return undefined;
}

/** More words than a name or an address with its "as" has. */
const WORDS = 7;

/** Sentences that somebody wrote: of names at most one in two is so long. */
function looksLikeProse(text: string): WrongFile | undefined {
  const lines = text.split(/\r\n|\n|\r/, 40).filter((line) => line.trim() !== '' && !line.startsWith('#'));
  const long = lines.filter((line) => !line.includes('=') && line.trim().split(/\s+/).length > WORDS);
  return long.length * 2 > lines.length ? wrong('This is running text, and no list of people.') : undefined;
}

/** A table that is none of those which are known: names of people have no three commas. */
function looksLikeTable(text: string): WrongFile | undefined {
  const lines = text.split(/\r\n|\n|\r/, 20).filter((line) => line.trim() !== '');
  const [first = ''] = lines;
  const delimiter = delimiterIn(first);
  const width = cellsOfLine(first, delimiter).length;
  const isTable =
    width >= FEWEST_CELLS &&
    !first.includes('=') &&
    lines.every((line) => cellsOfLine(line, delimiter).length === width);
  return isTable
    ? wrong(`This is a table without a column SFS_UserName or Obj-Class; its first line is "${first.slice(0, 80)}".`)
    : undefined;
}
