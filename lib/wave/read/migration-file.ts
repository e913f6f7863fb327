import { type MsAddress, msAddressOf, parseProxyAddress, writeMsAddress } from '../../migration/address.ts';
import type { Finding } from '../findings.ts';
import type { List, Member, WrongFile } from '../list.ts';
import { meant, valuesIn } from '../multi-value.ts';
import { columnOf, type Table, tableIn } from '../table.ts';
import { rowFindings } from './row-findings.ts';
import { addressIn, isMigrate } from './user-line.ts';
import { unclosed } from './wrong-file.ts';

/** A line that begins a section; everything up to the next one belongs to it (MPOLI-xmgab011). */
const SECTION = /^[ \t]*(?:(DIRECTORY)[ \t]*|(PAB|MAILMESSAGE)[ \t]*,[ \t]*"?([^\r\n"]*?)"?[ \t]*)$/gim;

export const hasSections = (text: string): boolean => new RegExp(SECTION).test(text);

type Section = { readonly kind: string; readonly address: string; readonly line: number; readonly body: string };

function sectionsIn(text: string): readonly Section[] {
  const heads = [...text.matchAll(SECTION)];
  let [line, at] = [1, 0];
  return heads.map((head, index) => {
    line += linesIn(text.slice(at, head.index));
    at = head.index;
    const [whole, directory, kind = directory ?? '', address = ''] = head;
    const body = text.slice(head.index + whole.length, heads[index + 1]?.index);
    return { kind: kind.toUpperCase(), address, line, body };
  });
}

const linesIn = (text: string): number => text.match(/\r\n|\n|\r/g)?.length ?? 0;

/** Somebody of a section, before the sections are put together. */
type Told = { readonly members: readonly Member[]; readonly findings: readonly Finding[]; readonly leftOut: number };

/** Reads a primary file (.pri): its DIRECTORY sections, and for whom there are messages (MSDN-migdir, MPOLI-xmgab014). */
export function readMigrationFile(text: string): List | WrongFile {
  const sections = sectionsIn(text);
  const read = sections.filter(({ kind }) => kind === 'DIRECTORY').map(readDirectory);
  const wrong = read.find((one) => 'problem' in one);
  if (wrong) return wrong;
  const told = read.flatMap((one) => ('problem' in one ? [] : [one]));
  const listed = told.flatMap(({ members }) => members);
  const messages = sections.filter(({ kind, address }) => kind === 'MAILMESSAGE' && !/^PublicMessages$/i.test(address));
  const others = readMessages(messages, listed);
  const findings = [...told, others].flatMap((one) => one.findings).sort((a, b) => a.line - b.line);
  const members = [...listed, ...others.members].sort((a, b) => a.line - b.line);
  const leftOut = [...told, others].reduce((sum, one) => sum + one.leftOut, 0);
  return { format: 'migration file', members, findings, leftOut };
}

function readDirectory({ line, body }: Section): Told | WrongFile {
  const start = { at: /^(?:\r\n|\n|\r)?/.exec(body)?.[0].length ?? 0, line: line + 1, delimiter: ',' } as const;
  const table = tableIn(body, start);
  if ('unclosed' in table) return unclosed(table);
  const rows = table.rows.map((row) => personOn(row, table));
  return {
    members: rows.flatMap(({ member }) => member ?? []),
    findings: rows.flatMap(({ findings }) => findings),
    leftOut: rows.filter(({ member }) => !member).length,
  };
}

type Person = { readonly member?: Member; readonly findings: readonly Finding[] };

function personOn(row: Table['rows'][number], table: Table): Person {
  const cell = (...names: readonly string[]): string => row.cells[columnOf(table, ...names) ?? -1]?.trim() ?? '';
  if (!/^mailbox$/i.test(cell('Obj-Class'))) return { findings: [] };
  const name = meant(cell('Common-Name', 'Directory Name'));
  const about = rowFindings(row, table).map(({ mends: _, ...finding }): Finding => finding);
  const migrate = valuesIn(cell('Secondary-Proxy-Addresses')).find(isMigrate);
  const address = migrate === undefined ? undefined : addressIn(migrate);
  const { line } = row;
  if (address) return { member: memberFor(line, address, name), findings: about };
  if (migrate !== undefined) return { findings: [...about, { line, what: 'other-system', detail: migrate }] };
  const member: Member | undefined = name ? { line, name, who: { by: 'name', name } } : undefined;
  return { ...(member ? { member } : {}), findings: [...about, { line, what: 'migrate-missing', detail: name }] };
}

const memberFor = (line: number, address: MsAddress, name?: string): Member => ({
  line,
  name: name || `MS:${writeMsAddress(address)}`,
  who: { by: 'ms', address },
  source: address,
});

/** Those for whom there are messages, and no line of a DIRECTORY section. */
function readMessages(messages: readonly Section[], listed: readonly Member[]): Told {
  const known = new Set(listed.flatMap(({ source }) => (source ? [writeMsAddress(source).toLowerCase()] : [])));
  const members: Member[] = [];
  const findings: Finding[] = [];
  for (const { address: text, line } of messages) {
    const proxy = parseProxyAddress(text);
    const address = proxy && msAddressOf(proxy);
    if (!address) findings.push({ line, what: 'other-system', detail: text });
    else if (!known.has(writeMsAddress(address).toLowerCase())) {
      known.add(writeMsAddress(address).toLowerCase());
      findings.push({ line, what: 'no-directory-line', detail: text });
      members.push(memberFor(line, address));
    }
  }
  return { members, findings, leftOut: messages.length - members.length - knownIn(messages, listed) };
}

/** Messages for somebody who is listed are no line of their own. */
const knownIn = (messages: readonly Section[], listed: readonly Member[]): number => {
  const known = new Set(listed.flatMap(({ source }) => (source ? [`ms:${writeMsAddress(source)}`.toLowerCase()] : [])));
  return messages.filter(({ address }) => known.has(address.toLowerCase())).length;
};
