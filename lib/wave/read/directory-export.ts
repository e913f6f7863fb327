import type { Finding } from '../findings.ts';
import type { List, Member } from '../list.ts';
import { meant } from '../multi-value.ts';
import { columnOf, type Row, type Table } from '../table.ts';
import { rowFindings, twiceIn } from './row-findings.ts';

/** Custom recipients are `Remote`, and `Remote-Address` in raw mode (Q146304). */
const PEOPLE = /^(?:mailbox|remote|remote-address)$/i;

/** Reads a directory export of the Admin program (Q146304, Q155594, Q239639), long names of columns or schema names. */
export function readDirectoryExport(table: Table): List {
  const objectClass = columnOf(table, 'Obj-Class') ?? 0;
  const people = table.rows.filter(({ cells }) => PEOPLE.test(cells[objectClass]?.trim() ?? ''));
  const named = people.map((row) => ({ row, who: whoOn(row, table) }));
  const members = named.flatMap(({ row, who }): Member[] => (who ? [{ line: row.line, name: nameIn(who), who }] : []));
  const nameless = named.filter(({ who }) => !who).map(({ row }): Finding => ({ line: row.line, what: 'no-question' }));
  const findings = [
    ...people.flatMap((row) => rowFindings(row, table).map(({ mends: _, ...finding }): Finding => finding)),
    ...nameless,
    ...twiceIn(members),
  ].sort((a, b) => a.line - b.line);
  return { format: 'directory export', members, findings, leftOut: table.rows.length - people.length };
}

/** The surest name first: the distinguished name, the directory name, the alias, the display name. */
function whoOn({ cells }: Row, table: Table): Member['who'] | undefined {
  const cell = (...names: readonly string[]): string => meant(cells[columnOf(table, ...names) ?? -1] ?? '');
  const dn = cell('Obj-Dist-Name');
  if (dn.startsWith('/')) return { by: 'dn', dn };
  const name =
    cell('Directory Name', 'Common-Name') ||
    cell('Alias Name', 'Mail-Nickname') ||
    cell('Display Name', 'Display-Name');
  return name ? { by: 'name', name } : undefined;
}

const nameIn = (who: Member['who']): string => (who.by === 'dn' ? who.dn : who.by === 'name' ? who.name : '');
