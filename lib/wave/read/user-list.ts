import { type MsAddress, type PostOffice, sameText } from '../../migration/address.ts';
import type { Finding } from '../findings.ts';
import type { List, Member, Plan } from '../list.ts';
import { meant, valuesIn } from '../multi-value.ts';
import { columnOf, type Table } from '../table.ts';
import { isReadable } from './row-findings.ts';
import { addressIn, isMigrate, type UserLine, type UserList } from './user-line.ts';
import { findingsIn } from './user-list-findings.ts';

/** Reads the wizard's user list (Q150438, E2K-migsysp). */
export function readUserList(table: Table): List {
  const at = (name: string) => columnOf(table, name);
  const columns = {
    user: at('SFS_UserName'),
    migrates: at('MigrateUser'),
    objectClass: at('Obj-Class'),
    mode: at('Mode'),
    commonName: at('Common-Name'),
    secondaries: at('Secondary-Proxy-Addresses'),
  };
  const lines = table.rows.map((row): UserLine & { readonly migrates: string } => {
    const cell = (column: number | undefined): string => row.cells[column ?? -1]?.trim() ?? '';
    const secondaries = cell(columns.secondaries);
    return {
      row,
      user: cell(columns.user),
      migrates: cell(columns.migrates),
      objectClass: cell(columns.objectClass),
      mode: cell(columns.mode),
      commonName: meant(cell(columns.commonName)),
      secondaries,
      migrate: valuesIn(secondaries).filter(isMigrate),
    };
  });
  const going = lines.filter(({ migrates }) => !sameText(migrates, 'N'));
  const postOffice = usualPostOffice(going);
  const list: UserList = { table, lines: going, ...(postOffice ? { postOffice } : {}) };
  const members = going
    .filter((line) => isPerson(line) && isReadable(line.row, table))
    .map((line) => memberOn(line, postOffice));
  const findings = [...findingsIn(list), ...oddChoices(lines, table)].sort((a, b) => a.line - b.line);
  return { format: 'user list', members, findings, leftOut: lines.length - members.length, table };
}

const isPerson = ({ user, objectClass }: UserLine): boolean => user !== '' && /^(?:mailbox)?$/i.test(objectClass);

const oddChoices = (lines: readonly (UserLine & { readonly migrates: string })[], table: Table): readonly Finding[] =>
  lines
    .filter(({ row, migrates }) => !/^[YN]$/i.test(migrates) && isReadable(row, table))
    .map(({ row, migrates }) => ({ line: row.line, what: 'migrate-user', detail: migrates }));

/** The post office that more lines name than any other. */
function usualPostOffice(lines: readonly UserLine[]): PostOffice | undefined {
  const counts = new Map<string, { readonly postOffice: PostOffice; count: number }>();
  for (const { network, postOffice } of lines.flatMap(({ migrate }) =>
    migrate.flatMap((one) => addressIn(one) ?? []),
  )) {
    const key = `${network}/${postOffice}`.toLowerCase();
    const known = counts.get(key);
    if (known) known.count += 1;
    else counts.set(key, { postOffice: { network, postOffice }, count: 1 });
  }
  const [most, next] = [...counts.values()].sort((a, b) => b.count - a.count);
  return most && most.count > (next?.count ?? 0) ? most.postOffice : undefined;
}

/** The address from which the person of a line is migrated: as it says, else SFS_UserName in the file's post office. */
function sourceOn({ user, migrate }: UserLine, postOffice: PostOffice | undefined): MsAddress | undefined {
  const own = migrate.flatMap((value) => addressIn(value) ?? []).find(({ mailbox }) => sameText(mailbox, user));
  return own ?? (postOffice && { ...postOffice, mailbox: user });
}

/** Blank means Update (Q186742). */
const planOn = ({ mode, commonName }: UserLine): Plan => ({ creates: sameText(mode, 'Create'), commonName });

function memberOn(line: UserLine, postOffice: PostOffice | undefined): Member {
  const source = sourceOn(line, postOffice);
  const plan = planOn(line);
  const byName = !plan.creates && plan.commonName !== '' ? plan.commonName : undefined;
  const who: Member['who'] =
    byName !== undefined || !source ? { by: 'name', name: byName ?? line.user } : { by: 'ms', address: source };
  return { line: line.row.line, name: line.user, who, plan, ...(source ? { source } : {}) };
}
