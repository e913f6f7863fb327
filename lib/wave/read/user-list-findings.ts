import { migrateProxy, type PostOffice, proxyText, samePostOffice, sameText } from '../../migration/address.ts';
import type { Finding, FindingKind, Mend } from '../findings.ts';
import { meant, written, writtenValues } from '../multi-value.ts';
import { columnOf } from '../table.ts';
import { isReadable, rowFindings, twiceIn } from './row-findings.ts';
import { addressIn, FIRST_COLUMNS, isMigrate, type UserLine, type UserList } from './user-line.ts';

/** What is wrong with a user list by itself, before anybody looks into the directory (domain.md 4.2, 4.5). */
export function findingsIn(list: UserList): readonly Finding[] {
  const { table, lines } = list;
  const users = lines.map(({ row, user }) => ({ line: row.line, name: user }));
  return [
    ...headFindings(list),
    ...table.rows.flatMap((row) => rowFindings(row, table)),
    ...lines.flatMap((line) => (isReadable(line.row, table) ? lineFindings(line, list) : [])),
    ...twiceIn(users),
  ].sort((a, b) => a.line - b.line);
}

const HEADER_LINE = 3;

function headFindings({ table, lines }: UserList): readonly Finding[] {
  const { line, cells } = table.header;
  const isInOrder = FIRST_COLUMNS.every((name, index) => sameText(cells[index]?.trim() ?? '', name));
  const found: Finding[] = [];
  if (line !== HEADER_LINE) found.push({ line, what: 'post-office-lines', detail: `line ${line}` });
  if (!isInOrder) found.push({ line, what: 'column-order', detail: cells.slice(0, FIRST_COLUMNS.length).join(', ') });
  if (lines.length > 0 && columnOf(table, 'Secondary-Proxy-Addresses') === undefined)
    found.push({ line, what: 'no-migrate-column' });
  return found;
}

function lineFindings(line: UserLine, list: UserList): readonly Finding[] {
  const { row, user, objectClass, mode } = line;
  const at = (what: FindingKind, detail: string): Finding => ({ line: row.line, what, detail });
  if (user === '') return [at('no-user-name', '')];
  return [
    ...(/^(?:mailbox|remote|dl)?$/i.test(objectClass) ? [] : [at('object-class', objectClass)]),
    ...(/^(?:create|modify|update|delete)?$/i.test(mode) ? [] : [at('mode', mode)]),
    ...(sameText(user, 'ADMINSCH') ? [at('schedule-account', user)] : []),
    ...(/^(?:mailbox)?$/i.test(objectClass) && columnOf(list.table, 'Secondary-Proxy-Addresses') !== undefined
      ? migrateFindings(line, list)
      : []),
  ];
}

/** Q182665: everybody's MIGRATE value is there, is their own, and is of the same post office. */
function migrateFindings(line: UserLine, { postOffice }: UserList): readonly Finding[] {
  const { row, user, migrate } = line;
  const mends = postOffice ? { mends: [withMigrate(line, postOffice)] } : {};
  const addresses = migrate.map((value) => ({ value, address: addressIn(value) }));
  const own = addresses.find(({ address }) => address && sameText(address.mailbox, user));
  if (own?.address)
    return !postOffice || samePostOffice(own.address, postOffice)
      ? []
      : [{ line: row.line, what: 'other-post-office', detail: own.value }];
  const [first] = addresses;
  if (!first) return [{ line: row.line, what: 'migrate-missing', ...mends }];
  const what = first.address ? 'migrate-other-user' : 'migrate-unreadable';
  return [{ line: row.line, what, detail: first.value, ...mends }];
}

/** The field with the right MIGRATE value in the place of those that are there; everything else stays as it stands. */
function withMigrate({ user, secondaries }: UserLine, postOffice: PostOffice): Mend {
  const right = written(proxyText(migrateProxy({ ...postOffice, mailbox: user })));
  const others = writtenValues(secondaries).filter((value) => !isMigrate(meant(value)));
  return { column: 'Secondary-Proxy-Addresses', cell: [right, ...others].join('%') };
}
