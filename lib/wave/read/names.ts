import { parseWho } from '../../asking/who.ts';
import { isProblem, parseMsAddress, writeMsAddress } from '../../migration/address.ts';
import type { Finding } from '../findings.ts';
import type { List, Member } from '../list.ts';
import { twiceIn } from './row-findings.ts';

/** `#` begins a remark. */
const NOTHING = /^\s*(?:#.*)?$/;

/** Reads a plain list, one person a line, each as one would type them behind `migcheck check`. */
export function readNames(text: string): List {
  const read = text
    .split(/\r\n|\n|\r/)
    .flatMap((line, index) => (NOTHING.test(line) ? [] : [readName(line, index + 1)]));
  const members = read.flatMap((one) => ('who' in one ? [one] : []));
  const unreadable = read.flatMap((one) => ('what' in one ? [one] : []));
  const findings = [...unreadable, ...twiceIn(members)].sort((a, b) => a.line - b.line);
  return { format: 'names', members, findings, leftOut: 0 };
}

/** Behind `as` stands the address from which a person is migrated. */
const WITH_SOURCE = /^(.*\S)\s+as\s+((?:ms|migrate)[:$].*)$/is;

function readName(raw: string, line: number): Member | Finding {
  const bare = raw.trim().replace(/^"([^"]*)"$/, '$1');
  const [, name = bare, address] = WITH_SOURCE.exec(bare) ?? [];
  const who = parseWho(name);
  if ('kind' in who) return { line, what: 'no-question', detail: who.problem };
  if (who.by === 'slack-user') return { line, what: 'no-question', detail: 'A Slack mention is known in Slack only.' };
  const source = address === undefined ? undefined : parseMsAddress(address);
  if (source && isProblem(source)) return { line, what: 'no-question', detail: source.problem };
  const shown = who.by === 'ms' ? `MS:${writeMsAddress(who.address)}` : name;
  return { line, name: shown, who, ...(source ? { source } : {}) };
}
